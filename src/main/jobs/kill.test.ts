import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { randomGenerator } from '../../shared/random.ts';
import { openWorkspace } from '../workspace/workspace.ts';
import { createRun } from './createRun.ts';
import { expectedMetrics, testConfig, testManifest } from './testing/expected.ts';
import { killTrial } from './testing/killTrial.ts';
import { scratchContext, scratchFolder } from './testing/scratch.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => {
  scratch = scratchFolder();
});
afterEach(() => scratch.remove());

test('app and engine killed twenty times at random moments lose no recorded row, damage no file, and end with the undisturbed curve', async () => {
  const dir = join(scratch.path, 'workspace');
  const config = testConfig({ epochs: 120, seed: 11 });
  const context = scratchContext(dir);
  const run = createRun(context, { name: 'killed', config, manifest: testManifest(50) }).id;
  context.workspace.close();
  const oracle = join(scratch.path, 'recorded');
  const result = await killTrial({
    dir,
    run,
    random: randomGenerator(2026, 'kills'),
    kills: 20,
    withinMs: 1200,
    oracle,
    env: { TEST_ENGINE_STEP_MS: '5' },
  });
  expect(result.kills.app).toBeGreaterThan(5);
  expect(result.kills.engine).toBeGreaterThan(3);
  expect(result.lostEvents).toBe(0);
  expect(result.checks.map(check => [check.lostRows, check.unreadableFiles])).toEqual(Array.from({ length: 21 }, () => [0, []]));
  expect(result.integrityProblems).toEqual([]);
  expect(result.output).toBe('finished \n');
  expect(readFileSync(oracle, 'utf8').length).toBeGreaterThan(1000);

  const workspace = openWorkspace(dir, { mode: 'read' });
  const rows = workspace.store.metrics.list(run).map(({ series, step, value }) => ({ series, step, value }));
  expect(rows).toEqual(expectedMetrics(config));
  expect(workspace.store.predictions.list(run, 'val')).toHaveLength(50);
  workspace.close();
}, 240_000);
