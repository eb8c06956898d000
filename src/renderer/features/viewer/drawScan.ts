// One frame of the viewer: the scan, finer parts of a large one, the heat over it, its contour lines, and border fill over all of that.
import { heatOpacity } from '../../../shared/heatScale.ts';
import { nearestAbove, type Viewport } from './viewport.ts';

/** A picture with its place in the image, in image pixels. */
export interface Layer {
  picture: CanvasImageSource;
  row: number;
  column: number;
  rows: number;
  columns: number;
}

export interface Frame {
  width: number;
  height: number;
  viewport: Viewport;
  /** Height of a pixel over its width. */
  aspect: number;
  /** From coarse to fine; later ones cover earlier ones. */
  scan: readonly Layer[];
  heat: Layer | null;
  /** Evidence on border fill is told as a number; painted, it would look like tissue. */
  fill: Layer | null;
  /** At the top of the scale. */
  opacity: number;
  /** Lines as pairs of points x, y in image pixels. */
  contours: readonly Float32Array[];
  /** Screen pixels for one CSS pixel. */
  density: number;
}

export function drawScan(context: CanvasRenderingContext2D, frame: Frame): void {
  const { width, height, viewport, aspect } = frame;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = '#000';
  context.fillRect(0, 0, width, height);
  context.setTransform(viewport.zoom, 0, 0, viewport.zoom * aspect, viewport.x, viewport.y);
  context.imageSmoothingEnabled = viewport.zoom / frame.density < nearestAbove;
  context.imageSmoothingQuality = 'medium';
  for (const layer of frame.scan) drawLayer(context, layer);
  if (frame.heat !== null && frame.opacity > 0) {
    const { imageSmoothingEnabled } = context;
    context.imageSmoothingEnabled = true;
    context.globalAlpha = frame.opacity / heatOpacity;
    drawLayer(context, frame.heat);
    context.globalAlpha = 1;
    context.imageSmoothingEnabled = imageSmoothingEnabled;
  }
  if (frame.fill !== null) drawLayer(context, frame.fill);
  if (frame.heat !== null && frame.opacity > 0) for (const lines of frame.contours) drawLines(context, lines, frame);
}

function drawLayer(context: CanvasRenderingContext2D, { picture, row, column, rows, columns }: Layer): void {
  context.drawImage(picture, column, row, columns, rows);
}

/** White with a black casing, the same width at every zoom. */
function drawLines(context: CanvasRenderingContext2D, lines: Float32Array, { viewport, aspect, density }: Frame): void {
  const path = new Path2D();
  for (let i = 0; i < lines.length; i += 4) {
    path.moveTo(viewport.x + (lines[i] as number) * viewport.zoom, viewport.y + (lines[i + 1] as number) * viewport.zoom * aspect);
    path.lineTo(viewport.x + (lines[i + 2] as number) * viewport.zoom, viewport.y + (lines[i + 3] as number) * viewport.zoom * aspect);
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const [colour, widthPx] of [
    ['rgba(0, 0, 0, .6)', 3],
    ['rgba(255, 255, 255, .85)', 1],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = widthPx * density;
    context.stroke(path);
  }
}
