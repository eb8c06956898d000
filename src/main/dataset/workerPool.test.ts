import { expect, test } from 'vitest';
import { testFolder } from './testing/testFolder.ts';
import { type Completed, mapInWorkers, type PoolOptions } from './workerPool.ts';

type Task = number | 'throw' | 'die';
const brittle = new URL('./testing/testWorker.ts', import.meta.url);

async function run(tasks: Task[], options: PoolOptions = {}, module = brittle): Promise<Completed<Task, number>[]> {
  const all: Completed<Task, number>[] = [];
  for await (const batch of mapInWorkers<Task, number>(module, tasks, options)) all.push(...batch);
  return all;
}

test('every task is answered once, whatever the number of workers', async () => {
  const tasks = Array.from({ length: 50 }, (_, i) => i);
  for (const workers of [1, 3, 100]) {
    const results = (await run(tasks, { workers })).map(({ task, result }) => [task, result]);
    expect(results.sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual(tasks.map(i => [i, 2 * i]));
  }
  expect(await run([])).toEqual([]);
});

test('a task that throws and a task that kills its worker cost only themselves', async () => {
  const results = await run([1, 'throw', 2, 'die', 3, 'die'], { workers: 1 });
  expect(results.map(({ result }) => (result instanceof Error ? `${result.code}: ${result.message}` : result))).toEqual([
    2,
    'badInput: no number',
    4,
    'unreadableFile: The thread that read this file died: exit code 3.',
    6,
    'unreadableFile: The thread that read this file died: exit code 3.',
  ]);
});

test('a worker module that does not load is one error, not one a task', async () => {
  const module = new URL(`file://${testFolder({ 'broken.mjs': 'throw new Error("no such library")' })}/broken.mjs`);
  await expect(run([1, 2, 3], { workers: 2 }, module)).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringContaining('no such library'),
  });
});

test('an abort ends the work with its own error, before and in the middle', async () => {
  await expect(run([1, 2], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrupted' });
  const controller = new AbortController();
  const work = mapInWorkers<Task, number>(
    brittle,
    Array.from({ length: 1000 }, (_, i) => i),
    { workers: 2, signal: controller.signal },
  );
  await work.next();
  controller.abort();
  await expect(work.next()).rejects.toMatchObject({ code: 'interrupted' });
});

test('whoever stops listening stops the workers', async () => {
  const work = mapInWorkers<Task, number>(
    brittle,
    Array.from({ length: 1000 }, (_, i) => i),
    { workers: 2 },
  );
  await work.next();
  await work.return();
  expect(process.getActiveResourcesInfo().filter(name => name === 'MessagePort' || name === 'Worker')).toEqual([]);
});
