// The test set of a run: closed, or its results, each with the look that it took.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Profile } from '../../../../shared/domain/label.ts';
import type { Evaluation, RunDetails } from '../../../client/api.ts';
import { useCommands } from '../../../keyboard/useCommands.ts';
import { text } from '../../../text/index.ts';
import { formatDate } from '../../../ui/date.ts';
import { Note } from '../../../ui/Note.tsx';
import { Section } from '../../../ui/Section.tsx';
import { withProfile } from '../../profiles/index.ts';
import { Results } from '../results/Results.tsx';
import { OpenTestSet } from './OpenTestSet.tsx';
import { TestRunProgress } from './TestRunProgress.tsx';
import styles from './TestSet.module.css';

export function TestSet({ run }: { run: RunDetails }) {
  const [asking, setAsking] = useState<Profile | null>(null);
  const open = (): void => withProfile(setAsking);
  const views = run.evaluations.filter(({ evaluation }) => evaluation.split === 'test');
  const canOpen = run.kind === 'train' && run.checkpoints.length > 0;
  useCommands('run', canOpen ? { openTestSet: open } : {});
  return (
    <Section
      title={text.run.test}
      aside={
        canOpen && (
          <Button variant="default" onClick={open}>
            {views.length === 0 ? text.run.testOpen : text.run.testAgain}
          </Button>
        )
      }
    >
      {views.length === 0 && run.kind === 'train' && (
        <div className={styles.closed}>
          <p className={styles.title}>{text.run.testClosed}</p>
          <Note>{text.run.testClosedText}</Note>
        </div>
      )}
      <TestRunProgress run={run} />
      {views.map(view => (
        <div key={view.run} className={styles.view}>
          <Look view={view} />
          <Results view={view} run={run} />
        </div>
      ))}
      {asking !== null && <OpenTestSet run={run} profile={asking} onClose={() => setAsking(null)} />}
    </Section>
  );
}

function Look({ view: { opening, testOpenings } }: { view: Evaluation }) {
  const times = testOpenings === null || testOpenings === 0 ? '' : `${text.run.testOpened(testOpenings).replace(/:$/, '.')} `;
  const look =
    opening === null ? text.run.testUnrecorded : text.run.testLook(opening.count, formatDate(opening.atMs), opening.author, opening.reason);
  return (
    <p className={styles.look}>
      <strong>{times}</strong>
      {look}
    </p>
  );
}
