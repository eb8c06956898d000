// From metric rows to lines of a chart: finite pieces, ranges, ticks.
import { decodeMetricValue } from '../../../shared/domain/runEvent.ts';
import type { Metric } from '../../client/api.ts';

export interface Point {
  epoch: number;
  value: number;
}

/** The rows of one series, cut where a value is not finite: a gap says more than a line across it. */
export function piecesOf(metrics: readonly Metric[], series: string): Point[][] {
  const pieces: Point[][] = [[]];
  for (const row of metrics) {
    if (row.series !== series) continue;
    const value = decodeMetricValue(row.value);
    if (Number.isFinite(value)) pieces.at(-1)?.push({ epoch: row.epoch, value });
    else pieces.push([]);
  }
  return pieces.filter(piece => piece.length > 0);
}

/** About `count` round numbers from `low` to `high`, both included when they are round. */
export function ticks(low: number, high: number, count: number): number[] {
  const raw = (high - low) / count;
  if (!(raw > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find(factor => factor * power >= raw) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Moves labels apart that would lie on each other; `tops` in pixels, the order is kept. */
export function spread(tops: readonly number[], distancePx: number): number[] {
  const order = tops.map((_, i) => i).sort((a, b) => (tops[a] as number) - (tops[b] as number));
  const spaced = [...tops];
  for (const [place, index] of order.entries()) {
    const above = order[place - 1];
    if (above !== undefined) spaced[index] = Math.max(spaced[index] as number, (spaced[above] as number) + distancePx);
  }
  return spaced;
}
