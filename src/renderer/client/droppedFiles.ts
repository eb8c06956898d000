// What a person has dropped onto the window: in the desktop window its paths, in a browser its files with the folders they lay in.
import { bridge } from './bridge.ts';
import type { FileToSend } from './upload.ts';

export function holdsFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') === true;
}

/** Where the dropped files and folders lie; null in a browser, which is not told. */
export function droppedPaths(transfer: DataTransfer): string[] | null {
  if (bridge === null) return null;
  return [...transfer.files].map(file => bridge?.pathForFile(file) ?? '').filter(path => path !== '');
}

/**
 * All files of the drop, folders read to their bottom; `path` begins with the name of the dropped folder. The transfer is read before
 * the first await, as it is empty afterwards.
 */
export async function readDropped(transfer: DataTransfer): Promise<FileToSend[]> {
  const entries = [...transfer.items].flatMap(item => item.webkitGetAsEntry() ?? []);
  const files: FileToSend[] = [];
  for (const entry of entries) await collect(entry, files);
  return files;
}

async function collect(entry: FileSystemEntry, files: FileToSend[]): Promise<void> {
  if (entry.name.startsWith('.')) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    files.push({ file, path: entry.fullPath.replace(/^\//, '') });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A hundred at a time, until there are none.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return;
    for (const child of batch) await collect(child, files);
  }
}
