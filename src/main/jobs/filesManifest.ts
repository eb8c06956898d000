// Files and folders that a person names, as items of a predict or explain run; what cannot be read is listed with its reason.
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { formatCount } from '../../shared/units.ts';
import { doFileTask } from '../dataset/fileTask.ts';
import { runToEnd } from '../dataset/progress.ts';
import { scanFolder } from '../dataset/scanFolder.ts';
import { itemId } from '../store/item.ts';
import type { JobContext } from './context.ts';
import { type OperationOptions, type RefusedFile, throwIfInterrupted } from './operation.ts';

export interface NamedFiles {
  manifest: ManifestItem[];
  refused: RefusedFile[];
  /** Files in folders that neither by name nor by content are images. */
  ignored: number;
}

interface FoundFile {
  root: string;
  path: string;
  sha256: string;
}

/**
 * Reads every file once. A file named twice is taken once. Errors: `usage` without paths; `notFound` for a path to nothing;
 * `badInput` when no file is a readable image; `interrupted`.
 */
export async function filesManifest(context: JobContext, paths: readonly string[], options: OperationOptions): Promise<NamedFiles> {
  if (paths.length === 0) throw new AppError('usage', 'Expected files or folders, received none.');
  const files = new Map<string, FoundFile>();
  const refused: RefusedFile[] = [];
  let ignored = 0;
  for (const path of paths) {
    throwIfInterrupted(options.signal, 'Reading the files');
    if (await isFolder(path)) {
      const scan = await runToEnd(scanFolder(path, { signal: options.signal }), options.onProgress);
      for (const { path: below, file } of scan.records)
        files.set(resolve(scan.root, below), { root: scan.root, path: below, sha256: file.sha256 });
      refused.push(...scan.volumes.map(({ path: below }) => volumeRefused(below)), ...scan.unreadable);
      ignored += scan.ignored.length;
      continue;
    }
    const place = await realpath(path);
    const where = { root: dirname(place), path: basename(place) };
    try {
      const found = await doFileTask({ kind: 'inspect', ...where });
      if (typeof found === 'string' || 'kind' in found || 'volume' in found) refused.push(volumeRefused(path));
      else files.set(place, { ...where, sha256: found.sha256 });
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      refused.push({ name: path, code, reason: message });
    }
  }
  if (files.size === 0) throw nothingReadable(refused, ignored);
  return { manifest: [...files.values()].map(file => itemOf(context, file)), refused, ignored };
}

function volumeRefused(name: string): RefusedFile {
  const reason = `${name}: expected an image, received a volume. Export the B-scans to predict as PNG, with 'fovea convert' for one.`;
  return { name, code: 'unsupportedFormat', reason };
}

/** Nothing is known of the patient of a file that somebody names, so it counts as its own. */
function itemOf({ workspace }: JobContext, { root, path, sha256 }: FoundFile): ManifestItem {
  const item = itemId({ datasetName: root, path, frame: null, sha256 });
  return { item, subject: workspace.hashSubject(`file ${sha256}`), eye: null, root, path, sha256, split: 'test', source: 'model' };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(await realpath(path))).isDirectory();
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'notFound') throw error;
    throw new AppError('notFound', `Expected a file or folder at '${path}', found nothing. Check the path.`, { cause: thrown });
  }
}

function nothingReadable(refused: readonly RefusedFile[], ignored: number): AppError {
  const first = refused[0];
  const why =
    first === undefined
      ? `${ignored} files that are no images.`
      : `${formatCount(refused.length, 'unreadable file')}. The first: ${first.reason}`;
  return new AppError('badInput', `Expected at least one readable image, received ${why}`, { details: { refused } });
}
