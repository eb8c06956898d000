// How the training went: loss, and the measure that the best epoch is selected by, with the learning rate as a strip below. Never the test set.
import { Switch } from '@mantine/core';
import { formatDuration } from '../../../../shared/units.ts';
import type { Metric, RunDetails } from '../../../client/api.ts';
import { usePreference } from '../../../client/preferences.ts';
import { text } from '../../../text/index.ts';
import { CurveChart } from '../../../ui/charts/CurveChart.tsx';
import { elapsedAt } from '../metricPoints.ts';
import { learningRateSpec, lossSpec, measureSpec } from './curveSpecs.ts';
import styles from './LiveTab.module.css';

export function Curves({ run, metrics }: { run: RunDetails; metrics: Metric[] }) {
  const [isLog, setLog] = usePreference<boolean>('runs.logLoss', false);
  const elapsed = elapsedAt(metrics);
  const xNote = (epoch: number): string | null => {
    const ms = elapsed(epoch);
    return ms === null || ms < 1 ? null : formatDuration(ms);
  };
  const rate = learningRateSpec(run, metrics);
  return (
    <section className={styles.charts} aria-label={text.run.curves}>
      <div className={styles.pair}>
        <CurveChart
          spec={lossSpec(run, metrics, isLog)}
          xNote={xNote}
          aside={<Switch size="xs" label={text.run.logScale} checked={isLog} onChange={event => setLog(event.currentTarget.checked)} />}
        />
        {rate.lines.length > 0 && <CurveChart spec={rate} heightPx={72} />}
      </div>
      <CurveChart spec={measureSpec(run, metrics)} xNote={xNote} />
    </section>
  );
}
