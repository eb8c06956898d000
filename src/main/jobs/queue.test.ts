import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitingControl } from '../engine/host/runFolderWriter.ts';
import { holdRunLock, isRunLocked } from '../engine/host/runLock.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { createRun } from './createRun.ts';
import { openQueue, type Queue } from './queue.ts';
import { startModule } from './testing/childModule.ts';
import { expectedMetrics, testConfig, testManifest } from './testing/expected.ts';
import { scratchContext, scratchFolder, testEngineEntry } from './testing/scratch.ts';

let scratch: ReturnType<typeof scratchFolder>;
let context: ReturnType<typeof scratchContext>;
let queue: Queue | undefined;
beforeEach(() => {
  scratch = scratchFolder();
});
afterEach(async () => {
  await queue?.close();
  queue = undefined;
  context.workspace.close();
  scratch.remove();
});

/** Opens workspace and queue with an engine that behaves like `TEST_ENGINE`, steps taking `stepMs`. */
async function open(engine: { misbehaviour?: string; stepMs?: number } = {}, options: Partial<JobContext> = {}): Promise<Queue> {
  const env = { TEST_ENGINE: engine.misbehaviour ?? '', TEST_ENGINE_STEP_MS: String(engine.stepMs ?? 1) };
  context = scratchContext(join(scratch.path, 'workspace'), { engine: { entry: testEngineEntry, env }, ...options });
  queue = await openQueue(context);
  return queue;
}

async function reopen(engine: Parameters<typeof open>[0] = {}): Promise<Queue> {
  await queue?.close();
  context.workspace.close();
  return open(engine);
}

const create = (name: string, epochs = 1): string =>
  createRun(context, { name, config: testConfig({ epochs }), manifest: testManifest(3) }).id;
const stateOf = (run: string) => context.workspace.store.runs.get(run).state;
const until = (run: string, state: string) => expect.poll(() => stateOf(run), { timeout: 20_000 }).toBe(state);
const stepsDone = (run: string) => context.workspace.store.metrics.series(run, 'train/loss').length;
const values = (run: string) => context.workspace.store.metrics.list(run).map(({ series, step, value }) => ({ series, step, value }));

test('runs are worked off one at a time in the order that was asked for, and leave the queue', async () => {
  const opened = await open({ stepMs: 5 });
  const order: string[] = [];
  const [a = '', b = '', c = ''] = ['a', 'b', 'c'].map(name => create(name));
  context.notifications.subscribe(({ change }) => {
    if (change.topic === 'run' && order.at(-1) !== change.run) order.push(change.run);
  });
  for (const run of [a, b, c]) opened.enqueue(run);
  opened.move(c, 0);
  expect(opened.list().map(job => [job.run, job.state])).toEqual([
    [a, 'running'],
    [c, 'waiting'],
    [b, 'waiting'],
  ]);
  expect(() => opened.enqueue(b)).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(() => opened.move(a, 0)).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(await opened.ended(b)).toBe('finished');
  expect(order).toEqual([a, c, b]);
  expect(opened.list()).toEqual([]);
  expect(values(b)).toEqual(expectedMetrics(testConfig({ epochs: 1 })));
  expect(context.workspace.store.predictions.list(b, 'val')).toHaveLength(3);
  expect(context.problems).toEqual([]);
});

test('a waiting run can be cancelled, and only that; a finished one does not go on', async () => {
  const opened = await open({ stepMs: 5 });
  const [a = '', b = ''] = ['a', 'b'].map(name => create(name));
  opened.enqueue(a);
  opened.enqueue(b);
  expect(() => opened.command(b, 'pause')).toThrow(/Expected a run at work to pause, but .* is queued/);
  opened.command(b, 'cancel');
  expect(stateOf(b)).toBe('cancelled');
  expect(await opened.ended(a)).toBe('finished');
  expect(() => opened.enqueue(a)).toThrow(/finished.*rerun/);
  expect(() => opened.command(a, 'stop')).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(stepsDone(b)).toBe(0);
});

test('a run can be cancelled while its engine is still starting', async () => {
  const opened = await open({ stepMs: 5 });
  const run = create('a', 1000);
  opened.enqueue(run);
  opened.command(run, 'cancel');
  expect(await opened.ended(run)).toBe('cancelled');
  expect(stepsDone(run)).toBeLessThanOrEqual(1);
});

test('pause, resume and stop act between steps', async () => {
  const opened = await open({ stepMs: 5 });
  const run = create('a', 1000);
  opened.enqueue(run);
  await expect.poll(() => stepsDone(run), { timeout: 20_000 }).toBeGreaterThan(3);
  opened.command(run, 'pause');
  await until(run, 'paused');
  const paused = stepsDone(run);
  opened.command(run, 'resume');
  await expect.poll(() => stepsDone(run), { timeout: 20_000 }).toBeGreaterThan(paused);
  expect(stateOf(run)).toBe('running');
  opened.command(run, 'stop');
  expect(await opened.ended(run)).toBe('finished');
  const { checkpoints, evaluations } = context.workspace.store;
  expect(checkpoints.list(run).at(-1)?.step).toBe(stepsDone(run));
  expect(evaluations.list(run)).toHaveLength(1);
});

test('cancel ends a run, which can go on later and then equals one that was never cancelled', async () => {
  const opened = await open({ stepMs: 5 });
  const run = create('a', 4);
  opened.enqueue(run);
  await expect.poll(() => stepsDone(run), { timeout: 20_000 }).toBeGreaterThan(5);
  opened.command(run, 'cancel');
  expect(await opened.ended(run)).toBe('cancelled');
  expect(context.workspace.store.evaluations.list(run)).toEqual([]);
  opened.enqueue(run);
  expect(await opened.ended(run)).toBe('finished');
  expect(context.workspace.store.runs.get(run).attempt).toBe(2);
  expect(values(run)).toEqual(expectedMetrics(testConfig({ epochs: 4 })));
});

test('a run queued to be resumed falls back to interrupted when it is taken out', async () => {
  const opened = await open({ stepMs: 5 });
  const [a = '', b = ''] = [create('a', 1000), create('b', 1000)];
  opened.enqueue(a);
  await expect.poll(() => stepsDone(a), { timeout: 20_000 }).toBeGreaterThan(1);
  opened.command(a, 'cancel');
  await opened.ended(a);
  opened.enqueue(b);
  opened.enqueue(a);
  opened.command(a, 'cancel');
  expect(stateOf(a)).toBe('interrupted');
});

test('an engine that does not react to stop is killed after the grace time, and the run reads interrupted', async () => {
  const opened = await open({ misbehaviour: 'deaf', stepMs: 20 }, { graceMs: 300 });
  const run = create('a', 1000);
  opened.enqueue(run);
  await expect.poll(() => stepsDone(run), { timeout: 20_000 }).toBeGreaterThan(0);
  opened.command(run, 'stop');
  expect(await opened.ended(run)).toBe('interrupted');
  expect(context.workspace.store.runs.get(run).error).toMatchObject({
    code: 'engineCrashed',
    message: expect.stringContaining('sent by Fovea'),
  });
  expect(waitingControl(runFolderOf(context, run))).toBeNull();
});

test('a crash fails the run with the engine’s last lines, and the next run starts', async () => {
  const opened = await open({ misbehaviour: 'crash' });
  const [a = '', b = ''] = ['a', 'b'].map(name => create(name));
  opened.enqueue(a);
  opened.enqueue(b);
  expect(await opened.ended(a)).toBe('failed');
  const { error } = context.workspace.store.runs.get(a);
  expect(error).toMatchObject({ code: 'engineCrashed', message: expect.stringContaining('a line that says why') });
  expect(stepsDone(a)).toBe(3);
  expect(await opened.ended(b)).toBe('failed');
});

test('a failure that the engine wrote down keeps its own words and gains the last lines', async () => {
  const opened = await open({ misbehaviour: 'fail' });
  const run = create('a');
  opened.enqueue(run);
  expect(await opened.ended(run)).toBe('failed');
  expect(context.workspace.store.runs.get(run).error).toEqual({
    code: 'nonFinite',
    message: 'The loss is NaN.',
    details: { lastLines: ['last words'] },
  });
});

test('an engine killed from outside leaves an interrupted run, which resumes to the same curve', async () => {
  const opened = await open({ stepMs: 5 });
  const run = create('a', 3);
  opened.enqueue(run);
  await expect.poll(() => stepsDone(run), { timeout: 20_000 }).toBeGreaterThan(7);
  process.kill(opened.list()[0]?.pid ?? 0, 'SIGKILL');
  expect(await opened.ended(run)).toBe('interrupted');
  opened.enqueue(run);
  expect(await opened.ended(run)).toBe('finished');
  expect(values(run)).toEqual(expectedMetrics(testConfig({ epochs: 3 })));
});

test('a run whose folder is held by another engine fails with the reason and does not block the queue', async () => {
  const opened = await open();
  const [a = '', b = ''] = ['a', 'b'].map(name => create(name));
  const lock = holdRunLock(runFolderOf(context, a));
  opened.enqueue(a);
  opened.enqueue(b);
  expect(await opened.ended(a)).toBe('failed');
  expect(context.workspace.store.runs.get(a).error?.code).toBe('locked');
  lock.release();
  expect(await opened.ended(b)).toBe('finished');
});

test('closing ends the run at work as interrupted after its step; the next opening goes on with the runs that wait', async () => {
  const opened = await open({ stepMs: 5 });
  const [a = '', b = ''] = [create('a', 1000), create('b')];
  opened.enqueue(a);
  opened.enqueue(b);
  await expect.poll(() => stepsDone(a), { timeout: 20_000 }).toBeGreaterThan(1);
  await opened.close();
  expect([stateOf(a), stateOf(b)]).toEqual(['interrupted', 'queued']);
  expect(context.workspace.store.checkpoints.list(a).at(-1)?.step).toBe(stepsDone(a));
  const again = await reopen();
  expect(await again.ended(b)).toBe('finished');
  expect(stateOf(a)).toBe('interrupted');
});

test('a run left behind as running whose lock is free becomes interrupted, with all that its engine had recorded', async () => {
  await open();
  const run = create('a', 1000);
  const { store } = context.workspace;
  store.jobs.add(run, 1);
  store.jobs.setRunning(run, null);
  store.runs.setState(run, 'running', 1);
  const engine = startModule(`
    import { openEventWriter } from 'main/engine/host/runFolderWriter.ts';
    const writer = openEventWriter(${JSON.stringify(runFolderOf(context, run))});
    writer.write({ type: 'state', state: 'running' });
    writer.write({ type: 'metric', series: 'loss', epoch: 1, step: 1, value: 5 });
    process.kill(process.pid, 'SIGKILL');
  `);
  await engine.output;
  const again = await reopen();
  expect(again.list()).toEqual([]);
  const { state, error } = context.workspace.store.runs.get(run);
  expect([state, error?.code]).toEqual(['interrupted', 'interrupted']);
  expect(context.workspace.store.metrics.list(run)).toMatchObject([{ value: 5 }]);
});

test('a run left behind as running whose lock is held is followed again, takes commands, and holds its place', async () => {
  await open();
  const [run = '', next = ''] = [create('a', 1000), create('b')];
  const { store } = context.workspace;
  const folder = runFolderOf(context, run);
  // An engine of its own, as one started by hand or by a cluster.
  const engine = startModule(
    `process.argv[3] = ${JSON.stringify(folder)}; process.env.TEST_ENGINE_STEP_MS = '20'; await import('main/jobs/testing/testEngine.ts');`,
  );
  await expect.poll(() => isRunLocked(folder), { timeout: 20_000 }).toBe(true);
  store.jobs.add(run, 1);
  store.jobs.setRunning(run, engine.process.pid ?? null);
  store.runs.setState(run, 'running', 1);
  const again = await reopen();
  again.enqueue(next);
  await expect.poll(() => stepsDone(run), { timeout: 20_000 }).toBeGreaterThan(2);
  expect([stateOf(run), stateOf(next)]).toEqual(['running', 'queued']);
  again.command(run, 'stop');
  expect(await again.ended(run)).toBe('finished');
  expect(await again.ended(next)).toBe('finished');
  await engine.output;
});
