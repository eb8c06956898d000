// Runs beside each other: on the validation scans that they share, with paired differences, and refused with a reason.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRunFixture } from './runFixture.ts';
import { openTestHost, type TestHost } from './testHost.ts';

const [first, second, silent] = ['20260101-000000-aaaa', '20260101-000000-bbbb', '20260101-000000-cccc'] as const;
let host: TestHost;

beforeAll(async () => {
  host = await openTestHost({}, workspace => {
    for (const [id, seed] of [
      [first, 7],
      [second, 8],
    ] as const) {
      const run = createRunFixture(join(workspace, 'runs', id), 'train', seed);
      run.start();
      run.evaluate('val');
      run.end();
    }
    const run = createRunFixture(join(workspace, 'runs', silent));
    run.start();
    run.end();
  });
});
afterAll(() => host.close());

/** The answers as the run folder has them. */
function answersOf(run: string): { item: string; label: number; predicted: number }[] {
  const lines = readFileSync(join(host.workspace, 'runs', run, 'predictions', 'val.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map(line => JSON.parse(line));
}

test('numbers, differences and changed scans are those of the predictions, and turn with the order', async () => {
  const { base, others } = await host.client.runs.compare.query({ runs: [first, second] });
  const [other] = others;
  if (other === undefined || 'reason' in other) throw new Error('Expected a comparison.');
  expect([base, other.run, other.scans, other.patients, other.relabelled]).toEqual([first, second, 48, 24, 0]);
  const [before, after] = [answersOf(first), answersOf(second)];
  const rightShare = (answers: typeof before): number =>
    answers.filter(({ label, predicted }) => label === predicted).length / answers.length;
  const accuracy = other.metrics.find(({ name }) => name === 'accuracy');
  expect([accuracy?.base, accuracy?.other]).toEqual([rightShare(before), rightShare(after)]);
  expect(accuracy?.difference.value).toBeCloseTo(rightShare(after) - rightShare(before), 12);
  expect(accuracy?.difference.low).toBeLessThan(accuracy?.difference.high ?? Number.NaN);
  const changed = (wrong: typeof before, right: typeof before): string[] =>
    wrong.flatMap(({ item, label, predicted }, i) => (predicted !== label && right[i]?.predicted === label ? [item] : []));
  expect(other.fixed.scans.map(({ item }) => item)).toEqual(changed(before, after));
  expect(other.broken.scans.map(({ item }) => item)).toEqual(changed(after, before));
  expect(other.fixed.count + other.broken.count).toBeGreaterThan(0);
  const [turned] = (await host.client.runs.compare.query({ runs: [second, first] })).others;
  if (turned === undefined || 'reason' in turned) throw new Error('Expected a comparison.');
  expect([turned.fixed.count, turned.broken.count]).toEqual([other.broken.count, other.fixed.count]);
});

test('a run without validation results says so and leaves the others; too few, one twice and an unknown one are refused', async () => {
  const { others } = await host.client.runs.compare.query({ runs: [first, silent, second] });
  expect(others).toMatchObject([
    { run: silent, reason: expect.stringContaining('Expected labelled predictions') },
    { run: second, scans: 48 },
  ]);
  await expect(host.client.runs.compare.query({ runs: [silent, first] })).rejects.toThrow(/Expected labelled predictions/);
  await expect(host.client.runs.compare.query({ runs: [first, first] })).rejects.toThrow(/each once/);
  await expect(host.client.runs.compare.query({ runs: [first] })).rejects.toThrow();
  await expect(host.client.runs.compare.query({ runs: [first, 'nothing'] })).rejects.toThrow(/'nothing'/);
});
