// One frame of the B-scan pane: samples, overlays, border fill, layer lines, the marked A-scan, the caliper. Coordinates are sample edges.
import type { Caliper } from './caliper.ts';
import type { LayerLine } from './surfaces.ts';
import { isNearest, type Placement, type Size } from './viewport.ts';

export interface OverlayPicture {
  picture: CanvasImageSource;
  isSmooth: boolean;
  opacity: number;
  outlines: readonly { colour: string; lines: Float32Array }[];
}

export interface BscanFrame {
  canvas: Size;
  density: number;
  placement: Placement;
  rows: number;
  columns: number;
  picture: CanvasImageSource;
  fill: CanvasImageSource | null;
  /** Later ones cover earlier ones; border fill lies over them, their outlines over that. */
  overlays: readonly OverlayPicture[];
  /** Rows from the top with fractions, one a column. */
  lines: readonly { line: LayerLine; heights: Float32Array }[];
  marked: { column: number; row: number | null } | null;
  caliper: Caliper | null;
}

export function drawBscan(context: CanvasRenderingContext2D, frame: BscanFrame): void {
  const { canvas, placement, density, rows, columns } = frame;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  const image = (picture: CanvasImageSource, isSmooth: boolean) => {
    context.setTransform(placement.zoomX, 0, 0, placement.zoomY, placement.left, placement.top);
    context.imageSmoothingEnabled = isSmooth;
    context.imageSmoothingQuality = 'medium';
    context.drawImage(picture, 0, 0, columns, rows);
    context.setTransform(1, 0, 0, 1, 0, 0);
  };
  image(frame.picture, !isNearest(placement, density));
  for (const { picture, opacity, isSmooth } of frame.overlays) {
    context.globalAlpha = opacity;
    image(picture, isSmooth);
    context.globalAlpha = 1;
  }
  if (frame.fill !== null) image(frame.fill, false);
  for (const overlay of frame.overlays) drawOutlines(context, overlay, placement, density);
  for (const { line, heights } of frame.lines) {
    const path = layerPath(heights, placement);
    stroke(context, path, 'rgba(0, 0, 0, .45)', (line.widthPx + 1.5) * density);
    stroke(context, path, line.colour, line.widthPx * density);
  }
  if (frame.marked !== null) drawMarked(context, frame, frame.marked);
  if (frame.caliper !== null) drawCaliper(context, frame, frame.caliper);
}

export function drawOutlines(
  context: CanvasRenderingContext2D,
  { outlines }: OverlayPicture,
  { left, top, zoomX, zoomY }: Placement,
  density: number,
): void {
  for (const { colour, lines } of outlines) {
    const path = new Path2D();
    for (let i = 0; i < lines.length; i += 4) {
      path.moveTo(left + (lines[i] as number) * zoomX, top + (lines[i + 1] as number) * zoomY);
      path.lineTo(left + (lines[i + 2] as number) * zoomX, top + (lines[i + 3] as number) * zoomY);
    }
    stroke(context, path, 'rgba(0, 0, 0, .35)', 3.5 * density);
    stroke(context, path, colour, 1.5 * density);
  }
}

/** Through the middles of samples; where there is no height there is no line. */
function layerPath(heights: Float32Array, { zoomX, zoomY, left, top }: Placement): Path2D {
  const path = new Path2D();
  let isDrawing = false;
  for (let column = 0; column < heights.length; column++) {
    const height = heights[column] as number;
    if (Number.isNaN(height)) {
      isDrawing = false;
      continue;
    }
    const [x, y] = [left + (column + 0.5) * zoomX, top + (height + 0.5) * zoomY];
    if (isDrawing) path.lineTo(x, y);
    else path.moveTo(x, y);
    isDrawing = true;
  }
  return path;
}

function drawMarked(
  context: CanvasRenderingContext2D,
  { placement, rows, columns, density }: BscanFrame,
  at: { column: number; row: number | null },
): void {
  const { zoomX, zoomY, left, top } = placement;
  const path = new Path2D();
  const x = Math.round(left + (at.column + 0.5) * zoomX) + 0.5;
  const [bottom, right] = [top + rows * zoomY, left + columns * zoomX];
  const tick = 14 * density;
  path.moveTo(x, top);
  path.lineTo(x, top + tick);
  path.moveTo(x, bottom - tick);
  path.lineTo(x, bottom);
  if (at.row !== null) {
    const y = Math.round(top + (at.row + 0.5) * zoomY) + 0.5;
    path.moveTo(left, y);
    path.lineTo(left + tick, y);
    path.moveTo(right - tick, y);
    path.lineTo(right, y);
    // A small cross where they meet, open in its middle: what lies there stays visible.
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      path.moveTo(x + dx * 4 * density, y + dy * 4 * density);
      path.lineTo(x + dx * 11 * density, y + dy * 11 * density);
    }
  }
  stroke(context, path, 'rgba(0, 0, 0, .7)', 3 * density);
  stroke(context, path, '#fff', density);
}

function drawCaliper(context: CanvasRenderingContext2D, { placement, density }: BscanFrame, { from, to }: Caliper): void {
  const point = ({ x, y }: { x: number; y: number }) => ({
    x: placement.left + x * placement.zoomX,
    y: placement.top + y * placement.zoomY,
  });
  const [a, b] = [point(from), point(to)];
  const path = new Path2D();
  path.moveTo(a.x, a.y);
  path.lineTo(b.x, b.y);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [nx, ny] = [(-(b.y - a.y) / length) * 6 * density, ((b.x - a.x) / length) * 6 * density];
  for (const end of [a, b]) {
    path.moveTo(end.x - nx, end.y - ny);
    path.lineTo(end.x + nx, end.y + ny);
  }
  stroke(context, path, 'rgba(0, 0, 0, .8)', 3.5 * density);
  stroke(context, path, '#fff', 1.5 * density);
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.stroke(path);
}
