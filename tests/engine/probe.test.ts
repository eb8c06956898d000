// A probe in an engine process of its own: what it measures of a real training, that it changes nothing of it, and how it ends early.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { probe } from '../../src/main/engine/host/probeClient.ts';
import { probeSteps } from '../../src/shared/domain/probe.ts';
import { makeRun, quickConfig, writeImages } from './runFixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'fovea-probe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('twenty steps are measured, cold and cached, with validation, a checkpoint, a look and memory', async () => {
  const manifest = await writeImages(join(folder, 'images'), 40);
  const count = (part: string) => manifest.filter(({ split }) => split === part).length;
  const run = makeRun(join(folder, 'run'), quickConfig({ epochs: 1000 }), manifest);
  const seen: number[] = [];
  const measured = await probe({ runFolder: run, onProgress: done => seen.push(done) });
  const { coldStepMs, warmStepMs, waitMs, validation, cached } = measured;
  expect([seen.length >= probeSteps, seen.at(-1)]).toEqual([true, probeSteps]);
  expect(measured).toMatchObject({
    stepsPerEpoch: count('train') / 5,
    trainItems: count('train'),
    valItems: count('val'),
    batchSize: 5,
  });
  // Two steps warm up; the first of each pass counts as the epoch's start.
  expect([coldStepMs.length > 0, warmStepMs.length > 0, waitMs.length]).toEqual([true, true, warmStepMs.length]);
  for (const ms of [...coldStepMs, ...warmStepMs, measured.startupMs, measured.checkpointMs, measured.lookMs, measured.describeMs])
    expect(ms).toBeGreaterThan(0);
  expect(validation?.items).toBe(Math.min(15, count('val')));
  expect(cached).toMatchObject({ itemBytes: 32 * 32 });
  expect(measured.peakBytes).toBeGreaterThan(100e6);
  expect(existsSync(join(run, 'events.jsonl'))).toBe(false);
});

test('it ends at once when it is cancelled, and says why it cannot measure', async () => {
  const manifest = await writeImages(join(folder, 'images'), 12);
  const run = makeRun(join(folder, 'other'), quickConfig(), manifest);
  const cancel = new AbortController();
  const probing = probe({ runFolder: run, signal: cancel.signal });
  probing.catch(() => undefined);
  setTimeout(() => cancel.abort(), 300);
  await expect(probing).rejects.toMatchObject({ code: 'interrupted' });
  rmSync(join(folder, 'images', manifest[0]?.path ?? ''));
  await expect(probe({ runFolder: run })).rejects.toThrow(/BLOB-0-1.png/);
});
