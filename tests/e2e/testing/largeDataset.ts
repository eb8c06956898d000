// A data set of as many items as one likes, written straight into the store: they share eight tiny pictures, four are of one patient,
// and their classes take turns.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testPng } from '../../../src/main/dataset/testing/testImages.ts';
import type { JobContext } from '../../../src/main/jobs/context.ts';
import { diagnosisTask } from '../../../src/main/jobs/datasetRecords.ts';

const pictureCount = 8;
const classes = ['CNV', 'NORMAL'];

/** Returns the id of the data set. Items are named item0, item1, …; their files lie in the folder `scans` unless `hasFiles` is false. */
export async function fillLargeDataset(
  { workspace: { store } }: JobContext,
  scans: string,
  count: number,
  { hasFiles = true } = {},
): Promise<string> {
  for (const name of classes) mkdirSync(join(scans, name), { recursive: true });
  const pictures = await Promise.all(Array.from({ length: pictureCount }, (_, i) => testPng(i)));
  const hashes = pictures.map(bytes => createHash('sha256').update(bytes).digest('hex'));
  const root = store.importRoots.add('scans', scans);
  const report = {
    ...{ version: 1 as const, root: scans, layout: { name: 'classFolders', params: {} }, patientRule: { name: 'unknown', params: {} } },
    ...{ files: count, items: count, patients: Math.ceil(count / 4), classes: [], sizes: [], duplicates: [], unreadable: [], ignored: [] },
    ...{ patientsInSeveralClasses: 0, folderSplits: [], findings: [] },
  };
  store.datasets.insert({ id: 'large', name: 'large', classes, report: { report, facts: { classes: [] } }, createdMs: Date.now() });
  const size = { widthPx: 24, heightPx: 16, channels: 1, bitDepth: 8, frames: 1, sizeBytes: 400, density: 1 };
  const facts = { ...size, fillShare: 0, greyMean: 0.5, greySd: 0.1, format: 'png', date: null, folderSplit: null, mtimeMs: 0 };
  const items = Array.from({ length: count }, (_, i) => ({
    ...{
      id: `item${i}`,
      dataset: 'large',
      root: root.id,
      path: `${classes[i % 2]}/${String(i).padStart(6, '0')}.png`,
      frame: null,
      series: null,
      bscans: 1,
      visit: null,
    },
    ...{ sha256: hashes[i % pictureCount] as string, sizeBytes: 400, width: 24, height: 16, channels: 1, bitDepth: 8 },
    ...{ subject: `subject${i >> 2}`, laterality: null, facts, createdMs: 1 },
  }));
  store.items.insertMany(items);
  const who = { author: 'import', source: 'import' as const, basisRun: null, supersedes: null, blob: null, atMs: 1 };
  store.labels.append(
    items.map(({ id }, i) => ({ item: id, task: diagnosisTask, kind: 'class' as const, value: classes[i % 2] as string, ...who })),
  );
  if (hasFiles) for (const [i, { path }] of items.entries()) writeFileSync(join(scans, path), pictures[i % pictureCount] as Uint8Array);
  return 'large';
}
