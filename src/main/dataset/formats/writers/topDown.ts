// Topcon and Zeiss devices scan from the top of the fundus picture to its bottom: their files hold B-scans in that order.
import type { ScanPath } from '../../../../shared/domain/volume.ts';
import type { WritableVolume } from './writableVolume.ts';

/** The same volume with its uppermost B-scan first; itself where it is so already. */
export function topDown(volume: WritableVolume): WritableVolume {
  const { paths, shape, surfaces, grey, power, levels, quality, averaged } = volume;
  const height = (path: ScanPath | undefined) => path?.start.yUm ?? 0;
  if (height(paths[0]) <= height(paths.at(-1))) return volume;
  const { bscans, rows, columns } = shape;
  return {
    ...volume,
    paths: [...paths].reverse(),
    quality: [...quality].reverse(),
    averaged: [...averaged].reverse(),
    grey: reversed(grey, bscans, rows * columns),
    ...(power === undefined ? {} : { power: reversed(power, bscans, rows * columns) }),
    ...(levels === undefined ? {} : { levels: reversed(levels, bscans, rows * columns) }),
    surfaces: surfaces.map(({ name, heights }) => ({ name, heights: reversed(heights, bscans, columns) })),
  };
}

function reversed<Data extends Uint8Array | Uint16Array | Float32Array>(data: Data, bscans: number, size: number): Data {
  const turned = data.slice() as Data;
  for (let bscan = 0; bscan < bscans; bscan++)
    turned.set(data.subarray((bscans - 1 - bscan) * size, (bscans - bscan) * size), bscan * size);
  return turned;
}
