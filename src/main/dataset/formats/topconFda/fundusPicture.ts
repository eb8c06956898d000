// The pictures of the fundus in a Topcon file: colour (stored blue first), or grey from the alignment camera; JPEG 2000 or raw.
import { toGrey } from '../../../imaging/grey.ts';
import type { Raster } from '../../../imaging/raster.ts';
import type { ByteSource } from '../byteSource.ts';
import { codestreamStart } from '../codecs/codestreamSize.ts';
import { peekJpeg2000, readJpeg2000 } from '../codecs/decodeJpeg2000.ts';
import { requireShape, unreadableVolume } from '../volumeLimits.ts';
import type { Chunk } from './chunks.ts';
import type { Box, ScanFacts } from './scanFacts.ts';

export interface FundusPicture {
  readonly chunk: string;
  readonly rows: number;
  readonly columns: number;
  readonly channels: 1 | 3;
  /** Where the scan lies on it; null where the file does not say. */
  readonly box: Box | null;
  read(): Promise<Raster<Uint8Array>>;
}

interface PictureChunk {
  readonly name: string;
  /** Bytes before the picture's own size. */
  readonly sizeAt: number;
  readonly isColour: boolean;
  box(facts: ScanFacts): Box | null;
}

/** In the order in which they are taken as the localizer; one that the scan lies on comes before one without. */
const pictureChunks: readonly PictureChunk[] = [
  { name: '@IMG_FUNDUS', sizeAt: 20, isColour: true, box: ({ fundusBox }) => fundusBox },
  { name: '@IMG_OBS', sizeAt: 17, isColour: true, box: ({ fundusBox }) => fundusBox },
  { name: '@IMG_TRC_02', sizeAt: 17, isColour: false, box: ({ trcBox }) => trcBox },
];

/** Null without a picture. Errors: `unreadableFile` with `offset`. */
export async function openFundus(source: ByteSource, chunks: readonly Chunk[], facts: ScanFacts): Promise<FundusPicture | null> {
  const found: FundusPicture[] = [];
  for (const kind of pictureChunks) {
    const chunk = chunks.find(({ name, sizeBytes }) => name === kind.name && sizeBytes > kind.sizeAt + 4);
    if (chunk !== undefined) found.push(await openPicture(source, chunk, kind, kind.box(facts)));
  }
  return found.find(({ box }) => box !== null) ?? found[0] ?? null;
}

async function openPicture(source: ByteSource, chunk: Chunk, { sizeAt, isColour }: PictureChunk, box: Box | null): Promise<FundusPicture> {
  const head = Buffer.from(await source.read(chunk.offset, sizeAt + 4));
  const [columns, rows, bits] = [0, 4, 8].map(at => head.readUInt32LE(at)) as [number, number, number];
  const sizeBytes = head.readUInt32LE(sizeAt);
  const offset = chunk.offset + sizeAt + 4;
  requireShape(source.name, { bscans: 1, rows, columns, channels: 3 }, chunk.offset);
  if (sizeBytes === 0 || sizeAt + 4 + sizeBytes > chunk.sizeBytes) {
    throw unreadableVolume(source.name, `expected a picture of ${sizeBytes} bytes in ${chunk.name}, it has ${chunk.sizeBytes}`, offset);
  }
  const picture = { offset, sizeBytes, rows, columns };
  const isPacked = codestreamStart(await source.read(offset, Math.min(sizeBytes, 4096))) >= 0;
  const components = isPacked ? (await peekJpeg2000(source, picture)).components : bits / 8;
  if (!isPacked && sizeBytes !== rows * columns * components) {
    const expected = `expected ${columns} × ${rows} pixels of ${bits} bits in ${chunk.name}`;
    throw unreadableVolume(source.name, `${expected}, received ${sizeBytes} bytes`, offset);
  }
  if (components !== 1 && components !== 3) throw unreadableVolume(source.name, `expected 8 or 24 bits a pixel, received ${bits}`, offset);
  return {
    chunk: chunk.name,
    rows,
    columns,
    channels: isColour ? components : 1,
    box,
    read: async () => {
      const bytes = isPacked ? await readPacked(source, picture) : new Uint8Array(await source.read(offset, sizeBytes));
      const raster = { data: bytes, rows, columns, channels: components };
      return isColour ? redFirst(raster) : toGrey(raster);
    },
  };
}

async function readPacked(source: ByteSource, picture: Parameters<typeof readJpeg2000>[1]): Promise<Uint8Array> {
  const { bytes, bits } = await readJpeg2000(source, picture);
  if (bits > 8) throw unreadableVolume(source.name, `expected a fundus picture of 8 bits, received ${bits}`, picture.offset);
  return bytes;
}

/** Blue, green, red → red, green, blue. */
function redFirst(raster: Raster<Uint8Array>): Raster<Uint8Array> {
  if (raster.channels === 1) return raster;
  const data = new Uint8Array(raster.data);
  for (let i = 0; i + 2 < data.length; i += 3) {
    data[i] = raster.data[i + 2] as number;
    data[i + 2] = raster.data[i] as number;
  }
  return { ...raster, data };
}
