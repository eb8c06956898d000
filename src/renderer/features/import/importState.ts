// Opening a folder, wherever it is asked for: what the drawer shows now.
import { create } from 'zustand';
import { bridge } from '../../client/bridge.ts';
import { droppedPaths, readDropped } from '../../client/droppedFiles.ts';
import type { FileToSend } from '../../client/upload.ts';
import { notify } from '../../ui/notify.tsx';

/** A data set whose folder has moved. */
export interface LostFolder {
  root: number;
  path: string;
}

export type ImportStep =
  | { kind: 'closed' }
  | { kind: 'choose'; lost: LostFolder | null }
  | { kind: 'upload'; files: readonly FileToSend[] }
  | { kind: 'review'; folder: string }
  | { kind: 'relink'; lost: LostFolder; folder: string };

export const useImport = create<{ step: ImportStep }>()(() => ({ step: { kind: 'closed' } }));

export function show(step: ImportStep): void {
  useImport.setState({ step });
}

/** By the system's own dialog in the desktop window, by ours in a browser. */
export async function openFolder(): Promise<void> {
  if (bridge === null) return show({ kind: 'choose', lost: null });
  const folder = await bridge.chooseFolder();
  if (folder !== null) show({ kind: 'review', folder });
}

export async function relinkFolder(lost: LostFolder): Promise<void> {
  if (bridge === null) return show({ kind: 'choose', lost });
  const folder = await bridge.chooseFolder();
  if (folder !== null) show({ kind: 'relink', lost, folder });
}

/** The first folder of a drop, else all its files as one folder. */
export async function openDropped(transfer: DataTransfer): Promise<void> {
  try {
    const [path] = droppedPaths(transfer) ?? [];
    const isFolder = transfer.items[0]?.webkitGetAsEntry()?.isDirectory === true;
    if (path !== undefined && isFolder) return show({ kind: 'review', folder: path });
    const files = await readDropped(transfer);
    if (files.length > 0) show({ kind: 'upload', files });
  } catch (error) {
    notify.failed(error);
  }
}
