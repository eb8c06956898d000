// The scans of a filtered list as tiles, of which only those on screen exist: 100,000 feel like 100.
import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useCallback, useEffect, useId, useRef } from 'react';
import { text } from '../../../text/index.ts';
import styles from './ItemGrid.module.css';
import { ItemTile } from './ItemTile.tsx';
import type { GridSelection } from './useGridSelection.ts';
import type { ItemPages } from './useItemPages.ts';

const gapPx = 8;
const paddingPx = 8;
const captionPx = 20;

export interface GridView {
  columns: number;
  /** Rows that fit on the screen whole. */
  rowsOnScreen: number;
  /** Places on screen. */
  first: number;
  last: number;
}

interface Props {
  pages: ItemPages;
  total: number;
  selection: GridSelection;
  classes: readonly string[];
  /** Least width of a tile. */
  tilePx: number;
  onView: (view: GridView) => void;
  onOpen: (index: number) => void;
}

export function ItemGrid({ pages, total, selection, classes, tilePx, onView, onOpen }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width, height } = useElementSize();
  const gridId = useId();
  const inner = Math.max(tilePx, width - 2 * paddingPx);
  const columns = Math.max(1, Math.floor((inner + gapPx) / (tilePx + gapPx)));
  const widthPx = Math.floor((inner - (columns - 1) * gapPx) / columns);
  const heightPx = Math.round((widthPx * 2) / 3);
  const rowPx = heightPx + captionPx + gapPx;
  const rows = Math.ceil(total / columns);
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 1,
    paddingStart: paddingPx,
    paddingEnd: paddingPx,
  });
  const visible = virtualizer.getVirtualItems();
  const first = (visible[0]?.index ?? 0) * columns;
  const last = Math.min(total - 1, ((visible.at(-1)?.index ?? 0) + 1) * columns - 1);
  const rowsOnScreen = Math.max(1, Math.floor(height / rowPx));
  useEffect(() => onView({ columns, rowsOnScreen, first, last }), [onView, columns, rowsOnScreen, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes have changed, so what was measured no longer holds
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  const { focus } = selection;
  const isFocusDrawn = width > 0 && visible.length > 0 && focus >= first && focus <= last;
  useEffect(() => {
    if (width > 0) virtualizer.scrollToIndex(Math.floor(focus / columns), { align: 'auto' });
  }, [virtualizer, focus, columns, width]);

  const newest = useRef({ selection, onOpen });
  newest.current = { selection, onOpen };
  const press = useCallback((index: number, event: MouseEvent) => {
    const { moveTo, toggle } = newest.current.selection;
    if (event.ctrlKey || event.metaKey) toggle(index);
    else moveTo(index, { extend: event.shiftKey });
    scroller.current?.focus({ preventScroll: true });
  }, []);
  const open = useCallback((index: number) => newest.current.onOpen(index), []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of cells, not a table of data
    <div
      ref={element => {
        scroller.current = element;
        measured(element);
      }}
      className={styles.grid}
      role="grid"
      tabIndex={0}
      aria-label={text.data.grid}
      aria-rowcount={rows}
      aria-colcount={columns}
      aria-multiselectable
      aria-activedescendant={isFocusDrawn ? `${gridId}-${focus}` : undefined}
      data-first={first}
    >
      <div className={styles.all} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {width > 0 &&
          visible.map(row => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
            <div
              key={row.key}
              role="row"
              aria-rowindex={row.index + 1}
              className={styles.row}
              style={{ transform: `translateY(${row.start}px)`, paddingInline: paddingPx, gap: gapPx }}
            >
              {Array.from({ length: Math.min(columns, total - row.index * columns) }, (_, column) => {
                const index = row.index * columns + column;
                const item = pages.itemAt(index);
                return (
                  <ItemTile
                    key={index}
                    id={`${gridId}-${index}`}
                    item={item}
                    index={index}
                    classes={classes}
                    widthPx={widthPx}
                    heightPx={heightPx}
                    isSelected={item !== undefined && selection.isSelected(item.id)}
                    isFocused={index === focus}
                    onPress={press}
                    onOpen={open}
                  />
                );
              })}
            </div>
          ))}
      </div>
    </div>
  );
}
