// Resume equals no interruption: k steps, SIGKILL, resume, m steps give the weights and metric rows of k + m steps, bit for bit.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../src/shared/domain/manifest.ts';
import { randomGenerator } from '../../src/shared/random.ts';
import { checkpointHashes, eventsOf, makeRun, metricRows, quickConfig, runEngine, writeImages } from './runFixture.ts';

let folder: string;
let manifest: ManifestItem[];
let whole: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resume-'));
  manifest = await writeImages(join(folder, 'images'), 24);
  whole = makeRun(join(folder, 'whole'), quickConfig(), manifest);
  const exit = await runEngine(whole);
  expect(exit.error, exit.lastLines.join('\n')).toBeNull();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a training run', () => {
  it('records training and validation curves, its best epoch and its evaluation', () => {
    const series = new Set([...metricRows(whole).keys()].map(key => key.split(' ')[0]));
    for (const name of ['train/loss', 'train/learningRate', 'train/epochLoss', 'val/loss', 'val/balancedAccuracy'])
      expect(series).toContain(name);
    const artifacts = eventsOf(whole).flatMap(event => (event.type === 'artifact' ? [event.name] : []));
    expect(artifacts).toContain('predictions/val.jsonl');
    expect(artifacts).toContain('artifacts/evaluation.val.json');
    expect(eventsOf(whole).at(-1)).toMatchObject({ type: 'state', state: 'finished' });
  });

  it.each([0, 1, 2])('killed at a random step and resumed equals the uninterrupted run, trial %i', async trial => {
    const run = makeRun(join(folder, `killed-${trial}`), quickConfig(), manifest);
    const atStep = 2 + randomGenerator(11, 'kill', trial).integer(14);
    const killed = await runEngine(run, event => event.type === 'metric' && event.step >= atStep);
    expect(killed.signal).toBe('SIGKILL');
    const recorded = metricRows(run);
    const resumed = await runEngine(run);
    expect(resumed.error, resumed.lastLines.join('\n')).toBeNull();
    expect(checkpointHashes(run)).toEqual(checkpointHashes(whole));
    expect(metricRows(run)).toEqual(metricRows(whole));
    for (const [key, value] of recorded) expect(metricRows(run).get(key), key).toBe(value);
  });

  it('gives the same bits with one worker as with three', async () => {
    const run = makeRun(join(folder, 'workers'), quickConfig({ workers: 3 }), manifest);
    await runEngine(run);
    expect(checkpointHashes(run)).toEqual(checkpointHashes(whole));
    expect(metricRows(run)).toEqual(metricRows(whole));
  });

  it('gives other numbers with another seed', async () => {
    const run = makeRun(join(folder, 'seed'), quickConfig({ seed: 2 }), manifest);
    await runEngine(run);
    expect(metricRows(run)).not.toEqual(metricRows(whole));
    expect(Object.values(checkpointHashes(run))).not.toEqual(Object.values(checkpointHashes(whole)));
  });
});
