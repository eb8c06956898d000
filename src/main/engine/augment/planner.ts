// RunConfig.augment made ready to run: one plan per item and epoch, the same whoever asks and whenever.
import { resolveChoice } from '../../../shared/domain/choice.ts';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { randomGenerator } from '../../../shared/random.ts';
import { type AugmentationSpec, type AugmentPlan, emptyPlan } from './augmentation.ts';
import { augmentations } from './index.ts';

/** `repeat` counts earlier uses of the item in this epoch: a sampler may draw it more than once. */
export type Planner = (epoch: number, item: string, repeat: number) => AugmentPlan;

/** Geometry composes in the order of the configuration, and so do tone curves. Errors: `unknownName`, `usage`. */
export function createPlanner({ augment, seed, input }: Pick<RunConfig, 'augment' | 'seed' | 'input'>): Planner {
  const chosen = augment.map(choice => resolveChoice<AugmentationSpec>('augmentation', augmentations, choice));
  const [rows, columns] = input.size;
  return (epoch, item, repeat) => {
    const random = randomGenerator(seed, 'augment', epoch, item, repeat);
    const plan = emptyPlan();
    for (const { spec, params } of chosen) spec.draw(plan, params, random, { rows, columns });
    return plan;
  };
}
