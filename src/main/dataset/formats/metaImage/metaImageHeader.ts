// The text header of a MetaImage: `Key = Value` lines up to ElementDataFile, after which local data begin.
import type { StoredNumber } from '../samples.ts';
import { unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';

export interface MetaImageHeader {
  readonly columns: number;
  readonly rows: number;
  readonly bscans: number;
  readonly channels: 1 | 3;
  readonly number: StoredNumber;
  readonly isLittleEndian: boolean;
  readonly isPacked: boolean;
  /** mm along columns, rows, B-scans; 1 where not given. */
  readonly spacing: readonly number[];
  /** `LOCAL`, `LIST`, or a name. */
  readonly dataFile: string;
  /** Bytes to skip in a data file of its own; −1 = the samples are its last bytes. */
  readonly skipBytes: number;
  /** Where local data begin. */
  readonly headerBytes: number;
  /** What Fovea wrote beyond MetaImage's own fields; empty in other programs' files. */
  readonly foveaVolume: string;
}

/** A longer text is no header. */
export const metaHeaderBytes = 2 ** 16;
const keys = /^(ObjectType|NDims|Comment|ObjectSubType|TransformType)\s*=/;

const numberTypes: Readonly<Record<string, StoredNumber>> = {
  MET_CHAR: 'int8',
  MET_UCHAR: 'uint8',
  MET_SHORT: 'int16',
  MET_USHORT: 'uint16',
  MET_INT: 'int32',
  MET_UINT: 'uint32',
  MET_LONG: 'int32',
  MET_ULONG: 'uint32',
  MET_LONG_LONG: 'int64',
  MET_ULONG_LONG: 'uint64',
  MET_FLOAT: 'float32',
  MET_DOUBLE: 'float64',
};

export function looksLikeMetaImage(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, 2048)).toString('latin1');
  return keys.test(text) && /(^|\n)\s*(NDims|DimSize|ElementType)\s*=/.test(text);
}

/** Errors: `unreadableFile` with `offset`, `unsupportedFormat`. */
export function readMetaImageHeader(name: string, bytes: Uint8Array): MetaImageHeader {
  const text = Buffer.from(bytes).toString('latin1');
  const end = /(^|\n)[ \t]*ElementDataFile[ \t]*=[ \t]*([^\r\n]*)(\r?\n|$)/.exec(text);
  if (end === null) throw unreadableVolume(name, `expected the line ElementDataFile within ${bytes.length} bytes, there is none`, 0);
  const headerBytes = end.index + end[0].length;
  const fields = new Map<string, string>();
  for (const line of text.slice(0, headerBytes).split(/\r?\n/)) {
    const at = line.indexOf('=');
    if (at > 0) fields.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  const numbers = (key: string) =>
    (fields.get(key) ?? '')
      .split(/\s+/)
      .filter(part => part !== '')
      .map(Number);
  const isTrue = (key: string) => /^(true|1|yes)$/i.test(fields.get(key) ?? '');
  const offsetOf = (key: string) => Math.max(0, text.indexOf(key));

  const dimensions = numbers('NDims')[0] ?? 0;
  const sizes = numbers('DimSize');
  if (!(dimensions >= 1 && dimensions <= 7) || sizes.length !== dimensions) {
    throw unreadableVolume(
      name,
      `expected NDims sizes in DimSize, received ${dimensions} and "${fields.get('DimSize') ?? ''}"`,
      offsetOf('DimSize'),
    );
  }
  const type = fields.get('ElementType') ?? '';
  const number = numberTypes[type.replace(/_ARRAY$/, '')];
  if (number === undefined) {
    throw unsupportedVolume(name, `expected one of ${Object.keys(numberTypes).join(', ')}, received "${type}"`, 'Convert it first.', {
      type,
    });
  }
  const channels = numbers('ElementNumberOfChannels')[0] ?? 1;
  if (channels !== 1 && channels !== 3) {
    throw unsupportedVolume(name, `expected 1 or 3 channels, received ${channels}`, 'Save one channel a file.', { channels });
  }
  if (/^false$/i.test(fields.get('BinaryData') ?? 'True')) {
    throw unsupportedVolume(name, 'expected binary samples, the header says that they are text', 'Save it with binary data.');
  }
  const spacing = fields.has('ElementSpacing') ? numbers('ElementSpacing') : numbers('ElementSize');
  const [columns = 1, rows = 1, ...rest] = sizes;
  return {
    columns,
    rows,
    bscans: rest.reduce((product, size) => product * size, 1),
    channels,
    number,
    isLittleEndian: !isTrue('BinaryDataByteOrderMSB') && !isTrue('ElementByteOrderMSB'),
    isPacked: isTrue('CompressedData'),
    spacing: [0, 1, 2].map(axis => spacing[axis] ?? 1),
    dataFile: /^local$/i.test(end[2] ?? '') ? 'LOCAL' : (end[2] ?? '').trim(),
    skipBytes: numbers('HeaderSize')[0] ?? 0,
    headerBytes,
    foveaVolume: fields.get('FoveaVolume') ?? '',
  };
}
