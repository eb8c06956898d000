// The selected run: its numbers, and what a person notes about it. Of several, what can be done to all of them.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../client/queries.ts';
import { runHref } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { CommandKeys } from '../../../ui/Kbd.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Note } from '../../../ui/Note.tsx';
import { Panel, PanelHint, PanelSection } from '../../../ui/Panel.tsx';
import type { Comparing } from '../compare/useCompare.ts';
import { RunNotes } from '../RunNotes.tsx';
import { RunNumbers } from '../RunNumbers.tsx';
import { RunStateMark } from '../RunStateMark.tsx';

interface Props {
  ids: readonly string[];
  compare: Comparing;
  onDelete: () => void;
}

export function RunInspector({ ids, compare, onDelete }: Props) {
  const [only] = ids;
  if (only === undefined) {
    return (
      <Panel>
        <PanelHint>{text.runList.nothingSelected}</PanelHint>
        <CompareAgain compare={compare} />
      </Panel>
    );
  }
  return (
    <Panel>
      {ids.length === 1 ? <One key={only} run={only} /> : <PanelSection title={text.runList.selected(ids.length)} />}
      {ids.length === 1 ? <CompareAgain compare={compare} /> : <Compare compare={compare} />}
      <Button variant="default" onClick={onDelete} rightSection={<CommandKeys command="deleteRuns" />}>
        {text.runList.deleteRuns(ids.length)}
      </Button>
    </Panel>
  );
}

function Compare({ compare: { href, refusal } }: { compare: Comparing }) {
  if (href === null) return <PanelHint>{refusal}</PanelHint>;
  return (
    <Button component="a" href={href} rightSection={<CommandKeys command="compareRuns" />}>
      {text.compare.action}
    </Button>
  );
}

/** The way back to the runs that were compared last. */
function CompareAgain({ compare: { lastHref } }: { compare: Comparing }) {
  if (lastHref === null) return null;
  return (
    <Button component="a" href={lastHref} variant="subtle">
      {text.compare.again}
    </Button>
  );
}

function One({ run: id }: { run: string }) {
  const query = useQuery(queries.run(id));
  return (
    <Loaded query={query}>
      {run => (
        <>
          <PanelSection title={run.name}>
            <RunStateMark state={run.state} progress={run.progress} />
          </PanelSection>
          <RunNumbers run={run} />
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
