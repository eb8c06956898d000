// Lists a folder in a fixed order without losing sight of anything: what is not a file to read is listed with the reason.
import type { Stats } from 'node:fs';
import { access, constants, lstat, readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { AppError, type ErrorCode, toAppError } from '../../shared/errors.ts';
import { compareText } from './compareText.ts';

export type FolderEntry =
  | { kind: 'file'; path: string; sizeBytes: number; mtimeMs: number }
  | { kind: 'ignored'; path: string; reason: string }
  | { kind: 'unreadable'; path: string; code: ErrorCode; reason: string };

const statsAtOnce = 64;
const systemNames = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx', '$recycle.bin', 'system volume information', '@eadir']);

/**
 * Walks depth first, names in code-unit order; paths are below the root, with forward slashes. Symbolic links are never
 * followed: a link into the folder leads to what is listed anyway, a link out of it to what the user did not choose.
 * Errors: `notFound`, `badInput` (not a folder) and `permissionDenied` for the root itself; `interrupted` on abort.
 */
export async function* walkFolder(root: string, signal?: AbortSignal): AsyncGenerator<FolderEntry, void> {
  yield* walk(await openRoot(root), '', signal);
}

/** The named files below a folder, as the walk would list them. Errors: as `walkFolder`, and `usage` for a name that leads out of the folder. */
export async function* listFiles(root: string, paths: readonly string[]): AsyncGenerator<FolderEntry, void> {
  const real = await openRoot(root);
  for (const path of paths) {
    if (isAbsolute(path) || path.split('/').includes('..'))
      throw new AppError('usage', `Expected a file below '${root}', received '${path}'.`);
    const stat = await lstat(join(real, path)).catch(toAppError);
    if (stat instanceof AppError) yield { kind: 'unreadable', path, code: stat.code, reason: unreadableReason(path, stat) };
    else if (stat.isFile()) yield { kind: 'file', path, sizeBytes: stat.size, mtimeMs: stat.mtimeMs };
    else yield { kind: 'ignored', path, reason: stat.isSymbolicLink() ? await linkReason(real, path) : 'not a regular file' };
  }
}

async function openRoot(root: string): Promise<string> {
  try {
    const real = await realpath(root);
    if (!(await lstat(real)).isDirectory())
      throw new AppError('badInput', `Expected a folder, received the file '${root}'. Name its folder.`);
    await access(real, constants.R_OK | constants.X_OK);
    return real;
  } catch (thrown) {
    const { code, details } = toAppError(thrown);
    if (code === 'notFound') throw new AppError(code, `Expected a folder at '${root}', found nothing. Check the path.`, { cause: thrown });
    if (code === 'permissionDenied') {
      throw new AppError(
        code,
        `Expected a folder that can be read, received '${root}' without permission (${details.systemCode}). Ask its owner for access.`,
        {
          cause: thrown,
        },
      );
    }
    throw thrown;
  }
}

async function* walk(root: string, folder: string, signal?: AbortSignal): AsyncGenerator<FolderEntry, void> {
  let names: string[];
  try {
    names = (await readdir(join(root, folder), { encoding: 'buffer' })).map(decodeName).sort(compareText);
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    yield { kind: 'unreadable', path: folder.slice(0, -1), code, reason: message };
    return;
  }
  for (let at = 0; at < names.length; at += statsAtOnce) {
    if (signal?.aborted) throw new AppError('interrupted', `Listing of '${root}' was cancelled.`);
    const chunk = names.slice(at, at + statsAtOnce);
    const stats = await Promise.all(chunk.map(name => lstat(join(root, folder, name)).catch(toAppError)));
    for (const [i, name] of chunk.entries()) {
      const path = folder + name;
      const stat = stats[i] as Stats | AppError;
      const reason = ignoreReason(name);
      if (reason !== null) yield { kind: 'ignored', path, reason };
      else if (stat instanceof AppError) yield { kind: 'unreadable', path, code: stat.code, reason: unreadableReason(name, stat) };
      else if (stat.isDirectory()) yield* walk(root, `${path}/`, signal);
      else if (stat.isFile()) yield { kind: 'file', path, sizeBytes: stat.size, mtimeMs: stat.mtimeMs };
      else yield { kind: 'ignored', path, reason: stat.isSymbolicLink() ? await linkReason(root, path) : 'not a regular file' };
    }
  }
}

/** Names on disk are bytes; those that are no UTF-8 come out with U+FFFD and are then not found. */
function decodeName(name: Buffer): string {
  return name.toString('utf8');
}

function unreadableReason(name: string, error: AppError): string {
  return name.includes('\uFFFD') ? 'Name is not valid UTF-8: rename the file.' : error.message;
}

function ignoreReason(name: string): string | null {
  if (name.startsWith('.')) return 'hidden';
  return systemNames.has(name.toLowerCase()) || name === 'Icon\r' ? 'made by the operating system' : null;
}

async function linkReason(root: string, path: string): Promise<string> {
  try {
    const target = await realpath(join(root, path));
    const inside = target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
    return inside ? 'symbolic link; its target is listed by its own name' : 'symbolic link out of the folder, not followed';
  } catch (thrown) {
    const { details } = toAppError(thrown);
    return details.systemCode === 'ELOOP' ? 'symbolic link in a circle' : 'symbolic link to nothing that can be opened';
  }
}
