// The results of evaluations on one part of the data: the headline beside the shortcut baseline, classes, confusion.
import type { ReactNode } from 'react';
import { formatCount, formatShare } from '../../../shared/units.ts';
import type { Evaluation } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import { Estimated } from '../../ui/Estimated.tsx';
import { Note } from '../../ui/Note.tsx';
import { Section } from '../../ui/Section.tsx';
import { ClassTable } from './ClassTable.tsx';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import styles from './EvaluationSection.module.css';

interface Props {
  title: string;
  views: Evaluation[];
  /** What stands there while there is no result. */
  none: string;
}

export function EvaluationSection({ title, views, none }: Props) {
  return (
    <Section title={title}>
      {views.length === 0 && <Note>{none}</Note>}
      {views.map(view => (
        <EvaluationResults key={`${view.run} ${view.evaluation.split}`} view={view} />
      ))}
    </Section>
  );
}

/** `children` stands above the numbers. */
export function EvaluationResults({ view, children }: { view: Evaluation; children?: ReactNode }) {
  const { report, shortcut, attribution, checkpoint } = view.evaluation;
  const { overall, perClass, patients, scans, unlabelledScans, interval } = report;
  const counts = [
    formatCount(patients, 'patient'),
    formatCount(scans, 'scan'),
    ...(unlabelledScans === 0 ? [] : [`${formatCount(unlabelledScans, 'scan')} without a label left out`]),
    ...(checkpoint === null ? [] : [`checkpoint of epoch ${checkpoint.epoch}`]),
    `intervals: patients resampled ${interval.resamples} times`,
  ];
  return (
    <div className={styles.results}>
      {children}
      <div className={styles.headline}>
        <Headline title={text.runs.columns.accuracy}>
          <Estimated estimate={overall.balancedAccuracy} patients={patients} size="large" />
        </Headline>
        <Headline title={text.run.shortcut} note={shortcut === null ? text.run.shortcutNone : text.runs.shortcutHint}>
          {shortcut !== null && <Estimated estimate={shortcut.balancedAccuracy} size="large" />}
        </Headline>
      </div>
      <ul className={styles.sentences}>
        {perClass.map(({ name, sentence }) => (
          <li key={name}>{sentence}</li>
        ))}
      </ul>
      <div className={styles.tables}>
        <ClassTable report={report} />
        <ConfusionMatrix report={report} />
      </div>
      {attribution !== null && <p className={styles.counts}>{attributionText(attribution)}</p>}
      <p className={styles.counts}>{counts.join(' · ')}</p>
    </div>
  );
}

function attributionText({ massOnFill, fillShare, scans, layer }: NonNullable<Evaluation['evaluation']['attribution']>): string {
  const [mass, fill] = [massOnFill, fillShare].map(share => formatShare(share, 1000));
  return `${mass} of the heat maps' mass lies on border fill, which covers ${fill} of the scans (${formatCount(scans, 'scan')}, Grad-CAM at ${layer}).`;
}

function Headline({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <h3 className={styles.title}>{title}</h3>
      {children}
      {note !== undefined && <p className={styles.counts}>{note}</p>}
    </div>
  );
}
