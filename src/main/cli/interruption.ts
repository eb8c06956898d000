// Ctrl-C: once ends the work in order (a training stops after its step with a checkpoint), twice ends it at once.
import type { Output } from './output.ts';

export class Interruption {
  private readonly first = new AbortController();
  private readonly second = new AbortController();
  private readonly onSignal: () => void;
  private readonly output: Output;

  constructor(output: Output) {
    this.output = output;
    this.onSignal = () => this.advance();
    process.on('SIGINT', this.onSignal);
    process.on('SIGTERM', this.onSignal);
  }

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.first.signal;
  }

  /** Aborted by the second one. */
  get kill(): AbortSignal {
    return this.second.signal;
  }

  close(): void {
    process.off('SIGINT', this.onSignal);
    process.off('SIGTERM', this.onSignal);
  }

  private advance(): void {
    if (this.first.signal.aborted) {
      this.second.abort();
      return;
    }
    this.output.note('Ending in order; a second Ctrl-C ends at once.');
    this.first.abort();
  }
}
