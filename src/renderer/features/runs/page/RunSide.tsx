// Beside a run: its number, what a person notes about it, and the way to the trash.
import { Button } from '@mantine/core';
import type { RunDetails } from '../../../client/api.ts';
import { go, hrefOf } from '../../../client/route.ts';
import { useCommands } from '../../../keyboard/useCommands.ts';
import { text } from '../../../text/index.ts';
import { Estimated } from '../../../ui/Estimated.tsx';
import { deleteRuns } from '../deleteRuns.ts';
import { RunNotes } from '../RunNotes.tsx';
import styles from './RunSide.module.css';
import { isAtWork } from './runTabs.ts';

export function RunSide({ run }: { run: RunDetails }) {
  const { headline } = run;
  const isBusy = isAtWork(run.state);
  const remove = (): void => void deleteRuns([run.id]).then(() => go(hrefOf('runs')));
  useCommands('run', { deleteRun: isBusy ? { run: remove, disabled: text.run.cancelFirst } : remove });
  return (
    <div className={styles.side}>
      {headline !== null && (
        <div>
          <p className={styles.caption}>
            {text.runList.columns.metric}, {text.parts[headline.split] ?? headline.split}
          </p>
          <Estimated estimate={headline.estimate} patients={headline.patients} size="large" />
          {headline.shortcut !== null && (
            <>
              <p className={styles.caption}>{text.run.shortcut}</p>
              <Estimated estimate={headline.shortcut} />
            </>
          )}
        </div>
      )}
      <RunNotes key={run.id} run={run} />
      <Button variant="default" disabled={isBusy} title={isBusy ? text.run.cancelFirst : undefined} onClick={remove}>
        {text.runList.deleteRuns(1)}
      </Button>
    </div>
  );
}
