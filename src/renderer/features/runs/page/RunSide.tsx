// Beside a run: its number, what a person notes about it, and the way to the trash.
import { Button } from '@mantine/core';
import type { RunDetails } from '../../../client/api.ts';
import { go, hrefOf } from '../../../client/route.ts';
import { useCommands } from '../../../keyboard/useCommands.ts';
import { text } from '../../../text/index.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { followedHref } from '../compare/compareAddress.ts';
import { deleteRuns } from '../deleteRuns.ts';
import { RunNotes } from '../RunNotes.tsx';
import { RunNumbers } from '../RunNumbers.tsx';
import { isAtWork } from './runTabs.ts';

export function RunSide({ run }: { run: RunDetails }) {
  const isBusy = isAtWork(run.state);
  const remove = (): void => void deleteRuns([run.id]).then(() => go(hrefOf('runs')));
  const compared = followedHref(run);
  const compare = (): void => {
    if (compared !== null) go(compared);
  };
  useCommands('run', {
    compareRun: compared === null ? { run: compare, disabled: text.compare.noParent } : compare,
    deleteRun: isBusy ? { run: remove, disabled: text.run.cancelFirst } : remove,
  });
  return (
    <Panel>
      <RunNumbers run={run} />
      {compared !== null && (
        <Button component="a" href={compared} variant="default">
          {text.compare.withParent[run.rerun ?? 'other']}
        </Button>
      )}
      <RunNotes key={run.id} run={run} />
      <Button variant="default" disabled={isBusy} title={isBusy ? text.run.cancelFirst : undefined} onClick={remove}>
        {text.runList.deleteRuns(1)}
      </Button>
    </Panel>
  );
}
