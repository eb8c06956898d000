// How well a training's time and memory are told before it starts: each of these trainings is measured as the Train place does, then run.
// Usage: npm run experiment -- estimate. For a machine that does nothing else meanwhile.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { terminalRunStates } from '../src/main/store/run.ts';
import { formatNumber } from '../src/shared/units.ts';
import { startProgram } from '../tests/e2e/program.ts';
import { apiOf, outcomeOf } from '../tests/e2e/testing/api.ts';
import { fovea } from './commandLine.ts';
import { markdownTable, median, writeResults } from './results.ts';

const demo = join(import.meta.dirname, '..', 'resources', 'demo');

type Api = ReturnType<typeof apiOf>;
type Setting = [path: string, value: number | string | boolean | number[]];

/** Small and large networks, inputs and batches; few epochs and more; the demo's scans. */
const trainings: Record<string, Setting[]> = {
  'small CNN, 64 px, 20 epochs': [
    ['architecture.name', 'smallCnn'],
    ['input.size', [64, 64]],
    ['training.epochs', 20],
  ],
  'ResNet-18, 128 px, 5 epochs': [['training.epochs', 5]],
  'ResNet-18, 128 px, 30 epochs': [['training.epochs', 30]],
  'ResNet-18, 128 px, batches of 8, 5 epochs': [
    ['training.batchSize', 8],
    ['training.epochs', 5],
  ],
  'ResNet-18, 224 px, 5 epochs': [
    ['input.size', [224, 224]],
    ['training.epochs', 5],
  ],
  'ResNet-18, 128 px, bf16, 5 epochs': [
    ['training.precision', 'bf16'],
    ['training.epochs', 5],
  ],
  'ResNet-50, 128 px, 3 epochs': [
    ['architecture.name', 'resnet50'],
    ['training.epochs', 3],
  ],
};

interface Measured {
  name: string;
  lowMs: number;
  middleMs: number;
  highMs: number;
  elapsedMs: number;
  /** Load average of the machine right before. */
  loadBefore: number;
}

export async function estimate(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-estimate-'));
  const workspace = join(scratch, 'workspace');
  try {
    const pair = join(scratch, 'pair');
    for (const name of ['CNV', 'NORMAL']) cpSync(join(demo, name), join(pair, name), { recursive: true });
    await fovea(workspace, 'import', pair, '--name', 'demo');
    await fovea(workspace, 'split', 'demo', '--name', 'main', '--seed', '1');
    const program = await startProgram(workspace);
    try {
      const rows: Measured[] = [];
      for (const [name, settings] of Object.entries(trainings)) rows.push(await measure(apiOf(workspace), name, settings));
      report(rows);
    } finally {
      await program.end('SIGTERM');
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** From the order to the run's end, as a person waits for it. */
async function measure(api: Api, name: string, settings: readonly Setting[]): Promise<Measured> {
  process.stderr.write(`${name}\n`);
  const loadBefore = os.loadavg()[0] ?? 0;
  const request = { dataset: 'demo', split: 'main', seed: 1, set: settings.map(([path, value]) => ({ path, value })) };
  const { lowMs, middleMs, highMs } = await outcomeOf(await api.training.probe.mutate(request));
  const { run } = await api.compute.train.mutate({ ...request, name });
  for (;;) {
    const now = await api.runs.show.query({ run: run.id });
    // The queue lets go of a run a moment after its last event.
    if (terminalRunStates.includes(now.state) && (await api.jobs.list.query()).length === 0) {
      if (now.state !== 'finished') throw new Error(`Expected ${name} to finish, but it reads ${now.state}.`);
      return { name, lowMs, middleMs, highMs, elapsedMs: (now.finishedMs ?? Number.NaN) - now.createdMs, loadBefore };
    }
    await delay(500);
  }
}

function report(rows: readonly Measured[]): void {
  const seconds = (ms: number): string => formatNumber(ms / 1000);
  const head = ['training', 'told, s', 'its middle, s', 'came, s', 'came / middle', 'within what was told'];
  const lines = rows.map(({ name, lowMs, middleMs, highMs, elapsedMs }) => [
    ...[
      name,
      `${seconds(lowMs)} to ${seconds(highMs)}`,
      seconds(middleMs),
      seconds(elapsedMs),
      `${formatNumber(elapsedMs / middleMs, 2)}×`,
    ],
    elapsedMs >= lowMs && elapsedMs <= highMs ? 'yes' : 'no',
  ]);
  const ratio = formatNumber(median(rows.map(({ elapsedMs, middleMs }) => elapsedMs / middleMs)), 2);
  const load = formatNumber(Math.max(...rows.map(({ loadBefore }) => loadBefore)), 2);
  const words = `Median of came / middle: ${ratio}×. Highest load average before a measurement: ${load}.`;
  writeResults('estimate', 'npm run experiment -- estimate', `${markdownTable(head, lines)}\n\n${words}`, { rows });
}
