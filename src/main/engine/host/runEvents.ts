// Reading events.jsonl of a run folder, whole or from a byte on, while an engine may be appending to it.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type RunEvent, runEventSchema } from '../../../shared/domain/runEvent.ts';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { parseJson, runFolderNames } from './runFolder.ts';

const newline = 0x0a;
const chunkBytes = 128 * 1024;
const longestLineBytes = 64 * 1024 * 1024;

export interface EventChunk {
  /** Whole lines, each with the byte it starts at. */
  lines: { atByte: number; text: string }[];
  /** Where the next read goes on. */
  nextByte: number;
  /** Size of the file when it was read; 0 when there is none yet. */
  sizeBytes: number;
}

/** Whole lines from `fromByte` on, about 128 KiB of them; bytes after the last newline are left for later. */
export function readEventChunk(folder: string, fromByte: number): EventChunk {
  const path = join(folder, runFolderNames.events);
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lines: [], nextByte: fromByte, sizeBytes: 0 };
    throw toAppError(error);
  }
  try {
    const sizeBytes = fstatSync(descriptor).size;
    for (let wanted = chunkBytes; ; wanted *= 4) {
      const buffer = Buffer.alloc(Math.max(0, Math.min(wanted, sizeBytes - fromByte)));
      const read = readSync(descriptor, buffer, 0, buffer.length, fromByte);
      const end = buffer.subarray(0, read).lastIndexOf(newline) + 1;
      if (end > 0) return { lines: splitLines(buffer.toString('utf8', 0, end), fromByte), nextByte: fromByte + end, sizeBytes };
      if (fromByte + read >= sizeBytes) return { lines: [], nextByte: fromByte, sizeBytes };
      if (wanted >= longestLineBytes) {
        throw new AppError(
          'damaged',
          `Expected lines of events in ${path}, received ${read} bytes without a line end at byte ${fromByte}.`,
        );
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Parses one line. Errors: `damaged` naming the byte. */
export function parseEventLine(folder: string, line: { atByte: number; text: string }): RunEvent {
  return parseJson(line.text, runEventSchema, `${join(folder, runFolderNames.events)}, byte ${line.atByte}`);
}

/**
 * All recorded events. `tornBytes` counts what stands after the last line end: a write cut short by a kill, never recorded.
 * Errors: `damaged` naming the byte of a line that is whole but not an event.
 */
export function readEvents(folder: string): { events: RunEvent[]; tornBytes: number } {
  const events: RunEvent[] = [];
  for (let fromByte = 0; ; ) {
    const chunk = readEventChunk(folder, fromByte);
    if (chunk.lines.length === 0) return { events, tornBytes: Math.max(0, chunk.sizeBytes - fromByte) };
    for (const line of chunk.lines) events.push(parseEventLine(folder, line));
    fromByte = chunk.nextByte;
  }
}

function splitLines(text: string, fromByte: number): { atByte: number; text: string }[] {
  let atByte = fromByte;
  return text
    .split('\n')
    .slice(0, -1)
    .map(line => {
      const entry = { atByte, text: line };
      atByte += Buffer.byteLength(line) + 1;
      return entry;
    });
}
