// The samples of a volume as the 3-D view draws them: in the order of its box, averaged in blocks where a texture could not hold them all,
// without border fill.
import type { VoxelShape } from './displayNifti.ts';
import { fillMask } from './fillMask.ts';

/** Samples that are averaged into one, in each direction. */
export type Blocks = VoxelShape;

export interface RenderingSamples {
  /** [height from below, B-scan from the front, column] */
  data: Uint8Array;
  /** As it is in `data`. */
  shape: VoxelShape;
  blocks: Blocks;
}

export interface RenderingLimits {
  /** Samples along one side. */
  side: number;
  /** Samples in all. */
  total: number;
}

export function reducedShape(shape: VoxelShape, blocks: Blocks): VoxelShape {
  const of = (axis: keyof VoxelShape) => Math.ceil(shape[axis] / blocks[axis]);
  return { bscans: of('bscans'), rows: of('rows'), columns: of('columns') };
}

/** Blocks double where samples lie closest until all fits. `spacing` in one unit for all directions. */
export function blocksFor(shape: VoxelShape, spacing: VoxelShape, { side, total }: RenderingLimits): Blocks {
  const blocks = { bscans: 1, rows: 1, columns: 1 };
  const axes = ['rows', 'columns', 'bscans'] as const;
  for (;;) {
    const reduced = reducedShape(shape, blocks);
    const tooLong = axes.filter(axis => reduced[axis] > side);
    if (tooLong.length === 0 && reduced.bscans * reduced.rows * reduced.columns <= total) return blocks;
    const candidates = tooLong.length > 0 ? tooLong : axes.filter(axis => reduced[axis] > 1);
    const closest = candidates.reduce((best, axis) => (spacing[axis] * blocks[axis] < spacing[best] * blocks[best] ? axis : best));
    blocks[closest] *= 2;
  }
}

export interface RenderingOptions {
  blocks: Blocks;
  isFirstInFront: boolean;
  /** What grey is multiplied with in a row; null for nothing. */
  gain: ((row: number) => number) | null;
  signal: AbortSignal;
}

/** A stretch of work before everything else has its turn. */
const turnMs = 12;

/** `grey`: [bscan, row, column]. Errors: the signal's reason. */
export async function renderingSamples(
  grey: Uint8Array,
  shape: VoxelShape,
  { blocks, isFirstInFront, gain, signal }: RenderingOptions,
): Promise<RenderingSamples> {
  const reduced = reducedShape(shape, blocks);
  const data = new Uint8Array(reduced.bscans * reduced.rows * reduced.columns);
  const sums = new Float32Array(reduced.rows * reduced.columns);
  const counts = new Uint16Array(sums.length);
  let since = performance.now();
  for (let slab = 0; slab < reduced.bscans; slab++) {
    sums.fill(0);
    counts.fill(0);
    const [first, end] = [slab, slab + 1].map(edge => Math.ceil((edge * shape.bscans) / reduced.bscans)) as [number, number];
    for (let bscan = first; bscan < end; bscan++) {
      addBscan(grey.subarray(bscan * shape.rows * shape.columns, (bscan + 1) * shape.rows * shape.columns), shape, reduced, sums, counts);
    }
    const away = isFirstInFront ? slab : reduced.bscans - 1 - slab;
    for (let row = 0; row < reduced.rows; row++) {
      const to = ((reduced.rows - 1 - row) * reduced.bscans + away) * reduced.columns;
      const times = gain === null ? 1 : gain((row * shape.rows) / reduced.rows);
      for (let column = 0, from = row * reduced.columns; column < reduced.columns; column++, from++) {
        data[to + column] = Math.min(255, Math.round((times * (sums[from] as number)) / Math.max(1, counts[from] as number)));
      }
    }
    if (performance.now() - since < turnMs) continue;
    await new Promise(resolve => setTimeout(resolve));
    signal.throwIfAborted();
    since = performance.now();
  }
  return { data, shape: reduced, blocks };
}

/** Blocks share the samples out evenly, so that the whole keeps its size. */
function addBscan(samples: Uint8Array, { rows, columns }: VoxelShape, reduced: VoxelShape, sums: Float32Array, counts: Uint16Array): void {
  const fill = fillMask(samples, rows, columns);
  const to = Uint32Array.from({ length: columns }, (_, column) => Math.floor((column * reduced.columns) / columns));
  for (let row = 0, from = 0; row < rows; row++) {
    const start = Math.floor((row * reduced.rows) / rows) * reduced.columns;
    for (let column = 0; column < columns; column++, from++) {
      const at = start + (to[column] as number);
      counts[at] = (counts[at] as number) + 1;
      if (fill?.[from] !== 1) sums[at] = (sums[at] as number) + (samples[from] as number);
    }
  }
}
