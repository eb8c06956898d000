// Our workers' side of the line protocol (bench/README.md): says that it is ready, then runs steps on command until stdin ends.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Answers `step N` lines on stdin; exits the process when stdin ends. `step` returns its loss, or null. */
export async function serveSteps(facts: Record<string, unknown>, step: () => Promise<number | null>): Promise<never> {
  say({ ready: true, ...facts });
  for await (const line of createInterface({ input: process.stdin })) {
    const count = Number(/^step (\d+)$/.exec(line)?.[1]);
    const ms: number[] = [];
    let loss: number | null = null;
    for (let i = 0; i < count; i++) {
      const beginMs = performance.now();
      loss = await step();
      ms.push(performance.now() - beginMs);
    }
    say({ ms, peakRssMiB: peakRssMiB(), loss });
  }
  process.exit(0);
}

/** Most memory that a process, this one if none is named, has had resident since its start. */
export function peakRssMiB(pid: number | 'self' = 'self'): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function say(message: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
