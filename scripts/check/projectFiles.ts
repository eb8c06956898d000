// The files that belong to the project: what git knows or would take in; in a copy without its repository, everything but what
// .gitignore names.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ignored = new Set(['node_modules', 'dist', 'out', '.git', '.venv', 'coverage', '__pycache__']);

/** Paths below `root`, with forward slashes. */
export function projectFiles(root: string): string[] {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  const paths = listed.status === 0 ? listed.stdout.split('\0').filter(path => path !== '') : walk(root, '');
  return paths.filter(path => existsSync(join(root, path)));
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (ignored.has(entry.name)) return [];
    return entry.isDirectory() ? walk(root, path) : entry.name.endsWith('.log') ? [] : [path];
  });
}
