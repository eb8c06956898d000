// Workspaces with data in them, gone after the test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { JobContext } from '../../../src/main/jobs/context.ts';
import { importDataset } from '../../../src/main/jobs/importDataset.ts';
import { writeScans } from '../../../src/main/jobs/testing/scans.ts';
import { scratchContext } from '../../../src/main/jobs/testing/scratch.ts';
import { fillLargeDataset } from './largeDataset.ts';

export interface MadeWorkspace {
  workspace: string;
  /** The folder of the scans. */
  scans: string;
  /** Id of the data set. */
  dataset: string;
}

/** A folder with two scans of each patient, imported as the data set `scans`; `flat`: without its labels. `classes`: all there are. */
export async function importedWorkspace(
  patients: Record<string, number>,
  layout: 'classFolders' | 'flat',
  classes: readonly string[] = [],
): Promise<MadeWorkspace> {
  const folder = newFolder();
  const scans = join(folder, 'scans');
  await writeScans(scans, patients);
  return filled(folder, async context => {
    const { id } = (await importDataset(context, { folder: scans, name: 'scans', layout })).dataset;
    if (classes.length > 0) context.workspace.store.datasets.setClasses(id, classes);
    return id;
  });
}

/** A data set of `count` items that share eight tiny pictures. */
export async function largeWorkspace(count: number): Promise<MadeWorkspace> {
  const folder = newFolder();
  const scans = join(folder, 'scans');
  return filled(folder, context => fillLargeDataset(context, scans, count));
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
