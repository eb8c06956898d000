// Crossing slices without a graphics card: samples picked one by one, as in niivueSlices.ts, which they equal.
import type { VoxelShape } from './displayNifti.ts';
import { pickAcross, pickDepth } from './pickPlane.ts';
import type { SliceLook, SliceRenderer } from './sliceRenderer.ts';

export function plainSlices(grey: Uint8Array, shape: VoxelShape, first: SliceLook): SliceRenderer {
  const { bscans, rows, columns } = shape;
  let colours = coloursOf(first);
  const pictures = { across: document.createElement('canvas'), depth: document.createElement('canvas') };
  const paint = (target: HTMLCanvasElement, plane: Uint8Array, width: number, height: number) => {
    target.width = width;
    target.height = height;
    const rgba = new Uint8ClampedArray(width * height * 4);
    const pixels = new Uint32Array(rgba.buffer);
    for (let i = 0; i < pixels.length; i++) pixels[i] = colours[plane[i] as number] as number;
    target.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
    return target;
  };
  return {
    setLook: look => {
      colours = coloursOf(look);
    },
    across: column => paint(pictures.across, pickAcross(grey, shape, column), bscans, rows),
    depth: row => paint(pictures.depth, pickDepth(grey, shape, row), columns, bscans),
    close: () => undefined,
  };
}

/** The table's colour of each grey through the window, as whole pixels. */
function coloursOf({ window: { low, high }, table }: SliceLook): Uint32Array {
  const entries = new Uint32Array(table.slice().buffer);
  return Uint32Array.from({ length: 256 }, (_, grey) => {
    const share = Math.min(1, Math.max(0, (grey - low) / Math.max(1e-9, high - low)));
    return entries[Math.round(255 * share)] as number;
  });
}
