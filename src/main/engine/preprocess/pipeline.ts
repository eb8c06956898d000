// RunConfig.steps made ready to run: decoded pixels in, pixels at the network's size out, and how values become floats.
import { createHash } from 'node:crypto';
import { resolveChoice } from '../../../shared/domain/choice.ts';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { AppError } from '../../../shared/errors.ts';
import { fillMask } from '../../imaging/fillMask.ts';
import { toGrey, toRgb } from '../../imaging/grey.ts';
import type { Raster } from '../../imaging/raster.ts';
import { steps } from './index.ts';
import type { ImageStep, NetworkSize, PixelSpacing, Placement, ScaleStep, WorkingImage } from './step.ts';

/** Raise when a step's pixels change, so that caches of older pixels are not used. */
const pixelsVersion = 1;

const unmoved: Placement = { rowScale: 1, rowOffset: 0, columnScale: 1, columnOffset: 0 };

export interface PreparedImage {
  /** At the network's size and channel count; 16-bit sources stay 16 bit. */
  readonly raster: Raster<Uint8Array | Uint16Array>;
  /** [row, column], 1 = not tissue; null unless asked for. */
  readonly fill: Uint8Array | null;
  readonly placement: Placement;
}

export interface Pipeline extends NetworkSize {
  readonly channels: 1 | 3;
  /** Per channel on the 0..1 scale: input = (value − mean) / std. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** Names everything that decides the prepared pixels: cache files with the same key are interchangeable. */
  readonly cacheKey: string;
  prepare(raster: Raster<Uint8Array | Uint16Array>, options?: { spacing?: PixelSpacing | null; withFill?: boolean }): PreparedImage;
}

/** Errors: `unknownName` and `usage` for wrong steps: exactly one fit is needed, a scale may only stand last. */
export function createPipeline({ input, steps: choices }: Pick<RunConfig, 'input' | 'steps'>): Pipeline {
  const chosen = choices.map(choice => resolveChoice<ImageStep | ScaleStep>('step', steps, choice));
  const fits = chosen.filter(({ spec }) => spec.kind === 'fit').map(({ spec }) => spec.name);
  if (fits.length !== 1) {
    const known = Object.values<ImageStep | ScaleStep>(steps).filter(step => step.kind === 'fit');
    throw new AppError(
      'usage',
      `Expected exactly one step that fits images to the network (${known.map(step => step.name).join(', ')}), received ${fits.join(', ') || 'none'}.`,
      { details: { fits } },
    );
  }
  const last = chosen.at(-1);
  if (chosen.slice(0, -1).some(({ spec }) => spec.kind === 'scale')) {
    throw new AppError('usage', "Expected 'standardize' as the last step, received it earlier. Move it to the end.");
  }
  const [rows, columns] = input.size;
  const { channels } = input;
  const size = { rows, columns };
  const scale =
    last?.spec.kind === 'scale'
      ? last.spec.scale(last.params, channels)
      : { mean: new Array<number>(channels).fill(0), std: new Array<number>(channels).fill(1) };
  const imageSteps = chosen.flatMap(({ spec, params }) => (spec.kind === 'scale' ? [] : [{ spec, params }]));
  const identity = { pixelsVersion, rows, columns, channels, steps: imageSteps.map(({ spec, params }) => ({ name: spec.name, params })) };

  return {
    rows,
    columns,
    channels,
    ...scale,
    cacheKey: createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32),
    prepare: (source, { spacing = null, withFill = false } = {}) => {
      const raster = channels === 1 ? toGrey(source) : source;
      let image: WorkingImage = { raster, fill: withFill ? fillMask(toGrey(raster)) : null, spacing, placement: unmoved };
      for (const { spec, params } of imageSteps) image = spec.apply(image, params, size);
      return { raster: channels === 1 ? image.raster : toRgb(image.raster), fill: image.fill, placement: image.placement };
    },
  };
}
