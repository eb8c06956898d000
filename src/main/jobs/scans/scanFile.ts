// Where the file of a scan lies: of an item of a data set, or of a file that a person gave to a predict run.
import { AppError } from '../../../shared/errors.ts';
import { readManifest } from '../../engine/host/runFolder.ts';
import { type JobContext, runFolderOf } from '../context.ts';
import type { ScanFile } from './readScanFile.ts';

/** `of`: the predict or explain run that the item is a file of; without it the item is one of a data set. */
export interface ScanAddress {
  item: string;
  of?: string | undefined;
}

/** Errors: `notFound`; `unsupportedFormat` for a volume. */
export function scanFile(context: JobContext, { item: id, of }: ScanAddress): ScanFile {
  const { store } = context.workspace;
  if (of === undefined) {
    const { root, path, sha256, frame, series } = store.items.get(id);
    if (series !== null)
      throw new AppError('unsupportedFormat', `Expected an image, but ${path} is a volume. Name one of its B-scans.`, {
        details: { item: id },
      });
    return { root: store.importRoots.get(root).path, path, sha256, frame: frame ?? 0 };
  }
  const found = readManifest(runFolderOf(context, store.runs.get(of).id)).find(({ item }) => item === id);
  if (found === undefined) throw new AppError('notFound', `Expected a file of this run, received '${id}'.`);
  const { root, path, sha256, frame = 0 } = found;
  return { root, path, sha256, frame };
}
