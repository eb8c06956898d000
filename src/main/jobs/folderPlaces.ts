// Where a person begins to look for a folder: home, what is in it by custom, drives, and folders that were imported lately.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { JobContext } from './context.ts';

export interface FolderPlace {
  name: string;
  path: string;
  kind: 'home' | 'usual' | 'drive' | 'recent';
}

const usualNames = ['Desktop', 'Documents', 'Downloads', 'Pictures', 'data'];
const drivesIn = ['/media', '/mnt', '/Volumes', '/run/media'];
const recentShown = 5;

export async function folderPlaces({ workspace }: JobContext): Promise<FolderPlace[]> {
  const home = homedir();
  const usual = usualNames.map(name => join(home, name)).filter(existsSync);
  const drives = (await Promise.all(drivesIn.map(drivesOf))).flat();
  return [
    { name: 'Home', path: home, kind: 'home' },
    ...usual.map((path): FolderPlace => ({ name: basename(path), path, kind: 'usual' })),
    ...drives.map((path): FolderPlace => ({ name: basename(path), path, kind: 'drive' })),
    { name: 'This computer', path: '/', kind: 'drive' },
    ...recentFolders(workspace).map((path): FolderPlace => ({ name: basename(path) || path, path, kind: 'recent' })),
  ];
}

/** /mnt/data, /media/ada/USB: one or two levels below where drives are mounted. */
async function drivesOf(place: string): Promise<string[]> {
  const names = await readdir(place, { withFileTypes: true }).catch(() => []);
  const folders = names.filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => join(place, name));
  if (place !== '/media' && place !== '/run/media') return folders;
  return (
    await Promise.all(
      folders.map(folder =>
        readdir(folder).then(
          inside => inside.map(name => join(folder, name)),
          () => [],
        ),
      ),
    )
  ).flat();
}

/** The folders beside which the next one probably lies; uploads are no place that a person knows. */
function recentFolders({ store, paths }: JobContext['workspace']): string[] {
  const roots = store.importRoots.list().sort((a, b) => b.id - a.id);
  const own = roots.filter(({ path }) => !path.startsWith(`${paths.incoming}/`) && existsSync(path));
  return [...new Set(own.map(({ path }) => dirname(path)))].slice(0, recentShown);
}
