// What every image file format says about itself, and what a header tells before a pixel is decoded.
import { AppError } from '../../../shared/errors.ts';
import type { Raster } from '../../imaging/raster.ts';

/** The stored image, before orientation is applied. */
export interface ImageHeader {
  readonly rows: number;
  readonly columns: number;
  readonly colour: 'grey' | 'rgb';
  readonly hasAlpha: boolean;
  /** Stored bits per sample: 1, 2, 4, 8 or 16. */
  readonly bitDepth: number;
  /** EXIF orientation 1–8; 1 = as stored. */
  readonly orientation: number;
  /** Images in the file (TIFF pages). */
  readonly frames: number;
}

export interface ImageFormat {
  readonly name: string;
  readonly summary: string;
  /** The standard that the header reader follows. */
  readonly reference: string;
  /** Lower case, with the dot; what files are usually called. Never used to decide what a file is. */
  readonly extensions: readonly string[];
  /** Whether the first bytes are those of this format. */
  sniff(bytes: Uint8Array): boolean;
  /** Errors: `unreadableFile` (with `offset`) where the header is cut or wrong, `unsupportedFormat` for pixels we do not take. */
  readHeader(bytes: Uint8Array, frame: number): ImageHeader;
  /** The pixels, for a format that libvips does not read. Errors: `unreadableFile` with `offset`. */
  decode?(bytes: Uint8Array): Raster<Uint8Array>;
  /** For the message after a failed decode: where the file stops being whole, null when its structure looks complete. */
  findDamage(bytes: Uint8Array): { offset: number; what: string } | null;
}

/** Checks that `length` bytes lie at `offset` before they are read. */
export function requireBytes(bytes: Uint8Array, offset: number, length: number, what: string): void {
  if (offset < 0 || !Number.isSafeInteger(offset) || offset + length > bytes.length) {
    throw unreadable(`expected ${what} (${length} bytes) at byte ${offset}, the file ends at byte ${bytes.length}`, offset, bytes);
  }
}

/** A damaged file. `fact` is the middle of the sentence; the reader adds the file's name and what to do. */
export function unreadable(fact: string, offset: number, bytes: Uint8Array): AppError {
  return new AppError('unreadableFile', fact, { details: { offset, sizeBytes: bytes.length } });
}

/** A whole file with pixels that this program does not take. */
export function unsupported(fact: string): AppError {
  return new AppError('unsupportedFormat', fact);
}

/** A DataView over exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
