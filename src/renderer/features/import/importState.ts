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

export interface RefusedFile {
  name: string;
  reason: string;
}

export type ImportStep =
  | { kind: 'closed' }
  | { kind: 'choose'; lost: LostFolder | null }
  | { kind: 'upload'; files: readonly FileToSend[] }
  /** `only`: paths below the folder. `isFiles`: single files were opened, of which volumes come in without a further question. */
  | { kind: 'review'; folder: string; only?: string[]; isFiles?: boolean }
  /** The volumes of a data set, right after they came in, and what did not. */
  | { kind: 'check'; dataset: string; refused: readonly RefusedFile[] }
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

/** By the system's own dialog; a browser does not tell where files lie, so there they are copied. */
export async function openFiles(): Promise<void> {
  try {
    if (bridge !== null) return showFiles(await bridge.chooseFiles());
    const files = await chooseInBrowser();
    if (files.length > 0) show({ kind: 'upload', files });
  } catch (error) {
    notify.failed(error);
  }
}

function chooseInBrowser(): Promise<FileToSend[]> {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true });
  return new Promise(resolve => {
    input.onchange = () => resolve([...(input.files ?? [])].map(file => ({ file, path: file.name })));
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/** Files where they lie; those of another folder than the first are for another time. */
function showFiles(paths: readonly string[]): void {
  const [first] = paths;
  if (first === undefined) return;
  const folder = folderOf(first);
  const only = paths.filter(path => folderOf(path) === folder).map(path => path.slice(folder.length).replace(/^[/\\]/, ''));
  show({ kind: 'review', folder, only, isFiles: true });
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(1, path.search(/[/\\][^/\\]*$/)));
}

/** The first folder of a drop, else all its files as one folder. */
export async function openDropped(transfer: DataTransfer): Promise<void> {
  try {
    const paths = droppedPaths(transfer) ?? [];
    const [path] = paths;
    const kinds = [...transfer.items].map(item => item.webkitGetAsEntry()?.isDirectory === true);
    if (path !== undefined && kinds[0] === true) return show({ kind: 'review', folder: path });
    // Archives are unpacked, and files of many folders put together, by sending them.
    const areInPlace = paths.length > 0 && !kinds.includes(true) && paths.every(other => folderOf(other) === folderOf(path as string));
    if (areInPlace && !paths.some(other => /\.zip$/i.test(other))) return showFiles(paths);
    const files = await readDropped(transfer);
    if (files.length > 0) show({ kind: 'upload', files });
  } catch (error) {
    notify.failed(error);
  }
}
