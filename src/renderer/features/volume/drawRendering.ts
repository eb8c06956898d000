// One frame of the 3-D view: NiiVue's picture, the edges of the box around it, the outline of the marked B-scan.
import { type Camera, projected, type Space } from './camera.ts';
import type { Point, Size } from './viewport.ts';

export interface RenderingFrame {
  canvas: Size;
  density: number;
  camera: Camera;
  /** Screen pixels for a µm. */
  scale: number;
  sizeUm: Space;
  picture: CanvasImageSource | null;
  /** y of the marked B-scan, the box's middle at 0. */
  markedUm: number;
}

export function drawRendering(context: CanvasRenderingContext2D, frame: RenderingFrame): void {
  const { canvas, density, picture } = frame;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (picture === null) return;
  const { hidden, seen } = boxEdges(frame);
  strokeAll(context, hidden, 'rgba(255, 255, 255, .22)', density);
  context.globalCompositeOperation = 'lighten';
  context.imageSmoothingEnabled = true;
  // Relief is lit by a picture with a tint of its own; grey stays grey.
  context.filter = 'grayscale(1)';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  context.filter = 'none';
  context.globalCompositeOperation = 'source-over';
  strokeAll(context, seen, 'rgba(255, 255, 255, .45)', density);
  const marked = outlineOf(frame);
  strokeAll(context, marked, 'rgba(0, 0, 0, .7)', 3 * density);
  strokeAll(context, marked, '#fff', density);
}

type Edge = readonly [Point, Point];

/** An edge is hidden where both of its faces look away. */
function boxEdges(frame: RenderingFrame): { hidden: Edge[]; seen: Edge[] } {
  const edges: { hidden: Edge[]; seen: Edge[] } = { hidden: [], seen: [] };
  for (let axis = 0; axis < 3; axis++) {
    for (const first of [-1, 1]) {
      for (const second of [-1, 1]) {
        const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
        const isHidden = facesAway(frame, u, first) && facesAway(frame, v, second);
        const end = (side: number) => corner(frame, { [axis]: side, [u]: first, [v]: second });
        edges[isHidden ? 'hidden' : 'seen'].push([end(-1), end(1)]);
      }
    }
  }
  return edges;
}

export function facesAway({ camera, canvas }: Pick<RenderingFrame, 'camera' | 'canvas'>, axis: number, side: number): boolean {
  const normal = [0, 0, 0];
  normal[axis] = side;
  return projected(camera, 1, normal as unknown as Space, canvas).away > 1e-9;
}

function corner({ camera, scale, sizeUm, canvas }: RenderingFrame, sides: Record<number, number>): Point {
  const space = sizeUm.map((length, axis) => (length / 2) * (sides[axis] as number)) as unknown as Space;
  return projected(camera, scale, space, canvas);
}

function outlineOf({ camera, scale, sizeUm, canvas, markedUm }: RenderingFrame): Edge[] {
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([x, z]) => projected(camera, scale, [((x as number) * sizeUm[0]) / 2, markedUm, ((z as number) * sizeUm[2]) / 2], canvas));
  return corners.map((from, i) => [from, corners[(i + 1) % 4] as Point]);
}

function strokeAll(context: CanvasRenderingContext2D, edges: readonly Edge[], colour: string, width: number): void {
  const path = new Path2D();
  for (const [from, to] of edges) {
    path.moveTo(from.x, from.y);
    path.lineTo(to.x, to.y);
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.stroke(path);
}
