// How late the main process's event loop comes while it imports, and while a real training runs in its queue with a window watching.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fovea } from '../../experiments/commandLine.ts';
import { formatNumber } from '../../src/shared/units.ts';
import { startMainProcess } from './mainProcess.ts';
import type { Lateness } from './probe.ts';

/** The phantom experiment's data and network, for fewer epochs. */
const images = 2000;
const patients = 400;
const seed = 2026;
const epochs = 3;
const idleMs = 20_000;

interface Row extends Lateness {
  name: string;
}

export async function benchResponsiveness(): Promise<{ table: string; numbers: { rows: Row[] } }> {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-responsiveness-'));
  const workspace = join(scratch, 'workspace');
  const folder = join(scratch, 'phantom');
  const size = ['--images', String(images), '--patients', String(patients), '--seed', String(seed)];
  await fovea(workspace, 'phantom', 'oct-bscan', '--out', folder, ...size);
  const main = await startMainProcess(workspace);
  const rows: Row[] = [];
  const measure = async (name: string, work: () => Promise<unknown>) => {
    rows.push({ name, ...(await main.measure(work)) });
  };
  try {
    await measure('nothing to do', () => delay(idleMs));
    await measure(`import of ${images} scans`, () => fovea(workspace, 'import', join(folder, 'images'), '--name', 'phantom'));
    await fovea(workspace, 'split', 'phantom', '--name', 'main', '--seed', '1');
    const train = ['train', '--dataset', 'phantom', '--split', 'main', '--seed', '1', '--set', `training.epochs=${epochs}`];
    await measure(`training, ResNet-18 at 128 px, ${epochs} epochs`, () => fovea(workspace, ...train));
  } finally {
    await main.close();
    rmSync(scratch, { recursive: true, force: true });
  }
  return { table: tableOf(rows), numbers: { rows } };
}

function tableOf(rows: readonly Row[]): string {
  const head = ['meanwhile', 'seconds', 'samples', 'late by, ms: median', '99 %', '99.9 %', 'latest', 'own CPU, ms: 99 %', 'most'];
  const ms = (value: number) => formatNumber(value, 1);
  const cells = rows.map(({ name, seconds, samples, p50, p99, p999, max, ownP99, ownMax }) => [
    ...[name, formatNumber(seconds, 0), String(samples), ms(p50)],
    ...[`**${ms(p99)}**`, ms(p999), ms(max), ms(ownP99), ms(ownMax)],
  ]);
  return [head, head.map(() => '---'), ...cells].map(row => `| ${row.join(' | ')} |`).join('\n');
}
