// DICOM's RLE (PS3.5 annex G): one PackBits segment for each byte of each sample, most significant byte first.
import { unreadable } from '../imageFormat.ts';

/** Little-endian samples [row, column, component] of `bytesPerSample`. Errors: `unreadableFile` with the offset in the frame. */
export function decodeRle(bytes: Uint8Array, pixels: number, components: number, bytesPerSample: number): Uint8Array {
  const segments = components * bytesPerSample;
  if (bytes.length < 64) throw unreadable(`expected an RLE header of 64 bytes, received ${bytes.length}`, 0, bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  if (count !== segments) throw unreadable(`expected ${segments} RLE segments, the header says ${count}`, 0, bytes);
  const stride = components * bytesPerSample;
  const decoded = new Uint8Array(pixels * stride);
  for (let segment = 0; segment < segments; segment++) {
    const start = view.getUint32(4 + 4 * segment, true);
    const next = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : bytes.length;
    if (start < 64 || next < start || next > bytes.length)
      throw unreadable(`RLE segment ${segment} lies outside its frame`, 4 + 4 * segment, bytes);
    const component = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpackSegment(bytes.subarray(start, next), decoded, component * bytesPerSample + byte, stride, pixels, start);
  }
  return decoded;
}

function unpackSegment(packed: Uint8Array, into: Uint8Array, first: number, stride: number, pixels: number, offset: number): void {
  let at = 0;
  let done = 0;
  while (done < pixels && at < packed.length) {
    const control = packed[at++] as number;
    if (control === 128) continue;
    const isRun = control > 128;
    const length = Math.min(isRun ? 257 - control : control + 1, pixels - done);
    if (at + (isRun ? 1 : length) > packed.length) break;
    for (let i = 0; i < length; i++, done++) into[first + done * stride] = packed[isRun ? at : at + i] as number;
    at += isRun ? 1 : control + 1;
  }
  if (done < pixels) throw unreadable(`an RLE segment holds ${done} of ${pixels} samples`, offset, packed);
}
