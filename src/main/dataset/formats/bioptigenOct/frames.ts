// Where the frames of a Bioptigen file lie and when each was taken.
import type { ByteSource } from '../byteSource.ts';
import { maxBscans } from '../volumeLimits.ts';
import { type Entry, readDictionary, readEntry } from './dictionary.ts';
import type { BioptigenHeader } from './header.ts';
import { readNumber } from './header.ts';

export interface Frame {
  /** Of its samples. */
  readonly start: number;
  readonly length: number;
  readonly columns: number;
  /** ISO 8601 in the clinic's time, to the second. */
  readonly acquiredAt: string | null;
}

/** Frames up to the header's count, or to where the file ends or is damaged, which `isCut` tells. */
export async function readFrames(source: ByteSource, header: BioptigenHeader): Promise<{ frames: Frame[]; isCut: boolean }> {
  const frames: Frame[] = [];
  let at = header.end;
  while (frames.length < Math.min(header.frames, maxBscans)) {
    try {
      const mark = await readEntry(source, at);
      if (mark.key !== 'FRAMEDATA') return { frames, isCut: true };
      const { entries, end } = await readDictionary(source, mark.start);
      const frame = await frameOf(source, entries, header);
      if (frame === null) return { frames, isCut: true };
      frames.push(frame);
      at = end;
    } catch (error) {
      if (frames.length === 0) throw error;
      return { frames, isCut: true };
    }
  }
  return { frames, isCut: false };
}

async function frameOf(source: ByteSource, entries: readonly Entry[], { columns }: BioptigenHeader): Promise<Frame | null> {
  const byKey = new Map(entries.map(entry => [entry.key, entry]));
  const samples = byKey.get('FRAMESAMPLES');
  if (samples === undefined) return null;
  const lines = byKey.get('FRAMELINES');
  const counted = lines === undefined ? 0 : await readNumber(source, lines);
  const time = byKey.get('FRAMEDATETIME');
  const acquiredAt = time?.length === 16 ? timeOf(await source.read(time.start, 16)) : null;
  // Older programs leave the count out.
  return { start: samples.start, length: samples.length, columns: counted === 0 ? columns : counted, acquiredAt };
}

/** SYSTEMTIME: year, month, day of the week, day, hour, minute, second, millisecond. */
function timeOf(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [year = 0, month, , day, hour, minute, second] = Array.from({ length: 8 }, (_, i) => view.getUint16(2 * i, true));
  const two = (number = 0) => String(number).padStart(2, '0');
  const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
  const isDate = year >= 1980 && year < 2150 && new Date(`${iso}Z`).toJSON()?.startsWith(iso) === true;
  return isDate ? iso : null;
}
