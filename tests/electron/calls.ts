// What tests do through the window's own bridge: single calls, and the way to a run at work.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** One call over the window's own bridge; resolves to its data, or to all that its stream brought. */
export function call(page: Page, type: 'query' | 'mutation', path: string, input?: unknown): Promise<unknown> {
  return page.evaluate(
    ([callType, callPath, callInput]) =>
      new Promise((resolve, reject) => {
        const { fovea } = globalThis as unknown as { fovea: import('../../src/shared/bridge.ts').Bridge };
        const id = Math.floor(1e6 + Math.random() * 1e9);
        const values: unknown[] = [];
        fovea.onAnswer(answer => {
          if (answer.id !== id) return;
          if (answer.kind === 'data') resolve(answer.data);
          if (answer.kind === 'next') values.push(answer.data);
          if (answer.kind === 'done') resolve(values);
          if (answer.kind === 'error') reject(new Error(JSON.stringify(answer.error)));
        });
        fovea.send({ kind: 'call', id, type: callType, path: callPath, input: callInput });
      }),
    [type, path, input] as const,
  );
}

/** Imports a folder as `scans` and splits it as `main`. */
export async function prepareScans(page: Page, folder: string): Promise<void> {
  await call(page, 'mutation', 'datasets.import', { folder, name: 'scans' });
  await call(page, 'mutation', 'datasets.split', { dataset: 'scans', name: 'main', ratios: [0.5, 0.25, 0.25], group: 'patient', seed: 1 });
}

/** Starts a small training by the real engine; resolves once its first numbers are there. */
export async function train(page: Page, name: string, epochs: number): Promise<string> {
  const set = Object.entries({
    'training.epochs': epochs,
    'architecture.name': 'smallCnn',
    'architecture.params': {},
    'training.batchSize': 4,
    'training.workers': 1,
    'input.size': [32, 32],
  }).map(([path, value]) => ({ path, value }));
  const request = { dataset: 'scans', split: 'main', name, set };
  const { id } = ((await call(page, 'mutation', 'compute.train', request)) as { run: { id: string } }).run;
  await expect.poll(async () => ((await call(page, 'query', 'runs.metrics', { run: id })) as object[]).length).toBeGreaterThan(0);
  return id;
}
