// The engine's side of a run folder: the append-only events.jsonl, and control.json, through which the world asks for something.
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Control, controlSchema, type RunEvent, type RunEventBody, runEventSchema } from '../../../shared/domain/runEvent.ts';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { fileWriteError, writeFileAtomic } from '../../atomicFile.ts';
import { parseEventLine } from './runEvents.ts';
import { readJsonFile, runFolderNames, toJsonText } from './runFolder.ts';

export interface EventWriter {
  /** 1 for a new run, one more for every resume. */
  readonly attempt: number;
  /** Appends one event; it is recorded when this returns. Errors: `diskFull` (the file stays whole), `internal` for a malformed event. */
  write(body: RunEventBody): RunEvent;
  /** Makes everything recorded so far survive a power cut. */
  sync(): void;
  close(): void;
}

/**
 * Opens events.jsonl for appending; the caller holds the run lock. A torn last line, whose write never returned, is cut;
 * numbering goes on where the last recorded event stands. Errors: `damaged`, `permissionDenied`.
 */
export function openEventWriter(folder: string): EventWriter {
  const path = join(folder, runFolderNames.events);
  const descriptor = openForAppend(path);
  let position: number;
  let previous: RunEvent | null;
  try {
    const last = lastLine(descriptor);
    position = last.endByte;
    if (fstatSync(descriptor).size > position) ftruncateSync(descriptor, position);
    previous = last.endByte === 0 ? null : parseEventLine(folder, { atByte: last.atByte, text: last.text });
  } catch (error) {
    closeSync(descriptor);
    throw toAppError(error);
  }
  const attempt = (previous?.attempt ?? 0) + 1;
  let seq = (previous?.seq ?? -1) + 1;

  const write = (body: RunEventBody): RunEvent => {
    const parsed = runEventSchema.safeParse({ seq, timeMs: Date.now(), attempt, ...body });
    if (!parsed.success) {
      throw new AppError('internal', `Malformed ${body.type} event: ${parsed.error.message}`, { details: { body } });
    }
    const line = Buffer.from(`${JSON.stringify(parsed.data)}\n`);
    try {
      const written = writeSync(descriptor, line);
      if (written < line.length) throw Object.assign(new Error(`${written} of ${line.length} bytes written`), { code: 'ENOSPC' });
    } catch (error) {
      ftruncateSync(descriptor, position);
      throw fileWriteError(path, error);
    }
    position += line.length;
    seq += 1;
    return parsed.data;
  };

  return {
    attempt,
    write,
    sync: () => fsyncSync(descriptor),
    close: () => {
      fsyncSync(descriptor);
      closeSync(descriptor);
    },
  };
}

/** Asks the engine for something; a command that it has not taken yet is replaced. */
export function writeControl(folder: string, command: Control['command']): Control {
  const control = { id: randomUUID(), command };
  writeFileAtomic(join(folder, runFolderNames.control), toJsonText(control));
  return control;
}

/**
 * For the engine, between steps: the command waiting in control.json, or null. Taking it renames the file, so that each command
 * acts once, also over a resume, and so that whoever wrote it can see that it was taken. Errors: `damaged` (taken all the same).
 */
export function readControl(folder: string): Control | null {
  const path = join(folder, runFolderNames.control);
  if (!existsSync(path)) return null;
  const takenPath = join(folder, takenControlName);
  try {
    renameSync(path, takenPath);
  } catch (error) {
    throw toAppError(error);
  }
  return readJsonFile(takenPath, controlSchema);
}

/** The command that waits for the engine's next look between two steps; null once it is taken. */
export function waitingControl(folder: string): Control | null {
  try {
    return readJsonFile(join(folder, runFolderNames.control), controlSchema);
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return null;
    throw error;
  }
}

/** Forgets a command that nobody took, so that it does not act on the next attempt. */
export function clearControl(folder: string): void {
  rmSync(join(folder, runFolderNames.control), { force: true });
}

const takenControlName = 'control.taken.json';

function openForAppend(path: string): number {
  try {
    return openSync(path, 'a+', 0o600);
  } catch (error) {
    throw toAppError(error);
  }
}

/** The last line that ends in a newline, read backwards from the end in growing windows. */
function lastLine(descriptor: number): { atByte: number; text: string; endByte: number } {
  const size = fstatSync(descriptor).size;
  for (let window = 64 * 1024; ; window *= 4) {
    const start = Math.max(0, size - window);
    const bytes = Buffer.alloc(size - start);
    readSync(descriptor, bytes, 0, bytes.length, start);
    const end = bytes.lastIndexOf(0x0a);
    const before = end <= 0 ? -1 : bytes.lastIndexOf(0x0a, end - 1);
    if (before >= 0 || start === 0) {
      return { atByte: start + before + 1, text: end < 0 ? '' : bytes.toString('utf8', before + 1, end), endByte: start + end + 1 };
    }
  }
}
