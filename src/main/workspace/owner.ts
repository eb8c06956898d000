// owner.json: which process has the workspace open, and where its loopback API answers. Mode 0600: it holds a token.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomic } from '../atomicFile.ts';
import { isHeld } from '../lock.ts';
import type { WorkspacePaths } from './paths.ts';

const ownerSchema = z.strictObject({
  pid: z.int(),
  startedMs: z.number(),
  /** Absent in a process that serves nobody, such as a command. */
  api: z.strictObject({ address: z.url(), token: z.string() }).optional(),
});
export type Owner = z.infer<typeof ownerSchema>;

/** The process that has the workspace open now; null when none has, or when it has not said so yet. */
export function readOwner(paths: WorkspacePaths): Owner | null {
  if (!isHeld(paths.lock) || !existsSync(paths.owner)) return null;
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(paths.owner, 'utf8')));
  } catch {
    return null;
  }
}

export function writeOwner(paths: WorkspacePaths, owner: Owner): void {
  writeFileAtomic(paths.owner, `${JSON.stringify(owner, null, 2)}\n`, { mode: 0o600 });
}
