// Temporary workspaces for tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWorkspace, type Workspace } from '../../workspace/workspace.ts';
import { createJobContext, type JobContext } from '../context.ts';

export const testEngineEntry = fileURLToPath(new URL('./testEngine.ts', import.meta.url));

export function scratchFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'fovea-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A job context on a new workspace, with the test engine. `problems` collects what went wrong unasked. */
export function scratchContext(dir: string, options: Partial<JobContext> = {}): JobContext & { workspace: Workspace; problems: string[] } {
  const problems: string[] = [];
  const workspace = openWorkspace(dir, { mode: 'write' });
  const engine = { entry: testEngineEntry };
  return { ...createJobContext({ workspace, engine, onProblem: error => problems.push(error.message), ...options }), problems };
}
