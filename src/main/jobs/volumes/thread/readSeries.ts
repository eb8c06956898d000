// B-scans and layer lines of a volume, decoded once and kept while there is room: a viewer goes back and forth.
import type { StoredBscan } from '../../../dataset/formats/volumeFormat.ts';
import { boundedCache } from './boundedCache.ts';
import type { VolumeInUse } from './openVolumes.ts';
import type { Intensity } from './volumeTasks.ts';

const bscans = boundedCache<StoredBscan>(256 * 2 ** 20, ({ data }) => data.byteLength);
const surfaces = boundedCache<Float32Array>(64 * 2 ** 20, ({ byteLength }) => byteLength);

/** Errors: those of the reader. */
export async function decodedBscan({ series, key }: VolumeInUse, index: number, intensity: Intensity): Promise<StoredBscan> {
  return await bscans.get(`${key}\n${intensity} ${index}`, async () =>
    intensity === 'display' ? await series.readBscan(index, 'display') : await series.readBscan(index, 'stored'),
  );
}

/** Heights of every layer line: [surface, bscan, column]. Errors: those of the reader. */
export async function surfacesOf({ series, key }: VolumeInUse): Promise<Float32Array> {
  const { surfaces: lines, shape } = series.header;
  const size = shape.bscans * shape.columns;
  return await surfaces.get(key, async () => {
    const heights = new Float32Array(lines.length * size);
    for (const index of lines.keys()) heights.set(await series.readSurface(index), index * size);
    return heights;
  });
}
