// The list of runs: filters at the left, the table, what is selected at the right.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RunFilter, RunSort } from '../../../../shared/domain/runList.ts';
import { runQueries } from '../../../client/queries/runs.ts';
import { go, hrefOf, runHref, useRoute } from '../../../client/route.ts';
import { useStatus } from '../../../frame/frameState.ts';
import { PlaceLayout } from '../../../frame/PlaceLayout.tsx';
import { useCommands } from '../../../keyboard/useCommands.ts';
import { text } from '../../../text/index.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { LoadedPlace } from '../../../ui/LoadedPlace.tsx';
import { useCompare } from '../compare/useCompare.ts';
import { deleteRuns } from '../deleteRuns.ts';
import { filterOf, queryOf, sortOf } from './listAddress.ts';
import { RunFilters } from './RunFilters.tsx';
import { RunInspector } from './RunInspector.tsx';
import { RunTable } from './RunTable.tsx';
import { moveTo, noSelection, type Selection, toggle } from './selection.ts';

const rowsPerScreen = 15;
const none: string[] = [];

export function RunList() {
  const { query } = useRoute();
  const [filter, sort] = [filterOf(query), sortOf(query)];
  const list = useQuery(runQueries.ids(filter, sort));
  const facets = useQuery(runQueries.facets());
  const [selection, setSelection] = useState<Selection>(noSelection);
  const ids = list.data ?? none;
  const all = facets.data?.states.reduce((sum, { count }) => sum + count, 0) ?? ids.length;
  const chosen = ids.filter(id => selection.chosen.has(id));
  useStatus([text.runList.count(ids.length, all), ...(chosen.length > 1 ? [text.runList.selected(chosen.length)] : [])]);

  const show = (nextFilter: RunFilter, nextSort: RunSort): void => go(hrefOf('runs', [], queryOf(nextFilter, nextSort)), { replace: true });
  const at = selection.active === null ? -1 : ids.indexOf(selection.active);
  const move = (index: number, extend = false): void => setSelection(moveTo(ids, selection, index, extend));
  const remove = (): void => {
    if (chosen.length > 0) void deleteRuns(chosen).then(() => setSelection(noSelection));
  };
  const compare = useCompare(chosen);
  useCommands('table', {
    tableUp: () => move(at - 1),
    tableDown: () => move(at + 1),
    tableFirst: () => move(0),
    tableLast: () => move(ids.length - 1),
    tablePageUp: () => move(at - rowsPerScreen),
    tablePageDown: () => move(at + rowsPerScreen),
    tableExtendUp: () => move(at - 1, true),
    tableExtendDown: () => move(at + 1, true),
    tableExtendFirst: () => move(0, true),
    tableExtendLast: () => move(ids.length - 1, true),
    tableSelectAll: () => setSelection({ ...selection, chosen: new Set(ids) }),
    tableToggle: () => selection.active !== null && setSelection(toggle(selection, selection.active)),
    openRun: () => selection.active !== null && go(runHref(selection.active)),
    compareRuns: compare.command,
    deleteRuns: remove,
    find: () => document.getElementById('run-search')?.focus(),
  });

  const isEmpty = list.data?.length === 0;
  return (
    <PlaceLayout
      left={<RunFilters filter={filter} facets={facets.data} onFilter={next => show(next, sort)} />}
      leftLabel={text.runList.filters}
      right={
        <RunInspector
          ids={chosen.length > 0 ? chosen : selection.active === null ? none : [selection.active]}
          compare={compare}
          onDelete={remove}
        />
      }
      rightLabel={text.runList.inspector}
      isCentreFixed
    >
      <title>{`${text.runs.title} · ${text.name}`}</title>
      <LoadedPlace query={list}>
        {() =>
          isEmpty && all === 0 ? (
            <EmptyState title={text.runList.empty} text={text.runList.emptyText}>
              <Button component="a" href={hrefOf('train')}>
                {text.runList.emptyAction}
              </Button>
            </EmptyState>
          ) : isEmpty ? (
            <EmptyState title={text.runList.noneMatch}>
              <Button variant="default" onClick={() => show({}, sort)}>
                {text.runList.clear}
              </Button>
            </EmptyState>
          ) : (
            <RunTable
              ids={ids}
              filter={filter}
              sort={sort}
              selection={selection}
              onSelect={setSelection}
              onSort={next => show(filter, next)}
            />
          )
        }
      </LoadedPlace>
    </PlaceLayout>
  );
}
