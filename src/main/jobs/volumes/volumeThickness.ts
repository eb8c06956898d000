// Thickness between two layer lines of a volume, along the A-scan; and the volume between them where a raster has one.
import { AppError } from '../../../shared/errors.ts';
import { layerVolumeNl, summarizeThickness, type ThicknessSummary, thicknessUm } from '../../imaging/thickness.ts';
import type { JobContext } from '../context.ts';
import { whyNoEnFace } from './noEnFace.ts';
import { statedHeader } from './showVolume.ts';
import { itemVolume } from './volumePlace.ts';

export interface VolumeThickness extends ThicknessSummary {
  /** Between the lines, over the A-scans that have both; null where `noVolume` says why. */
  volumeNl: number | null;
  noVolume: string | null;
}

/** `upper`, `lower`: names of layer lines. Errors: `usage` for other names and for rows without spacing; those of `showVolume`. */
export async function volumeThickness(
  context: JobContext,
  request: { item: string; upper: string; lower: string },
): Promise<VolumeThickness> {
  const found = itemVolume(context, request.item);
  const header = statedHeader(context, found, await context.volumes.ask('describe', found.place, {}));
  const { shape, spacingUm, surfaces } = header;
  const names = surfaces.map(({ name }) => name);
  const [upper, lower] = [request.upper, request.lower].map(wanted => {
    const index = names.indexOf(wanted);
    if (index >= 0) return index;
    throw new AppError('usage', `Expected one of the layer lines ${names.join(', ') || '(there are none)'}, received '${wanted}'.`);
  }) as [number, number];
  const { row, column, bscan } = spacingUm;
  if (row === null)
    throw new AppError('usage', 'Expected the spacing of rows for a thickness in µm, it is unknown. Set the spacing first.');
  const bytes = await context.volumes.ask('surfaces', found.place, {});
  const heights = new Float32Array(bytes.buffer);
  const size = shape.bscans * shape.columns;
  const line = (index: number) => heights.subarray(index * size, (index + 1) * size);
  const thickness = thicknessUm(line(upper), line(lower), row.value);
  const isSpaced = column !== null && bscan !== null;
  const noVolume = whyNoEnFace(header) ?? (isSpaced ? null : 'The spacing of A-scans or B-scans is unknown. Set the spacing first.');
  const volumeNl = noVolume === null && isSpaced ? layerVolumeNl(thickness, { column: column.value, bscan: bscan.value }) : null;
  return { ...summarizeThickness(thickness), volumeNl, noVolume };
}
