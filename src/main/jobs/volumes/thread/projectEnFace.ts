// En face of a raster between two boundaries: each is a layer line, or an edge of the B-scan, moved by some rows.
import { AppError } from '../../../../shared/errors.ts';
import { projectBscan } from '../../../imaging/enFace.ts';
import type { Samples } from '../../../imaging/windowGrey.ts';
import type { VolumeInUse } from './openVolumes.ts';
import { decodedBscan, surfacesOf } from './readSeries.ts';
import type { EnFaceSlab } from './volumeTasks.ts';

/** [bscan, column]; NaN as in `projectBscan`. Errors: `usage` for a line that is not there; those of the reader. */
export async function projectEnFace(volume: VolumeInUse, { projection, intensity, ...slab }: EnFaceSlab): Promise<Float32Array> {
  const { bscans, rows, columns } = volume.series.header.shape;
  const heights = await surfacesOf(volume);
  const upper = boundary(volume, heights, slab.upper, { edge: 'top', edgeRow: -0.5, by: slab.upperRows });
  const lower = boundary(volume, heights, slab.lower, { edge: 'bottom', edgeRow: rows - 0.5, by: slab.lowerRows });
  const enFace = new Float32Array(bscans * columns);
  for (let bscan = 0; bscan < bscans; bscan++) {
    const shown = await decodedBscan(volume, bscan, intensity);
    const data = intensity === 'display' ? await withoutMissing(volume, bscan, shown.data) : shown.data;
    const ofBscan = (all: Float32Array) => all.subarray(bscan * columns, (bscan + 1) * columns);
    enFace.set(projectBscan({ ...shown, data }, { upper: ofBscan(upper), lower: ofBscan(lower) }, projection), bscan * columns);
  }
  return enFace;
}

/** Grey has no value for "no sample"; the stored floats have. */
async function withoutMissing(volume: VolumeInUse, bscan: number, shown: Samples): Promise<Samples> {
  if (volume.series.header.sampleType !== 'float32' || volume.series.header.shape.channels !== 1) return shown;
  const { data } = await decodedBscan(volume, bscan, 'stored');
  if (!data.some(value => Number.isNaN(value))) return shown;
  return Float32Array.from(shown, (value, i) => (Number.isNaN(data[i]) ? Number.NaN : value));
}

/** Rows from the top, [bscan, column]. */
function boundary(
  { series: { header }, path }: VolumeInUse,
  heights: Float32Array,
  wanted: string,
  { edge, edgeRow, by }: { edge: 'top' | 'bottom'; edgeRow: number; by: number },
): Float32Array {
  const size = header.shape.bscans * header.shape.columns;
  if (wanted === edge) return new Float32Array(size).fill(edgeRow + by);
  const index = header.surfaces.findIndex(({ name }) => name === wanted);
  if (index < 0) {
    const known = [edge, ...header.surfaces.map(({ name }) => name)];
    throw new AppError('usage', `${path}: expected one of ${known.join(', ')}, received the layer line '${wanted}'.`);
  }
  return heights.subarray(index * size, (index + 1) * size).map(height => height + by);
}
