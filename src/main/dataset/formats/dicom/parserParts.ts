// The parts of dicom-parser that read a data set by itself, without the file around it; the package's types leave them out.
import dicomParser, { type ByteArrayParser, type ByteStream, type DataSet } from 'dicom-parser';

type ReadDataSet = (data: DataSet, stream: ByteStream, end: number, options: { untilTag?: string }) => void;

interface Parts {
  readonly DataSet: new (parser: ByteArrayParser, bytes: Uint8Array, elements: Record<string, never>) => DataSet;
  readonly ByteStream: new (parser: ByteArrayParser, bytes: Uint8Array, position: number) => ByteStream;
  readonly littleEndianByteArrayParser: ByteArrayParser;
  readonly bigEndianByteArrayParser: ByteArrayParser;
  readonly parseDicomDataSetExplicit: ReadDataSet;
  readonly parseDicomDataSetImplicit: ReadDataSet;
}

/** The elements up to `untilTag`; `failure` says why reading broke off, the elements before it are there. */
export function parseElements(
  parts: Parts,
  bytes: Uint8Array,
  { isExplicit, isBigEndian, untilTag }: { isExplicit: boolean; isBigEndian: boolean; untilTag: string },
): { data: DataSet; failure: string | null } {
  const parser = isBigEndian ? parts.bigEndianByteArrayParser : parts.littleEndianByteArrayParser;
  const data = new parts.DataSet(parser, bytes, {});
  data.warnings = [];
  try {
    const stream = new parts.ByteStream(parser, bytes, 0);
    data.warnings = stream.warnings;
    const read = isExplicit ? parts.parseDicomDataSetExplicit : parts.parseDicomDataSetImplicit;
    read(data, stream, bytes.length, { untilTag });
    return { data, failure: null };
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    return { data, failure: words.replace(/^dicomParser[.:][\w.]+: /, '').slice(0, 200) };
  }
}

export const dicomParserParts = dicomParser as unknown as Parts;
