import { expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { longWork } from './longWork.ts';

const progress = (done: number) => ({ phase: 'read', done, total: 3, itemsPerSecond: 1 });
const turn = () => new Promise(resolve => setImmediate(resolve));

test('progress comes as it is made and the outcome comes last', async () => {
  const entries = [];
  const work = longWork(async ({ onProgress }) => {
    for (const done of [1, 2, 3]) {
      onProgress?.(progress(done));
      await turn();
    }
    return 'all read';
  }, undefined);
  for await (const entry of work) entries.push(entry);
  expect(entries).toEqual([{ progress: progress(1) }, { progress: progress(2) }, { progress: progress(3) }, { outcome: 'all read' }]);
});

test('a receiver that is slow gets the newest progress, not all of them', async () => {
  const entries = [];
  const work = longWork(async ({ onProgress }) => {
    await turn();
    for (const done of [1, 2, 3]) onProgress?.(progress(done));
    return 'all read';
  }, undefined);
  for await (const entry of work) entries.push(entry);
  expect(entries).toEqual([{ progress: progress(3) }, { outcome: 'all read' }]);
});

test('a failure is thrown as it was', async () => {
  const failure = new AppError('diskFull', 'No room.');
  const work = longWork(() => Promise.reject(failure), undefined);
  await expect(work.next()).rejects.toBe(failure);
});

test('the caller’s signal and a receiver that goes away both end the work', async () => {
  const aborted: string[] = [];
  const endless =
    (name: string) =>
    (options: { signal?: AbortSignal | undefined; onProgress?: ((p: ReturnType<typeof progress>) => void) | undefined }) => {
      options.onProgress?.(progress(1));
      return new Promise<never>((_resolve, reject) => {
        options.signal?.addEventListener('abort', () => {
          aborted.push(name);
          reject(new AppError('interrupted', 'Ended.'));
        });
      });
    };
  const caller = new AbortController();
  const first = longWork(endless('by the caller'), caller.signal);
  await first.next();
  caller.abort();
  await expect(first.next()).rejects.toThrow('Ended.');
  const second = longWork(endless('left alone'), undefined);
  await second.next();
  await second.return();
  expect(aborted).toEqual(['by the caller', 'left alone']);
});
