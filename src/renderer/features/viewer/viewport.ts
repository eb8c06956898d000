// Where an image lies on the canvas: zoom and pan as values. All lengths are device pixels of the canvas; `zoom` is screen pixels for one
// image pixel along a row.

export interface Size {
  width: number;
  height: number;
}

export interface Viewport {
  zoom: number;
  /** Where the image's upper left corner lies. */
  x: number;
  y: number;
}

/** Above it pixels are drawn as squares (UX §3.13). */
export const nearestAbove = 2;
const zoomLimits = { least: 0.02, most: 64 };

/** The whole image, centred, as large as it goes. `aspect`: see `pixelAspect`. */
export function fitted(image: Size, canvas: Size, aspect: number): Viewport {
  const zoom = Math.min(canvas.width / image.width, canvas.height / (image.height * aspect));
  return { zoom, x: (canvas.width - image.width * zoom) / 2, y: (canvas.height - image.height * aspect * zoom) / 2 };
}

/** Zoomed by a factor so that what lies at a point of the canvas stays there. */
export function zoomedAt({ zoom, x, y }: Viewport, factor: number, at: { x: number; y: number }): Viewport {
  const next = Math.min(zoomLimits.most, Math.max(zoomLimits.least, zoom * factor));
  const ratio = next / zoom;
  return { zoom: next, x: at.x - (at.x - x) * ratio, y: at.y - (at.y - y) * ratio };
}

/** Moved, but never so far that nothing of the image is left to get hold of. */
export function panned({ zoom, x, y }: Viewport, by: { x: number; y: number }, image: Size, canvas: Size, aspect: number): Viewport {
  const kept = 48;
  const limited = (place: number, length: number, room: number): number => Math.min(room - kept, Math.max(kept - length, place));
  return {
    zoom,
    x: limited(x + by.x, image.width * zoom, canvas.width),
    y: limited(y + by.y, image.height * zoom * aspect, canvas.height),
  };
}

/** The pixel of the image under a point of the canvas; null beside the image. */
export function pixelAt(
  viewport: Viewport,
  at: { x: number; y: number },
  image: Size,
  aspect: number,
): { row: number; column: number } | null {
  const column = Math.floor((at.x - viewport.x) / viewport.zoom);
  const row = Math.floor((at.y - viewport.y) / (viewport.zoom * aspect));
  return column < 0 || row < 0 || column >= image.width || row >= image.height ? null : { row, column };
}

/** The corners of the squares of `sidePx` image pixels that are on the canvas. */
export function partsInView(
  viewport: Viewport,
  image: Size,
  canvas: Size,
  aspect: number,
  sidePx: number,
): { row: number; column: number }[] {
  const first = (offset: number, zoom: number): number => Math.max(0, Math.floor(-offset / zoom / sidePx));
  const last = (offset: number, room: number, zoom: number, length: number): number =>
    Math.min(Math.ceil(length / sidePx), Math.ceil((room - offset) / zoom / sidePx));
  const parts: { row: number; column: number }[] = [];
  const high = viewport.zoom * aspect;
  for (let r = first(viewport.y, high); r < last(viewport.y, canvas.height, high, image.height); r++) {
    for (let c = first(viewport.x, viewport.zoom); c < last(viewport.x, canvas.width, viewport.zoom, image.width); c++) {
      parts.push({ row: r * sidePx, column: c * sidePx });
    }
  }
  return parts;
}
