// Layer lines of a Topcon file: one chunk each, heights counted from the bottom of the picture, the last B-scan's line first.
import type { Surface } from '../../../../shared/domain/volume.ts';
import type { ByteSource } from '../byteSource.ts';
import { textOf } from '../heidelberg/text.ts';
import type { Chunk } from './chunks.ts';

/** Topcon's number → the field's name for the boundary below that layer (MZ/EZ is called EZ, IZ/RPE RPE, the choroid's end CSI). */
export const contourNames: Readonly<Record<string, string>> = {
  MULTILAYERS_1: 'ILM',
  MULTILAYERS_2: 'RNFL',
  MULTILAYERS_3: 'GCL',
  MULTILAYERS_4: 'IPL',
  MULTILAYERS_5: 'EZ',
  MULTILAYERS_6: 'RPE',
  MULTILAYERS_7: 'BM',
  MULTILAYERS_8: 'INL',
  MULTILAYERS_9: 'ELM',
  MULTILAYERS_10: 'CSI',
  RETINA_1: 'ILM',
  RETINA_2: 'EZ',
  RETINA_3: 'RPE',
  RETINA_4: 'BM',
};

export interface Contour {
  readonly surface: Surface;
  /** [bscan, column], rows from the top, NaN where there is no line. */
  read(): Promise<Float32Array>;
}

const headerBytes = 34;

/** Lines of another size than the volume are left out and counted. */
export async function openContours(
  source: ByteSource,
  chunks: readonly Chunk[],
  { bscans, rows, columns }: { bscans: number; rows: number; columns: number },
): Promise<{ contours: Contour[]; left: number }> {
  const contours: Contour[] = [];
  let left = 0;
  for (const chunk of chunks.filter(({ name }) => name === '@CONTOUR_INFO')) {
    const head = chunk.sizeBytes < headerBytes ? null : Buffer.from(await source.read(chunk.offset, headerBytes));
    const isDouble = head?.readUInt8(21) === 1;
    const sizeBytes = bscans * columns * (isDouble ? 8 : 2);
    const stored = head === null ? null : textOf(head.subarray(0, 20));
    const fits = head?.readUInt32LE(22) === columns && head.readUInt32LE(26) === bscans && head.readUInt32LE(30) === sizeBytes;
    if (stored === null || !fits || headerBytes + sizeBytes > chunk.sizeBytes) {
      left++;
      continue;
    }
    contours.push({
      surface: { name: contourNames[stored] ?? stored, stored, source: 'vendor' },
      read: async () => {
        const bytes = Buffer.from(await source.read(chunk.offset + headerBytes, sizeBytes));
        const heights = new Float32Array(bscans * columns);
        for (let i = 0; i < heights.length; i++) {
          const fromBottom = isDouble ? bytes.readDoubleLE(8 * i) : bytes.readUInt16LE(2 * i);
          const bscan = bscans - 1 - Math.floor(i / columns);
          heights[bscan * columns + (i % columns)] = fromBottom > 0 && fromBottom <= rows ? rows - fromBottom : Number.NaN;
        }
        return heights;
      },
    });
  }
  return { contours, left };
}
