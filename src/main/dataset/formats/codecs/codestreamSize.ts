// What a compressed picture says of its size before it is decoded (JPEG's and JPEG-LS's frame header, JPEG 2000's SIZ), so that nothing is
// allocated for a size that the file around it does not have.

export interface CodestreamSize {
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  readonly bits: number;
  /** JPEG: the marker of its frame header (0xC0 baseline … 0xF7 JPEG-LS); JPEG 2000: 0x51. */
  readonly marker: number;
  /** Horizontal × vertical sampling of the first component against the others; JPEG only. */
  readonly isSubsampled: boolean;
}

/** JPEG and JPEG-LS; null where no frame header is found. */
export function jpegSize(bytes: Uint8Array): CodestreamSize | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7;
    const word = (offset: number) => ((bytes[at + offset] as number) << 8) | (bytes[at + offset + 1] as number);
    if (isFrame) {
      const components = bytes[at + 9] as number;
      const sampling = Array.from({ length: components }, (_, i) => bytes[at + 11 + 3 * i]);
      return {
        ...{ bits: bytes[at + 4] as number, rows: word(5), columns: word(7), components, marker },
        isSubsampled: sampling.some(each => each !== sampling[0]),
      };
    }
    if (marker === 0xd9 || marker === 0xda) return null;
    at += 2 + word(2);
  }
  return null;
}

/** Where the JPEG 2000 codestream begins, in a JP2 file or by itself; −1 where there is none. */
export function codestreamStart(bytes: Uint8Array): number {
  const isStart = (at: number) => bytes[at] === 0xff && bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51;
  if (isStart(0)) return 0;
  const isJp2 = bytes[4] === 0x6a && bytes[5] === 0x50 && bytes[6] === 0x20 && bytes[7] === 0x20;
  if (!isJp2) return -1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x6a703263) return isStart(at + 8) ? at + 8 : -1;
    if (length < 8) return -1;
    at += length;
  }
  return -1;
}

/** JPEG 2000; null where no SIZ is found. */
export function jpeg2000Size(bytes: Uint8Array): CodestreamSize | null {
  const start = codestreamStart(bytes);
  if (start < 0 || start + 44 > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start);
  const components = view.getUint16(40);
  return {
    columns: view.getUint32(8) - view.getUint32(16),
    rows: view.getUint32(12) - view.getUint32(20),
    components,
    bits: (view.getUint8(42) & 0x7f) + 1,
    marker: 0x51,
    isSubsampled: false,
  };
}
