// The picture of a B-scan, painted into one canvas and one array again and again: a new megabyte for every turn of the wheel is what
// garbage collection stops it for. To be called while a frame is drawn, never while React renders: what is not shown in the end must not
// take the place of what is.
import type { VoxelShape } from './displayNifti.ts';
import { type Look, paintSamples, type Samples } from './displayTransform.ts';

/** Valid until the next call. */
export type BscanPainter = (samples: Samples, shape: VoxelShape, look: Look) => OffscreenCanvas;

export function createBscanPainter(): BscanPainter {
  let painted: { samples: Samples; look: Look; image: ImageData; canvas: OffscreenCanvas } | null = null;
  return (samples, { rows, columns }, look) => {
    const isSame =
      painted?.samples === samples &&
      painted.look.preset === look.preset &&
      painted.look.window.low === look.window.low &&
      painted.look.window.high === look.window.high;
    if (painted !== null && isSame) return painted.canvas;
    const hasRoom = painted?.image.width === columns && painted.image.height === rows;
    const { image, canvas } =
      painted !== null && hasRoom ? painted : { image: new ImageData(columns, rows), canvas: new OffscreenCanvas(columns, rows) };
    paintSamples(samples, rows, columns, look, image.data);
    canvas.getContext('2d', { alpha: false })?.putImageData(image, 0, 0);
    painted = { samples, look, image, canvas };
    return canvas;
  };
}
