import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testConfig, testManifest } from '../../jobs/testing/expected.ts';
import { scratchFolder } from '../../jobs/testing/scratch.ts';
import {
  createRunFolder,
  type Environment,
  readConfig,
  readEnvironment,
  readManifest,
  runFilePath,
  writeEnvironment,
} from './runFolder.ts';

let scratch: ReturnType<typeof scratchFolder>;
let folder: string;
beforeEach(() => {
  scratch = scratchFolder();
  folder = join(scratch.path, 'run');
});
afterEach(() => scratch.remove());

const environment: Environment = {
  version: 1,
  app: { version: '0.1.0', commit: null },
  node: 'v24.0.0',
  tensorflow: { version: '2.18.0', build: 'cpu' },
  cpu: { model: 'CPU', flags: ['avx2'] },
  threads: { intraOp: 2, interOp: 1 },
  device: 'cpu',
  precision: 'fp32',
};

test('what a run folder is created with can be read back', () => {
  createRunFolder(folder, { config: testConfig(), manifest: testManifest(3), environment });
  expect(readConfig(folder)).toEqual(testConfig());
  expect(readManifest(folder)).toEqual(testManifest(3));
  expect(readEnvironment(folder)).toEqual(environment);
  expect(readdirSync(folder).sort()).toEqual([
    'artifacts',
    'checkpoints',
    'config.json',
    'environment.json',
    'manifest.jsonl',
    'predictions',
  ]);
  expect(readdirSync(scratch.path)).toEqual(['run']);
});

test('the environment is the engine’s to write, and null before', () => {
  createRunFolder(folder, { config: testConfig(), manifest: [] });
  expect(readEnvironment(folder)).toBeNull();
  writeEnvironment(folder, environment);
  expect(readEnvironment(folder)).toEqual(environment);
});

test('further files are there with the folder, and one that cannot be written leaves no folder behind', () => {
  createRunFolder(folder, { config: testConfig(), manifest: [], files: new Map([['facts.jsonl', 'x']]) });
  expect(readFileSync(join(folder, 'facts.jsonl'), 'utf8')).toBe('x');
  const other = join(scratch.path, 'other');
  const links = new Map([['initial/weights.safetensors', join(scratch.path, 'no-such-file')]]);
  expect(() => createRunFolder(other, { config: testConfig(), manifest: [], links })).toThrow(
    expect.objectContaining({ code: 'notFound' }),
  );
  expect(readdirSync(scratch.path)).toEqual(['run']);
});

test('a folder with anything in it is refused and left as it was', () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'thesis.txt'), 'years of work');
  expect(() => createRunFolder(folder, { config: testConfig(), manifest: [] })).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
  expect(readdirSync(scratch.path)).toEqual(['run']);
});

test('a manifest line that does not fit is named', () => {
  createRunFolder(folder, { config: testConfig(), manifest: testManifest(2) });
  appendFileSync(join(folder, 'manifest.jsonl'), '{"item":"x"}\n');
  expect(() => readManifest(folder)).toThrow(/manifest\.jsonl, line 3/);
});

test('a config that is not there, not JSON, or of an unknown version is told', () => {
  expect(() => readConfig(folder)).toThrow(expect.objectContaining({ code: 'notFound' }));
  createRunFolder(folder, { config: testConfig(), manifest: [] });
  writeFileSync(join(folder, 'config.json'), '{"version": 1,');
  expect(() => readConfig(folder)).toThrow(expect.objectContaining({ code: 'damaged' }));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...testConfig(), version: 99 }));
  expect(() => readConfig(folder)).toThrow(/version/);
});

test('names of files stay inside the run folder', () => {
  expect(runFilePath('/runs/a', 'predictions/val.jsonl')).toBe('/runs/a/predictions/val.jsonl');
  for (const name of ['', '/etc/passwd', '..', '../b/config.json', 'artifacts/../../b', 'a//b', 'a\\..\\b', 'a/']) {
    expect(() => runFilePath('/runs/a', name), name).toThrow(expect.objectContaining({ code: 'badInput' }));
  }
});
