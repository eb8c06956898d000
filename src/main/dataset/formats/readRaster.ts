// From a file or its bytes to pixels, with an error of its own for each thing that can be wrong with a file.
import { readFile, stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { formatNumber } from '../../../shared/units.ts';
import type { Raster } from '../../imaging/raster.ts';
import type { ImageFormat, ImageHeader } from './imageFormat.ts';
import { type ImageFormatName, imageFormats, sniffFormat } from './index.ts';
import { decodePixels } from './sharpCodec.ts';

/** Longest side and area that are decoded: far above any OCT image, far below what a crafted header can claim. */
export const maxSidePx = 32_767;
export const defaultMaxPixels = 2 ** 27;
const maxFileBytes = 2 ** 30;

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Larger images are refused before anything is allocated. Default 2²⁷. */
  readonly maxPixels?: number;
  /** Page of a multi-page TIFF, from 0. */
  readonly frame?: number;
  /** What error messages call the file when bytes are given. */
  readonly name?: string;
  /** Only for looking: where its decoder can, an 8-bit image comes with no side longer than this. */
  readonly longestPx?: number | undefined;
  /** A faster decoder with exactly the same pixels; null for what it does not take or cannot read. */
  readonly decoder?: FastDecoder | undefined;
}

export type FastDecoder = (bytes: Uint8Array, format: ImageFormatName, header: ImageHeader) => Raster<Uint8Array> | null;

export interface ReadResult extends ImageHeader {
  /** One or three channels; orientation is applied, so rows and columns may be swapped against the header's. */
  readonly raster: Raster<Uint8Array | Uint16Array>;
  readonly format: ImageFormatName;
}

/**
 * Decodes one image. Samples keep their stored values: 16 bit is exact, colour profiles are not applied; alpha is dropped
 * (`hasAlpha` reports it), EXIF orientation is applied (`orientation` reports it), palettes become RGB, bits become 0 and 255.
 * Errors: `notFound`, `permissionDenied`; `unreadableFile` (empty, cut or damaged, with `offset` and `sizeBytes`);
 * `unsupportedFormat` (not an image, CMYK, floating point, too large); `interrupted`.
 */
export async function readRaster(source: string | Uint8Array, options: ReadOptions = {}): Promise<ReadResult> {
  const { signal, maxPixels = defaultMaxPixels, frame = 0, longestPx } = options;
  const name = options.name ?? (typeof source === 'string' ? source : 'the image');
  throwIfAborted(signal);
  const bytes = typeof source === 'string' ? await readBytes(source, signal) : source;
  const { format, header } = inspectImage(bytes, { name, frame });
  if (header.rows * header.columns > maxPixels || Math.max(header.rows, header.columns) > maxSidePx) {
    throw new AppError(
      'unsupportedFormat',
      `${name}: expected at most ${formatNumber(maxPixels)} pixels and ${formatNumber(maxSidePx)} a side, the header says ${header.columns} × ${header.rows}. Cut or shrink the image first.`,
      { details: { path: name, rows: header.rows, columns: header.columns, maxPixels, maxSidePx } },
    );
  }
  let raster: Raster<Uint8Array | Uint16Array>;
  try {
    const own: ImageFormat = imageFormats[format];
    raster =
      options.decoder?.(bytes, format, header) ??
      own.decode?.(bytes) ??
      (await decodePixels(bytes, header, { frame, maxPixels, longestPx }));
  } catch (error) {
    throw damagedFile(name, format, header, bytes, error);
  }
  throwIfAborted(signal);
  if (raster.channels !== (header.colour === 'grey' ? 1 : 3)) {
    throw new AppError(
      'unsupportedFormat',
      `${name} (${format}): expected ${header.colour} pixels, received ${raster.channels} channels.`,
      {
        details: { path: name, format, channels: raster.channels },
      },
    );
  }
  return { ...header, raster, format };
}

/** Format and header of an image without decoding it. Errors as `readRaster`. */
export function inspectImage(
  bytes: Uint8Array,
  options: { name?: string; frame?: number } = {},
): { format: ImageFormatName; header: ImageHeader } {
  const { name = 'the image', frame = 0 } = options;
  if (bytes.length === 0) {
    throw new AppError('unreadableFile', `${name}: expected an image, received an empty file (0 bytes). Copy the file again.`, {
      details: { path: name, offset: 0, sizeBytes: 0 },
    });
  }
  const format = sniffFormat(bytes);
  if (format === null) {
    const known = Object.keys(imageFormats);
    throw new AppError(
      'unsupportedFormat',
      `${name}: expected ${known.join(', ')}, the file begins with ${describeStart(bytes)}. Export it in one of these formats.`,
      { details: { path: name, known, sizeBytes: bytes.length } },
    );
  }
  try {
    const header = imageFormats[format].readHeader(bytes, frame);
    if (header.rows < 1 || header.columns < 1)
      throw new AppError('unreadableFile', `the header says ${header.columns} × ${header.rows} pixels`);
    return { format, header };
  } catch (error) {
    const { code, message, details } = toAppError(error);
    const advice = code === 'unsupportedFormat' ? 'Export it as 8- or 16-bit grey or RGB.' : 'Get an undamaged copy of the file.';
    throw new AppError(code, `${name} (${format}): ${message}. ${advice}`, { details: { ...details, path: name, format }, cause: error });
  }
}

function damagedFile(name: string, format: ImageFormatName, header: ImageHeader, bytes: Uint8Array, cause: unknown): AppError {
  const damage = imageFormats[format].findDamage(bytes);
  const where = damage === null ? 'the pixel data are damaged' : `${damage.what} at byte ${damage.offset}`;
  const reason = toAppError(cause).message.split('\n')[0];
  return new AppError(
    'unreadableFile',
    `${name}: expected a complete ${format} of ${header.columns} × ${header.rows} pixels in ${bytes.length} bytes, ${where} (${reason}). Get an undamaged copy of the file.`,
    { details: { path: name, format, sizeBytes: bytes.length, ...(damage === null ? {} : { offset: damage.offset }) }, cause },
  );
}

async function readBytes(path: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) {
      throw new AppError('unsupportedFormat', `${path}: expected an image file of at most ${maxFileBytes} bytes, received ${size}.`, {
        details: { path, sizeBytes: size },
      });
    }
    return await readFile(path, { signal });
  } catch (error) {
    throw fileError(path, error);
  }
}

/** A failed open or read, as an AppError that names the file. */
export function fileError(path: string, error: unknown): AppError {
  const { code, message, details } = toAppError(error);
  if (error instanceof AppError || code === 'interrupted') return toAppError(error);
  const texts: Record<string, string> = {
    permissionDenied: `${path}: expected a readable file, the system denies access. Give this user the right to read it.`,
    notFound: `${path}: expected a file, there is none. Check that the folder is still where it was imported from.`,
  };
  return new AppError(code in texts ? code : 'unreadableFile', texts[code] ?? `${path}: expected a readable file: ${message}.`, {
    details: { ...details, path },
    cause: error,
  });
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('interrupted', 'Reading was cancelled.', { cause: signal.reason });
}

function describeStart(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 16));
  const text = start.toString('latin1');
  return /^[\x20-\x7e\s]+$/.test(text) ? `the text ${JSON.stringify(text)}` : `the bytes ${start.toString('hex')}`;
}
