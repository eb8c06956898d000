// Opens a workspace: creates its layout, takes its lock (one writer), opens store and blobs (CONTRACTS, "Workspace").
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { AppError, toAppError } from '../../shared/errors.ts';
import { writeFileAtomic } from '../atomicFile.ts';
import { acquireLock, type Lock } from '../lock.ts';
import { type Blobs, openBlobs } from '../store/blobs.ts';
import { openStore, type Store } from '../store/store.ts';
import { assertLocalFileSystem } from './fileSystem.ts';
import { readOwner, writeOwner } from './owner.ts';
import { resolveWorkspaceDir, type WorkspacePaths, workspacePaths } from './paths.ts';

const descriptionSchema = z.strictObject({ version: z.literal(1), id: z.uuid(), createdAt: z.iso.datetime() });

export interface Workspace {
  readonly id: string;
  readonly mode: 'write' | 'read';
  readonly paths: WorkspacePaths;
  readonly store: Store;
  readonly blobs: Blobs;
  /** Keyed hash of a patient identifier (HMAC-SHA-256, 32 hex digits): the same patient gives the same subject in this workspace only. */
  hashSubject(identifier: string): string;
  /** Tells other processes where this one answers; write mode only. */
  publishApi(api: { address: string; token: string }): void;
  close(): void;
}

/**
 * Opens the workspace at `dir` (default: FOVEA_WORKSPACE, else ~/Fovea). Write mode creates it when it is not there and takes the lock;
 * read mode takes none and changes nothing.
 * Errors: `locked` with the owner's process id; `environment` on a network file system or for a store of another version;
 * `damaged`; `notFound` in read mode; `conflict` for a folder that holds something else.
 */
export function openWorkspace(dir: string | undefined, options: { mode: 'write' | 'read' }): Workspace {
  const paths = workspacePaths(resolveWorkspaceDir(dir));
  const lock = options.mode === 'write' ? claim(paths) : null;
  try {
    const description = lock === null ? readDescription(paths) : describe(paths);
    const secret = readSecret(paths);
    const store = openStore(paths.store, { mode: options.mode, backupsFolder: paths.backups });
    return {
      id: description.id,
      mode: options.mode,
      paths,
      store,
      blobs: openBlobs(paths.blobs),
      hashSubject: identifier => createHmac('sha256', secret).update(identifier).digest('hex').slice(0, 32),
      publishApi: api => {
        if (lock === null) throw new AppError('internal', 'A workspace opened for reading has no API to publish.');
        writeOwner(paths, { pid: process.pid, startedMs: Date.now(), api });
      },
      close: () => {
        store.close();
        release(paths, lock);
      },
    };
  } catch (error) {
    release(paths, lock);
    throw toAppError(error);
  }
}

/** Makes the folder, refuses unfit ones, takes the lock and says who holds it. */
function claim(paths: WorkspacePaths): Lock {
  try {
    mkdirSync(paths.dir, { recursive: true, mode: 0o700 });
    assertOurs(paths);
    assertLocalFileSystem(paths.dir);
  } catch (error) {
    throw toAppError(error);
  }
  const lock = lockOrExplain(paths);
  try {
    writeOwner(paths, { pid: process.pid, startedMs: Date.now() });
  } catch (error) {
    lock.release();
    throw error;
  }
  return lock;
}

function release(paths: WorkspacePaths, lock: Lock | null): void {
  if (lock === null) return;
  rmSync(paths.owner, { force: true });
  lock.release();
}

function lockOrExplain(paths: WorkspacePaths): Lock {
  try {
    return acquireLock(paths.lock);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'locked') throw error;
    const pid = readOwner(paths)?.pid ?? null;
    const who = pid === null ? 'another process' : `process ${pid}`;
    throw new AppError(
      'locked',
      `Expected the workspace ${paths.dir} to be free, but ${who} has it open. Close that one, or use it instead.`,
      {
        details: { dir: paths.dir, pid },
        cause: error,
      },
    );
  }
}

/** A folder with other people's files in it is no place for a workspace. */
function assertOurs(paths: WorkspacePaths): void {
  if (existsSync(paths.description)) return;
  const known = new Set(Object.values(paths).map(path => basename(path)));
  const foreign = readdirSync(paths.dir).filter(name => !known.has(name) && !/^(lock|fovea)\.sqlite-|\.partial$/.test(name));
  if (foreign.length === 0) return;
  throw new AppError(
    'conflict',
    `Expected an empty folder or a workspace at ${paths.dir}, received a folder with other files (${foreign.slice(0, 3).join(', ')}). ` +
      'Choose another folder with --workspace.',
    { details: { dir: paths.dir, foreign: foreign.slice(0, 20) } },
  );
}

/** Reads workspace.json, or finishes a new workspace; workspace.json comes last, so that what it describes is there. */
function describe(paths: WorkspacePaths): z.infer<typeof descriptionSchema> {
  for (const folder of [paths.blobs, paths.runs, paths.thumbnails, paths.backups, paths.logs, paths.trash]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  mkdirSync(paths.incoming, { recursive: true, mode: 0o700 });
  // Half-received runs of an earlier process: nobody refers to them. An import that was cut off goes on from its journal, and uploads
  // stay as long as something uses them.
  for (const name of readdirSync(paths.incoming)) {
    if (!name.endsWith('.journal') && !name.startsWith('upload-')) rmSync(join(paths.incoming, name), { recursive: true, force: true });
  }
  if (!existsSync(paths.description)) {
    if (existsSync(paths.store)) {
      throw new AppError('damaged', `Expected ${paths.description} beside ${paths.store}, but it is missing. Restore it from a copy.`);
    }
    if (!existsSync(paths.secret)) writeFileAtomic(paths.secret, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    const description = { version: 1, id: randomUUID(), createdAt: new Date().toISOString() };
    writeFileAtomic(paths.description, `${JSON.stringify(description, null, 2)}\n`);
  }
  return readDescription(paths);
}

function readDescription(paths: WorkspacePaths): z.infer<typeof descriptionSchema> {
  if (!existsSync(paths.description)) {
    throw new AppError('notFound', `Expected a workspace at ${paths.dir}, but there is none. Import images or start Fovea first.`, {
      details: { dir: paths.dir },
    });
  }
  try {
    return descriptionSchema.parse(JSON.parse(readFileSync(paths.description, 'utf8')));
  } catch (error) {
    throw new AppError(
      'damaged',
      `Expected a version 1 description in ${paths.description}, received something else. Restore it from a copy.`,
      {
        cause: error,
      },
    );
  }
}

/** Without the old secret every patient would become a stranger, so a lost one is never made anew. */
function readSecret(paths: WorkspacePaths): Buffer {
  const text = existsSync(paths.secret) ? readFileSync(paths.secret, 'utf8').trim() : '';
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new AppError('damaged', `Expected 64 hex digits in ${paths.secret}, the key of the patient hashes. Restore it from a copy.`);
  }
  return Buffer.from(text, 'hex');
}
