// Values of TIFF's tags as bytes and numbers, in both byte orders (TIFF 6.0, section 2; BigTIFF).

/** Bytes of each of TIFF's types, by their number. */
export const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
export const tiffTypes = { long: 4, rational: 5, long8: 16 } as const;

export interface ByteOrder {
  readonly isLittle: boolean;
  /** Bytes of an offset. */
  readonly word: number;
}

export interface TagValue {
  readonly type: number;
  readonly count: number;
  /** In the file's byte order. */
  readonly value: Uint8Array;
}

export function longs(numbers: readonly number[], { isLittle }: ByteOrder): TagValue {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  for (const [i, number] of numbers.entries()) view.setUint32(4 * i, number, isLittle);
  return { type: tiffTypes.long, count: numbers.length, value: new Uint8Array(view.buffer) };
}

/** Unsigned integers; a fraction as its quotient. */
export function integersOf(value: Uint8Array, type: number, { isLittle }: ByteOrder): number[] {
  const view = viewOf(value);
  const size = typeSizes[type] ?? 0;
  if (size === 0) return [];
  return Array.from({ length: Math.floor(value.length / size) }, (_, i) => {
    const at = i * size;
    if (size === 1) return view.getUint8(at);
    if (size === 2) return view.getUint16(at, isLittle);
    if (size === 4) return view.getUint32(at, isLittle);
    // A fraction of two longs, or a long of eight bytes.
    return type === tiffTypes.rational
      ? view.getUint32(at, isLittle) / view.getUint32(at + 4, isLittle)
      : Number(view.getBigUint64(at, isLittle));
  });
}

export function wordAt(bytes: Uint8Array, at: number, { isLittle, word }: ByteOrder): number {
  const view = viewOf(bytes);
  return word === 8 ? Number(view.getBigUint64(at, isLittle)) : view.getUint32(at, isLittle);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
