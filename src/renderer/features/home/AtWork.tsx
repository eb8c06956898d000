// The run at work and those that wait.
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../client/queries.ts';
import { runHref } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { Section } from '../../ui/Section.tsx';
import { RunStateMark } from '../runs/index.ts';
import styles from './rows.module.css';

const shown = 4;

export function AtWork() {
  const { data: jobs = [] } = useQuery(queries.jobs());
  if (jobs.length === 0) return null;
  return (
    <Section title={text.home.running}>
      <ul className={styles.rows}>
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
