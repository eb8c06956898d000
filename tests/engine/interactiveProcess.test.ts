// The life of the interactive engine's process: started when asked, gone when idle, replaced when it dies.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type EngineExit, startEngineChild } from '../../src/main/engine/host/engineChild.ts';
import { type InteractiveClient, type InteractiveOptions, openInteractiveEngine } from '../../src/main/engine/host/interactiveClient.ts';
import { makeRun, quickConfig, runEngine, writeImages } from './runFixture.ts';

let folder: string;
let run: string;
let request: Parameters<InteractiveClient['predict']>[0];
let clients: InteractiveClient[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interactive-'));
  const manifest = await writeImages(join(folder, 'images'), 12);
  run = makeRun(join(folder, 'run'), quickConfig({ epochs: 1 }), manifest);
  expect((await runEngine(run)).error).toBeNull();
  // Enough batches that the engine is still at work when the first of them is reported.
  const items = Array.from({ length: 80 }, () => manifest.map(({ root, path, sha256 }) => ({ root, path, sha256 }))).flat();
  request = { run, checkpoint: 'best', items };
});
afterEach(async () => {
  await Promise.all(clients.map(client => client.close()));
  clients = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(options: InteractiveOptions = {}): InteractiveClient {
  const client = openInteractiveEngine(options);
  clients.push(client);
  return client;
}

it('a process killed while it works fails its request, and the next one is answered by another process', async () => {
  const client = open();
  const begun = Promise.withResolvers<void>();
  const killed = client.predict(request, { onProgress: () => begun.resolve() });
  await begun.promise;
  if (client.pid !== null) process.kill(client.pid, 'SIGKILL');
  await expect(killed).rejects.toMatchObject({ code: 'engineCrashed', message: expect.stringMatching(/SIGKILL.*Ask again/s) });
  expect((await client.predict({ ...request, items: request.items.slice(0, 3) })).items).toHaveLength(3);
});

it('a process exits by itself when nothing is asked, and is started again', async () => {
  const exits: EngineExit[] = [];
  const exited = Promise.withResolvers<void>();
  const onExit = (exit: EngineExit) => {
    exits.push(exit);
    exited.resolve();
  };
  const client = open({ idleMs: 1, onExit });
  expect(client.pid).toBeNull();
  await client.layers({ run });
  await exited.promise;
  expect(exits).toMatchObject([{ code: 0, signal: null, error: null }]);
  expect(client.pid).toBeNull();
  expect((await client.layers({ run })).layers.length).toBeGreaterThan(0);
});

it('a process that goes idle before it sees a request leaves it to the next one', async () => {
  const flag = join(folder, 'flag');
  const entry = join(folder, 'idleOnce.mjs');
  writeFileSync(
    entry,
    `import { existsSync, writeFileSync } from 'node:fs';
    process.on('message', ({ id }) => {
      if (existsSync(${JSON.stringify(flag)})) return process.send({ id, type: 'result', result: { layers: [], chosen: 'second' } });
      writeFileSync(${JSON.stringify(flag)}, '');
      process.exit(0);
    });`,
  );
  expect(await open({ entry }).layers({ run })).toEqual({ layers: [], chosen: 'second' });
});

it('the engine gives up a cancelled request and goes on with the next', async () => {
  const client = open();
  const controller = new AbortController();
  const options = { signal: controller.signal, onProgress: () => controller.abort() };
  await expect(client.predict(request, options)).rejects.toMatchObject({ code: 'interrupted' });
  const { pid } = client;
  await client.layers({ run });
  expect(client.pid).toBe(pid);
  await expect(client.layers({ run }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrupted' });
});

it('a process ends with its parent’s channel, and with the client', async () => {
  const advice = { crashed: '', outOfMemory: '' };
  const answered = Promise.withResolvers<void>();
  const onMessage = () => {
    answered.resolve();
    return true;
  };
  const child = startEngineChild({ args: ['interactive', '60000'], serialization: 'advanced', advice, onMessage });
  child.process.send({ id: 1, method: 'predict', params: request });
  await answered.promise;
  child.process.disconnect();
  expect(await child.exited).toMatchObject({ code: 0, signal: null });

  const client = open();
  const closed = client.predict(request, { onProgress: () => void client.close() });
  await expect(closed).rejects.toMatchObject({ code: 'interrupted' });
  await expect(client.layers({ run })).rejects.toMatchObject({ code: 'interrupted' });
});

it('a process that cannot start says why', async () => {
  const client = open({ env: { FOVEA_LIBTENSORFLOW: join(folder, 'nowhere') } });
  await expect(client.layers({ run })).rejects.toMatchObject({ code: 'environment' });
  await expect(open({ nodePath: join(folder, 'no-node') }).layers({ run })).rejects.toMatchObject({ code: 'notFound' });
});
