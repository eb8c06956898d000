// Focus and selection in a list of which only a part is loaded. The focus follows its item when the list changes around it.
import { useEffect, useRef, useState } from 'react';
import type { ItemFilter } from '../../../../shared/domain/itemFilter.ts';
import { api } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { notify } from '../../../ui/notify.tsx';
import type { ItemPages } from './useItemPages.ts';

export interface GridSelection {
  focus: number;
  /** Ids of all selected items: the focused one alone, unless more were chosen. */
  ids: readonly string[];
  isSelected: (id: string) => boolean;
  /** `extend`: select everything from where the selection began. */
  moveTo: (index: number, how?: { extend?: boolean }) => void;
  /** Adds an item to the selection or takes it out. */
  toggle: (index: number) => void;
  selectAll: () => void;
  /** Back to the focused item alone. */
  reset: () => void;
}

interface Stored {
  key: string;
  focus: number;
  /** null: the focused item alone. */
  more: ReadonlySet<string> | null;
}

/** Where each list was left, for coming back from the viewer. */
const leftAt = new Map<string, number>();

export function useGridSelection(filter: ItemFilter, { total, itemAt, placeOf }: ItemPages): GridSelection {
  const key = JSON.stringify(filter);
  const fresh = { key, focus: leftAt.get(key) ?? 0, more: null };
  const [stored, setStored] = useState<Stored>(fresh);
  // Another filter is another list, with a selection of its own.
  const { focus, more } = stored.key === key ? stored : fresh;
  const list = useRef({ key, anchor: focus, focusId: null as string | null, asked: 0 });
  if (list.current.key !== key) list.current = { key, anchor: focus, focusId: null, asked: 0 };
  const setFocus = (next: number): void => setStored(known => ({ key, focus: next, more: known.key === key ? known.more : null }));
  const setMore = (next: ReadonlySet<string> | null): void =>
    setStored(known => ({ key, focus: known.key === key ? known.focus : focus, more: next }));
  leftAt.set(key, focus);
  const focused = itemAt(focus);

  useEffect(() => {
    if (focused === undefined || focused.id === list.current.focusId) return;
    const place = list.current.focusId === null ? -1 : placeOf(list.current.focusId);
    if (place < 0) list.current.focusId = focused.id;
    else {
      list.current.anchor = place;
      setFocus(place);
    }
  });
  useEffect(() => {
    if (total !== null && total > 0 && focus >= total) setFocus(total - 1);
  });

  const selectRange = (from: number, to: number): void => {
    const [first, last] = from <= to ? [from, to] : [to, from];
    const here = Array.from({ length: last - first + 1 }, (_, i) => itemAt(first + i)?.id);
    const turn = ++list.current.asked;
    if (here.every(id => id !== undefined)) setMore(new Set(here));
    else {
      api.items.ids.query({ filter, from: first, to: last + 1 }).then(
        ({ ids }) => {
          if (turn !== list.current.asked) return;
          setMore(new Set(ids));
          if (ids.length < last - first + 1) notify.done(text.data.selectedCapped(ids.length, last - first + 1), { slot: 'selection' });
        },
        error => notify.failed(error),
      );
    }
  };
  const moveTo: GridSelection['moveTo'] = (index, { extend = false } = {}) => {
    const place = Math.max(0, Math.min((total ?? 1) - 1, index));
    list.current.focusId = itemAt(place)?.id ?? null;
    setFocus(place);
    if (extend) selectRange(list.current.anchor, place);
    else {
      list.current.anchor = place;
      list.current.asked += 1;
      setMore(null);
    }
  };
  const ids = more === null ? (focused === undefined ? [] : [focused.id]) : [...more];
  return {
    focus,
    ids,
    isSelected: id => (more === null ? id === focused?.id : more.has(id)),
    moveTo,
    toggle: index => {
      const id = itemAt(index)?.id;
      if (id === undefined) return;
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      list.current.focusId = id;
      list.current.anchor = index;
      setFocus(index);
      setMore(next);
    },
    selectAll: () => selectRange(0, (total ?? 1) - 1),
    reset: () => setMore(null),
  };
}
