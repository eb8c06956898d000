// The small chunks of a Topcon file: eye, time, device, lengths, quality, and where the scan lies on the pictures. A chunk that is missing
// or too short says nothing. Layouts: UOCTE's wiki, private_eye, OCT-Converter; where they differ, what two of them say.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { ByteSource } from '../byteSource.ts';
import { textOf } from '../heidelberg/text.ts';
import type { Chunk } from './chunks.ts';
import { fixationOf } from './scanModes.ts';

/** [min x, min y, max x, max y] in a picture's pixels, or [centre x, centre y, radius, 0]. */
export type Box = readonly [number, number, number, number];

export interface ScanFacts {
  readonly laterality: Laterality | null;
  /** ISO 8601 in the clinic's time. */
  readonly acquiredAt: string | null;
  readonly hasLabel: boolean;
  readonly model: string | null;
  readonly software: string | null;
  readonly fixation: string | null;
  /** Along a B-scan, across them, and of one row. */
  readonly sizeMm: { readonly along: number; readonly across: number } | null;
  readonly rowUm: number | null;
  readonly quality: number | null;
  readonly fundusBox: Box | null;
  readonly trcBox: Box | null;
}

type Small = (name: string, minBytes: number) => Promise<Buffer | null>;

/** The first chunk of a name, up to its first kilobyte; null where there is none or it has fewer than `minBytes`. */
export function smallChunks(source: ByteSource, chunks: readonly Chunk[]): Small {
  return async (name, minBytes) => {
    const chunk = chunks.find(other => other.name === name);
    if (chunk === undefined || chunk.sizeBytes < minBytes) return null;
    return Buffer.from(await source.read(chunk.offset, Math.min(chunk.sizeBytes, 1024)));
  };
}

export async function readFacts(small: Small): Promise<ScanFacts> {
  const capture = await small('@CAPTURE_INFO_02', 118);
  const oldCapture = capture === null ? await small('@CAPTURE_INFO', 13) : null;
  const hardware = await small('@HW_INFO_03', 180);
  const oldHardware = hardware ?? (await small('@HW_INFO_02', 16)) ?? (await small('@HW_INFO_01', 16));
  const file = await small('@FDA_FILE_INFO', 40);
  const scan = await small('@PARAM_SCAN_04', 36);
  const oldScan = scan === null ? await small('@PARAM_SCAN_02', 45) : null;
  const quality = await small('@FAST_Q2_INFO', 24);
  const registration = await small('@REGIST_INFO', 73);
  const lengths = scan === null ? oldScan?.subarray(21) : scan.subarray(12);
  const text = (bytes: Buffer | null | undefined, at: number, length: number) =>
    bytes === null || bytes === undefined ? null : textOf(bytes.subarray(at, at + length));
  return {
    laterality: eyeOf((capture ?? oldCapture)?.readUInt8(0)),
    acquiredAt: timeOf(capture?.subarray(106) ?? oldCapture?.subarray(1)),
    hasLabel: text(capture, 6, 100) !== null,
    model: text(oldHardware, 0, 16),
    software: text(hardware, 132, 16) ?? text(file, 8, 32),
    fixation: scan === null ? null : fixationOf(scan.readUInt8(3)),
    sizeMm: sizeOf(lengths),
    rowUm: within(lengths?.readDoubleLE(16), 0.1, 100),
    quality: within(quality?.readFloatLE(16), 1e-6, 1000),
    fundusBox: boxOf(registration, 9),
    trcBox: boxOf(registration, 57),
  };
}

function eyeOf(code: number | undefined): Laterality | null {
  return code === 0 ? 'OD' : code === 1 ? 'OS' : null;
}

/** Year, month, day, hour, minute, second as u16; null where it is no date of a scan. */
function timeOf(bytes: Buffer | undefined): string | null {
  if (bytes === undefined) return null;
  const [year, ...rest] = [0, 1, 2, 3, 4, 5].map(i => bytes.readUInt16LE(2 * i)) as [number, ...number[]];
  const [month, day, hour, minute, second] = rest.map(part => String(part).padStart(2, '0'));
  const date = dateOf(year, rest[0] as number, rest[1] as number);
  const isTime = (rest[2] as number) < 24 && (rest[3] as number) < 60 && (rest[4] as number) < 60;
  return date !== null && year >= 1990 && isTime ? `${year}-${month}-${day}T${hour}:${minute}:${second}` : null;
}

/** ISO date; null where there is no such day. */
export function dateOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = year >= 1850 && year < 2150 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay ? date.toISOString().slice(0, 10) : null;
}

function sizeOf(lengths: Buffer | undefined): ScanFacts['sizeMm'] {
  const along = within(lengths?.readDoubleLE(0), 0.01, 100);
  const across = lengths?.readDoubleLE(8) ?? 0;
  return along === null ? null : { along, across: within(across, 0.001, 100) ?? 0 };
}

function within(value: number | undefined, least: number, most: number): number | null {
  return value !== undefined && value >= least && value <= most ? value : null;
}

function boxOf(bytes: Buffer | null, at: number): Box | null {
  if (bytes === null) return null;
  const box = [0, 4, 8, 12].map(i => bytes.readInt32LE(at + i)) as unknown as Box;
  return box[2] > 0 && box.every(value => Math.abs(value) < 32_768) ? box : null;
}
