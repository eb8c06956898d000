// Metric events laid into the rows that are known.
import type { RunEvent } from '../../shared/domain/runEvent.ts';
import type { Metric } from './api.ts';

type MetricEvent = Extract<RunEvent, { type: 'metric' }>;

/** One value for each series and step, by series, then step; where a resumed run computes a step again, the later attempt counts. */
export function mergeMetrics(known: readonly Metric[], added: readonly MetricEvent[]): Metric[] {
  const rows = new Map(known.map(metric => [`${metric.series} ${metric.step}`, metric]));
  for (const { series, step, epoch, value, attempt, timeMs } of added) {
    const key = `${series} ${step}`;
    if ((rows.get(key)?.attempt ?? 0) <= attempt) rows.set(key, { series, step, epoch, value, attempt, atMs: timeMs });
  }
  return [...rows.values()].sort((a, b) => (a.series === b.series ? a.step - b.step : a.series < b.series ? -1 : 1));
}
