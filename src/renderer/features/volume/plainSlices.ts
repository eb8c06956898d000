// Crossing slices without a graphics card: samples picked one by one, as in niivueSlices.ts, which they equal.
import type { VoxelShape } from './displayNifti.ts';
import type { SliceLook, SliceOverlay, SliceRenderer } from './sliceRenderer.ts';

export function plainSlices(grey: Uint8Array, { bscans, rows, columns }: VoxelShape, first: SliceLook): SliceRenderer {
  let colours = coloursOf(first);
  let overlay: SliceOverlay | null = null;
  const pictures = { across: document.createElement('canvas'), depth: document.createElement('canvas') };

  const paint = (target: HTMLCanvasElement, width: number, height: number, from: number, right: number, down: number) => {
    target.width = width;
    target.height = height;
    const rgba = new Uint8ClampedArray(width * height * 4);
    for (let y = 0, to = 0; y < height; y++) {
      for (let x = 0, at = from + y * down; x < width; x++, at += right, to += 4) {
        const value = 4 * (grey[at] as number);
        const label = overlay === null ? 0 : 4 * (overlay.data[at] as number);
        const alpha = overlay === null || label === 0 ? 0 : ((overlay.table[label + 3] as number) / 255) * overlay.opacity;
        for (let channel = 0; channel < 3; channel++) {
          const below = colours[value + channel] as number;
          rgba[to + channel] = alpha === 0 ? below : below + ((overlay?.table[label + channel] as number) - below) * alpha;
        }
        rgba[to + 3] = 255;
      }
    }
    target.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
    return target;
  };
  return {
    setLook: look => {
      colours = coloursOf(look);
    },
    setOverlay: async next => {
      overlay = next;
    },
    across: column => paint(pictures.across, bscans, rows, column, rows * columns, columns),
    depth: row => paint(pictures.depth, columns, bscans, row * columns, 1, rows * columns),
    close: () => undefined,
  };
}

/** The table's colour of each grey through the window. */
function coloursOf({ window: { low, high }, table }: SliceLook): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(1024);
  for (let grey = 0; grey < 256; grey++) {
    const share = Math.min(1, Math.max(0, (grey - low) / Math.max(1e-9, high - low)));
    const entry = 4 * Math.round(255 * share);
    colours.set(table.subarray(entry, entry + 4), 4 * grey);
  }
  return colours;
}
