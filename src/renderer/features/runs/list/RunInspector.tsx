// The selected run: its numbers, and what a person notes about it. Of several, what can be done to all of them.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../client/queries.ts';
import { runHref } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { Estimated } from '../../../ui/Estimated.tsx';
import { CommandKeys } from '../../../ui/Kbd.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Note } from '../../../ui/Note.tsx';
import { RunNotes } from '../RunNotes.tsx';
import { RunStateMark } from '../RunStateMark.tsx';
import styles from './RunInspector.module.css';

export function RunInspector({ ids, onDelete }: { ids: readonly string[]; onDelete: () => void }) {
  const [only] = ids;
  if (only === undefined) return <Note>{text.runList.nothingSelected}</Note>;
  return (
    <div className={styles.inspector}>
      {ids.length === 1 ? <One key={only} run={only} /> : <p className={styles.title}>{text.runList.selected(ids.length)}</p>}
      <Button variant="default" onClick={onDelete} rightSection={<CommandKeys command="deleteRuns" />}>
        {text.runList.deleteRuns(ids.length)}
      </Button>
    </div>
  );
}

function One({ run: id }: { run: string }) {
  const query = useQuery(queries.run(id));
  return (
    <Loaded query={query}>
      {run => (
        <>
          <h2 className={styles.title}>{run.name}</h2>
          <RunStateMark state={run.state} progress={run.progress} />
          {run.headline !== null && (
            <div>
              <p className={styles.caption}>
                {text.runList.columns.metric}, {text.parts[run.headline.split] ?? run.headline.split}
              </p>
              <Estimated estimate={run.headline.estimate} patients={run.headline.patients} size="large" />
            </div>
          )}
          {run.error !== null && <Note tone={run.state === 'failed' ? 'danger' : 'warning'}>{run.error.message}</Note>}
          <RunNotes run={run} />
          <Button component="a" href={runHref(run.id)} rightSection={<CommandKeys command="openRun" />}>
            {text.runList.open}
          </Button>
        </>
      )}
    </Loaded>
  );
}
