// Pixels of a BMP: packed rows with or without a palette, bit masks, and run lengths (Microsoft, "Bitmap compression").
import type { Raster } from '../../imaging/raster.ts';
import type { BmpLayout } from './bmp.ts';
import { requireBytes, unreadable, viewOf } from './imageFormat.ts';

/** Errors: `unreadableFile` with `offset`. */
export function decodeBmp(bytes: Uint8Array, layout: BmpLayout): Raster<Uint8Array> {
  const { rows, columns, palette, isGrey } = layout;
  if (palette === null) return { data: directPixels(bytes, layout), rows, columns, channels: 3 };
  const indices = layout.coding === 'rows' ? packedIndices(bytes, layout) : runLengthIndices(bytes, layout);
  const channels = isGrey ? 1 : 3;
  const data = new Uint8Array(indices.length * channels);
  for (const [at, index] of indices.entries()) {
    if (3 * index >= palette.length) {
      throw unreadable(`expected colours of a palette of ${palette.length / 3}, received number ${index}`, layout.pixelOffset, bytes);
    }
    for (let channel = 0; channel < channels; channel++) data[at * channels + channel] = palette[3 * index + channel] as number;
  }
  return { data, rows, columns, channels };
}

/** Where each row begins, from the top; rows fill whole groups of four bytes. The last one's filling may be missing. */
function rowOffsets(bytes: Uint8Array, { rows, columns, bits, isTopDown, pixelOffset }: BmpLayout): number[] {
  const rowBytes = Math.ceil((columns * bits) / 8);
  const stride = Math.ceil(rowBytes / 4) * 4;
  requireBytes(bytes, pixelOffset, stride * (rows - 1) + rowBytes, `${rows} rows of pixels`);
  return Array.from({ length: rows }, (_, row) => pixelOffset + stride * (isTopDown ? row : rows - 1 - row));
}

function packedIndices(bytes: Uint8Array, layout: BmpLayout): Uint8Array {
  const { rows, columns, bits } = layout;
  const indices = new Uint8Array(rows * columns);
  const perByte = 8 / bits;
  let at = 0;
  for (const start of rowOffsets(bytes, layout)) {
    for (let column = 0; column < columns; column++, at++) {
      const byte = bytes[start + Math.floor(column / perByte)] as number;
      indices[at] = (byte >> (8 - bits * ((column % perByte) + 1))) & (2 ** bits - 1);
    }
  }
  return indices;
}

function directPixels(bytes: Uint8Array, layout: BmpLayout): Uint8Array {
  const { rows, columns, bits, masks } = layout;
  const offsets = rowOffsets(bytes, layout);
  const data = new Uint8Array(rows * columns * 3);
  const view = viewOf(bytes);
  const scales = masks.slice(0, 3).map(channelOf);
  let at = 0;
  for (const start of offsets) {
    for (let column = 0; column < columns; column++, at += 3) {
      const place = start + (column * bits) / 8;
      if (bits === 24) {
        for (let channel = 0; channel < 3; channel++) data[at + channel] = bytes[place + 2 - channel] as number;
        continue;
      }
      const pixel = bits === 16 ? view.getUint16(place, true) : view.getUint32(place, true);
      for (let channel = 0; channel < 3; channel++) data[at + channel] = scales[channel]?.(pixel) as number;
    }
  }
  return data;
}

/** A channel's value 0–255 from a pixel: the bits of its mask, stretched to the full range. */
function channelOf(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const greatest = mask >>> shift;
  return pixel => Math.round((255 * ((pixel & mask) >>> shift)) / greatest);
}

/** What runs leave out has index 0; what would stand beyond a row's end is dropped. */
function runLengthIndices(bytes: Uint8Array, { rows, columns, coding, pixelOffset }: BmpLayout): Uint8Array {
  const indices = new Uint8Array(rows * columns);
  const isNibbles = coding === 'rle4';
  let row = 0;
  let column = 0;
  const put = (index: number): void => {
    if (column < columns) indices[(rows - 1 - row) * columns + column] = index;
    column++;
  };
  for (let at = pixelOffset; row < rows; ) {
    if (at + 2 > bytes.length && row === rows - 1 && column >= columns) return indices;
    requireBytes(bytes, at, 2, 'a run of pixels');
    const count = bytes[at] as number;
    const value = bytes[at + 1] as number;
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(isNibbles ? (i % 2 === 0 ? value >> 4 : value & 15) : value);
    } else if (value === 0) {
      row++;
      column = 0;
    } else if (value === 1) {
      return indices;
    } else if (value === 2) {
      requireBytes(bytes, at, 2, 'a step to another pixel');
      column += bytes[at] as number;
      row += bytes[at + 1] as number;
      at += 2;
    } else {
      const length = isNibbles ? Math.ceil(value / 2) : value;
      requireBytes(bytes, at, length, `${value} pixels`);
      for (let i = 0; i < value; i++) {
        const byte = bytes[at + (isNibbles ? i >> 1 : i)] as number;
        put(isNibbles ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte);
      }
      at += length + (length % 2);
    }
  }
  return indices;
}
