// A contact sheet: pictures with captions in a grid, under a title, above a footer (a legend), as one RGB picture.
import { AppError } from '../../../../shared/errors.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { resize } from '../../../imaging/resize.ts';
import { createCanvas, placePicture, type Theme, type ThemeName, themes } from './canvas.ts';
import { drawText, fitText, lineHeight, measureText } from './text.ts';

export interface SheetTile {
  /** Grey or RGB pictures of one item, side by side at one height, e.g. the scan and its overlay. */
  readonly pictures: readonly Raster<Uint8Array>[];
  readonly title: string;
  readonly lines?: readonly string[];
}

export interface SheetOptions {
  readonly columns: number;
  /** Width of a tile. Pictures shrink to it and are never enlarged; hatching and contours look best drawn at this size. */
  readonly tileWidthPx: number;
  readonly title?: string;
  readonly subtitle?: string;
  /** Placed at the lower left, e.g. a legend strip. */
  readonly footer?: Raster<Uint8Array>;
  /** A line at the lower right. */
  readonly note?: string;
  readonly theme?: ThemeName;
}

const margin = 24;
const gap = 20;
const pictureGap = 4;
const captionGap = 6;

/** Tiles in reading order; a row is as high as its highest tile. Errors: `usage` for no tiles or no column. */
export function contactSheet(tiles: readonly SheetTile[], options: SheetOptions): Raster<Uint8Array> {
  const { columns, tileWidthPx, title, subtitle, footer, note } = options;
  if (tiles.length === 0 || columns < 1) {
    throw new AppError('usage', `Expected at least one tile and one column, received ${tiles.length} tiles and ${columns} columns.`);
  }
  const theme = themes[options.theme ?? 'light'];
  const width = 2 * margin + columns * tileWidthPx + (columns - 1) * gap;
  const inner = width - 2 * margin;

  const fitted = tiles.map(tile => ({ ...tile, pictures: fitPictures(tile.pictures, tileWidthPx) }));
  const rows = Array.from({ length: Math.ceil(tiles.length / columns) }, (_, r) => fitted.slice(r * columns, (r + 1) * columns));
  const rowHeights = rows.map(row => Math.max(...row.map(tileHeight)));
  const titleHeight = title === undefined ? 0 : lineHeight('title') + 4;
  const subtitleHeight = subtitle === undefined ? 0 : lineHeight('caption');
  const headHeight = titleHeight + subtitleHeight;
  const footHeight = Math.max(footer?.rows ?? 0, note === undefined ? 0 : lineHeight('caption'));
  const sections = [headHeight, ...rowHeights, footHeight].filter(height => height > 0);
  const height = 2 * margin + sections.reduce((sum, section) => sum + section, 0) + gap * (sections.length - 1);

  const canvas = createCanvas(height, width, theme.background);
  if (title !== undefined) drawText(canvas, margin, margin, fitText(title, 'title', inner), 'title', theme.text);
  if (subtitle !== undefined) {
    drawText(canvas, margin + titleHeight, margin, fitText(subtitle, 'caption', inner), 'caption', theme.secondary);
  }
  let top = margin + (headHeight === 0 ? 0 : headHeight + gap);
  for (const [r, row] of rows.entries()) {
    for (const [c, tile] of row.entries()) drawTile(canvas, top, margin + c * (tileWidthPx + gap), tile, tileWidthPx, theme);
    top += (rowHeights[r] as number) + gap;
  }
  if (footer !== undefined) placePicture(canvas, top, margin, footer);
  if (note !== undefined) {
    const room = inner - (footer === undefined ? 0 : footer.columns + gap);
    const text = fitText(note, 'caption', room);
    const left = width - margin - measureText(text, 'caption');
    drawText(canvas, top + footHeight - lineHeight('caption'), left, text, 'caption', theme.secondary);
  }
  return canvas;
}

function drawTile(canvas: Raster<Uint8Array>, top: number, left: number, tile: SheetTile, widthPx: number, theme: Theme): void {
  let column = left;
  for (const picture of tile.pictures) {
    placePicture(canvas, top, column, picture);
    column += picture.columns + pictureGap;
  }
  let row = top + pictureHeight(tile) + captionGap;
  drawText(canvas, row, left, fitText(tile.title, 'strong', widthPx), 'strong', theme.text);
  row += lineHeight('strong');
  for (const line of tile.lines ?? []) {
    drawText(canvas, row, left, fitText(line, 'caption', widthPx), 'caption', theme.secondary);
    row += lineHeight('caption');
  }
}

function tileHeight(tile: SheetTile): number {
  return pictureHeight(tile) + captionGap + lineHeight('strong') + (tile.lines?.length ?? 0) * lineHeight('caption');
}

function pictureHeight({ pictures }: SheetTile): number {
  return Math.max(0, ...pictures.map(({ rows }) => rows));
}

/** Scales pictures to one height at which, side by side, they are at most `widthPx` wide. */
function fitPictures(pictures: readonly Raster<Uint8Array>[], widthPx: number): Raster<Uint8Array>[] {
  const aspects = pictures.map(({ rows, columns }) => columns / rows);
  const room = widthPx - pictureGap * (pictures.length - 1);
  const height = Math.min(...pictures.map(({ rows }) => rows), room / aspects.reduce((sum, aspect) => sum + aspect, 0));
  return pictures.map((picture, i) =>
    resize(picture, Math.max(1, Math.round(height)), Math.max(1, Math.floor(height * (aspects[i] as number)))),
  );
}
