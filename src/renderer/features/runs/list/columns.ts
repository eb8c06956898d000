// The columns of the list: how wide each is, which a person leaves out, and which fold where the panels leave no room for all.
import type { RunOrder } from '../../../../shared/domain/runList.ts';
import { usualSort } from './listAddress.ts';

export type Column = RunOrder | 'tags';

/** As they stand beside each other; px. */
const leastWidths = {
  name: 170,
  state: 98,
  data: 80,
  metric: 136,
  patients: 72,
  shortcut: 100,
  time: 72,
  tags: 88,
  created: 128,
} satisfies Record<Column, number>;

/** What is left over goes to these, each up to so many px, one after the other. */
const growth: readonly [Column, number][] = [
  ['name', 220],
  ['data', 140],
  ['name', 360],
  ['data', 200],
  ['tags', Number.POSITIVE_INFINITY],
];

export const columns = Object.keys(leastWidths) as Column[];

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
  return shown.reduce((sum, column) => sum + leastWidths[column], 0);
}

/** For `grid-template-columns`. */
export function gridTemplate(shown: readonly Column[], widthPx: number): string {
  const widths: Record<Column, number> = { ...leastWidths };
  let leftPx = Math.max(0, widthPx - leastWidthPx(shown));
  for (const [column, mostPx] of growth.filter(([column]) => shown.includes(column))) {
    const byPx = Math.min(leftPx, Math.max(0, mostPx - widths[column]));
    widths[column] += byPx;
    leftPx -= byPx;
  }
  return shown.map(column => `${widths[column]}px`).join(' ');
}
