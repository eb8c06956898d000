// Arrays of little-endian numbers, copied (a Buffer's own slice is no copy) so that nothing holds the file's buffer.

export function float32s(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(bytes).buffer, 0, bytes.length >> 2);
}

export function uint16s(bytes: Uint8Array): Uint16Array<ArrayBuffer> {
  return new Uint16Array(new Uint8Array(bytes).buffer, 0, bytes.length >> 1);
}
