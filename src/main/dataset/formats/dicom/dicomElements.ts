// Writing DICOM data elements in explicit little endian (PS3.5 §7.1.2), in the order of their tags, values padded to even length.

export type Vr =
  | 'AT'
  | 'CS'
  | 'DA'
  | 'DS'
  | 'DT'
  | 'FD'
  | 'FL'
  | 'IS'
  | 'LO'
  | 'OB'
  | 'OW'
  | 'PN'
  | 'SH'
  | 'SQ'
  | 'TM'
  | 'UI'
  | 'UL'
  | 'US';
/** Texts joined by `\`, numbers, bytes, or the items of a sequence. */
export type ElementValue = string | readonly number[] | Uint8Array | readonly Elements[];
/** Tag as `GGGGEEEE` → representation and value. */
export type Elements = Readonly<Record<string, readonly [Vr, ElementValue]>>;

const longVrs: readonly Vr[] = ['OB', 'OW', 'SQ'];

export function encodeElements(elements: Elements): Buffer {
  return Buffer.concat(
    Object.entries(elements)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([tag, [vr, value]]) => encodeElement(tag, vr, encodeValue(vr, value))),
  );
}

/** The element's head; `length` in bytes, 0xFFFFFFFF for pixels in fragments. */
export function elementHead(tag: string, vr: Vr, length: number): Buffer {
  const isLong = longVrs.includes(vr);
  const head = Buffer.alloc(isLong ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  if (isLong) head.writeUInt32LE(length, 8);
  else head.writeUInt16LE(length, 6);
  return head;
}

function encodeElement(tag: string, vr: Vr, value: Buffer): Buffer {
  const padding = vr === 'UI' || vr === 'OB' ? 0 : 0x20;
  const even = value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.of(padding)]);
  return Buffer.concat([elementHead(tag, vr, even.length), even]);
}

function encodeValue(vr: Vr, value: ElementValue): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (vr === 'SQ') {
    return Buffer.concat(
      (value as readonly Elements[]).map(item => {
        const bytes = encodeElements(item);
        const head = Buffer.from('feff00e000000000', 'hex');
        head.writeUInt32LE(bytes.length, 4);
        return Buffer.concat([head, bytes]);
      }),
    );
  }
  const numbers = value as readonly number[];
  const width = { US: 2, UL: 4, FL: 4, FD: 8, AT: 4 }[vr as 'US' | 'UL' | 'FL' | 'FD' | 'AT'];
  const bytes = Buffer.alloc(numbers.length * width);
  for (const [i, number] of numbers.entries()) {
    if (vr === 'US') bytes.writeUInt16LE(number, 2 * i);
    else if (vr === 'UL') bytes.writeUInt32LE(number, 4 * i);
    else if (vr === 'FL') bytes.writeFloatLE(number, 4 * i);
    else if (vr === 'FD') bytes.writeDoubleLE(number, 8 * i);
    else bytes.writeUInt32LE(((number & 0xffff) << 16) | (number >>> 16), 4 * i);
  }
  return bytes;
}
