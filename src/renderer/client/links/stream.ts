// Values that arrive one by one, read with `for await`.

export interface Stream {
  readonly values: AsyncIterable<unknown>;
  push(value: unknown): void;
  finish(): void;
  fail(error: Error): void;
}

/** `onAbandoned` is told when the reader stops before the end. What was pushed before the end is still read. */
export function openStream(onAbandoned: () => void): Stream {
  const pushed: unknown[] = [];
  let state: 'open' | 'finished' | Error = 'open';
  let wake: () => void = () => undefined;
  const set = (next: 'finished' | Error): void => {
    if (state === 'open') state = next;
    wake();
  };
  async function* read(): AsyncGenerator<unknown, void> {
    try {
      while (true) {
        if (pushed.length > 0) yield pushed.shift();
        else if (state instanceof Error) throw state;
        else if (state === 'finished') return;
        else {
          await new Promise<void>(resolve => {
            wake = resolve;
          });
        }
      }
    } finally {
      if (state === 'open') onAbandoned();
    }
  }
  return {
    values: read(),
    push: value => {
      pushed.push(value);
      wake();
    },
    finish: () => set('finished'),
    fail: error => set(error),
  };
}
