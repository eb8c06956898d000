import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { createWorkerPool } from './workerPool.ts';

/** Answers with its index and the unit, except where the unit says otherwise. */
const script = `
import { parentPort, workerData } from 'node:worker_threads';
parentPort.on('message', ({ id, unit }) => {
  if (unit === 'die') process.exit(3);
  if (unit === 'throw') throw new Error('out of order');
  if (unit === 'fail') parentPort.postMessage({ id, error: { code: 'unreadableFile', message: 'scan 7 is cut', details: { offset: 3 } } });
  else if (unit !== 'hang') parentPort.postMessage({ id, reply: { workerIndex: workerData.workerIndex, unit } });
});`;

let folder: string;
let url: URL;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-pool-'));
  const file = join(folder, 'worker.mjs');
  await writeFile(file, script);
  url = pathToFileURL(file);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pool = (count: number) =>
  createWorkerPool<unknown, { workerIndex: number; unit: unknown }>({
    url,
    count,
    workerData: {},
    blame: index => ({ text: `while it worked on scan-${index}.jpeg`, details: { path: `scan-${index}.jpeg` } }),
  });

describe('a worker pool', () => {
  test('answers every unit and uses every worker', async () => {
    const workers = pool(3);
    const replies = await Promise.all(Array.from({ length: 50 }, (_, i) => workers.run(i)));
    expect(replies.map(reply => reply.unit)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(new Set(replies.map(reply => reply.workerIndex)).size).toBe(3);
    await workers.close();
  });

  test('an error in a unit reaches its caller and leaves the pool working', async () => {
    const workers = pool(1);
    const [failed, fine] = await Promise.allSettled([workers.run('fail'), workers.run(1)]);
    expect(failed).toMatchObject({
      status: 'rejected',
      reason: { code: 'unreadableFile', message: 'scan 7 is cut', details: { offset: 3 } },
    });
    expect(fine).toMatchObject({ status: 'fulfilled' });
    await workers.close();
  });

  test.each(['die', 'throw'])('a worker that ends (%s) fails all that is open, with what it worked on, and all that follows', async how => {
    const workers = pool(2);
    const results = await Promise.allSettled([
      workers.run(how),
      workers.run('hang'),
      ...Array.from({ length: 8 }, () => workers.run('hang')),
    ]);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'internal', details: { path: 'scan-0.jpeg' } } });
      expect((result as PromiseRejectedResult).reason.message).toContain(
        how === 'die' ? 'scan-0.jpeg: exit code 3' : 'scan-0.jpeg: out of order',
      );
    }
    await expect(workers.run(1)).rejects.toBeInstanceOf(AppError);
  });

  test('closing rejects what is open as interrupted', async () => {
    const workers = pool(1);
    const open = workers.run('hang');
    void workers.close();
    await expect(open).rejects.toMatchObject({ code: 'interrupted' });
  });
});
