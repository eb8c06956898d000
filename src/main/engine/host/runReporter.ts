// Writes a run's events in the words of the run folder, at a bearable rate.
import { encodeMetricValue, type RunState } from '../../../shared/domain/runEvent.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { EventWriter } from './runFolderWriter.ts';

/** Progress is told at most this often. */
const progressIntervalMs = 500;

export class RunReporter {
  private readonly events: EventWriter;
  private lastProgressMs = 0;
  private recent: { atMs: number; items: number; waitMs: number | undefined }[] = [];

  constructor(events: EventWriter) {
    this.events = events;
  }

  state(state: RunState | 'resumed', extra: { fromStep?: number; reason?: string } = {}): void {
    this.events.write({ type: 'state', state, ...extra });
    this.events.sync();
  }

  metrics(at: { epoch: number; step: number }, values: Record<string, number>): void {
    for (const [series, value] of Object.entries(values)) {
      this.events.write({ type: 'metric', series, ...at, value: encodeMetricValue(value) });
    }
  }

  /**
   * `items` is how many were worked off since the last call, `waitMs` how long of that time the engine waited for its input; throughput
   * and share of waiting are those of the last few seconds.
   */
  progress(phase: string, done: number, total: number, at: { step?: number; epoch?: number; items?: number; waitMs?: number } = {}): void {
    const nowMs = performance.now();
    const { items = 0, waitMs, ...place } = at;
    this.recent = [...this.recent.filter(entry => nowMs - entry.atMs < 5000), { atMs: nowMs, items, waitMs }];
    if (done < total && nowMs - this.lastProgressMs < progressIntervalMs) return;
    this.lastProgressMs = nowMs;
    const spanMs = nowMs - (this.recent[0]?.atMs ?? nowMs);
    const worked = this.recent.slice(1).reduce((sum, entry) => sum + entry.items, 0);
    const rate = spanMs > 0 && worked > 0 ? { itemsPerSecond: (worked / spanMs) * 1000 } : {};
    const waitedMs = this.recent.slice(1).reduce((sum, entry) => sum + (entry.waitMs ?? 0), 0);
    const wait = waitMs !== undefined && spanMs > 0 ? { waitShare: Math.min(1, waitedMs / spanMs) } : {};
    this.events.write({ type: 'progress', phase, done, total, ...place, ...rate, ...wait });
  }

  artifact(name: string, kind: string, sizeBytes: number): void {
    this.events.write({ type: 'artifact', name, kind, sizeBytes });
  }

  log(level: 'debug' | 'info' | 'warn' | 'error', message: string): void {
    this.events.write({ type: 'log', level, message });
  }

  error(error: AppError): void {
    const details = JSON.parse(JSON.stringify(error.details)) as Record<string, never>;
    this.events.write({ type: 'error', code: error.code, message: error.message, details });
  }

  sync(): void {
    this.events.sync();
  }
}
