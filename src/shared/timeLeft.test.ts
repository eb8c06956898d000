import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { growthOf, rangeText, type StepMark, type TimeLeft, timeLeft, timeLeftText } from './timeLeft.ts';

interface Recorded {
  totalSteps: number;
  stepsPerEpoch: number;
  lastValidationMs: number;
  stepMs: number[];
}
/** When each step of two real trainings was done (train/loss events): the demo, and a phantom while other work went on. */
const recorded = JSON.parse(readFileSync(new URL('./testing/recordedSteps.json', import.meta.url), 'utf8')) as Record<string, Recorded>;

/** The estimate as it stood right after each step. */
function replay({ totalSteps, stepsPerEpoch, stepMs }: Recorded): { step: number; atMs: number; left: TimeLeft }[] {
  const marks: StepMark[] = stepMs.map((atMs, i) => ({ step: i + 1, atMs }));
  return marks.map(({ step, atMs }, i) => ({
    step,
    atMs,
    left: timeLeft({ marks: marks.slice(0, i + 1), totalSteps, stepsPerEpoch, nowMs: atMs, lastSignMs: atMs }),
  }));
}

const clock = (): string => '14:35';
const plain = (text: string | null): string => String(text).replaceAll('\u202f', ' ');
const demo = recorded.demo as Recorded;

test('a real training: nothing before 20 steps and 3 s, then never off by more than 60 % and 2 s, though the machine grew faster meanwhile', () => {
  const seen = replay(demo);
  expect(seen.filter(({ left }) => left.kind === 'early').map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  for (const { step, atMs, left } of seen.slice(20)) {
    if (left.kind !== 'range') throw new Error(`no estimate at step ${step}`);
    const truth = demo.lastValidationMs - atMs;
    expect(Math.abs(left.midMs - truth), `step ${step}: ${left.midMs} of ${truth}`).toBeLessThan(0.6 * truth + 2000);
    expect(left.lowMs).toBeLessThanOrEqual(left.midMs);
    expect(left.highMs).toBeGreaterThanOrEqual(left.midMs);
  }
});

test('a first validation that makes the estimate grow is the reason that is given', () => {
  const marks = Array.from({ length: 40 }, (_, i) => ({ step: i + 1, atMs: 500 * i + (i >= 30 ? 20_000 : 0) }));
  const at = (count: number): TimeLeft => {
    const nowMs = (marks[count - 1] as StepMark).atMs;
    return timeLeft({ marks: marks.slice(0, count), totalSteps: 300, stepsPerEpoch: 30, nowMs, lastSignMs: nowMs });
  };
  expect(growthOf(at(29), at(31))).toBe('validation');
  expect(growthOf(at(31), at(40))).toBeNull();
});

test('steps that take longer than before are a reason of their own, and usual noise of a real training is none', () => {
  const even = Array.from({ length: 60 }, (_, i) => ({ step: i + 1, atMs: 1000 * i }));
  const slow = [...even, ...Array.from({ length: 60 }, (_, i) => ({ step: 61 + i, atMs: 60_000 + 3000 * i }))];
  const of = (marks: StepMark[]): TimeLeft => {
    const nowMs = marks.at(-1)?.atMs ?? 0;
    return timeLeft({ marks, totalSteps: 1000, stepsPerEpoch: 0, nowMs, lastSignMs: nowMs });
  };
  expect(growthOf(of(even), of(slow))).toBe('steps');
  const seen = replay(demo).slice(20);
  const grown = seen.slice(1).filter(({ left }, i) => growthOf((seen[i] as (typeof seen)[0]).left, left) !== null);
  expect(grown).toEqual([]);
});

test('silence is told once it lasts longer than steps and validations do', () => {
  const { totalSteps, stepsPerEpoch, stepMs } = recorded.phantom as Recorded;
  const marks = stepMs.slice(0, 200).map((atMs, i) => ({ step: i + 1, atMs }));
  const last = marks.at(-1)?.atMs ?? 0;
  const after = (ms: number) => timeLeft({ marks, totalSteps, stepsPerEpoch, nowMs: last + ms, lastSignMs: last });
  expect(after(4000).kind).toBe('range');
  expect(plain(timeLeftText(after(140_000), clock))).toBe('No progress for 2 min 20 s; engine alive, waiting for data');
  // A validation is at work, and says so by itself.
  expect(timeLeft({ marks, totalSteps, stepsPerEpoch, nowMs: last + 140_000, lastSignMs: last + 139_000 }).kind).toBe('range');
});

test.each([
  [12_000, 18_000, '20 s'],
  [65_000, 118_000, '1–2 min'],
  [6.2 * 60_000, 7.4 * 60_000, '6–8 min'],
  [21 * 60_000, 29 * 60_000, '20–30 min'],
  [74 * 60_000, 86 * 60_000, '1 h 20 min'],
  [170 * 60_000, 190 * 60_000, '3 h'],
])('%d to %d ms reads %s', (low, high, text) => {
  expect(plain(rangeText(low, high))).toBe(text);
});

test('beyond half an hour the time of day stands beside it', () => {
  const marks = Array.from({ length: 60 }, (_, i) => ({ step: i + 1, atMs: 10_000 * i }));
  const left = timeLeft({ marks, totalSteps: 600, stepsPerEpoch: 0, nowMs: 590_000, lastSignMs: 590_000 });
  expect(plain(timeLeftText(left, clock))).toBe('≈ 1 h 30 min, until about 14:35');
});
