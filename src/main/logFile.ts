// A log of limited size: lines are appended at once, and a file that has grown makes way for a new one.
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const largestBytes = 2 * 2 ** 20;
const keptFiles = 3;

export interface LogFile {
  write(line: string): void;
}

/** `path` is the newest file; older ones are `path.1` and so on. A log that cannot be written must stop nobody: it is left out. */
export function openLogFile(path: string, limitBytes = largestBytes): LogFile {
  let sizeBytes: number | null = null;
  return {
    write: line => {
      try {
        if (sizeBytes === null) {
          mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
          sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
        }
        if (sizeBytes > limitBytes) {
          rotate(path);
          sizeBytes = 0;
        }
        appendFileSync(path, line, { mode: 0o600 });
        sizeBytes += Buffer.byteLength(line);
      } catch {
        sizeBytes = null;
      }
    },
  };
}

function rotate(path: string): void {
  rmSync(`${path}.${keptFiles - 1}`, { force: true });
  for (let number = keptFiles - 2; number >= 1; number--) moveIfThere(`${path}.${number}`, `${path}.${number + 1}`);
  renameSync(path, `${path}.1`);
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to);
}
