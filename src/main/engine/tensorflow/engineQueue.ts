// At most one execution in flight in a process; everything else waits its turn.
// TensorFlow already uses every core, and tfjs's bookkeeping must not change between an execution's start and its end.

export class EngineQueue {
  private tail: Promise<unknown> = Promise.resolve();

  /** Runs `job` after all jobs queued before it, whether they succeeded or not. */
  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.tail.then(job, job);
    this.tail = result.catch(() => undefined);
    return result;
  }
}

/** The process's queue. */
export const engineQueue = new EngineQueue();
