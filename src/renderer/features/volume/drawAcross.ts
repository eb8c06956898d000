// One frame of the slice across the B-scans: columns side by side as bands, layer lines as steps, the marked B-scan and depth.
import type { VoxelShape } from './displayNifti.ts';
import { drawOutlines, type OverlayPicture } from './drawBscan.ts';
import type { Place } from './roomState.ts';
import { heightAt, type LayerLine } from './surfaces.ts';
import { isNearest, type Placement, type Size } from './viewport.ts';

export interface AcrossFrame {
  canvas: Size;
  density: number;
  placement: Placement;
  shape: VoxelShape;
  picture: CanvasImageSource | null;
  at: Place;
  overlay: OverlayPicture | null;
  /** What grey is multiplied with by row; null for nothing. */
  gain: ((row: number) => number) | null;
  lines: readonly LayerLine[];
  heights: Float32Array | null;
}

const gainSteps = 24;

export function drawAcross(context: CanvasRenderingContext2D, frame: AcrossFrame): void {
  const { canvas, placement, shape, picture, density, at } = frame;
  const { zoomX, zoomY, left, top } = placement;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (picture === null) return;
  context.imageSmoothingEnabled = !isNearest(placement, density);
  const [width, height] = [shape.bscans * zoomX, shape.rows * zoomY];
  context.drawImage(picture, left, top, width, height);
  if (frame.gain !== null) {
    // Dodging by 1 − 1/g multiplies by g.
    const gradient = context.createLinearGradient(0, top, 0, top + height);
    for (let i = 0; i <= gainSteps; i++) {
      const level = Math.round(255 * (1 - 1 / frame.gain((shape.rows * i) / gainSteps)));
      gradient.addColorStop(i / gainSteps, `rgb(${level}, ${level}, ${level})`);
    }
    context.globalCompositeOperation = 'color-dodge';
    context.fillStyle = gradient;
    context.fillRect(left, top, width, height);
    context.globalCompositeOperation = 'source-over';
  }
  if (frame.overlay !== null) {
    context.globalAlpha = frame.overlay.opacity;
    context.imageSmoothingEnabled = frame.overlay.isSmooth;
    context.drawImage(frame.overlay.picture, left, top, width, height);
    context.globalAlpha = 1;
    drawOutlines(context, frame.overlay, placement, density);
  }
  for (const line of frame.lines) drawLine(context, frame, line);
  const path = new Path2D();
  const tick = 12 * density;
  const [x, y] = [Math.round(left + (at.bscan + 0.5) * zoomX) + 0.5, Math.round(top + (at.row + 0.5) * zoomY) + 0.5];
  for (const [x0, y0, x1, y1] of [
    [x, top, x, top + tick],
    [x, top + height - tick, x, top + height],
    [left, y, left + tick, y],
    [left + width - tick, y, left + width, y],
    [x - 11 * density, y, x - 4 * density, y],
    [x + 4 * density, y, x + 11 * density, y],
    [x, y - 11 * density, x, y - 4 * density],
    [x, y + 4 * density, x, y + 11 * density],
  ] as const) {
    path.moveTo(x0, y0);
    path.lineTo(x1, y1);
  }
  for (const [colour, lineWidth] of [
    ['rgba(0, 0, 0, .7)', 3 * density],
    ['#fff', density],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = lineWidth;
    context.stroke(path);
  }
}

/** A step for each B-scan: nothing was measured between them. */
function drawLine(context: CanvasRenderingContext2D, { placement, shape, at, heights, density }: AcrossFrame, line: LayerLine): void {
  if (heights === null) return;
  const path = new Path2D();
  for (let bscan = 0; bscan < shape.bscans; bscan++) {
    const height = heightAt(heights, shape.bscans, shape.columns, line.index, bscan, at.column);
    if (Number.isNaN(height)) continue;
    const y = placement.top + (height + 0.5) * placement.zoomY;
    path.moveTo(placement.left + bscan * placement.zoomX, y);
    path.lineTo(placement.left + (bscan + 1) * placement.zoomX, y);
  }
  context.strokeStyle = line.colour;
  context.lineWidth = line.widthPx * density;
  context.stroke(path);
}
