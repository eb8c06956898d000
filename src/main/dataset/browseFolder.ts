// What a person sees who chooses a folder: its subfolders by name, and how many scans and other files lie in it. Names of files are
// not told. Reads in turns, so that a folder of 100,000 files stops nothing.
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { imageExtensionsOf } from '../../shared/domain/importProposal.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { compareText } from './compareText.ts';
import { imageFormats } from './formats/index.ts';

export interface FolderView {
  /** With links resolved. */
  path: string;
  /** null at the top. */
  parent: string | null;
  folders: { name: string; path: string; isLink: boolean }[];
  scans: number;
  otherFiles: number;
  /** More entries than were looked at. */
  isCut: boolean;
}

export interface FolderCounts {
  /** Scans in the folder and right below it; null where it cannot be read. */
  scans: number | null;
  folders: number;
  /** At least so many. */
  isCut: boolean;
}

const mostFolders = 5000;
const mostEntries = 200_000;
/** For the counts beside each subfolder, which should come at once. */
const mostCounted = 2000;
const extensions = imageExtensionsOf(Object.values(imageFormats).flatMap(format => format.extensions));

/** Hidden folders are left out. Errors: `notFound`, `permissionDenied`, `badInput` for a file; `interrupted`. */
export async function browseFolder(path: string, signal?: AbortSignal): Promise<FolderView> {
  const real = await openFolder(path);
  const view: FolderView = {
    path: real,
    parent: dirname(real) === real ? null : dirname(real),
    folders: [],
    scans: 0,
    otherFiles: 0,
    isCut: false,
  };
  let seen = 0;
  // `opendir` reads in portions and lets others have their turn between them.
  for await (const entry of await opendir(real, { bufferSize: 512 })) {
    if (signal?.aborted) throw new AppError('interrupted', `Listing of '${real}' was cancelled.`);
    seen += 1;
    if (seen > mostEntries) {
      view.isCut = true;
      break;
    }
    if (entry.name.startsWith('.')) continue;
    const isLink = entry.isSymbolicLink();
    const place = join(real, entry.name);
    if (entry.isDirectory() || (isLink && (await isFolder(place)))) {
      if (view.folders.length < mostFolders) view.folders.push({ name: entry.name, path: place, isLink });
      else view.isCut = true;
    } else if (isScan(entry.name)) view.scans += 1;
    else view.otherFiles += 1;
  }
  view.folders.sort((a, b) => compareNames(a.name, b.name));
  return view;
}

/** What lies in a folder and right below it, as far as it can be counted quickly. Never fails: what cannot be read has no scans. */
export async function countScans(path: string, signal?: AbortSignal): Promise<FolderCounts> {
  const counts = { scans: 0, folders: 0, isCut: false };
  let left = mostCounted;
  const count = async (folder: string, depth: number): Promise<void> => {
    const below: string[] = [];
    for await (const entry of await opendir(folder, { bufferSize: 256 })) {
      if (signal?.aborted || left-- <= 0) {
        counts.isCut = true;
        break;
      }
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) below.push(join(folder, entry.name));
      else if (entry.isFile() && isScan(entry.name)) counts.scans += 1;
    }
    if (depth === 0) counts.folders = below.length;
    if (depth < 2) for (const child of below) if (left > 0) await count(child, depth + 1).catch(() => undefined);
  };
  try {
    await count(path, 0);
    return counts;
  } catch {
    return { ...counts, scans: null };
  }
}

async function openFolder(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if (!(await lstat(real)).isDirectory())
      throw new AppError('badInput', `Expected a folder, received the file '${path}'. Choose its folder.`);
    const probe = await opendir(real);
    await probe.close();
    return real;
  } catch (thrown) {
    const { code } = toAppError(thrown);
    const advice: Partial<Record<typeof code, string>> = {
      notFound: `Expected a folder at '${path}', found nothing. It may have been moved, or its drive is not connected.`,
      permissionDenied: `Expected a folder that can be read, received '${path}' without permission. Ask its owner for access, or choose another.`,
    };
    throw new AppError(code, advice[code] ?? toAppError(thrown).message, { cause: thrown });
  }
}

function isScan(name: string): boolean {
  return extensions.has(extname(name).toLowerCase());
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** As people sort: capitals do not matter, 2 comes before 10. */
function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || compareText(a, b);
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
