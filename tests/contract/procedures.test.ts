// Every procedure of the API, over either link: what it answers, and how it refuses.
import { join } from 'node:path';
import { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter } from '../../src/main/api/router.ts';
import type { ErrorCode } from '../../src/shared/errors.ts';
import { createRunFixture } from './runFixture.ts';
import { makeScans, openTestHost, type TestHost } from './testHost.ts';

const importedRun = '20260101-000000-aaaa';
let host: TestHost;
let scans: string;

beforeAll(async () => {
  host = await openTestHost({}, async workspace => {
    const run = createRunFixture(join(workspace, 'runs', importedRun));
    run.start();
    for (const epoch of [1, 2, 3, 4]) run.epoch(epoch);
    run.evaluate('val');
    await run.explain();
    run.end();
  });
  scans = await makeScans(join(host.folder, 'scans'), 8);
  await outcomeOf(await host.client.datasets.import.mutate({ folder: scans, name: 'scans' }));
  await host.client.datasets.split.mutate({ dataset: 'scans', name: 'main', ratios: [0.5, 0.25, 0.25], group: 'patient', seed: 1 });
});
afterAll(() => host.close());

type Entry<Outcome> = { progress: { done: number } } | { outcome: Outcome };

async function outcomeOf<Outcome>(stream: AsyncIterable<Entry<Outcome>>): Promise<Outcome> {
  for await (const entry of stream) if ('outcome' in entry) return entry.outcome;
  throw new Error('The stream ended without an outcome.');
}

/** Waits until something holds; the test's own time limit is the limit. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 20));
}

async function state(run: string, wanted: string): Promise<void> {
  await until(async () => (await host.client.runs.state.query({ run })).state === wanted);
}

async function gone(run: string): Promise<void> {
  await until(async () => (await host.client.jobs.list.query()).every(job => job.run !== run));
}

/** Ends the run at once and waits until its engine is gone. */
async function end(run: string): Promise<void> {
  await host.client.runs.cancel.mutate({ run });
  await gone(run);
}

const train = (name: string) =>
  host.client.compute.train.mutate({ dataset: 'scans', split: 'main', name, set: [{ path: 'training.epochs', value: 900 }] });

test('system: the version names program and workspace, the doctor has looked at everything', async () => {
  expect(await host.client.system.version.query()).toMatchObject({
    name: 'Fovea',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    notice: 'Research use only, not for diagnosis',
    workspace: { dir: host.workspace },
  });
  const findings = await host.client.system.doctor.query();
  expect(findings.find(({ name }) => name === 'platform')).toMatchObject({ status: 'ok', detail: 'linux x64' });
});

test('datasets: an import streams its progress and ends with its report; the data set is listed, shown, paged, split and deleted', async () => {
  const seen: Entry<unknown>[] = [];
  for await (const entry of await host.client.datasets.import.mutate({ folder: scans, name: 'second' })) seen.push(entry);
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.slice(0, -1).every(entry => 'progress' in entry)).toBe(true);
  expect(seen.at(-1)).toMatchObject({ outcome: { dataset: { name: 'second', itemCount: 16 }, report: { patients: 16, unreadable: [] } } });
  expect((await host.client.datasets.list.query()).map(({ name }) => name)).toEqual(['scans', 'second']);
  const split = { dataset: 'second', name: 'half', ratios: [0.5, 0.25, 0.25] as [number, number, number], group: 'patient', seed: 3 };
  expect((await host.client.datasets.split.mutate(split)).certificate).toMatchObject({ ok: true, leaks: [] });
  expect(await host.client.datasets.show.query({ dataset: 'second' })).toMatchObject({
    scans: 16,
    classes: [
      { name: 'CNV', scans: 8 },
      { name: 'NORMAL', scans: 8 },
    ],
    splits: [{ name: 'half', seed: 3 }],
  });
  const page = await host.client.items.page.query({ filter: { dataset: 'second', classes: ['NORMAL'] }, offset: 6, limit: 5 });
  expect([page.total, page.items.map(({ path, className }) => [path, className])]).toEqual([
    8,
    [
      ['NORMAL/NORMAL-2006-1.png', 'NORMAL'],
      ['NORMAL/NORMAL-2007-1.png', 'NORMAL'],
    ],
  ]);
  expect(await host.client.datasets.delete.mutate({ dataset: 'second' })).toMatchObject({ kind: 'dataset', name: 'second' });
  expect((await host.client.datasets.list.query()).map(({ name }) => name)).toEqual(['scans']);
});

test('runs: a run from elsewhere has its state, numbers, curves with NaN, log, files and heat maps', async () => {
  const run = importedRun;
  expect(await host.client.runs.state.query({ run })).toMatchObject({ id: run, state: 'finished', error: null });
  const [listed] = (await host.client.runs.list.query()).filter(({ id }) => id === run);
  expect(listed?.headline).toMatchObject({ split: 'val', patients: 24, scans: 48, shortcut: { value: 0.625 }, testOpenings: null });
  const shown = await host.client.runs.show.query({ run });
  expect(shown.evaluations[0]?.evaluation.report.classes).toEqual(['CNV', 'NORMAL']);
  expect(shown.ownFiles.map(({ name }) => name)).toEqual(['config.json', 'manifest.jsonl', 'events.jsonl']);
  for (const { sizeBytes } of shown.ownFiles) expect(sizeBytes).toBeGreaterThan(0);
  expect(shown.latest.find(({ series }) => series === 'val/balancedAccuracy')).toMatchObject({ step: 40, value: 0.9 });
  const losses = await host.client.runs.metrics.query({ run, series: 'val/loss' });
  expect(losses.map(({ step, value }) => [step, value])).toEqual([
    [10, 'NaN'],
    [20, 0.55],
    [30, 1.1 / 3],
    [40, 0.275],
  ]);
  expect(await host.client.runs.metrics.query({ run, fromStep: 40 })).toHaveLength(4);
  expect((await host.client.runs.log.query({ run, limit: 2 })).map(({ message }) => message)).toEqual([
    'running',
    'The engine is at work.',
  ]);
  expect((await host.client.runs.artifacts.query({ run })).map(({ name }) => name)).toContain('artifacts/overlays/item0.png');
});

test('runs: explanations are those of the runs made from a run', async () => {
  expect(await host.client.runs.explanations.query({ run: importedRun })).toEqual([]);
});

test('a training is queued, pauses, goes on, stops with its results, is run again and deleted', async () => {
  const { run, unlabelled, certificate } = await train('trained');
  expect([run.name, unlabelled, certificate.ok]).toEqual(['trained', 0, true]);
  await state(run.id, 'running');
  await host.client.runs.pause.mutate({ run: 'trained' });
  await state(run.id, 'paused');
  await host.client.runs.resume.mutate({ run: 'trained' });
  await state(run.id, 'running');
  await host.client.runs.stop.mutate({ run: run.id });
  await gone(run.id);
  expect(await host.client.runs.state.query({ run: run.id })).toMatchObject({ state: 'finished' });
  const again = await outcomeOf(await host.client.runs.rerun.mutate({ run: run.id, mode: 'exactly' }));
  expect([again.name, again.id === run.id]).toEqual(['trained-rerun-1', false]);
  await end(again.id);
  for (const { id } of [run, again])
    expect(await host.client.runs.delete.mutate({ run: id })).toMatchObject({ kind: 'run', id: expect.stringContaining(id) });
  await expect(host.client.runs.state.query({ run: run.id })).rejects.toThrow(/Expected the id or name of a run/);
});

test('runs: a page is filtered and sorted, facets count, notes are kept, results and comparison are computed', async () => {
  const run = importedRun;
  const sort = { by: 'metric', direction: 'descending' } as const;
  const page = await host.client.runs.page.query({ filter: { kinds: ['train'], search: run.slice(3) }, sort, limit: 5 });
  expect(page).toMatchObject({
    total: 1,
    runs: [{ id: run, dataset: 'scans', headline: { split: 'val', patients: 24, shortcut: { value: 0.625 } } }],
  });
  expect(await host.client.runs.ids.query({ filter: { kinds: ['train'], search: run.slice(3) }, sort })).toEqual([run]);
  expect((await host.client.runs.facets.query()).kinds.find(({ value }) => value === 'train')?.count).toBeGreaterThan(0);
  const noted = await host.client.runs.annotate.mutate({ run, tags: ['paper', ' paper '], note: 'first one' });
  expect(noted).toMatchObject({ id: run, tags: ['paper'], note: 'first one' });
  const results = await host.client.runs.results.query({ run, part: 'val' });
  expect(results).toMatchObject({ part: 'val', classes: ['CNV', 'NORMAL'] });
  expect([results.roc.length, results.reliability.length, results.worst[0]?.isHere]).toEqual([2, 15, false]);
  expect(results.roc[0]?.points.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 });
  expect(results.patients.flat().every(count => count <= 24)).toBe(true);
  expect(await host.client.runs.comparison.query({ run })).toBeNull();
  expect(await host.client.runs.testOpenings.query({ run })).toEqual([]);
  const deleted = await host.client.runs.delete.mutate({ run });
  expect(await host.client.runs.restore.mutate({ entry: deleted.id })).toEqual({ id: run, name: run, state: 'finished' });
  const back = await host.client.runs.show.query({ run });
  expect([back.tags, back.note, back.evaluations.length]).toEqual([['paper'], 'first one', 1]);
});

test('the queue shows the run at work first, changes its order, and lets go of what is cancelled', async () => {
  const [first, second, third] = [await train('first'), await train('second'), await train('third')].map(({ run }) => run.id) as [
    string,
    string,
    string,
  ];
  await state(first, 'running');
  const names = async () => (await host.client.jobs.list.query()).map(({ name }) => name);
  expect(await names()).toEqual(['first', 'second', 'third']);
  await host.client.jobs.reorder.mutate({ run: third, index: 0 });
  expect(await names()).toEqual(['first', 'third', 'second']);
  expect(await host.client.jobs.cancel.mutate({ run: second })).toEqual({ id: second, state: 'cancelled' });
  await host.client.jobs.cancel.mutate({ run: third });
  await end(first);
  expect(await names()).toEqual([]);
  for (const run of [first, second, third]) await host.client.runs.delete.mutate({ run });
});

test('evaluate records the look, predict and explain read files: each makes a run of its own', async () => {
  const { run } = await train('source');
  await state(run.id, 'running');
  await end(run.id);
  const evaluated = await host.client.compute.evaluate.mutate({
    run: run.id,
    reason: 'the contract',
    author: 'tester',
    checkpoint: 'last',
  });
  expect(evaluated.opening).toMatchObject({ run: evaluated.run.id, dataset: 'scans', split: 'main', reason: 'the contract', count: 1 });
  await end(evaluated.run.id);
  const paths = [join(scans, 'CNV', 'CNV-1000-1.png')];
  const predicted = await outcomeOf(await host.client.compute.predict.mutate({ run: run.id, paths, checkpoint: 'last' }));
  expect(predicted).toMatchObject({ run: { name: 'source-predict-1' }, refused: [], ignored: 0 });
  await end(predicted.run.id);
  expect(await host.client.runs.predictions.query({ run: predicted.run.id })).toEqual([]);
  const explained = await outcomeOf(await host.client.compute.explain.mutate({ run: run.id, what: { paths }, checkpoint: 'last' }));
  await end(explained.run.id);
  expect((await host.client.runs.explanations.query({ run: run.id })).map(({ id }) => id)).toEqual([explained.run.id]);
  for (const { id } of [evaluated.run, predicted.run, explained.run, run]) await host.client.runs.delete.mutate({ run: id });
});

test('the subscription opens with a reset, tells what changes in its topics, and goes on after the last id', async () => {
  const received: { id: string; topic: string }[] = [];
  const listen = (after: Record<string, string>, until: (topics: string[]) => boolean) =>
    new Promise<void>((resolve, reject) => {
      const subscription = host.client.events.subscribe(
        { topics: ['runs', 'queue'], ...after },
        {
          onData: ({ id, data }) => {
            received.push({ id, topic: data.topic });
            if (!until(received.map(({ topic }) => topic))) return;
            subscription.unsubscribe();
            resolve();
          },
          onError: reject,
        },
      );
    });
  const opened = listen({}, topics => topics.includes('runs') && topics.includes('queue'));
  while (received.length === 0) await new Promise(resolve => setTimeout(resolve, 5));
  const { run } = await train('watched');
  await opened;
  expect(received[0]).toEqual({ id: 'reset', topic: 'reset' });
  // `run` was not asked for, though the engine is at work.
  expect(new Set(received.slice(1).map(({ topic }) => topic))).toEqual(new Set(['runs', 'queue']));
  const last = received.at(-1)?.id ?? '';
  await end(run.id);
  received.length = 0;
  await listen({ after: last }, topics => topics.includes('runs'));
  expect(received.map(({ topic }) => topic)).not.toContain('reset');
  await host.client.runs.delete.mutate({ run: run.id });
});

const nothing = { run: 'nothing' };
const scanSplit = { dataset: 'scans', name: 'x', ratios: [0.5, 0.25, 0.25], group: 'patient', seed: 1 };
/** One refusal of each procedure that takes an input. */
const refusals: [path: string, input: unknown, code: ErrorCode][] = [
  ['datasets.show', { dataset: 'nothing' }, 'notFound'],
  ['datasets.readiness', { dataset: 'nothing' }, 'notFound'],
  ['datasets.findings', { dataset: 'nothing' }, 'notFound'],
  ['datasets.ignoreFinding', { dataset: 'scans', name: 'leak', profile: 'nobody', reason: 'why not' }, 'conflict'],
  ['datasets.moveLeaks', { dataset: 'scans', split: 'main' }, 'conflict'],
  ['datasets.splitForTraining', { dataset: 'nothing' }, 'notFound'],
  ['datasets.addClass', { dataset: 'scans', name: 'cnv' }, 'conflict'],
  ['datasets.renameClass', { dataset: 'scans', profile: 'nobody', from: 'DME', to: 'x' }, 'unknownName'],
  ['items.page', { filter: { dataset: 'scans' }, limit: 501 }, 'usage'],
  ['items.count', { filter: { dataset: 'nothing' } }, 'notFound'],
  ['items.ids', { filter: { dataset: 'scans', split: 'nothing' }, from: 0, to: 5 }, 'notFound'],
  ['items.neighbours', { filter: { dataset: 'scans' }, item: 'nothing' }, 'notFound'],
  ['items.show', { item: 'nothing' }, 'notFound'],
  ['items.facets', { filter: { dataset: 'scans', order: 'loss' } }, 'usage'],
  ['labels.set', { dataset: 'scans', profile: 'nobody', items: [{ item: 'x' }], decision: { kind: 'clear' } }, 'notFound'],
  ['labels.undo', { dataset: 'scans', profile: 'nobody' }, 'notFound'],
  ['labels.redo', { dataset: 'scans', profile: 'nobody' }, 'notFound'],
  ['labels.history', { item: 'nothing' }, 'notFound'],
  ['profiles.add', { name: ' ' }, 'usage'],
  ['profiles.choose', { profile: 'nobody' }, 'notFound'],
  ['datasets.import', { folder: 'scans', name: 'third' }, 'usage'],
  ['datasets.split', { ...scanSplit, group: 'weather' }, 'unknownName'],
  ['datasets.delete', { dataset: 'nothing' }, 'notFound'],
  ['compute.train', { dataset: 'scans', split: 'main', set: [{ path: 'architecture', value: 'nothing' }] }, 'unknownName'],
  ['compute.evaluate', { run: importedRun, reason: ' ', author: 'tester' }, 'usage'],
  ['compute.predict', { run: importedRun, paths: ['relative.png'] }, 'usage'],
  ['compute.explain', { run: 'nothing', what: { items: [] } }, 'notFound'],
  ['runs.show', nothing, 'notFound'],
  ['runs.state', nothing, 'notFound'],
  ['runs.metrics', { run: importedRun, fromStep: -1 }, 'usage'],
  ['runs.log', nothing, 'notFound'],
  ['runs.artifacts', nothing, 'notFound'],
  ['runs.explanations', nothing, 'notFound'],
  ['runs.predictions', {}, 'usage'],
  ['runs.refused', nothing, 'notFound'],
  ['runs.pause', { run: importedRun }, 'conflict'],
  ['runs.resume', { run: importedRun }, 'conflict'],
  ['runs.stop', { run: importedRun }, 'conflict'],
  ['runs.cancel', { run: importedRun }, 'conflict'],
  ['runs.delete', nothing, 'notFound'],
  ['runs.rerun', { ...nothing, mode: 'exactly' }, 'notFound'],
  ['runs.rerunPlan', { ...nothing, mode: 'todaysLabels' }, 'notFound'],
  ['runs.page', { limit: 501 }, 'usage'],
  ['runs.ids', { sort: { by: 'weather', direction: 'ascending' } }, 'usage'],
  ['runs.results', { run: importedRun, part: 'test' }, 'notFound'],
  ['runs.comparison', nothing, 'notFound'],
  ['runs.testOpenings', nothing, 'notFound'],
  ['runs.restore', { entry: '../runs' }, 'notFound'],
  ['runs.annotate', { run: importedRun, name: ' ' }, 'usage'],
  ['jobs.reorder', { run: importedRun, index: 0 }, 'conflict'],
  ['jobs.cancel', { run: importedRun }, 'conflict'],
  ['events', { topics: ['weather'] }, 'usage'],
];
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>);

test.each(refusals)('%s refuses %o with %s, in the words of an AppError', async (path, input, code) => {
  const error = await refused(path, input);
  expect(error).toBeInstanceOf(TRPCClientError);
  const { appError } = (error as TRPCClientError<never>).data as unknown as { appError: { code: string; message: string } };
  expect(appError.code).toBe(code);
  expect(appError.message).toBe((error as Error).message);
});

async function refused(path: string, input: unknown): Promise<unknown> {
  const type = procedures.find(([name]) => name === path)?.[1]._def.type;
  let procedure: unknown = host.client;
  for (const part of path.split('.')) procedure = (procedure as Record<string, unknown>)[part];
  const { query, mutate, subscribe } = procedure as Record<'query' | 'mutate' | 'subscribe', (...given: unknown[]) => unknown>;
  if (type === 'subscription') return new Promise(resolve => subscribe(input, { onError: resolve }));
  try {
    const answer = await (type === 'query' ? query(input) : mutate(input));
    // Long work is refused in its stream.
    for await (const _entry of answer as AsyncIterable<unknown>);
  } catch (error) {
    return error;
  }
  return null;
}

test('every procedure is closed to callers without a key', async () => {
  for (const [path] of procedures) {
    for (const headers of [{}, { authorization: 'Bearer wrong' }]) {
      const { status, body } = await host.askAsStranger(`/trpc/${path}`, { headers });
      expect([path, status, JSON.parse(body.toString()).error.code]).toEqual([path, 401, 'unauthorized']);
    }
  }
});

test('a call to nothing says what it was', async () => {
  const { status, body } = await host.ask('/trpc/runs.nothing');
  expect([status, JSON.parse(body.toString()).error.data.appError.code]).toEqual([404, 'notFound']);
});

test('a caller that goes away ends its import, and nothing is left of it', async () => {
  const many = await makeScans(join(host.folder, 'many'), 60);
  const caller = new AbortController();
  const stream = await host.client.datasets.import.mutate({ folder: many, name: 'many' }, { signal: caller.signal });
  await expect(
    (async () => {
      for await (const _entry of stream) caller.abort();
    })(),
  ).rejects.toThrow();
  expect((await host.client.datasets.list.query()).map(({ name }) => name)).toEqual(['scans']);
  // The same import, not given up, goes through once the first has wound down: nothing holds the name or the journal.
  let count = 0;
  await until(async () => {
    try {
      count = (await outcomeOf(await host.client.datasets.import.mutate({ folder: many, name: 'many' }))).dataset.itemCount;
    } catch (error) {
      if (!String(error).includes('being imported just now')) throw error;
    }
    return count > 0;
  });
  expect(count).toBe(120);
});
