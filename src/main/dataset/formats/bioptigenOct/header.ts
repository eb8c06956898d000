// What a Bioptigen file says about all of its frames.
import type { ByteSource } from '../byteSource.ts';
import { textOf } from '../heidelberg/text.ts';
import { unreadableVolume } from '../volumeLimits.ts';
import { type Entry, preambleBytes, readDictionary, readEntry } from './dictionary.ts';

export interface BioptigenHeader {
  /** B-scans in the file, as it says. */
  readonly frames: number;
  /** A-scans of a B-scan, samples of an A-scan. */
  readonly columns: number;
  readonly rows: number;
  /** 1: 8 bit, 2: 16 bit. */
  readonly sampleFormat: number;
  /** 0 line, 1 rectangle, 3 radial; others exist. */
  readonly scanType: number;
  readonly depthMm: number;
  readonly lengthMm: number;
  /** Along B-scans and across them. */
  readonly azimuthMm: number;
  readonly elevationMm: number;
  /** B-scans of a volume, and how often each is taken in a row; 0 where older files do not say. */
  readonly scans: number;
  readonly repeats: number;
  readonly hasDoppler: boolean;
  readonly hasDescription: boolean;
  /** Where the first frame begins. */
  readonly end: number;
}

const maxTextBytes = 4096;

export async function readHeader(source: ByteSource): Promise<BioptigenHeader> {
  const mark = await readEntry(source, preambleBytes);
  const { entries, end } = await readDictionary(source, mark.start);
  const byKey = new Map(entries.map(entry => [entry.key, entry]));
  const number = async (key: string, usual?: number): Promise<number> => {
    const entry = byKey.get(key);
    if (entry === undefined && usual !== undefined) return usual;
    if (entry === undefined) throw unreadableVolume(source.name, `expected ${key} among ${entries.length} entries`, preambleBytes);
    return readNumber(source, entry);
  };
  const description = byKey.get('DESCRIPTION');
  const text = description === undefined ? null : textOf(await source.read(description.start, Math.min(description.length, maxTextBytes)));
  return {
    frames: await number('FRAMECOUNT'),
    columns: await number('LINECOUNT'),
    rows: await number('LINELENGTH'),
    sampleFormat: await number('SAMPLEFORMAT', 2),
    scanType: await number('SCANTYPE', -1),
    depthMm: await number('SCANDEPTH', 0),
    lengthMm: await number('SCANLENGTH', 0),
    azimuthMm: await number('AZSCANLENGTH', 0),
    elevationMm: await number('ELSCANLENGTH', 0),
    scans: await number('SCANS', await number('FRAMESPERVOLUME', 0)),
    repeats: await number('FRAMES', 0),
    hasDoppler: (await number('DOPPLERFLAG', 0)) !== 0,
    hasDescription: text !== null,
    end,
  };
}

/** Integers of 1, 2 or 4 bytes, floats of 8. Errors: `unreadableFile` with `offset`. */
export async function readNumber(source: ByteSource, { key, start, length }: Entry): Promise<number> {
  if (![1, 2, 4, 8].includes(length)) throw unreadableVolume(source.name, `expected a number for ${key}, received ${length} bytes`, start);
  const bytes = await source.read(start, length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (length === 8) return view.getFloat64(0, true);
  return length === 4 ? view.getUint32(0, true) : length === 2 ? view.getUint16(0, true) : view.getUint8(0);
}
