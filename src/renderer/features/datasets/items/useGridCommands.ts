// The keys of the grid (UX §1.5). On a list without items they do nothing.
import { useCommands } from '../../../keyboard/useCommands.ts';
import type { GridView } from './ItemGrid.tsx';
import type { GridSelection } from './useGridSelection.ts';

interface Options {
  view: GridView;
  total: number;
  selection: GridSelection;
  onOpen: (index: number) => void;
  onQuickLook: () => void;
  /** Closes what is open; false when nothing was. */
  onLeave: () => boolean;
  onExclude: () => void;
}

export function useGridCommands({ view, total, selection, onOpen, onQuickLook, onLeave, onExclude }: Options): void {
  const { focus, moveTo } = selection;
  const to =
    (index: number, extend = false) =>
    (): void => {
      if (total > 0 && index >= 0 && index < total) moveTo(index, { extend });
    };
  const down = focus + view.columns < total ? focus + view.columns : total - 1;
  const screen = view.columns * view.rowsOnScreen;
  useCommands('grid', {
    gridLeft: to(focus - 1),
    gridRight: to(focus + 1),
    gridUp: to(focus - view.columns),
    gridDown: to(down),
    gridFirst: to(0),
    gridLast: to(total - 1),
    gridPageUp: to(Math.max(0, focus - screen)),
    gridPageDown: to(Math.min(total - 1, focus + screen)),
    extendLeft: to(focus - 1, true),
    extendRight: to(focus + 1, true),
    extendUp: to(Math.max(0, focus - view.columns), true),
    extendDown: to(down, true),
    extendFirst: to(0, true),
    extendLast: to(total - 1, true),
    selectAll: selection.selectAll,
    quickLook: onQuickLook,
    leaveGrid: () => {
      if (!onLeave()) selection.reset();
    },
    openItem: () => total > 0 && onOpen(focus),
    excludeItems: onExclude,
  });
}
