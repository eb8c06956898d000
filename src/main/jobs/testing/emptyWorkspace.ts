// A new workspace of a test and a folder beside it for scans, both gone after the test.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratchContext, scratchFolder } from './scratch.ts';

export interface EmptyWorkspace {
  context: ReturnType<typeof scratchContext>;
  /** Not there before something is written into it. */
  folder: string;
  scratch: string;
}

export function emptyWorkspace(): EmptyWorkspace {
  const scratch = scratchFolder();
  const context = scratchContext(join(scratch.path, 'workspace'));
  onTestFinished(async () => {
    await context.volumes.close();
    context.workspace.close();
    scratch.remove();
  });
  return { context, folder: join(scratch.path, 'scans'), scratch: scratch.path };
}

/** By their paths below `folder`. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
