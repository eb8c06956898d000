// The evaluation on the test set while it is at work; once it has finished, its result stands there instead.
import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '../../../../shared/units.ts';
import type { RunDetails } from '../../../client/api.ts';
import { runQueries } from '../../../client/queries/runs.ts';
import { queries } from '../../../client/queries.ts';
import { runHref } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { usualSort } from '../list/listAddress.ts';
import styles from './TestSet.module.css';

export function TestRunProgress({ run }: { run: RunDetails }) {
  const query = useQuery(runQueries.page({ kinds: ['evaluate'], states: ['queued', 'running'], dataset: run.dataset }, usualSort, 0));
  const jobs = useQuery(queries.jobs());
  return query.data?.runs
    .filter(({ parent }) => parent === run.id)
    .map(({ id, name }) => {
      const progress = jobs.data?.find(job => job.run === id)?.progress ?? null;
      const share = progress === null || progress.total === 0 ? 0 : (100 * progress.done) / progress.total;
      return (
        <div key={id} className={styles.progress} role="status">
          <span>
            {text.run.testRunning} <a href={runHref(id)}>{name}</a>
            {progress === null ? '' : ` · ${formatNumber(progress.done)} of ${formatNumber(progress.total)}`}
          </span>
          <Progress
            value={share}
            size="sm"
            aria-label={text.run.testRunning}
            transitionDuration={0}
            color="var(--accent)"
            bg="var(--divider)"
          />
        </div>
      );
    });
}
