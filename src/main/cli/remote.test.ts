// Commands while another process has the workspace open and serves its API: they ask that one. Engines are the test engine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeScans } from '../jobs/testing/scans.ts';
import { testEngineEntry } from '../jobs/testing/scratch.ts';
import { type Serving, serve } from '../serve.ts';
import { type CommandLine, commandLine } from './testing/fovea.ts';

let fovea: CommandLine;
let serving: Serving;
const problems: string[] = [];
beforeAll(async () => {
  fovea = commandLine();
  const pageFolder = join(fovea.folder, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>');
  const engine = { entry: testEngineEntry, env: { TEST_ENGINE_STEP_MS: '5' } };
  const workspace = join(fovea.folder, 'workspace');
  serving = await serve({ workspace, pageFolder, engine, onProblem: error => problems.push(error.message) });
  await writeScans(join(fovea.folder, 'scans'), { CNV: 5, NORMAL: 5 });
});
afterAll(async () => {
  await serving.close();
  fovea.remove();
});

const train = ['train', '--dataset', 'clinic', '--split', 'main', '--set', 'training.checkpointSteps=2'];

test('a data set is imported, split and trained on through the owner, and read beside it', async () => {
  expect(await fovea.json('import', 'scans', '--name', 'clinic')).toMatchObject({ name: 'clinic', report: { items: 20 } });
  const split = await fovea.json('split', 'clinic', '--name', 'main', '--ratios', '.6,.2,.2');
  expect(split).toMatchObject({ name: 'main', certificate: { ok: true } });
  const { code, stdout, stderr } = await fovea.run(...train, '--set', 'training.epochs=1', '--name', 'first', '--json');
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { name: 'first', kind: 'train', state: 'finished' }]);
  expect(stderr).toContain(`The workspace is open in another process; asking it at ${serving.address}.`);
  expect(await fovea.json('runs', 'list')).toMatchObject([{ name: 'first', state: 'finished' }]);
  expect(problems).toEqual([]);
});

test('errors come back with the owner’s words and code', async () => {
  const { code, stdout } = await fovea.run(...train, '--set', 'architecture=alexnet', '--json');
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'unknownName', message: expect.stringMatching(/Known: resnet18/) } });
  expect((await fovea.run('split', 'clinic', '--name', 'main')).stderr).toMatch(/has a split 'main' already/);
});

test('Ctrl-C ends the watching and not the run; another command stops it', async () => {
  const { child, ended } = fovea.start(...train, '--set', 'training.epochs=1000', '--name', 'long');
  const stateOf = async (name: string) =>
    ((await fovea.json('runs', 'list')) as { name: string; state: string }[]).find(run => run.name === name)?.state;
  await expect.poll(() => stateOf('long'), { timeout: 30_000 }).toBe('running');
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  expect(code).toBe(130);
  expect(stderr).toContain('goes on in the other process. End it with: fovea runs stop long');
  expect(await stateOf('long')).toBe('running');
  expect(await fovea.json('runs', 'stop', 'long')).toMatchObject({ name: 'long', command: 'stop' });
  await expect.poll(() => stateOf('long'), { timeout: 30_000 }).toBe('finished');
  expect(await fovea.json('runs', 'delete', 'long')).toMatchObject({ kind: 'run', name: 'long' });
});

test('a command that needs the workspace for itself names the owner', async () => {
  const { code, stderr } = await fovea.run('weights', 'remove', 'x');
  expect(code).toBe(4);
  expect(stderr).toContain(`process ${process.pid} has it open`);
});
