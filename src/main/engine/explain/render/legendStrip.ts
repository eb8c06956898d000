// The legend of a heat map: how each share of the scale looks over dark and bright tissue, and what the top stands for.
import { heatFloor } from '../../../../shared/heatScale.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { createCanvas, fillRectangle, type ThemeName, themes } from './canvas.ts';
import { paintHeat } from './heatColor.ts';
import { drawText, fitText, lineHeight, measureText } from './text.ts';

export interface LegendOptions {
  readonly widthPx: number;
  /** Attribution at the top of the scale; absent where each map has its own. */
  readonly maximum?: number;
  readonly scaled: 'per map' | 'same scale';
  readonly theme?: ThemeName;
}

const barRows = 16;
const tickRows = 4;
/** Grey level of bright tissue, the upper edge of the bar; its lower edge is black. */
const brightTissue = 192;

/** RGB picture, `widthPx` wide: the bar, ticks at 0, 20, 50, 80 and 100 % of the scale, and a line that explains them. */
export function legendStrip({ widthPx, maximum, scaled, theme = 'light' }: LegendOptions): Raster<Uint8Array> {
  const { background, text, secondary } = themes[theme];
  const labelTop = barRows + tickRows + 2;
  const noteTop = labelTop + lineHeight('caption');
  const canvas = createCanvas(noteTop + lineHeight('caption'), widthPx, background);

  for (let row = 0; row < barRows; row++) {
    const grey = Math.round(brightTissue * (1 - row / (barRows - 1)));
    fillRectangle(canvas, row, 0, 1, widthPx, [grey, grey, grey]);
    for (let column = 0; column < widthPx; column++) paintHeat(canvas, row, column, column / (widthPx - 1));
  }
  const top = maximum === undefined ? 'max' : formatAttribution(maximum);
  for (const [share, label] of [
    [0, '0'],
    [heatFloor, '20 %'],
    [0.5, '50 %'],
    [0.8, '80 %'],
    [1, top],
  ] as const) {
    const column = Math.round(share * (widthPx - 1));
    fillRectangle(canvas, barRows, column, tickRows, 1, secondary);
    const width = measureText(label, 'caption');
    drawText(canvas, labelTop, Math.min(widthPx - width, Math.max(0, column - (width >> 1))), label, 'caption', text);
  }
  const scale = scaled === 'per map' ? 'scaled per map' : 'same scale for all maps';
  const note = `Attribution, ${scale}; not painted below 20 %`;
  drawText(canvas, noteTop, 0, fitText(note, 'caption', widthPx), 'caption', secondary);
  return canvas;
}

/** A raw attribution with three digits: its unit is the model's own. */
export function formatAttribution(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
