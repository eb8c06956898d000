// sessions.json: the browsers that were let in and the port they know, so that an open page goes on after a restart. Mode 0600; it holds
// hashes, from which no key can be made.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomic } from '../atomicFile.ts';
import type { WorkspacePaths } from './paths.ts';

const savedSessionsSchema = z.strictObject({
  version: z.literal(1),
  port: z.int().min(1).max(65_535),
  sessions: z.array(z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/), expiresMs: z.number() })),
});
export type SavedSessions = z.infer<typeof savedSessionsSchema>;

/** null where there are none, or none that can be read: then every browser needs a new link, which is all that is lost. */
export function readSessions(paths: WorkspacePaths): SavedSessions | null {
  if (!existsSync(paths.sessions)) return null;
  try {
    return savedSessionsSchema.parse(JSON.parse(readFileSync(paths.sessions, 'utf8')));
  } catch {
    return null;
  }
}

/** Errors: those of `writeFileAtomic`. */
export function writeSessions(paths: WorkspacePaths, saved: SavedSessions): void {
  writeFileAtomic(paths.sessions, `${JSON.stringify(saved, null, 2)}\n`, { mode: 0o600 });
}
