// Progress of long work over files: what generators yield, how often, and how to run one to its end.

export interface Progress {
  /** What is being done, one word: 'list', 'read', 'verify'. */
  phase: string;
  done: number;
  /** 0 while it is not known yet. */
  total: number;
  /** Mean rate of this session, without what an earlier one had already done. */
  itemsPerSecond: number;
}

const intervalMs = 200;

/** Tells when a progress is due: at most every 200 ms. `alreadyDone` items do not count for the rate. */
export class ProgressMeter {
  readonly #phase: string;
  readonly #total: number;
  readonly #alreadyDone: number;
  readonly #startMs = performance.now();
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(phase: string, total: number, alreadyDone = 0) {
    this.#phase = phase;
    this.#total = total;
    this.#alreadyDone = alreadyDone;
  }

  /** The progress to yield now, or null while the last one is still fresh. */
  due(done: number): Progress | null {
    if (performance.now() - this.#lastMs < intervalMs) return null;
    this.#lastMs = performance.now();
    return this.at(done);
  }

  at(done: number): Progress {
    const seconds = (performance.now() - this.#startMs) / 1000;
    const itemsPerSecond = seconds > 0 ? (done - this.#alreadyDone) / seconds : 0;
    return { phase: this.#phase, done, total: this.#total, itemsPerSecond };
  }
}

/** Runs progress-yielding work to its end and returns its result. */
export async function runToEnd<Result>(
  work: AsyncGenerator<Progress, Result>,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Result> {
  for (;;) {
    const step = await work.next();
    if (step.done) return step.value;
    onProgress(step.value);
  }
}
