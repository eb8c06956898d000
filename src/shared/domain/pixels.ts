// An image on its way to the window as the numbers it holds, not as a picture: a length (uint32, little-endian), a JSON header, then at
// the next multiple of 8 the samples [row, column, channel] (little-endian), then, where there is one, the border fill [row, column].
import { z } from 'zod';
import { AppError } from '../errors.ts';

const headerSchema = z.strictObject({
  version: z.literal(1),
  /** Of the whole image, in its own pixels. */
  image: z.strictObject({ rows: z.int().min(1), columns: z.int().min(1) }),
  /** Where these samples begin in it, and how many of its pixels along a side one sample stands for. */
  row: z.int().min(0),
  column: z.int().min(0),
  factor: z.int().min(1),
  rows: z.int().min(1),
  columns: z.int().min(1),
  channels: z.union([z.literal(1), z.literal(3)]),
  bits: z.union([z.literal(8), z.literal(16)]),
  /** Raw values shown as black and as white unless the reader chose others. */
  window: z.strictObject({ low: z.number(), high: z.number() }),
  hasFill: z.boolean(),
});
export type PixelHeader = z.infer<typeof headerSchema>;

export interface Pixels extends PixelHeader {
  data: Uint8Array | Uint16Array;
  /** 1 = border fill; null for a part of an image. */
  fill: Uint8Array | null;
}

export function encodePixels({ data, fill, ...header }: Pixels): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(headerSchema.parse(header)));
  const start = Math.ceil((4 + text.length) / 8) * 8;
  const bytes = new Uint8Array(start + data.byteLength + (fill?.length ?? 0));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  if (fill !== null) bytes.set(fill, start + data.byteLength);
  return bytes;
}

/** The samples are views of `bytes`. Errors: `damaged` for anything else. */
export function decodePixels(bytes: ArrayBuffer): Pixels {
  const bad = (what: string): AppError =>
    new AppError('damaged', `Expected the pixels of an image, received ${what}. Load the window again.`);
  if (bytes.byteLength < 4) throw bad(`${bytes.byteLength} bytes`);
  const length = new DataView(bytes).getUint32(0, true);
  if (length > bytes.byteLength - 4) throw bad('a header that does not fit');
  let header: PixelHeader;
  try {
    header = headerSchema.parse(JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))));
  } catch {
    throw bad('an unknown header');
  }
  const start = Math.ceil((4 + length) / 8) * 8;
  const samples = header.rows * header.columns * header.channels;
  const sizeBytes = samples * (header.bits / 8);
  const fillBytes = header.hasFill ? header.rows * header.columns : 0;
  if (bytes.byteLength !== start + sizeBytes + fillBytes) throw bad(`${bytes.byteLength} bytes where the header announces others`);
  return {
    ...header,
    data: header.bits === 8 ? new Uint8Array(bytes, start, samples) : new Uint16Array(bytes, start, samples),
    fill: header.hasFill ? new Uint8Array(bytes, start + sizeBytes, fillBytes) : null,
  };
}
