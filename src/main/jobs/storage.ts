// What takes room on the disk, by what it is.
import { stat, statfs } from 'node:fs/promises';
import type { JobContext } from './context.ts';
import { folderSizeBytes, listTrash, type TrashEntry } from './trash.ts';

export interface StorageUse {
  dir: string;
  /** In a fixed order. */
  parts: { name: 'runs' | 'thumbnails' | 'incoming' | 'trash' | 'backups' | 'store' | 'blobs' | 'logs'; sizeBytes: number }[];
  trash: TrashEntry[];
  freeBytes: number;
}

export async function storageUse(context: JobContext): Promise<StorageUse> {
  const { paths } = context.workspace;
  const folders = ['runs', 'thumbnails', 'incoming', 'trash', 'backups', 'blobs', 'logs'] as const;
  const parts: StorageUse['parts'] = [];
  for (const name of folders) parts.push({ name, sizeBytes: await folderSizeBytes(paths[name]).catch(() => 0) });
  const ofStore = await Promise.all(
    ['', '-wal'].map(end =>
      stat(paths.store + end).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  parts.push({ name: 'store', sizeBytes: ofStore.reduce((sum, size) => sum + size, 0) });
  const { bavail, bsize } = await statfs(paths.dir);
  return { dir: paths.dir, parts, trash: listTrash(context), freeBytes: bavail * bsize };
}
