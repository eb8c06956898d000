// Sequential Huffman JPEG of 9 to 16 bits a sample (ITU-T T.81, extended process), which the 8-bit decoder does not take. Components are
// not subsampled, as in every medical file of this kind.
import { unreadable, unsupported } from '../imageFormat.ts';
import { HuffmanTable, JpegBits } from './huffman.ts';

interface Component {
  readonly id: number;
  readonly quantization: number;
  /** Tables of the current scan. */
  dc: HuffmanTable | null;
  ac: HuffmanTable | null;
  predicted: number;
}

const zigzag = [
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28],
  ...[35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63],
];
/** cosines[x][u] = c(u)/2 · cos((2x+1)uπ/16). */
const cosines = Array.from({ length: 8 }, (_, x) =>
  Float64Array.from({ length: 8 }, (_, u) => (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16)),
);

/** Little-endian 16-bit samples [row, column, component]. Errors: `unreadableFile` with the offset in the picture, `unsupportedFormat`. */
export function decodeJpeg12(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const quantization = new Map<number, Uint16Array>();
  const huffman = new Map<number, HuffmanTable>();
  let frame: { rows: number; columns: number; bits: number; components: Component[] } | null = null;
  let restartInterval = 0;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw unreadable('expected a JPEG marker', at, bytes);
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) break;
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw unreadable(`expected a JPEG segment of ${length} bytes`, at, bytes);
    if (marker === 0xdb) readQuantization(view, at + 4, end, quantization);
    else if (marker === 0xc4) readHuffman(bytes, at + 4, end, huffman);
    else if (marker === 0xdd) restartInterval = view.getUint16(at + 4);
    else if (marker === 0xc0 || marker === 0xc1) {
      // The size of the first was held against the file's.
      if (frame !== null) throw unreadable('expected one JPEG frame header, received a second', at, bytes);
      frame = readFrame(view, at + 4, end, bytes);
    } else if (marker >= 0xc2 && marker <= 0xcf && marker !== 0xcc)
      throw unsupported('a progressive, lossless or arithmetic JPEG of more than 8 bits');
    else if (marker === 0xda) {
      if (frame === null) throw unreadable('expected a JPEG frame header before the scan', at, bytes);
      chooseTables(bytes, at + 4, frame.components, huffman);
      return decodeScan(bytes, end, frame, quantization, restartInterval);
    }
    at = end;
  }
  throw unreadable('expected a JPEG scan, there is none', at, bytes);
}

function readQuantization(view: DataView, from: number, end: number, tables: Map<number, Uint16Array>): void {
  for (let at = from; at < end; ) {
    const info = view.getUint8(at++);
    const isWide = info >> 4 !== 0;
    if (at + (isWide ? 128 : 64) > end) return;
    tables.set(
      info & 15,
      Uint16Array.from({ length: 64 }, (_, i) => (isWide ? view.getUint16(at + 2 * i) : view.getUint8(at + i))),
    );
    at += isWide ? 128 : 64;
  }
}

function readHuffman(bytes: Uint8Array, from: number, end: number, tables: Map<number, HuffmanTable>): void {
  for (let at = from; at + 17 <= end; ) {
    const counts = bytes.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    tables.set(bytes[at] as number, new HuffmanTable(counts, bytes.subarray(at + 17, Math.min(end, at + 17 + total))));
    at += 17 + total;
  }
}

function readFrame(view: DataView, at: number, end: number, bytes: Uint8Array) {
  const count = view.getUint8(at + 5);
  if (at + 6 + 3 * count > end) throw unreadable('expected a whole JPEG frame header', at, bytes);
  const components = Array.from({ length: count }, (_, i): Component => {
    if (count > 1 && view.getUint8(at + 7 + 3 * i) !== 0x11) throw unsupported('a subsampled JPEG of more than 8 bits');
    return { id: view.getUint8(at + 6 + 3 * i), quantization: view.getUint8(at + 8 + 3 * i), dc: null, ac: null, predicted: 0 };
  });
  return { bits: view.getUint8(at), rows: view.getUint16(at + 1), columns: view.getUint16(at + 3), components };
}

function chooseTables(bytes: Uint8Array, at: number, components: Component[], tables: Map<number, HuffmanTable>): void {
  const count = bytes[at] as number;
  if (count !== components.length) throw unsupported('a JPEG of more than 8 bits with one scan for every component');
  for (let i = 0; i < count; i++) {
    const component = components.find(({ id }) => id === bytes[at + 1 + 2 * i]);
    const chosen = bytes[at + 2 + 2 * i] as number;
    if (component === undefined) throw unreadable('the JPEG scan names a component that the frame does not have', at, bytes);
    component.dc = tables.get(chosen >> 4) ?? null;
    component.ac = tables.get(0x10 | (chosen & 15)) ?? null;
  }
}

function decodeScan(
  bytes: Uint8Array,
  start: number,
  { rows, columns, bits, components }: { rows: number; columns: number; bits: number; components: Component[] },
  quantization: ReadonlyMap<number, Uint16Array>,
  restartInterval: number,
): Uint8Array {
  const stream = new JpegBits(bytes, start);
  const samples = new Uint16Array(rows * columns * components.length);
  const coefficients = new Float64Array(64);
  const across = Math.ceil(columns / 8);
  const blocks = across * Math.ceil(rows / 8);
  const middle = 2 ** (bits - 1);
  for (let block = 0; block < blocks; block++) {
    if (restartInterval > 0 && block > 0 && block % restartInterval === 0) {
      stream.restart();
      for (const component of components) component.predicted = 0;
    }
    for (const [channel, component] of components.entries()) {
      const table = quantization.get(component.quantization);
      if (component.dc === null || component.ac === null || table === undefined)
        throw unreadable('a table of the JPEG scan is missing', start, bytes);
      readBlock(stream, component, component.dc, component.ac, table, coefficients);
      const row = Math.floor(block / across) * 8;
      const column = (block % across) * 8;
      inverseDct(coefficients, (y, x, value) => {
        if (row + y >= rows || column + x >= columns) return;
        samples[((row + y) * columns + column + x) * components.length + channel] = Math.min(
          Math.max(Math.round(value + middle), 0),
          2 * middle - 1,
        );
      });
    }
  }
  return new Uint8Array(samples.buffer);
}

function readBlock(
  stream: JpegBits,
  component: Component,
  dc: HuffmanTable,
  ac: HuffmanTable,
  quantization: Uint16Array,
  coefficients: Float64Array,
): void {
  coefficients.fill(0);
  component.predicted += stream.signed(stream.symbol(dc) & 15);
  coefficients[0] = component.predicted * (quantization[0] as number);
  for (let k = 1; k < 64; ) {
    const symbol = stream.symbol(ac);
    const size = symbol & 15;
    const run = symbol >> 4;
    if (size === 0 && run !== 15) break;
    k += run;
    if (size > 0 && k < 64) coefficients[zigzag[k] as number] = stream.signed(size) * (quantization[k] as number);
    k++;
  }
}

function inverseDct(coefficients: Float64Array, set: (y: number, x: number, value: number) => void): void {
  const half = new Float64Array(64);
  for (let v = 0; v < 8; v++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < 8; u++) sum += (coefficients[v * 8 + u] as number) * ((cosines[x] as Float64Array)[u] as number);
      half[v * 8 + x] = sum;
    }
  }
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let v = 0; v < 8; v++) sum += (half[v * 8 + x] as number) * ((cosines[y] as Float64Array)[v] as number);
      set(y, x, sum);
    }
  }
}
