import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { brokenLinks } from '../scripts/check/brokenLinks.ts';

const root = join(import.meta.dirname, '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter(path => path.endsWith('.md') && existsSync(join(root, path)));

test('every relative link in the documentation leads somewhere', () => {
  expect(files).toContain('docs/decisions/0001-typescript-as-it-is.md');
  expect(brokenLinks(root, files)).toEqual([]);
});

test('every npm script that the documentation names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const named = files.flatMap(path =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/`npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, own]) => run ?? own ?? ''),
  );
  expect(named).toContain('check');
  expect(named.filter(name => scripts[name] === undefined)).toEqual([]);
});
