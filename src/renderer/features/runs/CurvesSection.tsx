// How the training went: loss, and the measure that the best epoch is selected by. Never the test set.
import { useQuery } from '@tanstack/react-query';
import { formatDuration, formatNumber } from '../../../shared/units.ts';
import type { Metric, RunDetails } from '../../client/api.ts';
import { queries } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import { Section } from '../../ui/Section.tsx';
import { CurveChart } from './CurveChart.tsx';
import styles from './CurvesSection.module.css';
import { type Point, piecesOf } from './curveScale.ts';

const measureTitles: Record<string, string> = {
  balancedAccuracy: 'Balanced accuracy',
  accuracy: 'Accuracy',
  macroF1: 'Macro F1',
  macroAuc: 'Macro AUC',
  mcc: 'Matthews correlation',
  ece: 'Calibration error',
  logLoss: 'Log loss',
};

/** null where a measure has no bounds. */
function rangeOf(measure: string): [number, number] | null {
  if (measure === 'logLoss') return null;
  return measure === 'mcc' ? [-1, 1] : [0, 1];
}

export function CurvesSection({ run }: { run: RunDetails }) {
  const query = useQuery(queries.metrics(run.id));
  return (
    <Section title={text.run.curves}>
      <Loaded query={query}>
        {metrics => (metrics.length === 0 ? <Note>{text.run.noCurves}</Note> : <Curves run={run} metrics={metrics} />)}
      </Loaded>
    </Section>
  );
}

function Curves({ run, metrics }: { run: RunDetails; metrics: Metric[] }) {
  const { training, selection } = run.config;
  const measure = selection.metric;
  const title = measureTitles[measure] ?? measure;
  const validation = piecesOf(metrics, `val/${measure}`);
  const best = bestOf(run, validation);
  const times = metrics.map(metric => metric.atMs);
  const elapsedMs = Math.max(...times) - (run.startedMs ?? Math.min(...times));
  return (
    <>
      <div className={styles.charts}>
        <CurveChart
          title="Loss"
          epochs={training.epochs}
          range={null}
          mark={null}
          lines={[
            { label: 'each step', weight: 'raw', pieces: piecesOf(metrics, 'train/loss') },
            { label: 'training', weight: 'train', pieces: piecesOf(metrics, 'train/epochLoss') },
            { label: 'validation', weight: 'validation', pieces: piecesOf(metrics, 'val/loss') },
          ]}
        />
        <CurveChart
          title={title}
          epochs={training.epochs}
          range={rangeOf(measure)}
          mark={best}
          lines={[
            { label: 'training', weight: 'train', pieces: piecesOf(metrics, `train/${measure}`) },
            { label: 'validation', weight: 'validation', pieces: validation },
          ]}
        />
      </div>
      <p className={styles.note}>
        {best === null
          ? ''
          : `The dot is the checkpoint in use: epoch ${formatNumber(best.epoch)}, validation ${formatNumber(best.value, 3)}. `}
        Faint: single steps. Last point after {formatDuration(Math.max(0, elapsedMs))}.
      </p>
    </>
  );
}

/** The validation point of the checkpoint that was evaluated. */
function bestOf(run: RunDetails, validation: Point[][]): Point | null {
  const epoch = run.evaluations.find(({ run: id }) => id === run.id)?.evaluation.checkpoint?.epoch;
  return epoch === undefined ? null : (validation.flat().find(point => point.epoch === epoch) ?? null);
}
