import { describe, expect, it } from 'vitest';
import type { Raster } from '../../../imaging/raster.ts';
import { createCanvas, placePicture, themes } from './canvas.ts';
import { contactSheet } from './contactSheet.ts';
import { formatAttribution, legendStrip } from './legendStrip.ts';
import { drawText, fitText, lineHeight, measureText } from './text.ts';

const black = [0, 0, 0] as const;
const white = [255, 255, 255] as const;

/** Rows of one line of text as `#` where it is darker than mid-grey. */
function printed(text: string, style: 'caption' | 'strong' | 'title' = 'caption'): string[] {
  const canvas = createCanvas(lineHeight(style), measureText(text, style), white);
  drawText(canvas, 0, 0, text, style, black);
  return Array.from({ length: canvas.rows }, (_, row) =>
    Array.from({ length: canvas.columns }, (_, column) => ((canvas.data[(row * canvas.columns + column) * 3] ?? 255) < 128 ? '#' : ' '))
      .join('')
      .trimEnd(),
  );
}

function hasColor({ data }: Raster<Uint8Array>, [red, green, blue]: readonly [number, number, number]): boolean {
  return data.some((value, i) => i % 3 === 0 && value === red && data[i + 1] === green && data[i + 2] === blue);
}

describe('text', () => {
  it('draws the letters it is given', () => {
    expect(printed('LT').filter(line => line !== '')).toEqual([' #      #######', ...Array(7).fill(' #         #'), ' #####     #']);
  });

  it('measures what it draws, with a narrow gap for U+202F and a box for what the font does not have', () => {
    const canvas = createCanvas(20, 200, white);
    expect(drawText(canvas, 0, 0, 'max 0.03 →', 'strong', black)).toBe(measureText('max 0.03 →', 'strong'));
    expect(measureText('1\u202f000', 'caption')).toBe(measureText('1000', 'caption') + 2);
    expect(printed('漢')).toEqual(printed('□'));
    expect(measureText('a\u00a0b', 'caption')).toBe(measureText('a b', 'caption'));
  });

  it('is cut at the edges of its canvas', () => {
    const canvas = createCanvas(4, 10, white);
    drawText(canvas, -6, -3, 'MMMM', 'title', black);
    expect(canvas.data.length).toBe(120);
    expect(hasColor(canvas, black)).toBe(true);
  });

  it('shortens to a width with an ellipsis, from either end', () => {
    const name = 'CNV-1016042-1.jpeg';
    const width = 80;
    const start = fitText(name, 'caption', width);
    const end = fitText(name, 'caption', width, 'end');
    expect(start).toMatch(/^CNV-.*…$/);
    expect(end).toMatch(/^….*\.jpeg$/);
    for (const text of [start, end]) expect(measureText(text, 'caption')).toBeLessThanOrEqual(width);
    expect(fitText(name, 'caption', 500)).toBe(name);
    expect(fitText(name, 'caption', 2)).toBe('');
  });
});

describe('placePicture', () => {
  it('cuts what lies outside on every side', () => {
    const picture = { rows: 2, columns: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4) };
    const canvas = createCanvas(2, 2, white);
    for (const [row, column] of [
      [-1, -1],
      [1, 1],
      [-2, 0],
      [0, 2],
    ] as const)
      placePicture(canvas, row, column, picture);
    expect([...canvas.data]).toEqual([4, 4, 4, 255, 255, 255, 255, 255, 255, 1, 1, 1]);
  });
});

describe('contactSheet', () => {
  const tile = (level: number, rows = 40, columns = 60) => ({
    pictures: [{ rows, columns, channels: 1, data: new Uint8Array(rows * columns).fill(level) }],
    title: `tile ${level}`,
    lines: ['CNV-1016042-1.jpeg'],
  });

  it('places tiles in reading order, as wide as asked for', () => {
    const sheet = contactSheet([tile(50), tile(100), tile(150)], { columns: 2, tileWidthPx: 60 });
    expect([sheet.columns, sheet.channels]).toEqual([24 + 60 + 20 + 60 + 24, 3]);
    const at = (row: number, column: number) => sheet.data[(row * sheet.columns + column) * 3];
    expect([at(24, 24), at(24 + 39, 24 + 59), at(24, 104)]).toEqual([50, 50, 100]);
    const secondRow = 24 + 40 + 6 + lineHeight('strong') + lineHeight('caption') + 20;
    expect([at(secondRow, 24), at(secondRow, 104)]).toEqual([150, 255]);
  });

  it('shrinks pictures to the tile, side by side at one height, and never enlarges them', () => {
    const wide = { ...tile(10, 100, 400), pictures: [...tile(10, 100, 400).pictures, ...tile(20, 50, 100).pictures] };
    // Aspects 4 and 2 in 124 − 4 pixels: 20 rows, 80 and 40 columns.
    const sheet = contactSheet([wide], { columns: 1, tileWidthPx: 124 });
    const at = (row: number, column: number) => sheet.data[(row * sheet.columns + column) * 3];
    expect([at(24, 24), at(43, 24 + 79), at(24, 24 + 84), at(43, 24 + 123)]).toEqual([10, 10, 20, 20]);
    expect([at(44, 30), at(24, 24 + 82)]).toEqual([255, 255]);
    expect(contactSheet([tile(9)], { columns: 1, tileWidthPx: 300 }).rows).toBe(
      24 + 40 + 6 + lineHeight('strong') + lineHeight('caption') + 24,
    );
  });

  it('makes room for title, subtitle, footer and note', () => {
    const plain = contactSheet([tile(9)], { columns: 1, tileWidthPx: 400 });
    const footer = legendStrip({ widthPx: 200, scaled: 'per map' });
    const full = contactSheet([tile(9)], {
      columns: 1,
      tileWidthPx: 400,
      title: 'Grad-CAM',
      subtitle: '1 scan',
      footer,
      note: 'Research use only',
    });
    expect(full.rows).toBe(plain.rows + lineHeight('title') + 4 + lineHeight('caption') + 20 + 20 + footer.rows);
    expect(hasColor(full, themes.light.text)).toBe(true);
    expect(hasColor(contactSheet([tile(9)], { columns: 1, tileWidthPx: 400, theme: 'dark' }), themes.dark.background)).toBe(true);
  });

  it('takes a tile without a picture, and refuses a sheet without tiles', () => {
    expect(contactSheet([{ pictures: [], title: 'no map: zero everywhere' }], { columns: 1, tileWidthPx: 200 }).rows).toBe(
      24 + 6 + lineHeight('strong') + 24,
    );
    expect(() => contactSheet([], { columns: 1, tileWidthPx: 200 })).toThrow('received 0 tiles');
  });
});

describe('legendStrip', () => {
  it('shows bare tissue below a fifth of the scale and colour above', () => {
    const { data, columns } = legendStrip({ widthPx: 300, maximum: 0.0312, scaled: 'same scale' });
    const isGrey = (column: number) => data[3 * column] === data[3 * column + 1] && data[3 * column] === data[3 * column + 2];
    expect(columns).toBe(300);
    expect([isGrey(0), isGrey(58), isGrey(75), isGrey(299)]).toEqual([true, true, false, false]);
  });

  it('writes raw attribution with three digits', () => {
    expect([0.031249, 12345, 1.2e-8, 0].map(formatAttribution)).toEqual(['0.0312', '12300', '1.2e−8', '0']);
  });
});
