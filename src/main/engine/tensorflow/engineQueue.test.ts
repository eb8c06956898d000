import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EngineQueue } from './engineQueue.ts';

test('jobs run one at a time in their order, also after one has failed', async () => {
  const queue = new EngineQueue();
  const events: string[] = [];
  const job =
    (name: string, turns: number, fails = false) =>
    async () => {
      events.push(`${name} starts`);
      for (let i = 0; i < turns; i++) await turn();
      events.push(`${name} ends`);
      if (fails) throw new Error(`${name} failed`);
      return name;
    };
  const results = await Promise.allSettled([queue.run(job('a', 5)), queue.run(job('b', 1, true)), queue.run(job('c', 0))]);
  expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  expect(results.map(result => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toEqual([
    'a',
    'Error: b failed',
    'c',
  ]);
});
