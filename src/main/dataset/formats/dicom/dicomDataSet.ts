// The data set of a DICOM file up to its pixels (PS3.10, PS3.5), read a growing part at a time so that the pixels stay on disk.
import type { DataSet, Element } from 'dicom-parser';
import { type ByteSource, bytesInMemory } from '../byteSource.ts';
import { unpack } from '../unpackStream.ts';
import { unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';
import { readMeta } from './dicomMeta.ts';
import { dicomParserParts, parseElements } from './parserParts.ts';
import { refusedSyntaxes, type TransferSyntax, transferSyntaxes } from './transferSyntaxes.ts';

export type PixelTag = 'x7fe00008' | 'x7fe00009' | 'x7fe00010';

export interface PixelElement {
  readonly tag: PixelTag;
  readonly offset: number;
  /** 0 where the pixels lie in fragments. */
  readonly length: number;
  readonly isInFragments: boolean;
  /** Stored as 16-bit words (OW), whatever the samples are. */
  readonly isInWords: boolean;
}

export interface DicomDataSet {
  readonly data: DataSet;
  readonly syntaxUid: string;
  readonly syntax: TransferSyntax;
  /** Pixel data, float or double pixel data; null in objects without a picture. */
  readonly pixels: PixelElement | null;
  /** What offsets count in: the file, or the file inflated. */
  readonly source: ByteSource;
  /** What is wrong with the file but did not keep it from being read. */
  readonly warnings: readonly string[];
}

const pixelTags: readonly PixelTag[] = ['x7fe00010', 'x7fe00008', 'x7fe00009'];
const firstBytes = 2 ** 18;
/** What stands before the pixels of the largest OCT volumes takes a hundredth of this. */
const maxHeaderBytes = 2 ** 28;
const maxInflatedBytes = 2 ** 28;
const undefinedLength = 0xffff_ffff;

/** Errors: `unreadableFile` with `offset`, `unsupportedFormat`. */
export async function readDataSet(file: ByteSource): Promise<DicomDataSet> {
  const { name } = file;
  const meta = await readMeta(file);
  if (meta === null) throw unreadableVolume(name, 'expected the mark DICM at byte 128 or an element of group 8 at byte 0', 0);
  const { syntaxUid } = meta;
  const syntax = transferSyntaxes[syntaxUid];
  if (syntax === undefined) {
    const what = refusedSyntaxes[syntaxUid] ?? `the transfer syntax ${JSON.stringify(syntaxUid)}`;
    throw unsupportedVolume(
      name,
      `expected pixels in a coding that Fovea decodes, received ${what}`,
      'Export it uncompressed or as JPEG 2000.',
      {
        syntaxUid,
      },
    );
  }
  const source = syntax.isDeflated ? await inflated(file, meta.end) : file;
  const from = syntax.isDeflated ? 0 : meta.end;
  const options = { isExplicit: !meta.isImplicit, isBigEndian: syntax.isBigEndian === true, untilTag: 'x7fe00010' };
  for (let length = firstBytes; ; length *= 8) {
    const available = Math.max(0, source.sizeBytes - from);
    const isWhole = length >= available;
    const { data, failure } = parseElements(
      dicomParserParts,
      await source.read(Math.min(from, source.sizeBytes), Math.min(length, available)),
      options,
    );
    const element = pixelTags.map(tag => data.elements[tag]).find(each => each !== undefined);
    if (failure === null && (element !== undefined || isWhole)) {
      return { data, syntaxUid, syntax, pixels: pixelsOf(element, from), source, warnings: [...meta.warnings, ...data.warnings] };
    }
    if (isWhole || length >= maxHeaderBytes) {
      const at = from + Math.min(lastEnd(data), available);
      throw unreadableVolume(
        name,
        `expected a whole DICOM data set, it breaks off after byte ${at} (${failure ?? 'there are no pixels so far'})`,
        at,
      );
    }
  }
}

function pixelsOf(element: Element | undefined, from: number): PixelElement | null {
  if (element === undefined) return null;
  const isInFragments = element.hadUndefinedLength === true || element.length === undefinedLength;
  const length = isInFragments ? 0 : element.length;
  return { tag: element.tag as PixelTag, offset: from + element.dataOffset, length, isInFragments, isInWords: element.vr !== 'OB' };
}

async function inflated(file: ByteSource, from: number): Promise<ByteSource> {
  const bytes = await unpack(file, 'raw', { from, wanted: maxInflatedBytes, mayEnd: true });
  return bytesInMemory(bytes, file.name);
}

function lastEnd({ elements }: DataSet): number {
  return Object.values(elements).reduce(
    (end, { dataOffset, length }) => Math.max(end, dataOffset + (length === undefinedLength ? 0 : length)),
    0,
  );
}
