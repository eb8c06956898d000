// Paired benchmarks: the contenders stay warm and take turns, A B A B …, so that whatever else the machine does meets all alike.

import { AppError } from '../src/shared/errors.ts';
import { type BenchWorker, startWorker, type WorkerCommand, type WorkerFacts, type WorkerLimits } from './workerProcess.ts';

const minimumRounds = 7;
/** How far the first training loss may differ, relative, between contenders that claim the same work. */
const lossTolerance = { fp32: 1e-3, bf16: 3e-2 };

export interface ComparisonPlan {
  readonly title: string;
  /** What is being judged. */
  readonly subject: WorkerCommand;
  /** What it is judged against; the fastest of them counts. */
  readonly peers: readonly WorkerCommand[];
  /** Turns of each contender, at least 7. */
  readonly rounds?: number;
  /** Steps in a turn; the turn counts as their median. */
  readonly stepsPerTurn?: number;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface ContenderResult {
  readonly name: string;
  readonly facts: WorkerFacts;
  /** One value a turn, milliseconds a step. */
  readonly turnsMs: readonly number[];
  readonly stepMs: Spread;
  readonly peakRssMiB: number;
}

export interface PeerResult extends ContenderResult {
  /** Subject's time over this peer's, turn by turn; under 1 the subject is faster. */
  readonly ratios: readonly number[];
  readonly ratio: Spread;
  readonly memoryRatio: number;
}

export interface Comparison {
  readonly title: string;
  readonly subject: ContenderResult;
  /** Fastest first. */
  readonly peers: readonly PeerResult[];
}

/**
 * Runs a comparison. Every contender is warm before the first turn, and its first turn after that is not counted.
 * Throws `conflict` when the contenders' own facts say that they do different work, `engineCrashed` when one ends.
 */
export async function compare(
  { title, subject, peers, rounds = minimumRounds, stepsPerTurn = 1 }: ComparisonPlan,
  limits: WorkerLimits = {},
): Promise<Comparison> {
  if (rounds < minimumRounds) {
    throw new AppError('usage', `Expected at least ${minimumRounds} rounds, got ${rounds}: fewer pairs say nothing on a shared machine.`);
  }
  if (peers.length === 0) throw new AppError('usage', `Comparison "${title}" expects at least one peer, got none.`);
  const workers: BenchWorker[] = [];
  try {
    for (const command of [subject, ...peers]) workers.push(await startWorker(command, limits));
    checkSameWork(title, workers);
    for (const worker of workers) await worker.step(1);
    const results = workers.map(({ name, facts }) => ({ name, facts, turnsMs: [] as number[], peakRssMiB: 0 }));
    for (let round = 0; round < rounds; round++) {
      for (const [index, worker] of workers.entries()) {
        const reply = await worker.step(stepsPerTurn);
        const result = results[index] as (typeof results)[number];
        result.turnsMs.push(spread(reply.ms).median);
        result.peakRssMiB = reply.peakRssMiB;
      }
    }
    const [own, ...others] = results.map(result => ({ ...result, stepMs: spread(result.turnsMs) }));
    return { title, subject: own as ContenderResult, peers: others.map(peer => against(own as ContenderResult, peer)).sort(byTime) };
  } finally {
    await Promise.all(workers.map(worker => worker.stop()));
  }
}

function against(subject: ContenderResult, peer: ContenderResult): PeerResult {
  const ratios = subject.turnsMs.map((ms, turn) => ms / (peer.turnsMs[turn] as number));
  return { ...peer, ratios, ratio: spread(ratios), memoryRatio: subject.peakRssMiB / peer.peakRssMiB };
}

function byTime(a: ContenderResult, b: ContenderResult): number {
  return a.stepMs.median - b.stepMs.median;
}

/** Median (of an even count the mean of the middle two), minimum and maximum. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] as number;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, min: at(0), max: at(sorted.length - 1) };
}

function checkSameWork(title: string, workers: readonly BenchWorker[]): void {
  const [first, ...others] = workers as [BenchWorker, ...BenchWorker[]];
  for (const other of others) {
    for (const key of ['workload', 'mode', 'precision', 'threads', 'batch', 'parameterCount'] as const) {
      if (first.facts[key] !== other.facts[key]) {
        throw new AppError(
          'conflict',
          `"${title}" expects the same work: ${first.name} has ${key} ${first.facts[key]}, ${other.name} has ${other.facts[key]}.`,
        );
      }
    }
    const [a, b] = [first.facts.firstLoss ?? null, other.facts.firstLoss ?? null];
    const tolerance = lossTolerance[first.facts.precision === 'bf16' ? 'bf16' : 'fp32'];
    if ((a === null) !== (b === null) || (a !== null && b !== null && !(Math.abs(a - b) <= tolerance * Math.abs(b)))) {
      throw new AppError(
        'conflict',
        `"${title}" expects the same first loss within ${tolerance}, relative: ${first.name} has ${a}, ${other.name} has ${b}.`,
      );
    }
  }
}
