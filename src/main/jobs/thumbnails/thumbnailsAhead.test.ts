import { existsSync, readdirSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inspectImage } from '../../dataset/formats/readRaster.ts';
import { asymmetricPhantom } from '../../dataset/formats/testing/asymmetricPhantom.ts';
import { writeVol } from '../../dataset/formats/writers/writeVol.ts';
import type { JobContext } from '../context.ts';
import { itemThumbnail } from '../itemPictures.ts';
import { scanFile } from '../scans/scanFile.ts';
import { scansWorkspace } from '../testing/scans.ts';
import { volumesWorkspace } from '../testing/volumes.ts';
import { deleteDataset } from '../trash.ts';
import { volumeThumbnail } from '../volumes/volumePictures.ts';
import { itemVolume } from '../volumes/volumePlace.ts';
import { demanded } from './demand.ts';
import { openThumbnailsAhead } from './thumbnailsAhead.ts';

function openAhead(context: JobContext) {
  const ahead = openThumbnailsAhead(context, { lanes: 1 });
  onTestFinished(() => ahead.close());
  return ahead;
}

async function scans(patients: number) {
  const made = await scansWorkspace({ CNV: patients }, { split: false });
  const { store } = made.context.workspace;
  const dataset = store.datasets.list()[0]?.id ?? '';
  /** In the grid's order. */
  const items = store.items.listed(dataset, null, 1000);
  return { ...made, dataset, items, ahead: openAhead(made.context) };
}

const names = (items: readonly { sha256: string }[]) => items.map(({ sha256 }) => `${sha256}-0`).sort();

/** Names without the size. */
function madeIn({ workspace: { paths } }: JobContext): string[] {
  return readdirSync(paths.thumbnails, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.jpeg'))
    .map(name => name.slice(3).replace('-256.jpeg', ''))
    .sort();
}

const marksOf = ({ workspace: { paths } }: JobContext) =>
  JSON.parse(readFileSync(join(paths.thumbnails, 'ahead.json'), 'utf8')) as { datasets: Record<string, { isDone: boolean }> };

test('the thumbnails of a data set are made once, in the size that the grid asks for', async () => {
  const { context, dataset, items, ahead } = await scans(4);
  ahead.prepare(dataset);
  await ahead.settled();
  expect(madeIn(context)).toEqual(names(items));
  const path = await itemThumbnail(context, scanFile(context, { item: items[0]?.id ?? '' }), 256);
  expect(inspectImage(readFileSync(path)).header).toMatchObject({ columns: 24, rows: 16 });
  expect(marksOf(context).datasets).toEqual({ [dataset]: { after: null, isDone: true } });
  const { mtimeMs } = statSync(path);
  ahead.prepare(dataset);
  await ahead.settled();
  expect(statSync(path).mtimeMs).toBe(mtimeMs);
  expect(context.problems).toEqual([]);
});

test('what a window waits for comes first', async () => {
  const { context, dataset, items, ahead } = await scans(3);
  const last = items.slice(-1);
  await demanded(async () => {
    ahead.prepare(dataset);
    await itemThumbnail(context, scanFile(context, { item: last[0]?.id ?? '' }), 256);
  });
  expect(madeIn(context)).toEqual(names(last));
  await ahead.settled();
  expect(madeIn(context)).toEqual(names(items));
});

test('it goes in the order of the grid; a new start goes on where the last one ended, and begins nothing that was not begun', async () => {
  const { context, dataset, items, ahead } = await scans(100);
  await openAhead(context).settled();
  expect(madeIn(context)).toEqual([]);
  ahead.prepare(dataset);
  await expect.poll(() => madeIn(context).length, { interval: 5, timeout: 40_000 }).toBeGreaterThan(0);
  await ahead.close();
  const before = madeIn(context);
  expect(before.length).toBeLessThan(items.length);
  expect(before).toEqual(names(items.slice(0, before.length)));
  expect(marksOf(context).datasets[dataset]?.isDone).toBe(false);
  await openAhead(context).settled();
  expect(madeIn(context)).toEqual(names(items));
  const left = readdirSync(context.workspace.paths.thumbnails, { recursive: true, encoding: 'utf8' });
  expect(left.filter(name => name.endsWith('.partial'))).toEqual([]);
});

test('files that cannot be read are passed over and told once; a folder that is away is waited for', async () => {
  const { context, folder, dataset, items, ahead } = await scans(3);
  truncateSync(join(folder, items[1]?.path ?? ''), 20);
  renameSync(join(folder, items[2]?.path ?? ''), join(folder, 'elsewhere.png'));
  ahead.prepare(dataset);
  await ahead.settled();
  expect(madeIn(context)).toHaveLength(items.length - 2);
  expect(context.problems).toHaveLength(1);
  expect(context.problems[0]).toMatch(/2 failed, the first: .*tried again when it is looked at/);
  expect(marksOf(context).datasets[dataset]?.isDone).toBe(true);
  await ahead.close();

  const other = await scans(2);
  renameSync(other.folder, `${other.folder}-away`);
  other.ahead.prepare(other.dataset);
  await other.ahead.settled();
  expect(other.context.problems).toHaveLength(1);
  other.ahead.prepare(other.dataset);
  await other.ahead.settled();
  expect(other.context.problems).toHaveLength(1);
  await other.ahead.close();
  renameSync(`${other.folder}-away`, other.folder);
  await openAhead(other.context).settled();
  expect(madeIn(other.context)).toHaveLength(other.items.length);
});

test('where no thumbnail can be written, none is tried any more, which is told once', async () => {
  const { context, dataset, items, ahead } = await scans(3);
  const [first] = items;
  // A file where the folder should be.
  writeFileSync(join(context.workspace.paths.thumbnails, first?.sha256.slice(0, 2) ?? ''), '');
  ahead.prepare(dataset);
  await ahead.settled();
  expect(madeIn(context)).toEqual([]);
  ahead.prepare(dataset);
  await ahead.settled();
  expect(context.problems).toHaveLength(1);
});

test('a data set that is deleted gets no more thumbnails', async () => {
  const { context, dataset, ahead } = await scans(3);
  await demanded(async () => {
    ahead.prepare(dataset);
    await deleteDataset(context, dataset);
  });
  await ahead.settled();
  expect(madeIn(context)).toEqual([]);
  expect(marksOf(context).datasets).toEqual({});
  expect(context.problems).toEqual([]);
});

test('a volume gets that of its middle B-scan, under the switches that hold', async () => {
  const { context, add } = volumesWorkspace();
  const [item = ''] = await add('od.vol', writeVol(asymmetricPhantom('OD')));
  const ahead = openAhead(context);
  ahead.prepare('d');
  await ahead.settled();
  const [made] = madeIn(context);
  const found = itemVolume(context, item);
  expect(made).toBe(`${found.item.sha256}-${found.item.series}-${found.version}`);
  const path = join(context.workspace.paths.thumbnails, `${made?.slice(0, 2)}`, `${made}-256.jpeg`);
  const bytes = readFileSync(path);
  expect(await volumeThumbnail(context, found, 256)).toBe(path);
  // The same as the one that a window would have got.
  renameSync(path, `${path}.kept`);
  await volumeThumbnail(context, found, 256);
  expect(existsSync(path) && readFileSync(path).equals(bytes)).toBe(true);
});
