// One frame of the fundus pane: the picture, where the B-scans lie, the current one and the A-scan that all panes mark. World = µm on the
// fundus, or samples where nothing is known of it.
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import type { OverlayPicture } from './drawBscan.ts';
import { type PlaneAffine, pathPoint, planePoint, type Rect } from './fundusPlane.ts';
import type { Place } from './roomState.ts';
import type { Point, Size } from './viewport.ts';

export type FundusPicture =
  | { kind: 'upright'; picture: CanvasImageSource; rect: Rect; isSmooth: boolean }
  | { kind: 'plane'; picture: CanvasImageSource; affine: PlaneAffine; isSmooth: boolean; overlay: OverlayPicture | null };

export interface FundusFrame {
  canvas: Size;
  density: number;
  /** What of the world is fitted into the canvas. */
  world: Rect;
  shown: FundusPicture | null;
  header: Pick<VolumeHeader, 'bscans' | 'shape'>;
  /** Where A-scans lie without places of their own; null where they have none at all. */
  affine: PlaneAffine | null;
  at: Place;
  /** All B-scans' lines, or the current one's alone. */
  hasLines: boolean;
}

export interface WorldScale {
  scale: number;
  x: number;
  y: number;
}

export function fitWorld(world: Rect, canvas: Size): WorldScale {
  const scale = Math.min(canvas.width / world.width, canvas.height / world.height);
  return {
    scale,
    x: canvas.width / 2 - (world.x + world.width / 2) * scale,
    y: canvas.height / 2 - (world.y + world.height / 2) * scale,
  };
}

export function worldAt({ scale, x, y }: WorldScale, point: Point): Point {
  return { x: (point.x - x) / scale, y: (point.y - y) / scale };
}

export function drawFundus(context: CanvasRenderingContext2D, frame: FundusFrame): void {
  const { canvas, world, shown, header, density, at } = frame;
  const fit = fitWorld(world, canvas);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (shown !== null) {
    context.imageSmoothingEnabled = shown.isSmooth;
    context.imageSmoothingQuality = 'high';
    if (shown.kind === 'upright') {
      const { rect } = shown;
      context.drawImage(
        shown.picture,
        rect.x * fit.scale + fit.x,
        rect.y * fit.scale + fit.y,
        rect.width * fit.scale,
        rect.height * fit.scale,
      );
    } else {
      const { a, b, c, d, e, f } = shown.affine;
      const s = fit.scale;
      context.setTransform(a * s, b * s, c * s, d * s, e * s + fit.x, f * s + fit.y);
      context.drawImage(shown.picture, 0, 0, header.shape.columns, header.shape.bscans);
      if (shown.overlay !== null) {
        context.globalAlpha = shown.overlay.opacity;
        context.imageSmoothingEnabled = shown.overlay.isSmooth;
        context.drawImage(shown.overlay.picture, 0, 0, header.shape.columns, header.shape.bscans);
        context.globalAlpha = 1;
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
    }
  }
  const screen = ({ x, y }: Point): Point => ({ x: x * fit.scale + fit.x, y: y * fit.scale + fit.y });
  const lineOf = (bscan: number): Path2D | null => {
    const path = header.bscans[bscan]?.path ?? null;
    const line = new Path2D();
    if (path?.kind === 'circle') {
      const centre = screen({ x: path.centre.xUm, y: path.centre.yUm });
      const radius = Math.hypot(path.start.xUm - path.centre.xUm, path.start.yUm - path.centre.yUm) * fit.scale;
      line.arc(centre.x, centre.y, radius, 0, 2 * Math.PI);
      return line;
    }
    const ends =
      path !== null
        ? [pathPoint(path, 0), pathPoint(path, 1)]
        : frame.affine === null
          ? null
          : [planePoint(frame.affine, 0, bscan + 0.5), planePoint(frame.affine, header.shape.columns, bscan + 0.5)];
    if (ends === null) return null;
    const [start, end] = ends.map(screen) as [Point, Point];
    line.moveTo(start.x, start.y);
    line.lineTo(end.x, end.y);
    return line;
  };
  const stroke = (path: Path2D, colour: string, width: number) => {
    context.strokeStyle = colour;
    context.lineWidth = width * density;
    context.stroke(path);
  };
  if (frame.hasLines) {
    const all = new Path2D();
    for (let bscan = 0; bscan < header.shape.bscans; bscan++) {
      const line = lineOf(bscan);
      if (line !== null && bscan !== at.bscan) all.addPath(line);
    }
    // Dense scans stay see-through.
    context.globalAlpha = header.shape.bscans > 64 ? 0.45 : 0.85;
    stroke(all, '#5C5C5C', 1);
    context.globalAlpha = 1;
  }
  const current = lineOf(at.bscan);
  if (current === null) return;
  stroke(current, 'rgba(0, 0, 0, .75)', 4);
  stroke(current, '#fff', 2);
  const path = header.bscans[at.bscan]?.path ?? null;
  // Which way it runs is unknown, so where its A-scans lie is, too.
  if (path?.kind === 'circle' && path.direction === undefined) return;
  const share = header.shape.columns > 1 ? at.column / (header.shape.columns - 1) : 0;
  const dot = path === null ? frame.affine && planePoint(frame.affine, at.column + 0.5, at.bscan + 0.5) : pathPoint(path, share);
  if (dot === null) return;
  const { x, y } = screen(dot);
  const mark = new Path2D();
  mark.arc(x, y, 5 * density, 0, 2 * Math.PI);
  context.fillStyle = 'rgba(0, 0, 0, .35)';
  context.fill(mark);
  stroke(mark, 'rgba(0, 0, 0, .8)', 4);
  stroke(mark, '#fff', 2);
}
