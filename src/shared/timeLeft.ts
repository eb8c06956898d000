// How long a training still takes (UX §2.8): from what its last 50 steps took, with the validations that are to come, as a range.
// Told only after 20 steps and 3 s; a growth is explained, and silence is told as such.
import { formatDuration, formatNumber, narrowSpace } from './units.ts';

/** When a step was done; marks of one attempt, in order. Steps may be left out. */
export interface StepMark {
  step: number;
  atMs: number;
}

export interface TimeLeftInput {
  marks: readonly StepMark[];
  totalSteps: number;
  /** A validation follows each epoch; 0 where none does. */
  stepsPerEpoch: number;
  nowMs: number;
  /** When the engine last said anything. */
  lastSignMs: number;
}

export type TimeLeft =
  | { kind: 'early' }
  | { kind: 'range'; lowMs: number; midMs: number; highMs: number; stepMs: number; hasValidation: boolean; atMs: number }
  /** No step for longer than steps and validations take. */
  | { kind: 'silent'; forMs: number };

const fewestSteps = 20;
const fewestMs = 3000;
const window = 50;
const keptValidations = 5;
const leastSilenceMs = 5000;

export function timeLeft({ marks, totalSteps, stepsPerEpoch, nowMs, lastSignMs }: TimeLeftInput): TimeLeft {
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined) return { kind: 'early' };
  const { steps, validations } = intervalsOf(marks, stepsPerEpoch);
  const longest = Math.max(0, ...validations, ...steps.slice(-window));
  const silenceMs = nowMs - lastSignMs;
  if (steps.length > 0 && silenceMs > Math.max(leastSilenceMs, 5 * quantile(steps, 0.5), 1.5 * longest))
    return { kind: 'silent', forMs: silenceMs };
  if (last.step - first.step < fewestSteps || last.atMs - first.atMs < fewestMs || steps.length === 0) return { kind: 'early' };
  const recent = steps.slice(-window);
  const stepMs = quantile(recent, 0.5);
  // The first validation prepares what the later ones find ready.
  const validationMs =
    validations.length === 0
      ? 0
      : quantile(validations.slice(Math.max(Math.min(1, validations.length - 1), validations.length - keptValidations)), 0.5);
  const stepsLeft = Math.max(0, totalSteps - last.step);
  const validationsLeft = stepsPerEpoch === 0 ? 0 : Math.ceil(totalSteps / stepsPerEpoch) - Math.ceil(last.step / stepsPerEpoch) + 1;
  const sinceLastMs = Math.max(0, nowMs - last.atMs);
  const left = (perStepMs: number, share: number): number =>
    Math.max(0, share * (stepsLeft * perStepMs + validationsLeft * validationMs) - sinceLastMs);
  return {
    kind: 'range',
    lowMs: Math.min(left(quantile(recent, 0.25), 1), left(stepMs, 0.9)),
    midMs: left(stepMs, 1),
    highMs: Math.max(left(quantile(recent, 0.75), 1), left(stepMs, 1.1)),
    stepMs,
    hasValidation: validations.length > 0,
    atMs: nowMs,
  };
}

/** Why the estimate has grown by more than a quarter beyond what time alone explains; null where it has not. */
export function growthOf(before: TimeLeft, now: TimeLeft): 'validation' | 'steps' | null {
  if (before.kind !== 'range' || now.kind !== 'range') return null;
  const expectedMs = Math.max(0, before.midMs - (now.atMs - before.atMs));
  if (now.midMs <= 1.25 * expectedMs || now.midMs - expectedMs < 10_000) return null;
  return now.hasValidation && !before.hasValidation ? 'validation' : 'steps';
}

/** `≈ 6–8 min`, `≈ 25–30 min`, `≈ 1 h 20 min`; beyond 30 min with the time of day. `clock` writes that. */
export function timeLeftText(left: TimeLeft, clock: (atMs: number) => string): string | null {
  if (left.kind === 'early') return null;
  if (left.kind === 'silent') return `No progress for ${formatDuration(left.forMs)}; engine alive, waiting for data`;
  const end = left.midMs > 30 * minuteMs ? `, until about ${clock(left.atMs + left.midMs)}` : '';
  return `≈ ${rangeText(left.lowMs, left.highMs)}${end}`;
}

const minuteMs = 60_000;

/** Whole minutes under ten, then steps of 5, then of 10. */
export function rangeText(lowMs: number, highMs: number): string {
  if (highMs < minuteMs) return `${formatNumber(Math.max(5, 5 * Math.ceil(highMs / 5000)))}${narrowSpace}s`;
  const grain = highMs < 10 * minuteMs ? 1 : highMs < 60 * minuteMs ? 5 : 10;
  const low = grain * Math.max(grain === 1 ? 1 : 0, Math.floor(lowMs / minuteMs / grain + 1e-9));
  const high = grain * Math.ceil(highMs / minuteMs / grain - 1e-9);
  if (high > 60) return hoursText(grain * Math.round((lowMs + highMs) / 2 / minuteMs / grain));
  return `${low === 0 || low === high ? '' : `${formatNumber(low)}–`}${formatNumber(high)}${narrowSpace}min`;
}

function hoursText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const text = `${formatNumber(hours)}${narrowSpace}h`;
  return rest === 0 ? text : `${text} ${formatNumber(rest)}${narrowSpace}min`;
}

/** What a step took within epochs, and what an epoch's end took beyond a step. */
function intervalsOf(marks: readonly StepMark[], stepsPerEpoch: number): { steps: number[]; validations: number[] } {
  const steps: number[] = [];
  const crossings: { ms: number; steps: number }[] = [];
  for (let i = 1; i < marks.length; i++) {
    const [before, after] = [marks[i - 1] as StepMark, marks[i] as StepMark];
    const count = after.step - before.step;
    if (count <= 0) continue;
    const ms = after.atMs - before.atMs;
    const crosses = stepsPerEpoch > 0 && Math.ceil(after.step / stepsPerEpoch) > Math.ceil(before.step / stepsPerEpoch);
    if (crosses) crossings.push({ ms, steps: count });
    else steps.push(ms / count);
  }
  const stepMs = steps.length === 0 ? 0 : quantile(steps.slice(-window), 0.5);
  return { steps, validations: crossings.map(({ ms, steps: count }) => Math.max(0, ms - count * stepMs)) };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}
