// The newest runs on the same data set, to go from one to the next.
import { useQuery } from '@tanstack/react-query';
import type { RunDetails } from '../../../client/api.ts';
import { runQueries } from '../../../client/queries/runs.ts';
import { hrefOf, runHref } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { usualSort } from '../list/listAddress.ts';
import { RunStateMark } from '../RunStateMark.tsx';
import styles from './RunNeighbours.module.css';

export function RunNeighbours({ run }: { run: RunDetails | undefined }) {
  const query = useQuery({ ...runQueries.page({ dataset: run?.dataset ?? '' }, usualSort, 0), enabled: run !== undefined });
  return (
    <nav aria-label={text.run.runsOfDataset} className={styles.list}>
      <a href={hrefOf('runs')} className={styles.all}>
        {text.run.allRuns}
      </a>
      {query.data?.runs.slice(0, 50).map(other => (
        <a key={other.id} href={runHref(other.id)} className={styles.run} aria-current={other.id === run?.id ? 'page' : undefined}>
          <span className={styles.name}>{other.name}</span>
          <span className={styles.state}>
            <RunStateMark state={other.state} progress={other.progress} />
          </span>
        </a>
      ))}
    </nav>
  );
}
