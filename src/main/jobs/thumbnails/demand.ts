// Thumbnails that a window waits for. Whoever works ahead gives way to them.
import { setTimeout as delay } from 'node:timers/promises';

/** A window asks for the next ones soon after the last. */
const restMs = 250;

let open = 0;
let lastMs = Number.NEGATIVE_INFINITY;

/** Marks `work` as waited for. */
export async function demanded<Result>(work: () => Promise<Result>): Promise<Result> {
  open += 1;
  try {
    return await work();
  } finally {
    open -= 1;
    lastMs = performance.now();
  }
}

/** Marks that a window is about to ask: it has opened a data set, or what it imported has just come. */
export function expectDemand(): void {
  lastMs = Math.max(lastMs, performance.now() + restMs);
}

/** Resolves once no window has waited for a while, or after the signal. */
export async function demandRests(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const waitMs = open > 0 ? restMs : lastMs + restMs - performance.now();
    if (waitMs <= 0) return;
    await delay(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
