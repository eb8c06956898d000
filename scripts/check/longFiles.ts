// Small files with one purpose: warns at 250 lines, fails at 400. Tests, tables and migrations are excepted.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const warnLines = 250;
const failLines = 400;

/** Files whose length says nothing: tests, data, and tables by name (…Table.ts, …Pins.json). */
const isExcepted = (path: string) =>
  /\.test\.tsx?$|^tests\/golden\/|\/migrations\//.test(path) || /(table|tables)\.ts$/i.test(basename(path));

/** The files that are too long (`fail`) or near it (`warn`), as `path: N lines`. */
export function longFiles(root: string, files: readonly string[]): { warn: string[]; fail: string[] } {
  const measured = files
    .filter(path => /\.(ts|tsx|mjs|mts|py|css)$/.test(path) && !isExcepted(path))
    .map(path => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }));
  const say = ({ path, lines }: { path: string; lines: number }) => `${path}: ${lines} lines`;
  return {
    warn: measured.filter(({ lines }) => lines >= warnLines && lines < failLines).map(say),
    fail: measured.filter(({ lines }) => lines >= failLines).map(say),
  };
}
