// A workspace with a real, tiny training that has finished: made once by the real program, then copied for each test.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { importDataset } from '../../../src/main/jobs/importDataset.ts';
import { splitDataset } from '../../../src/main/jobs/splitDataset.ts';
import { writeScans } from '../../../src/main/jobs/testing/scans.ts';
import { scratchContext } from '../../../src/main/jobs/testing/scratch.ts';
import { startProgram } from '../program.ts';
import { apiOf } from './api.ts';

export interface TrainedWorkspace {
  workspace: string;
  scans: string;
  dataset: string;
  /** Id of the finished run `first`. */
  run: string;
}

/** A small network on tiny pictures: what is tested is everything around it. */
export const tinySettings = (epochs: number) => [
  { path: 'architecture', value: { name: 'smallCnn', params: { width: 4 } } },
  { path: 'input.size', value: [16, 16] },
  { path: 'training.epochs', value: epochs },
  { path: 'training.batchSize', value: 4 },
  { path: 'training.workers', value: 1 },
];

let made: { folder: string; dataset: string; run: string } | null = null;

/** For `beforeAll`. */
export async function makeTrainedWorkspace(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-trained-'));
  await writeScans(join(folder, 'scans'), { CNV: 14, NORMAL: 14 });
  const context = scratchContext(join(folder, 'workspace'));
  const { dataset } = await importDataset(context, { folder: join(folder, 'scans'), name: 'scans' });
  const { splits } = context.workspace.store;
  if (splits.list(dataset.id).length === 0) {
    splitDataset(context, { dataset: 'scans', name: 'main', ratios: [0.5, 0.25, 0.25], group: 'patient', seed: 1 });
  }
  context.workspace.close();
  const program = await startProgram(join(folder, 'workspace'));
  const api = apiOf(join(folder, 'workspace'));
  const { run } = await api.compute.train.mutate({ dataset: 'scans', split: 'main', name: 'first', seed: 3, set: tinySettings(3) });
  for (let state = ''; state !== 'finished'; ) {
    await new Promise(resolve => setTimeout(resolve, 100));
    ({ state } = await api.runs.state.query({ run: run.id }));
    if (state === 'failed' || state === 'interrupted') throw new Error(`The training ended as ${state}.`);
  }
  await program.end('SIGTERM');
  made = { folder, dataset: dataset.id, run: run.id };
}

/** For `afterAll`. */
export function removeTrainedWorkspace(): void {
  if (made !== null) rmSync(made.folder, { recursive: true, force: true });
}

/** A copy of its own; the scans are shared, as a manifest names its files by absolute path. A test that changes them puts them back. */
export function trainedWorkspace(): TrainedWorkspace {
  if (made === null) throw new Error('Call makeTrainedWorkspace first.');
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const workspace = join(folder, 'workspace');
  cpSync(join(made.folder, 'workspace'), workspace, { recursive: true });
  const { dataset, run } = made;
  const scans = join(made.folder, 'scans');
  return { workspace, scans, dataset, run };
}

/** Process numbers of a program's engines. */
export function enginesOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  return children.filter(child => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('entry'));
}
