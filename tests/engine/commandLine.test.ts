// The main job by command, with the real engine: import, split, train, evaluate, predict, explain, export, fit, and Ctrl-C on the way.
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, commandLine } from '../../src/main/cli/testing/fovea.ts';
import { readSafetensors } from '../../src/main/engine/weights/safetensors.ts';
import { writeImages } from './runFixture.ts';

const quick = ['--set', 'architecture=smallCnn', '--set', 'input.size=[32,32]', '--set', 'training.batchSize=8'];

let fovea: CommandLine;
beforeAll(async () => {
  fovea = commandLine();
  await writeImages(join(fovea.folder, 'scans'), 40);
  await fovea.json('import', 'scans', '--name', 'blobs');
  await fovea.json('split', 'blobs', '--name', 'main', '--seed', '1');
  await fovea.json(
    'train',
    '--dataset',
    'blobs',
    '--split',
    'main',
    '--name',
    'first',
    '--seed',
    '1',
    ...quick,
    '--set',
    'training.epochs=2',
  );
});
afterAll(() => fovea.remove());

type Json = Record<string, unknown>;

test('a training ends with its validation, the shortcut baseline and the mass on border fill beside it', async () => {
  const run = (await fovea.json('runs', 'show', 'first')) as Json & { evaluations: Json[]; artifacts: { name: string }[] };
  expect(run).toMatchObject({
    name: 'first',
    kind: 'train',
    state: 'finished',
    architecture: 'smallCnn',
    headline: { split: 'val', testOpenings: null },
  });
  expect(run.evaluations).toMatchObject([
    {
      evaluation: {
        split: 'val',
        report: { patients: 6, scans: 12 },
        shortcut: { balancedAccuracy: {} },
        attribution: { method: 'gradcam', layer: expect.any(String) },
      },
      opening: null,
    },
  ]);
  expect(run.artifacts.map(({ name }) => name)).toContain('predictions/val.jsonl');
  const { stdout } = await fovea.run('runs', 'show', 'first');
  for (const part of ['Validation · run first', 'Shortcut baseline', 'Heat map on fill', 'Research use only, not for diagnosis.']) {
    expect(stdout).toContain(part);
  }
});

test('the test set is opened with a reason, and every later number says how often it was', async () => {
  const look = ['evaluate', 'first', '--on', 'test', '--author', 'Ana', '--reason'];
  expect(await fovea.json(...look, 'first look')).toMatchObject({ kind: 'evaluate', headline: { split: 'test', testOpenings: 1 } });
  const { stdout } = await fovea.run(...look, 'second look');
  expect(stdout).toMatch(/This test set was opened 2 times; this is look 2: .*, Ana: "second look"/);
  const { evaluations } = (await fovea.json('runs', 'show', 'first')) as { evaluations: Json[] };
  expect(evaluations.map(({ runName, testOpenings }) => [runName, testOpenings])).toEqual([
    ['first', null],
    ['first-test-1', 2],
    ['first-test-2', 2],
  ]);
});

test('files and folders are predicted, with what cannot be read and what the run has seen before', async () => {
  const files = (await fovea.json('predict', 'first', 'scans/BLOB')) as { files: Json[]; refused: Json[] };
  expect(files.files).toHaveLength(40);
  for (const file of files.files) {
    expect(['BLOB', 'PLAIN']).toContain(file.predicted);
    expect(Object.values(file.probabilities as Record<string, number>).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(['train', 'val', 'test']).toContain(file.seenIn);
  }
  const { stdout } = await fovea.run('predict', 'first', 'scans/BLOB/BLOB-0-1.png');
  expect(stdout).toMatch(/the same file is in the (train|val|test) part of this run's data/);
});

test('heat maps are written for the class that is asked for, and copied where they are wanted', async () => {
  const result = (await fovea.json(
    'explain',
    'first',
    'scans/BLOB/BLOB-0-1.png',
    'scans/PLAIN/PLAIN-1-1.png',
    '--class',
    'BLOB',
    '--out',
    'maps',
  )) as {
    items: { name: string; explained: string; overlay: string | null }[];
    contactSheet: string;
  };
  expect(result.items.map(({ name, explained }) => [name, explained])).toEqual([
    ['BLOB-0-1.png', 'BLOB'],
    ['PLAIN-1-1.png', 'BLOB'],
  ]);
  expect(existsSync(result.contactSheet)).toBe(true);
  for (const { overlay } of result.items) if (overlay !== null) expect(overlay.startsWith(join(fovea.folder, 'maps'))).toBe(true);
  expect(readdirSync(join(fovea.folder, 'maps'))).toContain('contactSheet.png');
  const { code, stderr } = await fovea.run('explain', 'first', 'scans/BLOB/BLOB-0-1.png', '--class', 'DME');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/Known: BLOB, PLAIN/)]);
});

test('Ctrl-C stops a training after its step with a checkpoint; it resumes, pauses, goes on, and stop ends it early with an evaluation', async () => {
  const long = ['train', '--dataset', 'blobs', '--split', 'main', '--name', 'long', ...quick, '--set', 'training.epochs=400'];
  const first = fovea.start(...long);
  const stderr = textOf(first.child.stderr);
  await expect.poll(() => stderr(), { timeout: 60_000 }).toMatch(/epoch 2:/);
  first.child.kill('SIGINT');
  const { code, stderr: said } = await first.ended;
  expect([code, said]).toEqual([130, expect.stringMatching(/Run long is interrupted. Go on with: fovea runs resume long/)]);
  expect(await fovea.json('runs', 'list')).toContainEqual(expect.objectContaining({ name: 'long', state: 'interrupted' }));

  const second = fovea.start('runs', 'resume', 'long', '--json');
  const resumed = textOf(second.child.stderr);
  await expect.poll(() => resumed(), { timeout: 60_000 }).toMatch(/Resumed from step \d+\.[\s\S]*epoch/);
  const stateOfLong = async () => ((await fovea.json('runs', 'list')) as Json[]).find(({ name }) => name === 'long')?.state;
  expect(await fovea.json('runs', 'pause', 'long')).toMatchObject({ name: 'long', command: 'pause' });
  await expect.poll(stateOfLong, { timeout: 30_000 }).toBe('paused');
  expect(await fovea.json('runs', 'resume', 'long')).toMatchObject({ name: 'long', command: 'resume' });
  await expect.poll(stateOfLong, { timeout: 30_000 }).toBe('running');
  expect(await fovea.json('runs', 'stop', 'long')).toMatchObject({ name: 'long' });
  const stopped = await second.ended;
  expect([stopped.code, JSON.parse(stopped.stdout)]).toMatchObject([0, { state: 'finished', headline: { split: 'val' } }]);
});

test('a second Ctrl-C kills, and the run can still go on', async () => {
  const { child, ended } = fovea.start(
    'train',
    '--dataset',
    'blobs',
    '--split',
    'main',
    '--name',
    'killed',
    ...quick,
    '--set',
    'training.epochs=400',
  );
  const stderr = textOf(child.stderr);
  await expect.poll(() => stderr(), { timeout: 60_000 }).toMatch(/epoch 1:/);
  child.kill('SIGINT');
  await expect.poll(() => stderr()).toContain('Ending in order');
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  expect(await fovea.json('runs', 'list')).toContainEqual(expect.objectContaining({ name: 'killed', state: 'interrupted' }));
});

test('a run folder is computed without a workspace, to the same weights', async () => {
  const { folder } = (await fovea.json('runs', 'show', 'first')) as { folder: string };
  const copy = join(fovea.folder, 'copy');
  for (const name of ['config.json', 'manifest.jsonl', 'facts.jsonl']) cpSync(join(folder, name), join(copy, name));
  expect(await fovea.json('fit', 'copy', '--workspace', 'nowhere')).toEqual({ name: copy, state: 'finished' });
  expect(existsSync(join(fovea.folder, 'nowhere'))).toBe(false);
  const weights = (place: string): Buffer => {
    const { step } = JSON.parse(readFileSync(join(place, 'checkpoints', 'last.json'), 'utf8')) as { step: number };
    return readFileSync(join(place, 'checkpoints', String(step), 'weights.safetensors'));
  };
  expect(weights(copy).equals(weights(folder))).toBe(true);
  const { code, stderr } = await fovea.run('fit', 'scans');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/config.json/)]);
});

test('weights are imported only where they fit, listed and removed', async () => {
  const { folder } = (await fovea.json('runs', 'show', 'first')) as { folder: string };
  const checkpoint = readdirSync(join(folder, 'checkpoints')).find(name => /^\d+$/.test(name)) ?? '';
  const file = join(folder, 'checkpoints', checkpoint, 'weights.safetensors');
  const place = ['weights', 'import', file, '--name', 'mine', '--architecture'];
  expect(await fovea.json(...place, 'smallCnn')).toMatchObject({
    ...{ name: 'mine', architecture: 'smallCnn', classes: 2, channels: 1, sizeBytes: statSync(file).size },
    tensors: readSafetensors(file).tensors.size,
  });
  const wrong = await fovea.run('weights', 'import', file, '--name', 'other', '--architecture', 'resnet18');
  expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringMatching(/'conv1.weight' is missing/)]);
  expect(await fovea.json('weights', 'list')).toMatchObject([{ name: 'mine' }]);
  expect(await fovea.json('weights', 'remove', 'mine')).toMatchObject({ name: 'mine' });
  expect(await fovea.json('weights', 'list')).toEqual([]);
});

test('the demo goes the whole way on real scans', async () => {
  const short = [...quick, '--set', 'training.epochs=1'];
  const { code, stdout, stderr } = await fovea.run('demo', '--workspace', join(fovea.folder, 'demo'), ...short);
  expect([code, stderr]).toEqual([0, expect.stringContaining('No leak: no patient')]);
  const lines = stdout.split('\n');
  expect(lines.filter(line => /^(CNV|NORMAL)\/\S+ +\S/.test(line))).toHaveLength(8);
  for (const part of [
    'Test · run demo-smallCnn-1-test-1',
    'Shortcut baseline',
    'Heat map on fill',
    'Demo, 24 patients held out: balanced accuracy',
    'opened 1 time',
  ]) {
    expect(stdout).toContain(part);
  }
});

test('an architecture is shown with its size and feature maps', async () => {
  expect(await fovea.json('models', 'show', 'resnet18')).toMatchObject({
    name: 'resnet18',
    description: { parameters: 11_171_266, featureMaps: [{ name: 'layer1' }, { name: 'layer2' }, { name: 'layer3' }, { name: 'layer4' }] },
  });
});

/** What a stream has said so far. */
function textOf(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.on('data', part => {
    text += part;
  });
  return () => text;
}
