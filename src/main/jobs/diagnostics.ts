// What helps to find a fault, as text to send to someone: versions, the doctor's findings and the last lines of the log, without names
// of patients and of files.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { JobContext } from './context.ts';

const linesShown = 200;
const shortestIdentifier = 3;

export function logPath({ workspace }: Pick<JobContext, 'workspace'>): string {
  return join(workspace.paths.logs, 'fovea.log');
}

/** `facts`: lines about program and machine that the caller knows. */
export function diagnosticsText(context: JobContext, facts: readonly string[]): string {
  const { store } = context.workspace;
  const counts = [`data sets ${store.datasets.list().length}`, `runs ${store.runs.list().length}`];
  const lines = [...facts, `Workspace: ${counts.join(', ')}`, '', `Last lines of the log:`, ...lastLines(logPath(context))];
  return `${withoutNames(context, lines.join('\n'))}\n`;
}

function lastLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-linesShown);
  } catch {
    return ['(none)'];
  }
}

/** Workspace, import roots, home folder, names of files and data sets, and every identifier of a patient that the store knows are replaced. */
function withoutNames({ workspace: { store, paths } }: JobContext, text: string): string {
  let clean = text;
  const replace = (name: string, by: string): void => {
    if (name.length >= shortestIdentifier) clean = clean.replaceAll(name, by);
  };
  replace(paths.dir, '<workspace>');
  for (const root of store.importRoots.list()) replace(root.path, '<folder>');
  replace(homedir(), '~');
  for (const { name } of store.datasets.list()) replace(`'${name}'`, "'<data set>'");
  clean = clean.replaceAll(/[^\s'"`:<>]*\.(?:jpe?g|png|tiff?|bmp|dib|webp|gif|dcm|vol|e2e|fda|fds|oct|nii|csv|zip)\b/gi, '<file>');
  // A word at a time: an identifier within a longer number is none.
  const identifiers = new Set(store.datasets.list().flatMap(({ id }) => store.patients.ofDataset(id).map(({ identifier }) => identifier)));
  return clean.replaceAll(/[\p{L}\p{N}_-]+/gu, word => (word.length >= shortestIdentifier && identifiers.has(word) ? '<patient>' : word));
}
