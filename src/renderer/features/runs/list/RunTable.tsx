// The table: as long as the list, of which only the rows on screen exist. Sorting and filtering happen in the store.
// biome-ignore-all lint/a11y/useSemanticElements: of a table of thousands only the rows on screen exist, and they stand freely
import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useMemo, useRef } from 'react';
import type { RunFilter, RunSort } from '../../../../shared/domain/runList.ts';
import type { RunSummary } from '../../../client/api.ts';
import { usePreference } from '../../../client/preferences.ts';
import { runQueries, runsPerPage } from '../../../client/queries/runs.ts';
import { toAppError } from '../../../client/toAppError.ts';
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { type Column, gridTemplate, leastWidthPx, shownColumns } from './columns.ts';
import { RunRow } from './RunRow.tsx';
import styles from './RunTable.module.css';
import { moveTo, type Selection, toggle } from './selection.ts';

interface Props {
  ids: readonly string[];
  filter: RunFilter;
  sort: RunSort;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onSort: (sort: RunSort) => void;
}

export const rowHeightPx = 40;
/** At the right of every row, below the button that chooses columns. */
const menuPx = 32;

export function RunTable({ ids, filter, sort, selection, onSelect, onSort }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize();
  const [leftOutText, setLeftOut] = usePreference<string>('runs.columnsLeftOut', '');
  const leftOut = useMemo(() => new Set(leftOutText.split(',').filter(Boolean)), [leftOutText]);
  const columns = useMemo(() => shownColumns(width - menuPx, leftOut, sort.by), [width, leftOut, sort.by]);
  const layout = { '--columns': gridTemplate(columns, width - menuPx), '--least': `${leastWidthPx(columns) + menuPx}px` } as CSSProperties;
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  });
  const shown = rows.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0];
  const pages = Array.from(
    { length: Math.floor(last / runsPerPage) - Math.floor(first / runsPerPage) + 1 },
    (_, i) => i + Math.floor(first / runsPerPage),
  );
  const loaded = useQueries({ queries: pages.map(page => runQueries.page(filter, sort, page)) });
  const failed = loaded.find(({ error }) => error !== null);
  const known = new Map<string, RunSummary>(loaded.flatMap(({ data }) => data?.runs.map(run => [run.id, run] as const) ?? []));
  const active = selection.active === null ? -1 : ids.indexOf(selection.active);
  const place = useRef(active);
  place.current = active;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the keyboard, not a list that is sorted anew
  useEffect(() => {
    if (place.current < 0) return;
    rows.scrollToIndex(place.current, { align: 'auto' });
    // The focus follows, unless a field of the panels has it.
    if (scroller.current?.contains(document.activeElement)) scroller.current.focus();
  }, [selection.active, selection.chosen]);
  const order = `${sort.by} ${sort.direction}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order begins at its top
  useEffect(() => rows.scrollToOffset(0), [order]);
  const select = (index: number, { shiftKey, ctrlKey, metaKey }: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): void => {
    const id = ids[index];
    if (id === undefined) return;
    onSelect(ctrlKey || metaKey ? toggle(selection, id) : moveTo(ids, selection, index, shiftKey));
  };
  return (
    <div className={styles.frame}>
      {failed?.error != null && (
        <div className={styles.failed} role="alert">
          <Note tone="danger">{toAppError(failed.error).message}</Note>
          <Button variant="default" size="compact-xs" loading={failed.isFetching} onClick={() => void failed.refetch()}>
            {text.tryAgain}
          </Button>
        </div>
      )}
      <div
        ref={element => {
          scroller.current = element;
          measured(element);
        }}
        className={styles.scroller}
        style={layout}
        role="grid"
        aria-label={text.runList.table}
        aria-rowcount={ids.length + 1}
        aria-multiselectable
        aria-activedescendant={shown.some(({ index }) => index === active) ? `run-${selection.active}` : undefined}
        tabIndex={0}
      >
        <div className={styles.head} role="row" aria-rowindex={1} tabIndex={-1}>
          {columns.map(column => (
            <Head key={column} column={column} sort={sort} onSort={onSort} />
          ))}
          <div role="columnheader" className={styles.menu} tabIndex={-1}>
            <ColumnsMenu shown={columns} leftOut={leftOut} onChange={names => setLeftOut(names.join(','))} />
          </div>
        </div>
        <div className={styles.body} role="rowgroup" style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const id = ids[index] as string;
            return (
              <RunRow
                key={id}
                id={id}
                run={known.get(id)}
                columns={columns}
                index={index}
                topPx={start}
                isSelected={selection.chosen.has(id)}
                isActive={index === active}
                onSelect={select}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head({ column, sort, onSort }: { column: Column; sort: RunSort; onSort: Props['onSort'] }) {
  const title = text.runList.columns[column];
  const direction = sort.by === column ? sort.direction : undefined;
  // Names read from A on; numbers and dates begin with the highest.
  const first = column === 'name' || column === 'data' || column === 'state' ? 'ascending' : 'descending';
  const next = direction === undefined ? first : direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      className={styles.cell}
      data-column={column}
      aria-sort={column === 'tags' ? undefined : (direction ?? 'none')}
      tabIndex={-1}
    >
      {column === 'tags' ? (
        title
      ) : (
        <button
          type="button"
          className={styles.sort}
          title={text.runList.sortBy(title)}
          onClick={() => onSort({ by: column, direction: next })}
        >
          {title}
          <span aria-hidden="true">{direction === undefined ? '' : direction === 'ascending' ? ' ↑' : ' ↓'}</span>
        </button>
      )}
    </div>
  );
}
