import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openQueue } from '../queue.ts';
import { scansWorkspace } from '../testing/scans.ts';
import { trainDataset } from '../trainDataset.ts';
import { draftTraining } from './draftTraining.ts';
import { knownEstimate, probeTraining } from './probeTraining.ts';

const request = { dataset: 'scans', split: 'main', set: [{ path: 'training.checkpointSteps', value: 2 }] };
const epochs = (value: number) => ({ ...request, set: [...request.set, { path: 'training.epochs', value }] });
const code = (wanted: string) => expect.objectContaining({ code: wanted });

/** The test engine takes this long a step: long enough to come between. */
const slow = { TEST_ENGINE_STEP_MS: '100' };

test('a measurement is remembered for settings that cost the same, leaves nothing behind and makes no run', async () => {
  const { context } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  const queue = await openQueue(context);
  const seen: number[] = [];
  const estimate = await probeTraining(context, queue, epochs(10), { onProgress: ({ done }) => seen.push(done) });
  expect([seen[0], seen.at(-1)]).toEqual([0, 20]);
  expect(estimate.middleMs).toBeGreaterThan(0);
  const known = (change: object) => knownEstimate(context, draftTraining(context, { ...request, ...change }));
  expect(known(epochs(10))).toEqual(estimate);
  expect(known(epochs(100))?.middleMs).toBeGreaterThan(estimate.middleMs);
  expect(known({ seed: 4 })).not.toBeNull();
  expect(known({ recipe: 'quick' })).toBeNull();
  expect(known({ set: [{ path: 'training.batchSize', value: 2 }] })).toBeNull();
  expect(existsSync(context.workspace.paths.probe)).toBe(false);
  expect(context.workspace.store.runs.list()).toEqual([]);
  await queue.close();
});

test('it never disturbs a run at work, and gives way to one that starts', async () => {
  const { context } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  context.engine.env = slow;
  const queue = await openQueue(context);
  const measuring = probeTraining(context, queue, request);
  measuring.catch(() => undefined);
  await new Promise(resolve => setTimeout(resolve, 300));
  const { run } = trainDataset(context, queue, epochs(500));
  await expect(measuring).rejects.toThrow(/run scans-resnet18-1 is at work. Measure when it has ended/);
  await expect(probeTraining(context, queue, request)).rejects.toEqual(code('conflict'));
  queue.command(run.id, 'cancel');
  await queue.ended(run.id);
  expect(existsSync(context.workspace.paths.probe)).toBe(false);
  await queue.close();
});

test('it can be cancelled, and the next one waits for its end', async () => {
  const { context } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  context.engine.env = slow;
  const queue = await openQueue(context);
  const cancel = new AbortController();
  const first = probeTraining(context, queue, request, { signal: cancel.signal });
  first.catch(() => undefined);
  const second = probeTraining(context, queue, epochs(3));
  setTimeout(() => cancel.abort(), 300);
  await expect(first).rejects.toEqual(code('interrupted'));
  expect((await second).measuredSteps).toBe(2);
  await queue.close();
});
