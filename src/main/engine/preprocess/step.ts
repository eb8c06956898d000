// What a preprocessing step is: `clean` changes pixels, `fit` brings the image to the network's size, `scale` its values to floats.
import type { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';
import type { Raster } from '../../imaging/raster.ts';

/** Distance between pixel centres, where the file or its data set says. */
export interface PixelSpacing {
  readonly rowUm: number;
  readonly columnUm: number;
}

/** Where the file's pixels went: position here = scale · position in the file + offset, in pixels from the upper left corner. */
export interface Placement {
  readonly rowScale: number;
  readonly rowOffset: number;
  readonly columnScale: number;
  readonly columnOffset: number;
}

/** An image on its way to the network. */
export interface WorkingImage {
  readonly raster: Raster<Uint8Array | Uint16Array>;
  /** [row, column], 1 = not tissue: border fill, bars, padding. Null unless the caller asked for it. */
  readonly fill: Uint8Array | null;
  /** Null when unknown. */
  readonly spacing: PixelSpacing | null;
  readonly placement: Placement;
}

export interface NetworkSize {
  readonly rows: number;
  readonly columns: number;
}

export interface ImageStep<Params extends z.ZodType = z.ZodType> extends Spec<Params> {
  readonly kind: 'clean' | 'fit';
  apply(image: WorkingImage, params: z.output<Params>, size: NetworkSize): WorkingImage;
}

export interface ScaleStep<Params extends z.ZodType = z.ZodType> extends Spec<Params> {
  readonly kind: 'scale';
  /** Per channel, on the 0..1 scale: input = (value − mean) / std. */
  scale(params: z.output<Params>, channels: number): { mean: number[]; std: number[] };
}

/** Checks a spec's types where it is written; the registry then holds steps of any parameters. */
export function imageStep<Params extends z.ZodType>(step: ImageStep<Params>): ImageStep<Params> {
  return step;
}
