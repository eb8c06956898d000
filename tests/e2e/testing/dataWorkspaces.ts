// Workspaces with data in them, written straight into the store where importing would take long.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { testPng } from '../../../src/main/dataset/testing/testImages.ts';
import type { JobContext } from '../../../src/main/jobs/context.ts';
import { importDataset } from '../../../src/main/jobs/importDataset.ts';
import { writeScans } from '../../../src/main/jobs/testing/scans.ts';
import { scratchContext } from '../../../src/main/jobs/testing/scratch.ts';

export interface MadeWorkspace {
  workspace: string;
  /** The folder of the scans. */
  scans: string;
  /** Id of the data set. */
  dataset: string;
}

/** A folder with two scans of each patient, imported as the data set `scans`; `flat`: without its labels. */
export async function importedWorkspace(patients: Record<string, number>, layout: 'classFolders' | 'flat'): Promise<MadeWorkspace> {
  const folder = newFolder();
  const scans = join(folder, 'scans');
  await writeScans(scans, patients);
  return filled(folder, async context => (await importDataset(context, { folder: scans, name: 'scans', layout })).dataset.id);
}

/** A data set of `count` items that share eight tiny pictures. */
export async function largeWorkspace(count: number): Promise<MadeWorkspace> {
  const folder = newFolder();
  const scans = join(folder, 'scans');
  mkdirSync(scans, { recursive: true });
  const pictures = await Promise.all(Array.from({ length: 8 }, (_, i) => testPng(i)));
  const hashes = pictures.map(bytes => createHash('sha256').update(bytes).digest('hex'));
  return filled(folder, async ({ workspace: { store } }) => {
    const root = store.importRoots.add('scans', scans);
    const classes = ['CNV', 'NORMAL'];
    const report = {
      report: {
        ...{ version: 1 as const, root: scans, layout: { name: 'classFolders', params: {} }, patientRule: { name: 'unknown', params: {} } },
        ...{ files: count, items: count, patients: count / 4, classes: [], sizes: [], duplicates: [], unreadable: [], ignored: [] },
        ...{ patientsInSeveralClasses: 0, folderSplits: [], findings: [] },
      },
      facts: { classes: [] },
    };
    store.datasets.insert({ id: 'large', name: 'large', classes, report, createdMs: Date.now() });
    const facts = { widthPx: 24, heightPx: 16, channels: 1, bitDepth: 8, frames: 1, sizeBytes: 400, density: 1 };
    const grey = { fillShare: 0, greyMean: 0.5, greySd: 0.1, format: 'png', date: null, folderSplit: null, mtimeMs: 0 };
    const items = Array.from({ length: count }, (_, i) => {
      const bytes = pictures[i % 8] as Uint8Array;
      const path = `${classes[i % 2]}/${String(i).padStart(6, '0')}.png`;
      return {
        ...{ id: `item${i}`, dataset: 'large', root: root.id, path, frame: null, sha256: hashes[i % 8] as string, sizeBytes: bytes.length },
        ...{ width: 24, height: 16, channels: 1, bitDepth: 8, subject: `subject${i >> 2}`, laterality: null, createdMs: 1 },
        facts: { ...facts, ...grey },
      };
    });
    store.items.insertMany(items);
    const who = { author: 'import', source: 'import' as const, basisRun: null, supersedes: null, blob: null, atMs: 1 };
    store.labels.append(
      items.map(({ id }, i) => ({ item: id, task: 'diagnosis', kind: 'class' as const, value: classes[i % 2] as string, ...who })),
    );
    for (const name of classes) mkdirSync(join(scans, name));
    for (const [i, { path }] of items.entries()) writeFileSync(join(scans, path), pictures[i % 8] as Uint8Array);
    return 'large';
  });
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function filled(folder: string, fill: (context: JobContext) => Promise<string>): Promise<MadeWorkspace> {
  const workspace = join(folder, 'workspace');
  const context = scratchContext(workspace);
  try {
    return { workspace, scans: join(folder, 'scans'), dataset: await fill(context) };
  } finally {
    context.workspace.close();
  }
}
