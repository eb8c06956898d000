import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunEventBody } from '../../shared/domain/runEvent.ts';
import { randomGenerator } from '../../shared/random.ts';
import { openEventWriter } from '../engine/host/runFolderWriter.ts';
import { runFolderOf } from './context.ts';
import { createRun } from './createRun.ts';
import { catchUp, followRun } from './followRun.ts';
import { testConfig, testManifest } from './testing/expected.ts';
import { scratchContext, scratchFolder } from './testing/scratch.ts';

let scratch: ReturnType<typeof scratchFolder>;
let context: ReturnType<typeof scratchContext>;
let run: string;
let folder: string;
beforeEach(() => {
  scratch = scratchFolder();
  context = scratchContext(join(scratch.path, 'workspace'));
  run = createRun(context, { name: 'a', config: testConfig(), manifest: testManifest(2) }).id;
  folder = runFolderOf(context, run);
});
afterEach(() => {
  context.workspace.close();
  scratch.remove();
});

const metric = (step: number, value: number) => ({ type: 'metric', series: 'loss', epoch: 1, step, value }) as const;

function write(...bodies: RunEventBody[]): void {
  const writer = openEventWriter(folder);
  for (const body of bodies) writer.write(body);
  writer.close();
}

function rows() {
  const { metrics, logs, checkpoints, artifacts, runs } = context.workspace.store;
  const { eventByte: _eventByte, ...state } = runs.get(run);
  return { state, metrics: metrics.list(run), logs: logs.list(run), checkpoints: checkpoints.list(run), artifacts: artifacts.list(run) };
}

test('each kind of event becomes its row', async () => {
  write(
    { type: 'state', state: 'running' },
    { type: 'progress', phase: 'train', done: 3, total: 10, step: 3, itemsPerSecond: 12.5 },
    { ...metric(3, 0.5), value: 'NaN' },
    { type: 'artifact', name: 'checkpoints/3', kind: 'checkpoint', sizeBytes: 100 },
    { type: 'artifact', name: 'artifacts/maps.png', kind: 'figure', sizeBytes: 50 },
    { type: 'log', level: 'warn', message: 'slow disk' },
    { type: 'error', code: 'nonFinite', message: 'The loss is NaN.', details: { step: 4 } },
    { type: 'state', state: 'failed', reason: 'see the error' },
  );
  await catchUp(context, run);
  expect(rows()).toMatchObject({
    state: {
      state: 'failed',
      attempt: 1,
      progress: { phase: 'train', done: 3, total: 10, itemsPerSecond: 12.5 },
      error: { code: 'nonFinite', message: 'The loss is NaN.', details: { step: 4 } },
    },
    metrics: [{ series: 'loss', step: 3, value: Number.NaN, attempt: 1 }],
    checkpoints: [{ step: 3, name: 'checkpoints/3', sizeBytes: 100 }],
    artifacts: [{ name: 'artifacts/maps.png', kind: 'figure' }],
    logs: [{ message: 'running' }, { level: 'warn', message: 'slow disk' }, { level: 'error' }, { message: 'failed: see the error' }],
  });
});

test('after a resume the higher attempt wins and no row stands twice', async () => {
  write({ type: 'state', state: 'running' }, metric(1, 1), metric(2, 2), metric(3, 3));
  await catchUp(context, run);
  appendFileSync(join(folder, 'events.jsonl'), '{"seq":4,"ti');
  await catchUp(context, run);
  write({ type: 'state', state: 'resumed', fromStep: 1 }, metric(2, 20), { type: 'state', state: 'finished' });
  await catchUp(context, run);
  expect(rows()).toMatchObject({
    state: { state: 'finished', attempt: 2 },
    metrics: [
      { step: 1, value: 1, attempt: 1 },
      { step: 2, value: 20, attempt: 2 },
      { step: 3, value: 3, attempt: 1 },
    ],
    logs: [{ message: 'running' }, { message: 'resumed from step 1' }, { message: 'finished' }],
  });
});

test('following piece by piece, again from the start, or in one go gives the same rows', async () => {
  write({ type: 'state', state: 'running' }, ...Array.from({ length: 200 }, (_, step) => metric(step, Math.sin(step))));
  write({ type: 'state', state: 'resumed', fromStep: 50 }, ...Array.from({ length: 100 }, (_, step) => metric(50 + step, step)));
  write({ type: 'log', level: 'info', message: 'ü\n' }, { type: 'state', state: 'finished' });
  const whole = readFileSync(join(folder, 'events.jsonl'));
  await catchUp(context, run);
  const expected = rows();
  const random = randomGenerator(3, 'pieces');
  for (let trial = 0; trial < 5; trial++) {
    context.workspace.store.runs.setFollowed(run, 0, 0);
    for (let size = 0; size < whole.length; ) {
      size = Math.min(whole.length, size + random.integer(6000));
      writeFileSync(join(folder, 'events.jsonl'), whole.subarray(0, size));
      await catchUp(context, run);
    }
    expect(rows()).toEqual(expected);
  }
});

test('a whole line that is no event is shown in the log, and what follows is not lost', async () => {
  write({ type: 'state', state: 'running' }, metric(1, 1));
  appendFileSync(join(folder, 'events.jsonl'), 'garbage\n{"seq":9,"timeMs":1,"attempt":1,"type":"hologram"}\n');
  const outside = { seq: 10, timeMs: 1, attempt: 1, type: 'artifact', name: '../../secret', kind: 'figure', sizeBytes: 1 };
  const good = { seq: 11, timeMs: 1, attempt: 1, ...metric(2, 2) };
  appendFileSync(join(folder, 'events.jsonl'), `${JSON.stringify(outside)}\n${JSON.stringify(good)}\n`);
  await catchUp(context, run);
  const { logs, metrics, artifacts } = rows();
  expect(metrics).toHaveLength(2);
  expect(artifacts).toEqual([]);
  expect(logs.filter(line => line.level === 'error').map(line => line.message)).toEqual([
    expect.stringContaining("received 'garbage'"),
    expect.stringContaining('events.jsonl, byte'),
    expect.stringContaining("received '../../secret'"),
  ]);
});

test('an events file that was replaced by a shorter one is read anew', async () => {
  write({ type: 'state', state: 'running' }, metric(1, 1), metric(2, 2));
  await catchUp(context, run);
  truncateSync(join(folder, 'events.jsonl'));
  write(metric(1, 7));
  await catchUp(context, run);
  expect(rows().metrics.map(row => row.value)).toEqual([7, 2]);
});

test('announced predictions and evaluations are loaded, and one that cannot be keeps the reason', async () => {
  const predictions = Array.from({ length: 2500 }, (_, index) => ({
    item: `item${index}`,
    label: index % 2,
    logits: [0.5, 1],
    probabilities: [0.25, 0.75],
    predicted: 1,
  }));
  writeFileSync(join(folder, 'predictions/val.jsonl'), predictions.map(line => `${JSON.stringify(line)}\n`).join(''));
  writeFileSync(join(folder, 'predictions/test.jsonl'), '{"item": "a"}\n');
  writeFileSync(join(folder, 'artifacts/evaluation.val.json'), '{"accuracy": 0.5}');
  const artifact = (name: string, kind: string): RunEventBody => ({ type: 'artifact', name, kind, sizeBytes: 1 });
  write(
    artifact('predictions/val.jsonl', 'predictions'),
    artifact('predictions/test.jsonl', 'predictions'),
    artifact('predictions/train.jsonl', 'predictions'),
    artifact('artifacts/evaluation.val.json', 'evaluation'),
  );
  await catchUp(context, run);
  const { store } = context.workspace;
  expect(store.predictions.list(run, 'val')).toHaveLength(2500);
  expect(store.predictions.ofItem('item3')).toMatchObject([{ run, split: 'val', label: 1, probabilities: [0.25, 0.75] }]);
  expect(store.evaluations.find(run, 'val')?.results).toEqual({ accuracy: 0.5 });
  expect(store.artifacts.list(run).map(row => [row.name, row.problem])).toEqual([
    ['artifacts/evaluation.val.json', null],
    ['predictions/test.jsonl', expect.stringContaining('line 1')],
    ['predictions/train.jsonl', expect.stringContaining('no such file')],
    ['predictions/val.jsonl', null],
  ]);
  expect(store.artifacts.notLoaded(run)).toEqual([]);
});

test('a follower sees what is written while it follows, tells its subscribers, and reads to the end when stopped', async () => {
  const seen: number[] = [];
  context.notifications.subscribe(({ change }) => {
    if (change.topic === 'run') seen.push(...change.events.map(event => event.seq));
  });
  const follower = followRun(context, run);
  const writer = openEventWriter(folder);
  writer.write({ type: 'state', state: 'running' });
  writer.write(metric(1, 1));
  await expect.poll(() => seen, { timeout: 20_000 }).toEqual([0, 1]);
  expect(context.workspace.store.metrics.list(run)).toHaveLength(1);
  for (let step = 2; step <= 500; step++) writer.write(metric(step, step));
  await follower.stop();
  writer.close();
  expect(context.workspace.store.metrics.list(run)).toHaveLength(500);
  expect(seen).toEqual(Array.from({ length: 501 }, (_, seq) => seq));
  expect(context.problems).toEqual([]);
});

test('a follower whose store cannot be written says so once and catches up when it can', async () => {
  const { store } = context.workspace;
  const other = new Database(store.path);
  other.exec("CREATE TRIGGER full BEFORE INSERT ON metric BEGIN SELECT RAISE(ABORT, 'no room'); END");
  const follower = followRun(context, run);
  write(metric(1, 1));
  await expect.poll(() => context.problems, { timeout: 20_000 }).toEqual([expect.stringContaining('no room')]);
  expect(store.runs.get(run).eventByte).toBe(0);
  other.exec('DROP TRIGGER full').close();
  await expect.poll(() => store.metrics.list(run).length, { timeout: 20_000 }).toBe(1);
  await follower.stop();
});
