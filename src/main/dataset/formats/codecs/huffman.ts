// The bits of a JPEG scan and its Huffman codes (ITU-T T.81, annexes C and F).
import { unreadable } from '../imageFormat.ts';

export class HuffmanTable {
  /** For each length 1–16: the first code, its place among the values, and the code after the last. */
  readonly first: Int32Array = new Int32Array(17);
  readonly place: Int32Array = new Int32Array(17);
  readonly after: Int32Array = new Int32Array(17);
  readonly values: Uint8Array;

  constructor(counts: Uint8Array, values: Uint8Array) {
    this.values = values;
    let code = 0;
    let place = 0;
    for (let length = 1; length <= 16; length++) {
      const count = counts[length - 1] as number;
      this.first[length] = code;
      this.place[length] = place;
      this.after[length] = code + count;
      code = (code + count) << 1;
      place += count;
    }
  }
}

export class JpegBits {
  readonly bytes: Uint8Array;
  private at: number;
  private held = 0;
  private count = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.at = start;
  }

  /** Errors: `unreadableFile` where the data end or the code is none of the table's. */
  symbol(table: HuffmanTable): number {
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      code = (code << 1) | this.bit();
      if (code < (table.after[length] as number))
        return table.values[(table.place[length] as number) + code - (table.first[length] as number)] ?? 0;
    }
    throw unreadable('expected a Huffman code of the JPEG, received none of them', this.at, this.bytes);
  }

  /** A number of `size` bits in JPEG's signed form (F.2.2.1). */
  signed(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value = (value << 1) | this.bit();
    return size > 0 && value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  /** Passes the next restart mark. */
  restart(): void {
    this.count = 0;
    while (this.at + 1 < this.bytes.length && !(this.bytes[this.at] === 0xff && ((this.bytes[this.at + 1] as number) & 0xf8) === 0xd0))
      this.at++;
    this.at += 2;
  }

  private bit(): number {
    if (this.count === 0) {
      const byte = this.bytes[this.at];
      const isMarker = byte === 0xff && this.bytes[this.at + 1] !== 0;
      if (byte === undefined || isMarker) throw unreadable('expected more JPEG data, the scan ends', this.at, this.bytes);
      this.held = byte;
      this.at += byte === 0xff ? 2 : 1;
      this.count = 8;
    }
    this.count--;
    return (this.held >> this.count) & 1;
  }
}
