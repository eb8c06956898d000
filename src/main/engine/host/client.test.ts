import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startModule } from '../../jobs/testing/childModule.ts';
import { testConfig } from '../../jobs/testing/expected.ts';
import { scratchFolder, testEngineEntry } from '../../jobs/testing/scratch.ts';
import { startEngine } from './client.ts';
import { exitError } from './engineChild.ts';
import { readEvents } from './runEvents.ts';
import { createRunFolder } from './runFolder.ts';
import { holdRunLock } from './runLock.ts';

let scratch: ReturnType<typeof scratchFolder>;
let runFolder: string;
beforeEach(() => {
  scratch = scratchFolder();
  runFolder = join(scratch.path, 'run');
  createRunFolder(runFolder, { config: testConfig({ epochs: 1 }), manifest: [] });
});
afterEach(() => scratch.remove());

function start(misbehaviour: string, env: Record<string, string> = {}) {
  let onReady: () => void = () => undefined;
  const ready = new Promise<void>(resolve => {
    onReady = resolve;
  });
  const engine = startEngine({ runFolder, entry: testEngineEntry, env: { TEST_ENGINE: misbehaviour, ...env }, onReady });
  return { ...engine, ready };
}

test('an engine says that it is ready, works in its run folder and exits without an error', async () => {
  const engine = start('');
  await engine.ready;
  expect(await engine.exited).toMatchObject({ code: 0, signal: null, killedByUs: false, error: null });
  expect(readEvents(runFolder).events.at(-1)).toMatchObject({ type: 'state', state: 'finished' });
});

test('a crash is reported with what the engine printed last', async () => {
  const { signal, error } = await start('crash').exited;
  expect(signal).toBe('SIGABRT');
  expect(error).toMatchObject({ code: 'engineCrashed', details: { signal: 'SIGABRT' } });
  expect(error?.message).toContain('a line that says why');
});

test('a full heap is reported as out of memory', async () => {
  const { error } = await start('heap', { NODE_OPTIONS: '--max-old-space-size=60' }).exited;
  expect(error?.code).toBe('outOfMemory');
  expect(error?.message).toMatch(/ran out of memory.*smaller batch/s);
});

test('an error that the run folder cannot tell comes through the channel', async () => {
  const lock = holdRunLock(runFolder);
  const { code, error } = await start('').exited;
  lock.release();
  expect(code).toBe(4);
  expect(error).toMatchObject({ code: 'locked', message: expect.stringContaining('no engine at work') });
});

test('closing the channel makes the engine end by itself as interrupted', async () => {
  const engine = start('', { TEST_ENGINE_STEP_MS: '50' });
  await engine.ready;
  engine.disconnect();
  expect(await engine.exited).toMatchObject({ code: 0, error: null });
  expect(readEvents(runFolder).events.at(-1)).toMatchObject({ type: 'state', state: 'interrupted' });
});

test('a kill of ours is told from one of somebody else, and neither is called a lack of memory without evidence', async () => {
  const ours = start('', { TEST_ENGINE_STEP_MS: '1000' });
  await ours.ready;
  ours.kill();
  expect(await ours.exited).toMatchObject({ signal: 'SIGKILL', killedByUs: true, error: { code: 'engineCrashed' } });

  const theirs = start('', { TEST_ENGINE_STEP_MS: '1000' });
  await theirs.ready;
  process.kill(theirs.pid ?? 0, 'SIGKILL');
  const exit = await theirs.exited;
  expect(exit).toMatchObject({ signal: 'SIGKILL', killedByUs: false, error: { code: 'engineCrashed' } });
  expect(exit.error?.message).toContain('SIGKILL');
});

test('a SIGKILL with the kernel’s counter gone up is called out of memory, unless we sent it', () => {
  const exit = { code: null, signal: 'SIGKILL', killedByUs: false, lastLines: ['epoch 3'] } as const;
  const advice = { crashed: 'Try again.', outOfMemory: 'Use less.' };
  expect(exitError({ ...exit, lastLines: [...exit.lastLines] }, true, advice)).toMatchObject({
    code: 'outOfMemory',
    message: expect.stringMatching(/was killed, probably out of memory. Use less.*epoch 3/s),
  });
  expect(exitError({ ...exit, killedByUs: true, lastLines: [] }, true, advice)?.code).toBe('engineCrashed');
});

test('only the last 200 lines are kept', async () => {
  const engine = startEngine({ runFolder, entry: join(import.meta.dirname, '../../jobs/testing/chatter.ts') });
  const { lastLines, code } = await engine.exited;
  expect(code).toBe(7);
  expect(lastLines).toHaveLength(200);
  expect(lastLines.at(-1)).toBe('line 999');
});

test('a Node that is not there is an error, not an exception', async () => {
  const engine = startEngine({ runFolder, nodePath: join(scratch.path, 'no-node') });
  expect(engine.pid).toBeNull();
  expect(await engine.exited).toMatchObject({ code: null, error: { code: 'notFound' } });
});

test('an engine whose parent is killed ends by itself', async () => {
  const parent = startModule(`
    import { startEngine } from 'main/engine/host/client.ts';
    const engine = startEngine({ runFolder: ${JSON.stringify(runFolder)}, entry: ${JSON.stringify(testEngineEntry)},
      env: { TEST_ENGINE_STEP_MS: '50' }, onReady: () => process.stdout.write('ready') });
  `);
  await parent.printed('ready');
  parent.process.kill('SIGKILL');
  await once(parent.process, 'close');
  await expect.poll(() => readEvents(runFolder).events.at(-1), { timeout: 20_000 }).toMatchObject({ state: 'interrupted' });
});
