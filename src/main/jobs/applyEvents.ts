// Events of a run folder → rows of the store. Applying an event twice leaves the same rows as applying it once.
import { decodeMetricValue, type RunEvent } from '../../shared/domain/runEvent.ts';
import { toAppError } from '../../shared/errors.ts';
import { parseEventLine } from '../engine/host/runEvents.ts';
import { runFilePath } from '../engine/host/runFolder.ts';
import type { Store } from '../store/store.ts';
import { loadedArtifactKinds } from './loadArtifacts.ts';

/** Applies whole lines of events.jsonl and returns their events. A line that is no event becomes an error line of the run's log. */
export function applyEventLines(store: Store, run: string, folder: string, lines: readonly { atByte: number; text: string }[]): RunEvent[] {
  return lines.flatMap(line => {
    try {
      const event = parseEventLine(folder, line);
      applyEvent(store, run, folder, line.atByte, event);
      return [event];
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code !== 'damaged' && error.code !== 'badInput') throw error;
      store.logs.put(run, { atByte: line.atByte, attempt: 0, atMs: Date.now(), level: 'error', message: error.message });
      return [];
    }
  });
}

function applyEvent(store: Store, run: string, folder: string, atByte: number, event: RunEvent): void {
  const { attempt } = event;
  const atMs = Math.round(event.timeMs);
  const log = (level: 'debug' | 'info' | 'warn' | 'error', message: string): void =>
    store.logs.put(run, { atByte, attempt, atMs, level, message });
  switch (event.type) {
    case 'state': {
      store.runs.setState(run, event.state === 'resumed' ? 'running' : event.state, atMs);
      const from = event.fromStep === undefined ? '' : ` from step ${event.fromStep}`;
      log('info', `${event.state}${from}${event.reason === undefined ? '' : `: ${event.reason}`}`);
      return;
    }
    case 'progress': {
      const { type: _type, seq: _seq, attempt: _attempt, ...progress } = event;
      store.runs.setProgress(run, progress);
      return;
    }
    case 'metric': {
      const { series, step, epoch } = event;
      store.metrics.put(run, { series, step, epoch, value: decodeMetricValue(event.value), attempt, atMs });
      return;
    }
    case 'artifact': {
      runFilePath(folder, event.name);
      const { name, kind, sizeBytes } = event;
      const step = kind === 'checkpoint' ? /^checkpoints\/(\d+)$/.exec(name)?.[1] : undefined;
      if (step !== undefined) store.checkpoints.put(run, { step: Number(step), name, attempt, sizeBytes, atMs });
      else store.artifacts.put(run, { name, kind, attempt, sizeBytes, atMs }, { loaded: !loadedArtifactKinds.includes(kind) });
      return;
    }
    case 'log':
      log(event.level, event.message);
      return;
    case 'error':
      store.runs.setError(run, { code: event.code, message: event.message, details: event.details ?? {} });
      log('error', event.message);
  }
}
