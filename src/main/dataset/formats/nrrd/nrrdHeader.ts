// The text header of an NRRD file (teem.sourceforge.net/nrrd/format.html): `field: value` lines up to an empty line.
import type { StoredNumber } from '../samples.ts';
import { unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';

export interface NrrdHeader {
  readonly columns: number;
  readonly rows: number;
  readonly bscans: number;
  readonly channels: 1 | 3;
  readonly number: StoredNumber;
  readonly isLittleEndian: boolean;
  readonly encoding: 'raw' | 'gzip' | 'text';
  /** Along columns, rows, B-scans; NaN where not given. */
  readonly spacing: readonly number[];
  /** Null: behind the header. */
  readonly dataFile: string | null;
  readonly lineSkip: number;
  /** −1: the samples are the file's last bytes. */
  readonly byteSkip: number;
  readonly headerBytes: number;
}

export const nrrdHeaderBytes = 2 ** 18;

const numberTypes: Readonly<Record<string, StoredNumber>> = {
  ...names('int8', 'signed char', 'int8', 'int8_t'),
  ...names('uint8', 'uchar', 'unsigned char', 'uint8', 'uint8_t'),
  ...names('int16', 'short', 'short int', 'signed short', 'signed short int', 'int16', 'int16_t'),
  ...names('uint16', 'ushort', 'unsigned short', 'unsigned short int', 'uint16', 'uint16_t'),
  ...names('int32', 'int', 'signed int', 'int32', 'int32_t'),
  ...names('uint32', 'uint', 'unsigned int', 'uint32', 'uint32_t'),
  ...names('int64', 'longlong', 'long long', 'long long int', 'signed long long', 'signed long long int', 'int64', 'int64_t'),
  ...names('uint64', 'ulonglong', 'unsigned long long', 'unsigned long long int', 'uint64', 'uint64_t'),
  ...names('float32', 'float'),
  ...names('float64', 'double'),
};
const encodings: Readonly<Record<string, NrrdHeader['encoding']>> = {
  ...{ raw: 'raw', gzip: 'gzip', gz: 'gzip', text: 'text', txt: 'text', ascii: 'text' },
};
/** NRRD's unit is free text; a spacing without one is taken as millimetres, as Slicer and ITK do. */
const unitsMm: Readonly<Record<string, number>> = { mm: 1, um: 0.001, µm: 0.001, microns: 0.001, cm: 10, m: 1000 };

export function looksLikeNrrd(head: Uint8Array): boolean {
  return /^NRRD000[1-6]\r?\n/.test(Buffer.from(head.subarray(0, 16)).toString('latin1'));
}

/** Errors: `unreadableFile` with `offset`, `unsupportedFormat`. */
export function readNrrdHeader(name: string, bytes: Uint8Array): NrrdHeader {
  const text = Buffer.from(bytes).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  const header = end === null ? text : text.slice(0, end.index);
  const fields = new Map<string, string>();
  for (const line of header.split(/\r?\n/).slice(1)) {
    const match = /^([^#:]+):=?[ \t]?(.*)$/.exec(line);
    if (match !== null) fields.set((match[1] as string).trim().toLowerCase(), (match[2] as string).trim());
  }
  const field = (...keys: string[]) => keys.map(key => fields.get(key)).find(value => value !== undefined);
  const dataFile = field('data file', 'datafile') ?? null;
  if (end === null && dataFile === null)
    throw unreadableVolume(name, `expected an empty line after the header within ${bytes.length} bytes`, 0);

  const sizes = (field('sizes') ?? '').split(/\s+/).map(Number);
  const dimensions = Number(field('dimension'));
  if (!(dimensions >= 1 && dimensions <= 8) || sizes.length !== dimensions) {
    throw unreadableVolume(name, `expected as many sizes as the dimension says, received ${dimensions} and "${field('sizes') ?? ''}"`, 0);
  }
  const type = (field('type') ?? '').toLowerCase();
  const number = numberTypes[type];
  if (number === undefined) throw unsupportedVolume(name, `expected a numeric type, received "${type}"`, 'Convert it first.', { type });
  const encodingName = (field('encoding') ?? '').toLowerCase();
  const encoding = encodings[encodingName];
  if (encoding === undefined) {
    throw unsupportedVolume(name, `expected raw, gzip or text encoding, received "${encodingName}"`, 'Save it with gzip or raw encoding.');
  }
  const kinds = (field('kinds') ?? '').split(/\s+/);
  const isColour =
    sizes[0] === 3 && dimensions >= 3 && /^(rgb-color|vector|3-color|3-vector|list|xyz-color|hsv-color)$/i.test(kinds[0] ?? '');
  const [columns = 1, rows = 1, ...rest] = isColour ? sizes.slice(1) : sizes;
  const units = [...(field('space units', 'units') ?? '').matchAll(/"([^"]*)"/g)].map(match => match[1] as string);
  return {
    columns,
    rows,
    bscans: rest.reduce((product, size) => product * size, 1),
    channels: isColour ? 3 : 1,
    number,
    isLittleEndian: (field('endian') ?? 'little').toLowerCase() !== 'big',
    encoding,
    spacing: spacingOf(field('space directions'), field('spacings'))
      .slice(isColour ? 1 : 0)
      .map((value, i) => value * (unitsMm[units[i] ?? ''] ?? 1)),
    dataFile,
    lineSkip: Number(field('line skip', 'lineskip') ?? 0),
    byteSkip: Number(field('byte skip', 'byteskip') ?? 0),
    headerBytes: end === null ? text.length : end.index + end[0].length,
  };
}

function spacingOf(directions: string | undefined, spacings: string | undefined): number[] {
  if (spacings !== undefined) return spacings.split(/\s+/).map(Number);
  return [...(directions ?? '').matchAll(/none|\(([^)]*)\)/g)].map(([, vector]) =>
    vector === undefined ? Number.NaN : Math.hypot(...vector.split(',').map(Number)),
  );
}

function names(type: StoredNumber, ...words: string[]): Record<string, StoredNumber> {
  return Object.fromEntries(words.map(word => [word, type]));
}
