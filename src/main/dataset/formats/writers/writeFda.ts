// Topcon .fda (8-bit JPEG 2000) and .fds (raw 16-bit) files, with the chunks that real files have and the numbers UOCTE's wiki found there.
// B-scans are written from the top of the fundus picture to its bottom, as the device scans them.
import { encodeJpeg2000 } from '../codecs/encodeJpeg2000.ts';
import { contourNames } from '../topconFda/contours.ts';
import { ChunkBytes } from './chunkBytes.ts';
import { topDown } from './topDown.ts';
import type { WritableVolume } from './writableVolume.ts';

export interface FdaOptions {
  readonly kind?: 'fda' | 'fds';
  /** 0 line, 1 circle, 2 raster, 3 radial, 6 vertical raster … */
  readonly mode?: number;
  /** [min x, min y, max x, max y] of the scan in the picture's pixels, or [x, y, radius, 0]; from the paths of a raster without it. */
  readonly box?: readonly [number, number, number, number];
  /** What the scan's lengths are, mm; spacing times counts without it. */
  readonly sizeMm?: readonly [along: number, across: number];
  /** Newer files encrypt the patient. */
  readonly isPatientEncrypted?: boolean;
  /** Hears of each B-scan that is packed; what it throws ends the writing. */
  readonly onBscan?: (done: number) => void;
}

const version = '8.0.1.20198';
/** Written where there is no line. */
const noLine = 65_535;

export async function writeFda(scanned: WritableVolume, options: FdaOptions = {}): Promise<Uint8Array> {
  const volume = topDown(scanned);
  const { kind = 'fda', mode = 2, box = rasterBox(volume), isPatientEncrypted = false } = options;
  const { shape, spacingUm } = volume;
  const [along, across] = options.sizeMm ?? [(shape.columns * spacingUm.column) / 1000, (shape.bscans * spacingUm.bscan) / 1000];
  const file = new ChunkBytes().text('FOCTFDA', 7).u32(2, 1000);
  const add = (name: string, chunk: ChunkBytes) => {
    const bytes = chunk.whole();
    file.u8(name.length).text(name, name.length).u32(bytes.length).bytes(bytes);
  };
  add('@FDA_FILE_INFO', new ChunkBytes().u32(2, 1000).text(version, 32));
  add('@HW_INFO_03', hardware());
  if (isPatientEncrypted) add('@PATIENT_INFO_03', new ChunkBytes().bytes(new Uint8Array(615).fill(0xa5)));
  else add('@PATIENT_INFO_02', patient(volume));
  add('@CAPTURE_INFO_02', capture(volume));
  if (kind === 'fda') add('@IMG_JPEG', await pictures(volume, mode, options));
  else add('@IMG_SCAN_03', rawSamples(volume, mode));
  add('@PARAM_SCAN_04', new ChunkBytes().u8(3, 0, 0, 2).u32(0, 0).f64(along, across, spacingUm.row, 0, 0).u8(0, 1));
  if (kind === 'fda') add('@IMG_FUNDUS', await fundus(volume));
  else add('@IMG_OBS', rawFundus(volume));
  add('@REGIST_INFO', registration(box));
  for (const { name, heights } of volume.surfaces) {
    const stored = Object.keys(contourNames).find(key => contourNames[key] === name && key.startsWith('MULTILAYERS'));
    if (stored !== undefined) add('@CONTOUR_INFO', contour(volume, stored, heights));
  }
  add('@FAST_Q2_INFO', new ChunkBytes().f32(0, 0, 0, 0, volume.quality[0] ?? 0, 0).text(version, 32));
  return file.u8(0).whole();
}

function hardware(): ChunkBytes {
  const chunk = new ChunkBytes().text('3DOCT-2000', 16).text('0', 16).zeros(32).text('1.0', 16).u16(2020, 1, 2, 3, 4, 5).zeros(8);
  return chunk.text('1', 16).text('2', 16).text('8.42', 16).text('4', 16).text('5', 16);
}

function patient({ patient: { identifier, name, birthDate, sex } }: WritableVolume): ChunkBytes {
  const [last = '', first = ''] = name.split(', ');
  const chunk = new ChunkBytes().text(identifier, 32).text(first, 32).text(last, 32).zeros(8);
  return chunk
    .u8(sex === 'M' ? 1 : 2)
    .u16(...birthDate.split('-').map(Number))
    .zeros(504);
}

function capture({ laterality, acquiredAt }: WritableVolume): ChunkBytes {
  const numbers = acquiredAt.slice(0, 19).split(/[-T:]/).map(Number);
  return new ChunkBytes()
    .u8(laterality === 'OD' ? 0 : 1, 2)
    .zeros(104)
    .u16(...numbers);
}

async function pictures(
  { shape: { bscans, rows, columns }, grey }: WritableVolume,
  mode: number,
  { onBscan }: FdaOptions,
): Promise<ChunkBytes> {
  const chunk = new ChunkBytes().u8(mode).u32(0, 255, columns, rows, bscans, 0xa02);
  for (let bscan = 0; bscan < bscans; bscan++) {
    const data = grey.subarray(bscan * rows * columns, (bscan + 1) * rows * columns);
    const encoded = await encodeJpeg2000({ data, rows, columns, channels: 1 });
    chunk.u32(encoded.length).bytes(encoded);
    onBscan?.(bscan + 1);
  }
  return chunk;
}

/** Grey over the whole of 16 bits. */
function rawSamples({ shape: { bscans, rows, columns }, grey, levels }: WritableVolume, mode: number): ChunkBytes {
  const samples = levels ?? Uint16Array.from(grey, value => value * 257);
  const chunk = new ChunkBytes().u8(mode).u32(columns, rows, 16, bscans).u8(0).u32(samples.byteLength);
  return chunk.bytes(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
}

/** Three channels, blue first. */
function blueFirst({ localizer: { data, rows, columns, channels } }: WritableVolume): Uint8Array {
  const mixed = new Uint8Array(rows * columns * 3);
  for (let i = 0; i < rows * columns; i++) {
    for (let channel = 0; channel < 3; channel++)
      mixed[3 * i + channel] = data[i * channels + (channels === 3 ? 2 - channel : 0)] as number;
  }
  return mixed;
}

async function fundus(volume: WritableVolume): Promise<ChunkBytes> {
  const { rows, columns } = volume.localizer;
  const encoded = await encodeJpeg2000({ data: blueFirst(volume), rows, columns, channels: 3 });
  return new ChunkBytes().u32(columns, rows, 24, 1, 0xa02, encoded.length).bytes(encoded);
}

function rawFundus(volume: WritableVolume): ChunkBytes {
  const { rows, columns } = volume.localizer;
  return new ChunkBytes()
    .u32(columns, rows, 24, 1)
    .u8(0)
    .u32(rows * columns * 3)
    .bytes(blueFirst(volume));
}

/** The strips of all B-scans together, in whole pixels. */
function rasterBox({ paths, localizer, localizerSpacingUm, spacingUm }: WritableVolume): readonly [number, number, number, number] {
  const points = paths.flatMap(path => (path.kind === 'line' ? [path.start, path.end] : [path.start]));
  const x = points.map(({ xUm }) => xUm / localizerSpacingUm + localizer.columns / 2);
  const y = points.map(({ yUm }) => yUm / localizerSpacingUm + localizer.rows / 2);
  const [halfX, halfY] = [spacingUm.column / 2 / localizerSpacingUm, spacingUm.bscan / 2 / localizerSpacingUm];
  return [Math.min(...x) - halfX, Math.min(...y) - halfY, Math.max(...x) + halfX, Math.max(...y) + halfY].map(Math.round) as [
    number,
    number,
    number,
    number,
  ];
}

function registration(box: readonly [number, number, number, number]): ChunkBytes {
  return new ChunkBytes()
    .u8(0)
    .u32(0, 0)
    .u32(...box)
    .text(version, 32)
    .u32(...box)
    .f64(0.5, 0.5, 0.5, 0.5)
    .zeros(48);
}

/** Counted from the bottom, the last B-scan first. */
function contour({ shape: { bscans, rows, columns } }: WritableVolume, stored: string, heights: Float32Array): ChunkBytes {
  const values = new Uint16Array(bscans * columns).fill(noLine);
  for (let i = 0; i < values.length; i++) {
    const height = heights[(bscans - 1 - Math.floor(i / columns)) * columns + (i % columns)] as number;
    if (height >= 0 && height < rows) values[i] = rows - Math.round(height);
  }
  return new ChunkBytes()
    .text(stored, 20)
    .u16(0)
    .u32(columns, bscans, values.byteLength)
    .bytes(new Uint8Array(values.buffer))
    .text(version, 32);
}
