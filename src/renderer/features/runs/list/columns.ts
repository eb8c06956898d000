// The columns of the list: how wide each is, which a person leaves out, and which fold where the panels leave no room for all.
import type { RunOrder } from '../../../../shared/domain/runList.ts';
import { usualSort } from './listAddress.ts';

export type Column = RunOrder | 'tags';

/** As they stand beside each other. What is wider than its least takes what is left over. */
const widths = {
  name: { leastPx: 170, most: '360px' },
  state: { leastPx: 98 },
  data: { leastPx: 80, most: '200px' },
  metric: { leastPx: 136 },
  patients: { leastPx: 72 },
  shortcut: { leastPx: 100 },
  time: { leastPx: 72 },
  tags: { leastPx: 88, most: '1fr' },
  created: { leastPx: 128 },
} satisfies Record<Column, { leastPx: number; most?: string }>;

export const columns = Object.keys(widths) as Column[];

/** Those that stay longest come first: a number stays with its patients, and what the inspector tells as well goes before. */
const inOrderOfNeed: readonly Column[] = ['name', 'state', 'metric', 'patients', 'data', 'time', 'created', 'shortcut', 'tags'];

/** Columns with room in `widthPx`. The name always has; what the list was sorted by comes before all others. */
export function shownColumns(widthPx: number, leftOut: ReadonlySet<string>, sortedBy: RunOrder): Column[] {
  const wanted = inOrderOfNeed.filter(column => column === 'name' || !leftOut.has(column));
  const isSorted = (column: Column): boolean => column === sortedBy && sortedBy !== usualSort.by;
  const order = [...wanted.filter(column => column === 'name' || isSorted(column)), ...wanted];
  const shown = new Set<Column>();
  for (const column of order) {
    if (column !== 'name' && leastWidthPx([...shown.add(column)]) > widthPx) {
      shown.delete(column);
      break;
    }
    shown.add(column);
  }
  return columns.filter(column => shown.has(column));
}

export function leastWidthPx(shown: readonly Column[]): number {
  return shown.reduce((sum, column) => sum + widths[column].leastPx, 0);
}

/** For `grid-template-columns`. */
export function gridTemplate(shown: readonly Column[]): string {
  return shown
    .map(column => {
      const { leastPx, most }: { leastPx: number; most?: string } = widths[column];
      return most === undefined ? `${leastPx}px` : `minmax(${leastPx}px, ${most})`;
    })
    .join(' ');
}
