// What the Train place asks: the form, inputs, findings, a measurement that streams, start weights.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeScans, openTestHost, type TestHost } from './testHost.ts';

let host: TestHost;
const request = { dataset: 'scans', split: 'main', recipe: 'quick' };

beforeAll(async () => {
  host = await openTestHost();
  const folder = await makeScans(join(host.folder, 'scans'), 8);
  for await (const _ of await host.client.datasets.import.mutate({ folder, name: 'scans' }));
  for (const [name, group] of [
    ['main', 'patient'],
    ['other', 'patient'],
  ] as const) {
    await host.client.datasets.split.mutate({ dataset: 'scans', name, ratios: [0.5, 0.25, 0.25], group, seed: name.length });
  }
});
afterAll(() => host.close());

test('training.form: recipes as whole configurations, families with schemas, the split that was asked for', async () => {
  const form = await host.client.training.form.query({ dataset: 'scans', split: 'main' });
  expect(form.recipes.map(({ name }) => name)).toEqual(['quick', 'standard', 'thorough', 'fineTune']);
  expect(form.splits.find(({ id }) => id === form.split)?.name).toBe('main');
  expect(form.families.optimizer.find(({ name }) => name === 'adamw')).toMatchObject({
    title: 'AdamW',
    params: { properties: { learningRate: { title: 'Learning rate', exclusiveMinimum: 0 } } },
    defaults: { learningRate: 0.001 },
  });
  await expect(host.client.training.form.query({ dataset: 'nobody' })).rejects.toThrow(/nobody/);
});

test('training.preflight: the whole configuration, what differs from the recipe, findings, the command that does the same', async () => {
  const set = [{ path: 'training.epochs', value: 3 }];
  const review = await host.client.training.preflight.mutate({ ...request, set });
  expect(review).toMatchObject({ settings: set, isBlocked: false, estimate: null, parent: null });
  expect(review.command).toBe('bin/fovea train --dataset scans --split main --recipe quick --set training.epochs=3');
  expect(review.findings.map(({ name }) => name)).toContain('fewPatients');
});

test('training.preflight: what is wrong with a value names its place', async () => {
  const wrong = (path: string, value: number) => host.client.training.preflight.mutate({ ...request, set: [{ path, value }] });
  await expect(wrong('optimizer.params.learningRate', -1)).rejects.toMatchObject({
    data: { appError: { code: 'usage', details: { issues: [{ path: ['optimizer', 'params', 'learningRate'] }] } } },
  });
  await expect(wrong('augment.1.params.rotateDeg', 999)).rejects.toMatchObject({
    data: { appError: { details: { issues: [{ path: ['augment', 1, 'params', 'rotateDeg'] }] } } },
  });
  await expect(wrong('training.epochs', 0)).rejects.toMatchObject({
    data: { appError: { details: { issues: [{ path: ['training', 'epochs'] }] } } },
  });
});

test('training.preview: eight inputs as PNG, each with its class and scan', async () => {
  const inputs = await host.client.training.preview.mutate(request);
  expect(inputs).toHaveLength(8);
  for (const { png, label, source } of inputs) {
    expect([png.slice(0, 22), ['CNV', 'NORMAL'].includes(label), source.startsWith(label)]).toEqual(['data:image/png;base64,', true, true]);
  }
});

test('training.probe: streams how far it is and ends with an estimate, which pre-flight then knows', async () => {
  const seen: unknown[] = [];
  for await (const entry of await host.client.training.probe.mutate(request)) seen.push(entry);
  expect(seen.at(-1)).toMatchObject({ outcome: { lowMs: expect.any(Number), measuredSteps: 2, device: 'CPU:0' } });
  expect((await host.client.training.preflight.mutate(request)).estimate).toMatchObject({ measuredSteps: 2 });
});

test('weights: what is no safetensors file is refused, and nothing is listed or removed', async () => {
  const file = join(host.folder, 'weights.safetensors');
  writeFileSync(file, 'no weights');
  await expect(host.client.weights.import.mutate({ file, name: 'w', architecture: 'smallCnn' })).rejects.toMatchObject({
    data: { appError: { code: expect.stringMatching(/unreadableFile|badInput|damaged/) } },
  });
  await expect(host.client.weights.import.mutate({ file: 'weights', name: 'w', architecture: 'smallCnn' })).rejects.toThrow(
    /absolute path/,
  );
  expect(await host.client.weights.list.query()).toEqual([]);
  await expect(host.client.weights.remove.mutate({ name: 'w' })).rejects.toThrow(/Known: none yet/);
});

test('compute.train takes a recipe, and a parent that the run then has', async () => {
  const { run: first } = await host.client.compute.train.mutate({
    ...request,
    name: 'first',
    set: [{ path: 'training.epochs', value: 900 }],
  });
  const { run, config } = await host.client.compute.train.mutate({ dataset: 'scans', split: 'main', parent: first.id, seed: 3 });
  expect(config).toMatchObject({ seed: 3, architecture: { name: 'smallCnn' }, training: { epochs: 900 } });
  const review = await host.client.training.preflight.mutate({ dataset: 'scans', split: 'main', parent: first.id, seed: 3 });
  expect(review.parent).toEqual({ name: 'first', settings: [{ path: 'seed', value: 3 }], relabelled: 0, added: 0, gone: 0 });
  expect((await host.client.runs.show.query({ run: run.id })).parent).toEqual(expect.anything());
  for (const { id } of [run, first]) await host.client.runs.cancel.mutate({ run: id });
});
