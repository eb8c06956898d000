// What an augmentation is: it draws numbers for one image and adds them to that image's plan. The plan is carried out
// at once by renderInput: tone curves through a table, all geometry in one warp, then noise.
import type { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';
import type { RandomGenerator } from '../../../shared/random.ts';
import { type Affine, identityAffine } from '../../imaging/affine.ts';

/** Changes values on the 0..1 scale in place; `counts` says how many pixels of the image have each. */
export type ToneCurve = (values: Float32Array, counts: Uint32Array) => void;

export interface AugmentPlan {
  /** From output to source pixels. */
  inverse: Affine;
  /** What lies outside the source, on the 0..1 scale before tone curves. */
  outside: number;
  readonly tones: ToneCurve[];
  readonly noises: { speckle: number; gauss: number; seed: number }[];
}

export interface AugmentationSpec<Params extends z.ZodType = z.ZodType> extends Spec<Params> {
  draw(plan: AugmentPlan, params: z.output<Params>, random: RandomGenerator, size: { rows: number; columns: number }): void;
}

/** Checks a spec's types where it is written; the registry then holds specs of any parameters. */
export function augmentation<Params extends z.ZodType>(spec: AugmentationSpec<Params>): AugmentationSpec<Params> {
  return spec;
}

/** Changes nothing. */
export function emptyPlan(): AugmentPlan {
  return { inverse: identityAffine, outside: 0, tones: [], noises: [] };
}

/** Uniform in [low, high). */
export function between(random: RandomGenerator, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}
