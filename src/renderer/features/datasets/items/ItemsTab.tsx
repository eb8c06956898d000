// The scans of a data set: filter at the left, grid in the centre, what is chosen at the right.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { filterFromQuery, filterToQuery, type ItemFilter } from '../../../../shared/domain/itemFilter.ts';
import type { DatasetDetails, ItemTile } from '../../../client/api.ts';
import { usePreference } from '../../../client/preferences.ts';
import { itemQueries } from '../../../client/queries/items.ts';
import { queries } from '../../../client/queries.ts';
import { go, hrefOf, useRoute } from '../../../client/route.ts';
import { toAppError } from '../../../client/toAppError.ts';
import { useStatus } from '../../../frame/frameState.ts';
import { PlaceLayout } from '../../../frame/PlaceLayout.tsx';
import { text } from '../../../text/index.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Note } from '../../../ui/Note.tsx';
import { ClassPicker, useLabelCommands, useLabeling } from '../../labeling/index.ts';
import { ReadyCard } from '../ReadyCard.tsx';
import { FilterChips } from './FilterChips.tsx';
import { FilterPanel } from './FilterPanel.tsx';
import { type FilterPart, facetFilter, filterParts } from './filterWords.ts';
import { GridFooter, usualTilePx } from './GridFooter.tsx';
import { Inspector } from './Inspector.tsx';
import { type GridView, ItemGrid } from './ItemGrid.tsx';
import styles from './ItemsTab.module.css';
import { QuickLook } from './QuickLook.tsx';
import { useGridCommands } from './useGridCommands.ts';
import { useGridSelection } from './useGridSelection.ts';
import { useItemPages } from './useItemPages.ts';

export function ItemsTab({ details, bar }: { details: DatasetDetails; bar: ReactNode }) {
  const { query } = useRoute();
  const address = JSON.stringify(query);
  const filter = useMemo(() => filterFromQuery(details.id, JSON.parse(address)), [details.id, address]);
  const { data: runs = [] } = useQuery(queries.runs());
  const parts = filterParts(filter, { runs: new Map(runs.map(({ id, name }) => [id, name])) });
  const onFilter = (next: ItemFilter) => go(hrefOf('data', [details.id, 'items'], filterToQuery(next)), { replace: true });
  const labeling = useLabeling(details.id);
  const [tilePx, setTilePx] = usePreference<number>('grid.tilePx', usualTilePx(window.innerWidth));
  const [view, setView] = useState<GridView>({ columns: 1, rowsOnScreen: 1, first: 0, last: 0 });
  const [isLooking, setLooking] = useState(false);
  const pages = useItemPages(filter, view.first, view.last);
  const total = pages.total ?? 0;
  const selection = useGridSelection(filter, pages);
  const { data: facets } = useQuery(itemQueries.facets(facetFilter(filter, details.splits)));
  const focused = pages.itemAt(selection.focus);
  const chosen = selection.ids.map((id): Pick<ItemTile, 'id' | 'isFlagged' | 'isExcluded'> => {
    const place = pages.placeOf(id);
    return (place < 0 ? undefined : pages.itemAt(place)) ?? { id, isFlagged: false, isExcluded: filter.excluded === true };
  });
  const open = (index: number) => {
    const item = pages.itemAt(index);
    if (item !== undefined) go(hrefOf('label', [item.id], { dataset: details.id, ...filterToQuery(filter) }));
  };
  const exclude = () => {
    const on = !chosen.every(({ isExcluded }) => isExcluded);
    labeling.label(selection.ids, { kind: 'exclude', on });
    selection.moveTo(selection.focus);
  };
  useLabelCommands(labeling, {
    items: chosen,
    onLabelled: () => selection.ids.length === 1 && selection.moveTo(selection.focus + 1),
  });
  useGridCommands({
    view,
    total,
    selection,
    onOpen: open,
    onQuickLook: () => setLooking(look => !look),
    onLeave: () => {
      setLooking(false);
      return isLooking;
    },
    onExclude: exclude,
  });
  useStatus([
    ...(total > 0 ? [`${selection.focus + 1} / ${total}`] : []),
    ...(focused === undefined ? [] : [focused.path]),
    ...(selection.ids.length > 1 ? [text.data.selected(selection.ids.length)] : []),
  ]);
  return (
    <PlaceLayout
      isCentreFixed
      left={<FilterPanel details={details} filter={filter} onFilter={onFilter} />}
      leftLabel={text.data.filters}
      right={
        <Inspector
          ids={selection.ids}
          labeling={labeling}
          isExcluded={filter.excluded === true}
          onOpen={() => open(selection.focus)}
          onExclude={exclude}
        />
      }
      rightLabel={text.data.inspector}
    >
      <div className={styles.centre}>
        {bar}
        <ReadyCard details={details} />
        <FilterChips parts={parts} onFilter={onFilter} />
        <div className={styles.body}>
          {pages.error !== null && (
            <div className={styles.note}>
              <Note tone="danger">{toAppError(pages.error).message}</Note>
            </div>
          )}
          {pages.total === 0 && <NoItems parts={parts} total={facets?.total ?? 0} onFilter={onFilter} />}
          {total > 0 && (
            <ItemGrid
              key={JSON.stringify(filter)}
              pages={pages}
              total={total}
              selection={selection}
              classes={labeling.classes}
              tilePx={tilePx}
              onView={setView}
              onOpen={open}
            />
          )}
          {isLooking && focused !== undefined && <QuickLook item={focused} classes={labeling.classes} onClose={() => setLooking(false)} />}
          <ClassPicker dataset={details.id} classes={labeling.classes} />
        </div>
        <GridFooter facets={facets} selected={selection.ids.length} tilePx={tilePx} onTilePx={setTilePx} />
      </div>
    </PlaceLayout>
  );
}

function NoItems({ parts, total, onFilter }: { parts: readonly FilterPart[]; total: number; onFilter: (filter: ItemFilter) => void }) {
  if (parts.length === 0) return <EmptyState title={text.data.noItems} />;
  return (
    <EmptyState title={text.data.nothingMatches(total, parts.map(({ words }) => words).join(' + '))}>
      {parts.toReversed().map(({ words, without }, i) => (
        <Button key={words} variant={i === 0 ? 'filled' : 'default'} onClick={() => onFilter(without)}>
          {text.data.removeFilter(words)}
        </Button>
      ))}
    </EmptyState>
  );
}
