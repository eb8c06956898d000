// Whether the files of a volume are still those that were imported: below their root, of their size, unchanged since or of equal content.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import { fileError } from '../../../dataset/formats/readRaster.ts';
import type { ImportedFile } from './volumeTasks.ts';

/** A viewer asks for many B-scans in a second; the files of a long series are not looked at anew for each. */
const trustedMs = 500;

const looks = new Map<string, { atMs: number; done: Promise<void> }>();
const hashes = new Map<string, Promise<string>>();

/** Errors: `notFound`, `permissionDenied`; `damaged` for other content. */
export async function checkFiles(root: string, files: readonly ImportedFile[]): Promise<void> {
  const key = JSON.stringify([root, files]);
  const known = looks.get(key);
  const look = known !== undefined && Date.now() - known.atMs < trustedMs ? known : { atMs: Date.now(), done: checkAll(root, files) };
  looks.set(key, look);
  try {
    await look.done;
  } catch (error) {
    looks.delete(key);
    throw error;
  }
}

async function checkAll(root: string, files: readonly ImportedFile[]): Promise<void> {
  const folder = await realpath(root).catch(error => {
    throw fileError(root, error);
  });
  await Promise.all(files.map(file => checkFile(root, folder, file)));
}

async function checkFile(root: string, folder: string, file: ImportedFile): Promise<void> {
  const path = join(root, file.path);
  try {
    const place = await realpath(path);
    if (!place.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)) {
      throw new AppError('permissionDenied', `${path}: expected a file below the folder ${root}, received a link that leads out of it.`);
    }
    const { size, mtimeMs } = await stat(place);
    if (size !== file.sizeBytes) throw otherContent(path, `${size} bytes instead of ${file.sizeBytes}`);
    if (mtimeMs === file.mtimeMs) return;
    // Touched or copied since: the content decides, once.
    const key = [place, size, mtimeMs].join('\n');
    const hash = hashes.get(key) ?? hashOf(place);
    hashes.set(key, hash);
    // Not remembered where it could not be made.
    hash.catch(() => hashes.delete(key));
    if ((await hash) !== file.sha256) throw otherContent(path, 'other content');
  } catch (error) {
    throw fileError(path, error);
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk);
  return hash.digest('hex');
}

function otherContent(path: string, received: string): AppError {
  return new AppError(
    'damaged',
    `${path}: expected the file as it was imported, received ${received}. Restore it, or import the folder anew.`,
    { details: { path } },
  );
}
