// Slices across the B-scans behind one small interface: drawn by the graphics card through NiiVue, or sample by sample by the processor
// where there is no card that does it (WebGL in software takes seconds a volume, remote desktops have none).
import type { VoxelShape } from './displayNifti.ts';
import { findGraphics } from './graphics.ts';
import { plainSlices } from './plainSlices.ts';

/** 256 colours, red, green, blue, opacity each. */
export type ColorTable = Uint8ClampedArray;

export interface SliceLook {
  window: { low: number; high: number };
  table: ColorTable;
}

/** Pictures of grey, one pixel a sample; our own canvases place, stretch and zoom them, and lay overlays on. The same canvas each time, valid until the next call. */
export interface SliceRenderer {
  setLook(look: SliceLook): void;
  /** Columns are B-scans, rows are depth. */
  across(column: number): HTMLCanvasElement;
  /** Columns are A-scans, rows are B-scans in stored order. */
  depth(row: number): HTMLCanvasElement;
  close(): void;
}

/** `grey`: [bscan, row, column]. */
export async function openSlices(grey: Uint8Array, shape: VoxelShape, look: SliceLook): Promise<SliceRenderer> {
  const graphics = findGraphics();
  const isHeld = graphics !== null && Math.max(shape.bscans, shape.rows, shape.columns) <= graphics.textureAtMost;
  if (!isHeld || graphics.isSoftware) return plainSlices(grey, shape, look);
  const { niivueSlices } = await import('./niivueSlices.ts');
  return await niivueSlices(grey, shape, look);
}
