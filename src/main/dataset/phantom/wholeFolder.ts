// A folder that is made whole or not at all: under another name beside its place, renamed at the end.
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError, toAppError } from '../../../shared/errors.ts';

/**
 * Runs `work` with an empty folder, which becomes `folder` when it ends well and vanishes when it does not.
 * Errors: `conflict` when the folder is there and not empty, what the disk says, and those of `work`.
 */
export async function* inWholeFolder<Step, Result>(
  folder: string,
  work: (partial: string) => AsyncGenerator<Step, Result>,
): AsyncGenerator<Step, Result> {
  const target = resolve(folder);
  await requireEmpty(target);
  const partial = `${target}.${process.pid}.partial`;
  try {
    await mkdir(partial, { recursive: true });
    const result = yield* work(partial);
    await rename(partial, target);
    return result;
  } catch (error) {
    throw toAppError(error);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function requireEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(error => {
    if ('code' in error && error.code === 'ENOENT') return [];
    throw toAppError(error);
  });
  if (entries.length === 0) return;
  throw new AppError(
    'conflict',
    `Expected an empty or absent folder for the phantom, found ${entries.length} entries in ${folder}. Choose another folder.`,
  );
}
