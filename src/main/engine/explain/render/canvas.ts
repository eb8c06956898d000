// A small RGB canvas: fill, place pictures, blend. Enough for legends and contact sheets, without a drawing library.
import { toRgb } from '../../../imaging/grey.ts';
import type { Raster } from '../../../imaging/raster.ts';

/** Red, green, blue, 0–255. */
export type Rgb = readonly [number, number, number];

export interface Theme {
  readonly background: Rgb;
  readonly text: Rgb;
  readonly secondary: Rgb;
  readonly line: Rgb;
}

/** Figures for reports and docs are light; sheets for the screen are dark. Text is at least 7:1 in both. */
export const themes = {
  light: { background: [255, 255, 255], text: [26, 26, 26], secondary: [84, 84, 84], line: [200, 200, 200] },
  dark: { background: [18, 18, 18], text: [230, 230, 230], secondary: [179, 179, 179], line: [58, 58, 58] },
} as const satisfies Record<string, Theme>;
export type ThemeName = keyof typeof themes;

export function createCanvas(rows: number, columns: number, color: Rgb): Raster<Uint8Array> {
  const canvas = { data: new Uint8Array(rows * columns * 3), rows, columns, channels: 3 };
  fillRectangle(canvas, 0, 0, rows, columns, color);
  return canvas;
}

export function fillRectangle(canvas: Raster<Uint8Array>, row: number, column: number, rows: number, columns: number, color: Rgb): void {
  for (let r = Math.max(0, row); r < Math.min(canvas.rows, row + rows); r++) {
    for (let c = Math.max(0, column); c < Math.min(canvas.columns, column + columns); c++)
      canvas.data.set(color, (r * canvas.columns + c) * 3);
  }
}

/** Copies a grey or RGB picture; what lies outside the canvas is cut. */
export function placePicture(canvas: Raster<Uint8Array>, row: number, column: number, picture: Raster<Uint8Array>): void {
  const rgb = toRgb(picture);
  for (let r = Math.max(0, -row); r < Math.min(picture.rows, canvas.rows - row); r++) {
    const from = Math.max(0, -column);
    const to = Math.min(picture.columns, canvas.columns - column);
    if (to <= from) return;
    const line = rgb.data.subarray((r * picture.columns + from) * 3, (r * picture.columns + to) * 3);
    canvas.data.set(line, ((row + r) * canvas.columns + column + from) * 3);
  }
}

/** Mixes a colour into one pixel; `alpha` 0 keeps the pixel, 1 replaces it. */
export function blendPixel(canvas: Raster<Uint8Array>, row: number, column: number, color: Rgb, alpha: number): void {
  if (row < 0 || column < 0 || row >= canvas.rows || column >= canvas.columns) return;
  const at = (row * canvas.columns + column) * 3;
  for (let channel = 0; channel < 3; channel++) {
    const below = canvas.data[at + channel] as number;
    canvas.data[at + channel] = Math.round(below + alpha * ((color[channel] as number) - below));
  }
}
