// After a kill: what of a run folder can be read, what the store knows of it, and whether anything recorded is missing.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Backend, openBackend } from '../../src/main/backend.ts';
import { readConfig, readEnvironment, readJsonFile, readManifest, runFolderNames } from '../../src/main/engine/host/runFolder.ts';
import { checkpointStateSchema } from '../../src/main/engine/training/checkpointFiles.ts';
import { verifyRun } from '../../src/main/jobs/testing/verifyRun.ts';
import type { RunState } from '../../src/shared/domain/runEvent.ts';
import { toAppError } from '../../src/shared/errors.ts';

/** The whole lines of events.jsonl: what had been recorded at this moment. */
export function recordedLines(folder: string): string[] {
  const path = join(folder, runFolderNames.events);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

export function isMetric(line: string): boolean {
  return line.includes('"type":"metric"');
}

/** Names of checkpoints whose writing was cut short. */
export function halfWrittenCheckpoints(folder: string): string[] {
  const checkpoints = join(folder, runFolderNames.checkpoints);
  return existsSync(checkpoints) ? readdirSync(checkpoints).filter(name => /^\d+\.\d+\.partial$/.test(name)) : [];
}

/** Opens the workspace as Fovea's next start would, which settles what the last one left behind. `problems` gathers what it complains of. */
export function reopen(workspace: string, problems: string[]): Promise<Backend> {
  return openBackend({ dir: workspace, onlyOwn: true, onProblem: error => problems.push(error.message) });
}

export interface RunAfterKill {
  state: RunState;
  lostRows: number;
  unreadableFiles: string[];
  problems: string[];
}

/** `before`: the events that had been recorded when the kill came. */
export function checkRun({ context }: Backend, run: string, before: readonly string[]): RunAfterKill {
  const { store, paths } = context.workspace;
  const folder = join(paths.runs, run);
  const now = new Set(recordedLines(folder));
  const goneLines = before.filter(line => isMetric(line) && !now.has(line)).length;
  const verdict = verifyRun(store, run, folder);
  const { state } = store.runs.get(run);
  return {
    state,
    lostRows: goneLines + verdict.lostRows,
    unreadableFiles: [...verdict.unreadableFiles, ...unreadableInputs(folder), ...unreadableCheckpoints(folder)],
    problems: store.integrityProblems(),
  };
}

function unreadableInputs(folder: string): string[] {
  return [readConfig, readManifest, readEnvironment].flatMap(read => problemOf(() => read(folder)));
}

/** Every checkpoint that has its final name is whole, and both pointers lead to one. */
function unreadableCheckpoints(folder: string): string[] {
  const checkpoints = join(folder, runFolderNames.checkpoints);
  const entries = readdirSync(checkpoints).filter(name => !name.endsWith('.partial'));
  return entries.flatMap(name => {
    if (!name.endsWith('.json')) return problemOf(() => verifyCheckpoint(join(checkpoints, name)));
    const { step } = JSON.parse(readFileSync(join(checkpoints, name), 'utf8')) as { step: number };
    return existsSync(join(checkpoints, String(step))) ? [] : [`${name} points at step ${step}, which is not there`];
  });
}

function verifyCheckpoint(folder: string): void {
  const state = readJsonFile(join(folder, 'state.json'), checkpointStateSchema);
  const hashes = { 'weights.safetensors': state.weightsSha256, 'optimizer.safetensors': state.optimizerSha256 };
  for (const [name, expected] of Object.entries(hashes)) {
    if (fileHash(join(folder, name)) !== expected) throw new Error(`${join(folder, name)} has another SHA-256 than its state.json says.`);
  }
}

export function fileHash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function problemOf(action: () => unknown): string[] {
  try {
    action();
    return [];
  } catch (error) {
    return [toAppError(error).message];
  }
}
