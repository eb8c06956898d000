// Where a picture lies on its canvas, as a share of the picture, so that two volumes of different sizes can share zoom and place.

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** `scale`: over the fitted size. `x`, `y`: what stands in the canvas's middle, as a share of the picture's width and height. */
export interface PaneView {
  scale: number;
  x: number;
  y: number;
}

export const wholeView: PaneView = { scale: 1, x: 0.5, y: 0.5 };
const scaleLimits = { least: 0.5, most: 64 };

/** Device pixels: `zoomX`, `zoomY` for one sample, `left`, `top` of the picture's upper left corner. */
export interface Placement {
  zoomX: number;
  zoomY: number;
  left: number;
  top: number;
}

export function placementOf(view: PaneView, picture: Size, canvas: Size, aspect: number): Placement {
  const fitted = Math.min(Math.max(1, canvas.width) / picture.width, Math.max(1, canvas.height) / (picture.height * aspect));
  const zoomX = fitted * view.scale;
  const zoomY = zoomX * aspect;
  return {
    zoomX,
    zoomY,
    left: canvas.width / 2 - view.x * picture.width * zoomX,
    top: canvas.height / 2 - view.y * picture.height * zoomY,
  };
}

/** Sample coordinates (0 = left edge of the first sample) under a point of the canvas; may lie beside the picture. */
export function sampleAt({ zoomX, zoomY, left, top }: Placement, { x, y }: Point): Point {
  return { x: (x - left) / zoomX, y: (y - top) / zoomY };
}

/** Zoomed by a factor so that what lies at a point of the canvas stays there. */
export function zoomedAt(view: PaneView, factor: number, at: Point, picture: Size, canvas: Size, aspect: number): PaneView {
  const scale = Math.min(scaleLimits.most, Math.max(scaleLimits.least, view.scale * factor));
  const kept = sampleAt(placementOf(view, picture, canvas, aspect), at);
  const { zoomX, zoomY } = placementOf({ ...view, scale }, picture, canvas, aspect);
  return within({
    scale,
    x: (kept.x - (at.x - canvas.width / 2) / zoomX) / picture.width,
    y: (kept.y - (at.y - canvas.height / 2) / zoomY) / picture.height,
  });
}

export function panned(view: PaneView, by: Point, picture: Size, canvas: Size, aspect: number): PaneView {
  const { zoomX, zoomY } = placementOf(view, picture, canvas, aspect);
  return within({ ...view, x: view.x - by.x / zoomX / picture.width, y: view.y - by.y / zoomY / picture.height });
}

/** Something of the picture always stays in the middle. */
function within({ scale, x, y }: PaneView): PaneView {
  const limited = (share: number) => Math.min(1, Math.max(0, share));
  return { scale, x: limited(x), y: limited(y) };
}

/** Above 200 % samples are drawn as they are, below they are smoothed (UX §3.13). */
export function isNearest({ zoomX, zoomY }: Placement, density: number): boolean {
  return Math.max(zoomX, zoomY) / density > 2;
}
