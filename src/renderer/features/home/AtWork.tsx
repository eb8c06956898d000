// The import at work, the run at work and those that wait.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../client/queries.ts';
import { runHref } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { Section } from '../../ui/Section.tsx';
import { WorkBar } from '../../ui/WorkBar.tsx';
import { importingShare, importingWords, useImporting } from '../import/index.ts';
import { RunStateMark } from '../runs/index.ts';
import styles from './rows.module.css';

const shown = 4;

export function AtWork() {
  const { data: jobs = [] } = useQuery(queries.jobs());
  const { current } = useImporting();
  const importing = current?.isWorking === true ? current : null;
  if (jobs.length === 0 && importing === null) return null;
  return (
    <Section title={text.home.running}>
      <ul className={styles.rows}>
        {importing !== null && (
          <li className={styles.row}>
            <div className={styles.main}>
              <span className={styles.name} title={importing.name}>
                {text.import.importing(importing.name)}
              </span>
              <WorkBar share={importingShare(importing)} words={importingWords(importing)} />
            </div>
            <Button size="compact-xs" variant="default" onClick={importing.cancel}>
              {text.cancel}
            </Button>
          </li>
        )}
        {jobs.slice(0, shown).map(({ run, name, state, progress }) => (
          <li key={run} className={styles.row}>
            <a className={styles.name} href={runHref(run)} title={name}>
              {name}
            </a>
            <RunStateMark state={state} progress={progress} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
