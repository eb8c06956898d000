// Where a workspace lies and what is where inside it (CONTRACTS, "Workspace").
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface WorkspacePaths {
  dir: string;
  description: string;
  store: string;
  lock: string;
  owner: string;
  /** Which browsers were let in. */
  sessions: string;
  /** Key of the subject hashes; never leaves the workspace. */
  secret: string;
  blobs: string;
  runs: string;
  thumbnails: string;
  /** What can be computed again: safe to delete. */
  cache: string;
  incoming: string;
  backups: string;
  logs: string;
  trash: string;
  /** A throw-away run folder while a training is measured. */
  probe: string;
}

/** `--workspace DIR`, else `FOVEA_WORKSPACE`, else `~/Fovea`; an absolute path. */
export function resolveWorkspaceDir(option: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  return resolve(option || env.FOVEA_WORKSPACE || join(homedir(), 'Fovea'));
}

export function workspacePaths(dir: string): WorkspacePaths {
  return {
    dir,
    description: join(dir, 'workspace.json'),
    store: join(dir, 'fovea.sqlite'),
    lock: join(dir, 'lock.sqlite'),
    owner: join(dir, 'owner.json'),
    sessions: join(dir, 'sessions.json'),
    secret: join(dir, 'secret'),
    blobs: join(dir, 'blobs'),
    runs: join(dir, 'runs'),
    thumbnails: join(dir, 'thumbnails'),
    cache: join(dir, 'cache'),
    incoming: join(dir, 'incoming'),
    backups: join(dir, 'backups'),
    logs: join(dir, 'logs'),
    trash: join(dir, 'trash'),
    probe: join(dir, 'probe'),
  };
}
