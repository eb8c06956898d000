// What the files themselves hold: what cannot be read, and what a person should know before training on the rest.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LongWorkState } from '../../client/useLongWork.ts';
import { text } from '../../text/index.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { Note } from '../../ui/Note.tsx';
import { type Tone, WithIcon } from '../../ui/WithIcon.tsx';
import { WorkBar } from '../../ui/WorkBar.tsx';
import styles from './ImportDrawer.module.css';
import type { Inspection } from './useImportReview.ts';

type Finding = Inspection['report']['findings'][number];

const looks: Record<Finding['severity'], { icon: IconName; tone: Tone }> = {
  error: { icon: 'alert', tone: 'danger' },
  warning: { icon: 'alert', tone: 'warning' },
  note: { icon: 'dot', tone: 'quiet' },
};
/** Told by name above, or of no use before the import. */
const toldElsewhere = new Set(['unreadable', 'unlabelled', 'ownPatient', 'missingPatient']);

export function FindingPart({ work, isImporting }: { work: LongWorkState<Inspection>; isImporting: boolean }) {
  const { outcome, progress, error } = work;
  return (
    <section className={styles.part} aria-label={text.import.findings}>
      <div className={styles.head}>
        <h3>{text.import.findings}</h3>
      </div>
      {work.isWorking && (
        <WorkBar
          share={progress === null || progress.total === 0 ? null : progress.done / progress.total}
          words={progress === null || progress.total === 0 ? text.import.listing : text.import.reading(progress.done, progress.total)}
        />
      )}
      {error !== null && <Note tone="danger">{error.message}</Note>}
      {!work.isWorking && outcome !== null && <Findings inspection={outcome} />}
      {!work.isWorking && outcome === null && error === null && isImporting && <Note>{text.import.listing}</Note>}
    </section>
  );
}

function Findings({ inspection: { report, unreadable, isTrainable } }: { inspection: Inspection }) {
  const findings = report.findings.filter(({ name }) => !toldElsewhere.has(name));
  const order: Finding['severity'][] = ['error', 'warning', 'note'];
  findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const isLabelled = report.classes.length > 0;
  const [first] = report.sizes;
  return (
    <ul className={styles.findings}>
      {unreadable > 0 && (
        <Told
          severity="error"
          words={text.import.unreadable(unreadable, report.items + unreadable, report.items)}
          details={report.unreadable.map(({ reason }) => reason)}
        />
      )}
      {findings.map(({ name, severity, message, examples }) => (
        <Told key={name} severity={severity} words={message} details={examples} />
      ))}
      {isLabelled && !isTrainable && <Told severity="warning" words={text.import.notTrainable} details={[]} />}
      {unreadable === 0 && findings.length === 0 && (isTrainable || !isLabelled) && (
        <li>
          <WithIcon icon="check">{text.import.noFindings}</WithIcon>
        </li>
      )}
      {first !== undefined && (
        <li className={styles.sizes}>
          {text.import.sizes}: {first.name}
          {report.sizes.length > 1 && ` ${text.import.moreSizes(report.sizes.length - 1)}`}
        </li>
      )}
    </ul>
  );
}

function Told({ severity, words, details }: { severity: Finding['severity']; words: string; details: readonly string[] }) {
  const [isShown, setShown] = useState(false);
  return (
    <li className={styles.finding}>
      <div className={styles.findingLine}>
        <WithIcon {...looks[severity]}>
          <span className={styles.findingWords}>{words}</span>
        </WithIcon>
        {details.length > 0 && (
          <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? text.import.hide : text.import.show(details.length)}
          </Button>
        )}
      </div>
      {isShown && (
        <ul className={styles.details}>
          {details.map(detail => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
