// What the doctor says of the folders that Fovea writes to: free space, and whether a database can live there.
import { existsSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { assertLocalFileSystem, mountTypeOf } from '../workspace/fileSystem.ts';
import type { Finding } from './finding.ts';

const scarceBytes = 5e9;
const exhaustedBytes = 0.5e9;

/** Free space where `folder` is or would be. */
export function diskFinding(name: string, folder: string): Finding {
  const { bavail, bsize } = statfsSync(nearestExisting(folder));
  const freeBytes = bavail * bsize;
  const detail = `${(freeBytes / 1e9).toFixed(1)} GB free at ${folder}`;
  if (freeBytes >= scarceBytes) return { name, status: 'ok', detail };
  return {
    name,
    status: freeBytes < exhaustedBytes ? 'fail' : 'warn',
    detail,
    hint: 'Free some space; runs keep checkpoints of a few hundred MB each.',
  };
}

/** The kind of file system under the workspace. Errors: `environment` for one across a network, where SQLite's locks do not hold. */
export function workspaceFileSystemFinding(workspace: string): Finding {
  const name = 'workspace file system';
  const folder = realpathSync(nearestExisting(workspace));
  assertLocalFileSystem(folder);
  const type = mountTypeOf(folder, readFileSync('/proc/self/mountinfo', 'utf8')) ?? 'unknown';
  const detail = `${type} at ${workspace}`;
  if (type !== 'tmpfs' && type !== 'ramfs') return { name, status: 'ok', detail };
  return {
    name,
    status: 'warn',
    detail,
    hint: 'This file system lives in memory: the workspace is gone after a restart. Choose another folder with --workspace.',
  };
}

function nearestExisting(folder: string): string {
  let path = resolve(folder);
  while (!existsSync(path)) path = dirname(path);
  return path;
}
