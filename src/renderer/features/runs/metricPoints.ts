// From metric rows to points of a chart, and to the marks that the time estimate needs.
import { decodeMetricValue } from '../../../shared/domain/runEvent.ts';
import type { StepMark } from '../../../shared/timeLeft.ts';
import type { Metric } from '../../client/api.ts';
import type { ChartPoint } from '../../ui/charts/chartSpec.ts';

/** The points of one series by epoch; null where a value is not finite. */
export function pointsOf(metrics: readonly Metric[], series: string): ChartPoint[] {
  return metrics
    .filter(row => row.series === series)
    .map(({ epoch, value }) => {
      const y = decodeMetricValue(value);
      return { x: epoch, y: Number.isFinite(y) ? y : null };
    });
}

/** When each step of the newest attempt was done. */
export function marksOf(metrics: readonly Metric[]): StepMark[] {
  const steps = metrics.filter(row => row.series === 'train/loss');
  const newest = steps.reduce((most, { attempt }) => Math.max(most, attempt), 0);
  return steps.filter(({ attempt }) => attempt === newest).map(({ step, atMs }) => ({ step, atMs }));
}

/**
 * Time since the start for a place on the epoch axis, between the recorded points; the time that a run stood still between two
 * attempts is left out. null before the first point.
 */
export function elapsedAt(metrics: readonly Metric[]): (epoch: number) => number | null {
  const rows = metrics.filter(({ series }) => series === 'train/loss').sort((a, b) => a.step - b.step);
  const places: { epoch: number; ms: number }[] = [];
  for (const [i, { epoch, atMs, attempt }] of rows.entries()) {
    const before = rows[i - 1];
    const last = places.at(-1)?.ms ?? 0;
    places.push({ epoch, ms: before === undefined || before.attempt !== attempt ? last : last + Math.max(0, atMs - before.atMs) });
  }
  return epoch => {
    const at = places.findIndex(place => place.epoch >= epoch);
    const [before, after] = [places[at - 1], places[at]];
    if (after === undefined) return places.length === 0 || epoch > (places.at(-1)?.epoch ?? 0) ? null : (places.at(-1)?.ms ?? null);
    if (before === undefined) return after.ms;
    return before.ms + ((after.ms - before.ms) * (epoch - before.epoch)) / (after.epoch - before.epoch || 1);
  };
}
