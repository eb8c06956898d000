// Text in pictures, from Inter's glyphs rendered once (resources/captionFont): the same pixels on every machine,
// whatever fonts it has.
import captionFont from '../../../../../resources/captionFont/captionFont.json' with { type: 'json' };
import type { Raster } from '../../../imaging/raster.ts';
import { blendPixel, type Rgb } from './canvas.ts';

export type TextStyle = keyof typeof captionFont.styles;

interface Glyph {
  readonly advance: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** [row, column] 0–15. */
  readonly coverage: Uint8Array;
}

interface Font {
  readonly lineHeight: number;
  readonly glyphs: ReadonlyMap<string, Glyph>;
}

const fonts = Object.fromEntries(Object.entries(captionFont.styles).map(([name, style]) => [name, parseFont(style)])) as Record<
  TextStyle,
  Font
>;

/** Rows from one line of text to the next. */
export function lineHeight(style: TextStyle): number {
  return fonts[style].lineHeight;
}

/** Width in pixels; a character that the font does not have counts as □. */
export function measureText(text: string, style: TextStyle): number {
  return [...text].reduce((width, character) => width + glyphOf(character, style).advance, 0);
}

/** The text, or its beginning (or, with `keep: 'end'`, its end) with `…`, so that it fits into `width` pixels. */
export function fitText(text: string, style: TextStyle, width: number, keep: 'start' | 'end' = 'start'): string {
  if (measureText(text, style) <= width) return text;
  const characters = [...text];
  while (characters.length > 0) {
    if (keep === 'start') characters.pop();
    else characters.shift();
    const shorter = keep === 'start' ? `${characters.join('').trimEnd()}…` : `…${characters.join('').trimStart()}`;
    if (measureText(shorter, style) <= width) return shorter;
  }
  return '';
}

/** Draws one line whose top is at `row` and returns its width. */
export function drawText(canvas: Raster<Uint8Array>, row: number, column: number, text: string, style: TextStyle, color: Rgb): number {
  let pen = column;
  for (const character of text) {
    const { advance, left, top, width, height, coverage } = glyphOf(character, style);
    for (let r = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        const share = (coverage[r * width + c] as number) / 15;
        if (share > 0) blendPixel(canvas, row + top + r, pen + left + c, color, share);
      }
    }
    pen += advance;
  }
  return pen - column;
}

const noInk = { left: 0, top: 0, width: 0, height: 0, coverage: new Uint8Array(0) };

function glyphOf(character: string, style: TextStyle): Glyph {
  const { glyphs } = fonts[style];
  if (character === '\u202f') return { ...noInk, advance: 2 };
  return glyphs.get(character === '\u00a0' ? ' ' : character) ?? (glyphs.get('□') as Glyph);
}

function parseFont(style: { sizePx: number; glyphs: string; pixels: string }): Font {
  const metrics = decodeBase64(style.glyphs);
  const packed = decodeBase64(style.pixels);
  const nibble = (index: number): number => ((packed[index >> 1] as number) >> (index % 2 === 0 ? 4 : 0)) & 15;
  const glyphs = new Map<string, Glyph>();
  let at = 0;
  for (const [index, character] of [...captionFont.characters].entries()) {
    const [advance = 0, left = 0, top = 0, width = 0, height = 0] = metrics.subarray(5 * index, 5 * index + 5);
    const start = at;
    const coverage = Uint8Array.from({ length: width * height }, (_, i) => nibble(start + i));
    glyphs.set(character, { advance, left: left - 128, top: top - 128, width, height, coverage });
    at += width * height;
  }
  return { lineHeight: Math.round(style.sizePx * 1.35), glyphs };
}

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), character => character.charCodeAt(0));
}
