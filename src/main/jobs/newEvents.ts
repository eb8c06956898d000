// The events of a run folder as they come, for whoever watches without writing to a store.
import type { RunEvent } from '../../shared/domain/runEvent.ts';
import { parseEventLine, readEventChunk } from '../engine/host/runEvents.ts';
import { type JobContext, runFolderOf } from './context.ts';

/** Each call of the result returns what was written since the last one. Errors: `damaged`. */
export function newEvents(folder: string): () => RunEvent[] {
  let fromByte = 0;
  return () => {
    const events: RunEvent[] = [];
    for (let chunk = readEventChunk(folder, fromByte); chunk.lines.length > 0; chunk = readEventChunk(folder, fromByte)) {
      fromByte = chunk.nextByte;
      for (const line of chunk.lines) events.push(parseEventLine(folder, line));
    }
    return events;
  };
}

/** The same for a run of the workspace. */
export function followRunEvents(context: JobContext, run: string): () => RunEvent[] {
  return newEvents(runFolderOf(context, run));
}
