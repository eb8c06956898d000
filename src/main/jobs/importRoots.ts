// The folders that data sets were imported from: whether they are still there, and where they lie now when they have moved.
import { realpath, stat } from 'node:fs/promises';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import { runToEnd } from '../dataset/progress.ts';
import { type Verification, verifyManifest } from '../dataset/verifyManifest.ts';
import type { ImportRoot } from '../store/importRoot.ts';
import type { Item } from '../store/item.ts';
import type { JobContext } from './context.ts';
import type { OperationOptions } from './operation.ts';

export interface DatasetRoot {
  /** Id of the data set. */
  dataset: string;
  root: number;
  path: string;
  isThere: boolean;
}

export async function listDatasetRoots({ workspace: { store } }: JobContext): Promise<DatasetRoot[]> {
  const known = new Map(store.importRoots.list().map(root => [root.id, root]));
  const found = store.datasets.list().flatMap(({ id }) => {
    const root = known.get(store.items.rootOf(id) ?? -1);
    return root === undefined ? [] : [{ dataset: id, root: root.id, path: root.path }];
  });
  return Promise.all(found.map(async entry => ({ ...entry, isThere: await isFolder(entry.path) })));
}

/** Files of which a moved folder must hold at least this share, unchanged, among those looked at first. */
const sampleFiles = 24;

export interface Relinked extends Verification {
  root: ImportRoot;
}

/**
 * Tells where a root lies now, once a sample of its files is found there with the same content; then looks at all of them.
 * Errors: `notFound`, `badInput` for a folder that holds other files, with up to five of their names; `interrupted` after the move.
 */
export async function relinkRoot(
  context: JobContext,
  { root: id, folder }: { root: number; folder: string },
  options: OperationOptions = {},
): Promise<Relinked> {
  const { store } = context.workspace;
  const old = store.importRoots.get(id);
  const place = await realFolder(folder);
  const items = store.items.ofRoot(id);
  const sample = spread(items, sampleFiles);
  const first = await runToEnd(
    verifyManifest(
      sample.map(item => fileOf(place, item)),
      { signal: options.signal },
    ),
  );
  const wrong = [...first.missing, ...first.changed, ...first.unreadable.map(({ name }) => name)];
  if (wrong.length > 0) {
    throw new AppError(
      'badInput',
      `Expected the images that were imported from '${old.path}', received a folder in which ${wrong.length} of the ${sample.length} looked at are missing or others (${wrong.slice(0, 5).join(', ')}). Choose the folder that '${old.path}' is now.`,
    );
  }
  const root = store.importRoots.setPath(id, place);
  context.notifications.publish({ topic: 'datasets', pictures: 'all' });
  const all = await runToEnd(
    verifyManifest(
      items.map(item => fileOf(place, item)),
      { signal: options.signal },
    ),
    options.onProgress,
  );
  return { ...all, root };
}

function fileOf(root: string, { path, sha256 }: Pick<Item, 'path' | 'sha256'>): Pick<ManifestItem, 'root' | 'path' | 'sha256'> {
  return { root, path, sha256 };
}

async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => null);
  if (real !== null && (await isFolder(real))) return real;
  throw new AppError('notFound', `Expected a folder at '${folder}', found none. Check the path.`);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

/** So many of them, from all over the list. */
function spread<Entry>(entries: readonly Entry[], wanted: number): Entry[] {
  const count = Math.min(wanted, entries.length);
  return Array.from({ length: count }, (_, i) => entries[Math.floor((i * entries.length) / count)] as Entry);
}
