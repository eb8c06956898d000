// A run at work: how far, how fast, how long still, its curves and its last words.
import { useQuery } from '@tanstack/react-query';
import type { RunDetails } from '../../../client/api.ts';
import { queries } from '../../../client/queries.ts';
import { text } from '../../../text/index.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Note } from '../../../ui/Note.tsx';
import { Curves } from './Curves.tsx';
import styles from './LiveTab.module.css';
import { RunLog } from './RunLog.tsx';
import { RunPace } from './RunPace.tsx';

export function LiveTab({ run }: { run: RunDetails }) {
  const query = useQuery(queries.metrics(run.id));
  return (
    <div className={styles.live}>
      <RunPace run={run} metrics={query.data ?? []} />
      {run.kind === 'train' && (
        <Loaded query={query}>
          {metrics => (metrics.length === 0 ? <Note>{text.run.noCurves}</Note> : <Curves run={run} metrics={metrics} />)}
        </Loaded>
      )}
      <RunLog log={run.log} />
    </div>
  );
}
