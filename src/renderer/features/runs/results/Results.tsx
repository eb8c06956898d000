// The results of one evaluation: the headline beside the shortcut baseline and in plain words, confusion, classes, curves, worst errors.
import { useQuery } from '@tanstack/react-query';
import type { SplitName } from '../../../../shared/domain/manifest.ts';
import { formatCount, formatShare } from '../../../../shared/units.ts';
import type { Evaluation, RunDetails } from '../../../client/api.ts';
import { runQueries } from '../../../client/queries/runs.ts';
import { text } from '../../../text/index.ts';
import { Estimated } from '../../../ui/Estimated.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ClassTable } from './ClassTable.tsx';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { ResultCharts } from './ResultCharts.tsx';
import styles from './Results.module.css';
import { WorstErrors } from './WorstErrors.tsx';

export function Results({ view, run }: { view: Evaluation; run: RunDetails }) {
  const { report, shortcut, attribution, split } = view.evaluation;
  const { overall, perClass, patients } = report;
  const details = useQuery(runQueries.results(view.run, split as SplitName));
  return (
    <div className={styles.results}>
      <div className={styles.headline}>
        <div>
          <h3 className={styles.caption}>{text.runs.columns.accuracy}</h3>
          <Estimated estimate={overall.balancedAccuracy} patients={patients} size="large" />
        </div>
        <div>
          <h3 className={styles.caption}>{text.run.shortcut}</h3>
          {shortcut === null ? (
            <p className={styles.note}>{text.run.shortcutNone}</p>
          ) : (
            <Estimated estimate={shortcut.balancedAccuracy} size="large" />
          )}
          {shortcut !== null && <p className={styles.note}>{text.run.shortcutHint}</p>}
        </div>
        <ul className={styles.sentences}>
          {perClass.slice(0, 8).map(({ name, sentence }) => (
            <li key={name}>{sentence}</li>
          ))}
        </ul>
      </div>
      <div className={styles.tables}>
        <ConfusionMatrix view={view} dataset={run.datasetId} patients={details.data?.patients ?? null} />
        <ClassTable report={report} />
      </div>
      <Loaded query={details}>
        {results => (
          <>
            <ResultCharts results={results} report={report} />
            <WorstErrors results={results} />
          </>
        )}
      </Loaded>
      <p className={styles.note}>{[...(attribution === null ? [] : [attributionText(attribution)]), countsText(view)].join(' ')}</p>
    </div>
  );
}

function countsText({ evaluation: { report, checkpoint } }: Evaluation): string {
  const { patients, scans, unlabelledScans, interval } = report;
  return `${[
    formatCount(patients, 'patient'),
    formatCount(scans, 'scan'),
    ...(unlabelledScans === 0 ? [] : [`${formatCount(unlabelledScans, 'scan')} without a label left out`]),
    ...(checkpoint === null ? [] : [`checkpoint of epoch ${checkpoint.epoch}`]),
    `intervals: patients resampled ${interval.resamples} times`,
  ].join(' · ')}.`;
}

function attributionText({ massOnFill, fillShare, scans, layer }: NonNullable<Evaluation['evaluation']['attribution']>): string {
  const [mass, fill] = [massOnFill, fillShare].map(share => formatShare(share, 1000));
  return `${mass} of the heat maps' mass lies on border fill, which covers ${fill} of the scans (${formatCount(scans, 'scan')}, Grad-CAM at ${layer}).`;
}
