// The lock that an engine holds on its run folder while it lives. A free lock on a run marked as running means that its engine died.
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { acquireLock, isHeld, type Lock } from '../../lock.ts';
import { runFolderNames } from './runFolder.ts';

/** Errors: `locked` when another engine is at work in this folder. */
export function holdRunLock(folder: string): Lock {
  try {
    return acquireLock(join(folder, runFolderNames.lock));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'locked') throw error;
    throw new AppError('locked', `Expected no engine at work in ${folder}, but one holds its lock. Stop that run, or wait for its end.`, {
      details: { folder },
      cause: error,
    });
  }
}

export function isRunLocked(folder: string): boolean {
  return isHeld(join(folder, runFolderNames.lock));
}
