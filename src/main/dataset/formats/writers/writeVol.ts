// Heidelberg .vol files.

import { isoToFiletime, isoToOleDate } from '../heidelberg/dates.ts';
import { heidelbergNames } from '../heidelberg/layers.ts';
import { powerOfGreyValue, type WritableVolume } from './writableVolume.ts';

/** What the layer line slots of a file hold: 3 as old files, 17 as new ones. */
const slots = { 3: ['ILM', 'BM', null], 17: heidelbergNames } as const;
const noLine = 3.4028234663852886e38;
const fileHeaderBytes = 2048;

export interface VolOptions {
  readonly lines?: 3 | 17;
  /** 1 line, 2 circle, 3 raster, 4 fast raster, 5 radial, 6 radial and circles. */
  readonly pattern?: number;
  /** What the file's header says of the B-scans' header sizes; the truth where left out. Real files exist that say another size. */
  readonly toldHeaderBytes?: number;
}

export function writeVol(volume: WritableVolume, { lines = 17, pattern = 3, toldHeaderBytes }: VolOptions = {}): Uint8Array {
  const { shape, localizer, spacingUm, localizerSpacingUm, patient } = volume;
  const { bscans, rows, columns } = shape;
  const power = (at: number) => volume.power?.[at] ?? powerOfGreyValue(volume.grey[at] as number);
  const bscanHeaderBytes = 256 + 4 * lines * columns + 16;
  const localizerBytes = localizer.rows * localizer.columns;
  const bytes = new Uint8Array(fileHeaderBytes + localizerBytes + bscans * (bscanHeaderBytes + 4 * rows * columns));
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);

  text(0, 'HSF-OCT-103');
  for (const [at, value] of [
    [12, columns],
    [16, bscans],
    [20, rows],
    [48, localizer.columns],
    [52, localizer.rows],
    [72, 30],
  ] as const) {
    view.setUint32(at, value, true);
  }
  const scales = [spacingUm.column, spacingUm.bscan, spacingUm.row] as const;
  for (const [i, um] of scales.entries()) view.setFloat64(24 + 8 * i, um / 1000, true);
  view.setFloat64(56, localizerSpacingUm / 1000, true);
  view.setFloat64(64, localizerSpacingUm / 1000, true);
  text(84, volume.laterality);
  view.setBigUint64(88, isoToFiletime(volume.acquiredAt), true);
  view.setInt32(96, pattern, true);
  view.setUint32(100, toldHeaderBytes ?? bscanHeaderBytes, true);
  text(104, '716.0');
  text(140, patient.identifier);
  view.setFloat64(164, isoToOleDate(patient.birthDate), true);
  text(176, 'V-1');
  bytes.set(localizer.data, fileHeaderBytes);

  for (let bscan = 0, at = fileHeaderBytes + localizerBytes; bscan < bscans; bscan++) {
    text(at, 'HSF-BS-103');
    view.setUint32(at + 12, bscanHeaderBytes, true);
    for (const [i, mm] of corners(volume, bscan).entries()) view.setFloat64(at + 16 + 8 * i, mm, true);
    view.setInt32(at + 48, lines, true);
    view.setInt32(at + 52, 256, true);
    view.setFloat32(at + 56, volume.quality[bscan] ?? noLine, true);
    for (const [slot, name] of slots[lines].entries()) {
      const heights = volume.surfaces.find(surface => surface.name === name)?.heights;
      for (let column = 0; column < columns; column++) {
        const height = heights?.[bscan * columns + column] ?? Number.NaN;
        view.setFloat32(at + 256 + 4 * (slot * columns + column), Number.isNaN(height) ? noLine : height, true);
      }
    }
    at += bscanHeaderBytes;
    for (let i = 0; i < rows * columns; i++, at += 4) {
      view.setFloat32(at, power(bscan * rows * columns + i), true);
    }
  }
  return bytes;
}

/** Start and end in mm from the localizer's upper left corner. */
function corners({ paths, localizer, localizerSpacingUm }: WritableVolume, bscan: number): number[] {
  const path = paths[bscan];
  if (path === undefined) return [0, 0, 0, 0];
  const points = path.kind === 'line' ? [path.start, path.end] : [path.start, path.centre];
  return points.flatMap(({ xUm, yUm }) => [
    (xUm + (localizer.columns * localizerSpacingUm) / 2) / 1000,
    (yUm + (localizer.rows * localizerSpacingUm) / 2) / 1000,
  ]);
}
