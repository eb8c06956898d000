// Loaded into the main process before anything else (`node --import`): measures how late its event loop comes, when its parent asks.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Interval of the clock; what the histogram holds are the times between two of its ticks. */
const resolutionMs = 10;

export type ProbeCommand = 'begin' | 'end';

export interface Lateness {
  seconds: number;
  samples: number;
  /** Milliseconds by which a tick came later than `resolutionMs` after the one before. */
  p50: number;
  p99: number;
  p999: number;
  max: number;
  /** The longest that the main thread itself computed between two ticks, milliseconds of CPU time; the rest is waiting for a core. */
  ownMax: number;
  ownP99: number;
}

if (isMainThread) {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  let beganMs = 0;
  let ownMs: number[] = [];
  let lastCpuMs = threadCpuMs();
  const clock = setInterval(() => {
    const cpuMs = threadCpuMs();
    ownMs.push(cpuMs - lastCpuMs);
    lastCpuMs = cpuMs;
  }, resolutionMs);
  clock.unref();
  process.on('message', (command: ProbeCommand) => {
    if (command === 'begin') {
      histogram.reset();
      histogram.enable();
      ownMs = [];
      beganMs = performance.now();
      return;
    }
    histogram.disable();
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);
    const own = ownMs.toSorted((a, b) => a - b);
    process.send?.({
      seconds: (performance.now() - beganMs) / 1000,
      samples: histogram.count,
      p50: late(histogram.percentile(50)),
      p99: late(histogram.percentile(99)),
      p999: late(histogram.percentile(99.9)),
      max: late(histogram.max),
      ownP99: own[Math.floor(own.length * 0.99)] ?? 0,
      ownMax: own.at(-1) ?? 0,
    } satisfies Lateness);
  });
  process.channel?.unref();
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
