import { expect, test } from 'vitest';
import { columns, gridTemplate, leastWidthPx, shownColumns } from './columns.ts';

const nothing = new Set<string>();

test('all columns stand in their order where there is room, and fold by need where there is not', () => {
  expect(shownColumns(2000, nothing, 'created')).toEqual(columns);
  expect(shownColumns(944, nothing, 'created')).toEqual(columns);
  expect(shownColumns(943, nothing, 'created')).toEqual(columns.filter(column => column !== 'tags'));
  expect(shownColumns(645, nothing, 'created')).toEqual(['name', 'state', 'data', 'metric', 'patients', 'time']);
  expect(shownColumns(100, nothing, 'created')).toEqual(['name']);
});

test('what a person leaves out makes room for the next, and the name cannot be left out', () => {
  expect(shownColumns(645, new Set(['name', 'data', 'time', 'later version’s']), 'created')).toEqual([
    'name',
    'state',
    'metric',
    'patients',
    'created',
  ]);
});

test('the column that the list was sorted by stays', () => {
  expect(shownColumns(645, nothing, 'shortcut')).toEqual(['name', 'state', 'metric', 'patients', 'shortcut']);
  expect(shownColumns(645, new Set(['shortcut']), 'shortcut')).not.toContain('shortcut');
});

test('what is left over goes to the name first, then to the data, and to the tags without end', () => {
  const shown = shownColumns(645, nothing, 'created');
  expect(leastWidthPx(shown)).toBe(628);
  expect(gridTemplate(shown, 645)).toBe('187px 98px 80px 136px 72px 72px');
  expect(gridTemplate(shown, 700)).toBe('220px 98px 102px 136px 72px 72px');
  expect(gridTemplate(columns, 1500)).toBe('360px 98px 200px 136px 72px 100px 72px 334px 128px');
  expect(gridTemplate(['name'], 100)).toBe('170px');
});
