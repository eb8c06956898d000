// Bioptigen .OCT files: a dictionary for the file and one for each frame, A-scan after A-scan.
import { ChunkBytes } from './chunkBytes.ts';
import type { WritableVolume } from './writableVolume.ts';

export interface BioptigenOptions {
  /** 0 line, 1 rectangle, 3 radial. */
  readonly scanType?: number;
  /** How often each B-scan is written in a row, and the whole volume. */
  readonly repeats?: number;
  readonly volumes?: number;
  readonly bits?: 8 | 16;
}

/** What is written for a grey value, in the n-th repeat of the n-th volume. */
export function bioptigenSample(grey: number, bits: 8 | 16, copy = 0): number {
  return bits === 8 ? grey : grey * 200 + copy;
}

export function writeBioptigen(
  volume: WritableVolume,
  { scanType = 1, repeats = 1, volumes = 1, bits = 16 }: BioptigenOptions = {},
): Uint8Array {
  const { bscans, rows, columns } = volume.shape;
  const { row, column, bscan } = volume.spacingUm;
  const header = [
    ...[int('FRAMECOUNT', bscans * repeats * volumes), int('LINECOUNT', columns), int('LINELENGTH', rows), int('SAMPLEFORMAT', bits / 8)],
    ...[text('DESCRIPTION', ''), float('XMIN', 0), float('XMAX', 0), text('XCAPTION', 'mm'), float('YMIN', 0), float('YMAX', 0)],
    ...[text('YCAPTION', 'mm'), int('SCANTYPE', scanType), float('SCANDEPTH', (row * rows) / 1000)],
    ...[float('SCANLENGTH', (column * columns) / 1000), float('AZSCANLENGTH', (column * columns) / 1000)],
    ...[float('ELSCANLENGTH', (bscan * bscans) / 1000), float('OBJECTDISTANCE', 0), float('SCANANGLE', 0)],
    ...[int('SCANS', bscans), int('FRAMES', repeats), int('DOPPLERFLAG', 0), entry('CONFIG', Buffer.from('configuration'))],
  ];
  const order = Array.from({ length: volumes }, (_, part) =>
    Array.from({ length: bscans * repeats }, (_, i) => ({ bscan: Math.floor(i / repeats), copy: part * repeats + (i % repeats) })),
  ).flat();
  const frames = order.map(({ bscan, copy }) => dictionary('FRAMEDATA', frameEntries(volume, bscan, copy, bits)));
  return new ChunkBytes().u32(0x0c7d_a7a5).u16(0x010a).bytes(dictionary('FRAMEHEADER', header)).bytes(Buffer.concat(frames)).whole();
}

function frameEntries({ shape, grey, acquiredAt }: WritableVolume, bscan: number, copy: number, bits: 8 | 16): Uint8Array[] {
  const { rows, columns } = shape;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = acquiredAt.slice(0, 19).split(/[-T:]/).map(Number);
  const weekday = new Date(acquiredAt).getUTCDay();
  const samples = bits === 8 ? new Uint8Array(rows * columns) : new Uint16Array(rows * columns);
  for (let column = 0, at = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++, at++)
      samples[at] = bioptigenSample(grey[(bscan * rows + row) * columns + column] as number, bits, copy);
  }
  return [
    entry('FRAMEDATETIME', new ChunkBytes().u16(year, month, weekday, day, hour, minute, second, 0).whole()),
    float('FRAMETIMESTAMP', bscan),
    int('FRAMELINES', columns),
    entry('FRAMESAMPLES', new Uint8Array(samples.buffer)),
  ];
}

/** The length of a dictionary counts its end. */
function dictionary(key: string, entries: readonly Uint8Array[]): Uint8Array {
  return entry(key, Buffer.concat([...entries, new Uint8Array(4)]));
}

function entry(key: string, value: Uint8Array): Uint8Array {
  return new ChunkBytes().u32(key.length).text(key, key.length).u32(value.length).bytes(value).whole();
}

function int(key: string, value: number): Uint8Array {
  return entry(key, new ChunkBytes().u32(value).whole());
}

function float(key: string, value: number): Uint8Array {
  return entry(key, new ChunkBytes().f64(value).whole());
}

function text(key: string, value: string): Uint8Array {
  return entry(key, Buffer.from(value, 'latin1'));
}
