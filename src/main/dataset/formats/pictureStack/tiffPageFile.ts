// One page of a TIFF as a file of its own: header, directory, long values, pixels.
import { type ByteOrder, longs, type TagValue, viewOf } from './tiffValues.ts';

/** A classic TIFF in the same byte order. `pieces`: its strips or tiles. */
export function onePageFile(
  values: Map<number, TagValue>,
  { offsetsTag, countsTag, pieces }: { offsetsTag: number; countsTag: number; pieces: readonly Uint8Array[] },
  order: ByteOrder,
): Uint8Array {
  const { isLittle } = order;
  values.set(
    countsTag,
    longs(
      pieces.map(piece => piece.length),
      order,
    ),
  );
  values.set(
    offsetsTag,
    longs(
      pieces.map(() => 0),
      order,
    ),
  );
  const entries = [...values].sort(([a], [b]) => a - b);
  const directoryBytes = 2 + 12 * entries.length + 4;
  const even = (bytes: number) => bytes + (bytes % 2);
  const longBytes = entries.reduce((sum, [, { value }]) => sum + (value.length > 4 ? even(value.length) : 0), 0);
  const pixelStart = 8 + directoryBytes + longBytes;
  let place = pixelStart;
  const offsets = pieces.map(piece => {
    place += piece.length;
    return place - piece.length;
  });
  values.set(offsetsTag, longs(offsets, order));
  const bytes = new Uint8Array(place);
  const view = viewOf(bytes);
  bytes.set(isLittle ? [0x49, 0x49] : [0x4d, 0x4d]);
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  view.setUint16(8, entries.length, isLittle);
  let free = 8 + directoryBytes;
  for (const [i, [tag]] of entries.entries()) {
    const { type, count, value } = values.get(tag) as TagValue;
    const at = 10 + 12 * i;
    view.setUint16(at, tag, isLittle);
    view.setUint16(at + 2, type, isLittle);
    view.setUint32(at + 4, count, isLittle);
    if (value.length <= 4) bytes.set(value, at + 8);
    else {
      view.setUint32(at + 8, free, isLittle);
      bytes.set(value, free);
      free += even(value.length);
    }
  }
  for (const [i, piece] of pieces.entries()) bytes.set(piece, offsets[i] as number);
  return bytes;
}
