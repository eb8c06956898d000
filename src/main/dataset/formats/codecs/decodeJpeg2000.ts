// A JPEG 2000 picture inside a vendor's file: its own size is held against the file's before anything is allocated for it.
import type { ByteSource } from '../byteSource.ts';
import { unreadableVolume } from '../volumeLimits.ts';
import { type CodestreamSize, codestreamStart, jpeg2000Size } from './codestreamSize.ts';
import { type DecodedImage, decodeWasm } from './wasmDecoder.ts';

/** More than any picture's boxes and SIZ need. */
const headBytes = 4096;

export interface StoredPicture {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly rows: number;
  readonly columns: number;
}

/** What the picture says of itself. Errors: `unreadableFile` with `offset` where it is none or of another size than the file says. */
export async function peekJpeg2000(source: ByteSource, { offset, sizeBytes, rows, columns }: StoredPicture): Promise<CodestreamSize> {
  const size = jpeg2000Size(await source.read(offset, Math.min(headBytes, sizeBytes)));
  if (size === null) throw unreadableVolume(source.name, `expected a JPEG 2000 picture at byte ${offset}, its content is none`, offset);
  const isExpected = size.rows === rows && size.columns === columns && (size.components === 1 || size.components === 3) && size.bits <= 16;
  if (isExpected) return size;
  const said = `${size.columns} × ${size.rows}, ${size.components} channels of ${size.bits} bits`;
  throw unreadableVolume(source.name, `expected a picture of ${columns} × ${rows}, received one of ${said}`, offset);
}

/** Errors: `unreadableFile` with `offset`. */
export async function readJpeg2000(source: ByteSource, picture: StoredPicture): Promise<DecodedImage> {
  const { components } = await peekJpeg2000(source, picture);
  const bytes = await source.read(picture.offset, picture.sizeBytes);
  const decoded = await decodeWasm('jpeg2000', bytes.subarray(codestreamStart(bytes)));
  const samples = picture.rows * picture.columns * components * (decoded.bits > 8 ? 2 : 1);
  if (decoded.bytes.length === samples && !decoded.isSigned) return decoded;
  const received = `${decoded.bytes.length} bytes${decoded.isSigned ? ' with sign' : ''}`;
  throw unreadableVolume(source.name, `expected ${samples} bytes of samples without sign, received ${received}`, picture.offset);
}
