import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VolumeHeader } from '../../shared/domain/volume.ts';
import { scratchFolder } from '../jobs/testing/scratch.ts';
import { itemId } from './item.ts';
import type { Store } from './store.ts';
import { exampleItem, storeWithDataset } from './testing/testStore.ts';
import type { StoredVolume } from './volume.ts';
import type { NewStatementEvent } from './volumeRows.ts';

let scratch: ReturnType<typeof scratchFolder>;
let store: Store;
beforeEach(() => {
  scratch = scratchFolder();
  store = storeWithDataset(scratch.path);
});
afterEach(() => {
  store.close();
  scratch.remove();
});

function header(change: Partial<VolumeHeader> = {}): VolumeHeader {
  const bscan = { path: { kind: 'line' as const, start: { xUm: 0, yUm: 0 }, end: { xUm: 5800, yUm: 0 } }, quality: 31.5, averaged: 12 };
  return {
    ...{ format: 'heidelbergE2e', series: 'raster 2', shape: { bscans: 2, rows: 496, columns: 512, channels: 1 }, sampleType: 'uint16' },
    spacingUm: { bscan: null, row: { value: 3.87, source: 'measured' }, column: null },
    ...{ scanPattern: 'raster', laterality: 'OD', modality: 'OCT', acquiredAt: null, qualityUnit: 'dB' },
    device: { manufacturer: 'Heidelberg Engineering', model: 'Spectralis', software: null },
    bscans: [
      { ...bscan, acquiredAt: '2021-03-14T10:00:00' },
      { path: null, quality: null, averaged: null, acquiredAt: null },
    ],
    ...{
      localizer: null,
      surfaces: [],
      intensity: { stored: 'a', display: 'b' },
      registration: 'applied',
      identifiers: ['name'],
      notes: [],
    },
    ...change,
  };
}

/** A volume with its item. */
function add(index: number, change: Parameters<typeof exampleItem>[1] = {}, said: Partial<VolumeHeader> = {}): StoredVolume {
  const item = exampleItem(index, { series: 0, bscans: 2, laterality: 'OD', ...change });
  const volume = {
    item: item.id,
    format: 'heidelbergE2e',
    laterality: item.laterality,
    options: { isRegistered: true },
    header: header(said),
    files: [item.path, `${item.path}.raw`].map(path => ({ path, sha256: item.sha256, sizeBytes: 1000, mtimeMs: 1.5 })),
  };
  store.items.insertMany([item]);
  store.volumes.insertMany([volume]);
  return volume;
}

function stated(
  value: Extract<NewStatementEvent, { kind: 'statement' }>['value'],
  more: Partial<NewStatementEvent> = {},
): NewStatementEvent {
  return { item: 'item1', author: 'ada', action: 'a', atMs: 1, kind: 'statement', value, ...more } as NewStatementEvent;
}

test('a volume comes back as its reader gave it; an image is none', () => {
  const volume = add(1);
  store.volumes.insertMany([{ ...volume, format: 'other' }]);
  store.items.insertMany([exampleItem(2)]);
  expect(store.volumes.find('item1')).toEqual(volume);
  expect(store.volumes.find('item2')).toBeNull();
  expect(store.items.ofRoot(1).map(({ path }) => path)).toEqual([volume.files[0]?.path, volume.files[1]?.path, exampleItem(2).path]);
  expect(() => store.volumes.insertMany([{ ...volume, item: 'none' }])).toThrow(expect.objectContaining({ code: 'notFound' }));
});

test('series of one file are items of their own, and an image keeps the id it always had', () => {
  store.items.insertMany([exampleItem(1, { path: 'a.e2e', series: 0 }), exampleItem(2, { path: 'a.e2e', series: 1 })]);
  expect(() => store.items.insertMany([exampleItem(3, { path: 'a.e2e', series: 1 })])).toThrow(
    expect.objectContaining({ code: 'conflict' }),
  );
  expect(store.items.listed('d', { path: 'a.e2e', root: 1, frame: null, series: 0 }, 9).map(({ id }) => id)).toEqual(['item2']);
  const place = { datasetName: 'scans', path: 'a.e2e', frame: null, sha256: 'f'.repeat(64) };
  expect(itemId({ ...place, series: null })).toBe(itemId(place));
  expect(new Set([itemId(place), itemId({ ...place, series: 0 }), itemId({ ...place, series: 1 })]).size).toBe(3);
});

test('the newest statement holds as a whole, and the item’s eye follows it', () => {
  add(1);
  expect(store.volumes.stated('item1')).toEqual({ statement: {}, options: null, version: 0 });
  store.volumes.state([stated({ laterality: 'OS' }), { ...stated({}), kind: 'options', value: { isRegistered: false } }]);
  expect(store.items.get('item1').laterality).toBe('OS');
  const spacingUm = { bscan: 120, row: 3.9, column: null };
  store.volumes.state([stated({ laterality: null, spacingUm }, { action: 'b' })]);
  expect(store.items.get('item1').laterality).toBeNull();
  expect(store.volumes.stated('item1')).toEqual({
    statement: { laterality: null, spacingUm },
    options: { isRegistered: false },
    version: 3,
  });
  store.volumes.state([stated({}, { action: 'c' })]);
  expect(store.items.get('item1').laterality).toBe('OD');
});

test('what was stated is taken back and given again, by person, and no event is ever lost', () => {
  add(1);
  store.volumes.state([stated({ laterality: 'OS' })]);
  store.volumes.state([stated({ laterality: null }, { author: 'bob', action: 'b' })]);
  const takeBack = (events: { id: number }[], action: string): void => {
    store.volumes.state(events.map(({ id }) => stated({}, { undoes: id, action })));
  };
  expect(store.volumes.undoable('bob', 'item1')).toMatchObject([{ id: 2, value: { laterality: null } }]);
  takeBack(store.volumes.undoable('ada', 'item1'), 'undo');
  expect(store.items.get('item1').laterality).toBeNull();
  store.volumes.state(store.volumes.undoable('bob', 'item1').map(({ id }) => stated({}, { author: 'bob', undoes: id, action: 'x' })));
  expect(store.items.get('item1').laterality).toBe('OD');
  takeBack(store.volumes.redoable('ada', 'item1'), 'redo');
  expect(store.items.get('item1').laterality).toBe('OS');
  expect([store.volumes.history('item1').length, store.volumes.findEvent(1)?.author, store.volumes.findEvent(9)]).toEqual([5, 'ada', null]);
  const db = new Database(store.path);
  expect(() => db.exec('DELETE FROM volume_statement')).toThrow(/append-only/);
  expect(() => db.exec("UPDATE volume_statement SET author = 'x'")).toThrow(/append-only/);
  db.close();
});

test('the tree goes patient, eye, visit, series, what is unknown last; a patient’s volumes are found from any of them', () => {
  const inTree = { subject: 'p', path: 'z.e2e', visit: '2021-03-14' };
  add(1, { ...inTree, series: 1 });
  add(2, { ...inTree, series: 0 });
  add(3, { ...inTree, path: 'b.e2e', visit: null });
  add(4, { ...inTree, path: 'c.e2e', visit: '2020-01-01', laterality: null }, { scanPattern: 'circle' });
  add(5, { ...inTree, path: 'd.e2e', visit: '2020-01-01' });
  store.items.insertMany([exampleItem(6, { subject: 'q' })]);
  add(7, { subject: '', path: 'e.e2e' });
  expect(store.volumes.tree('d').map(({ item }) => item)).toEqual(['item7', 'item5', 'item2', 'item1', 'item3', 'item4', 'item6']);
  expect(store.volumes.tree('d').at(-2)).toMatchObject({ scanPattern: 'circle', device: 'Spectralis', laterality: null, bscans: 2 });
  expect(store.volumes.tree('d').at(-1)).toMatchObject({ format: null, scanPattern: null, device: null });
  expect(store.volumes.ofPatient('item4').map(({ item }) => item)).toEqual(['item4', 'item5', 'item2', 'item1', 'item3']);
  expect(store.volumes.ofPatient('item7')).toEqual([]);
});

test('a volume goes with its item, statements and all', () => {
  add(1);
  store.volumes.state([stated({ laterality: 'OS' })]);
  store.datasets.delete('d');
  expect([store.volumes.find('item1'), store.volumes.history('item1')]).toEqual([null, []]);
});
