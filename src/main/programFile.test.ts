import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { builtName, nodeProgram, type ProgramFile, programFile, programFiles } from './programFile.ts';

const names = Object.keys(programFiles) as ProgramFile[];

/** Modules that ask for their own place for another reason (electron/ exists in a build only): a `require`, the commit of a checkout, building the window of a checkout. */
const exceptions = ['engine/tensorflow/tfjs.ts', 'engine/host/environment.ts', 'http/buildPage.ts', 'programFile.ts'];

test.each(names)('%s is there', name => {
  expect(existsSync(programFile(name))).toBe(true);
});

test('no two files have one name in the build', () => {
  expect(new Set(names.map(builtName)).size).toBe(names.length);
  expect([builtName('engine'), builtName('migrations'), builtName('package')]).toEqual(['engine.js', 'migrations/', 'package.json']);
});

test('no other module opens files by its own place, which a build changes, or requires a package, which a build cannot see: import it', () => {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '.'], { cwd: root, encoding: 'utf8' });
  const askers = files
    .split('\n')
    .filter(path => path.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\/|^electron\//.test(path) && existsSync(`${root}${path}`))
    .filter(path => /import\.meta\.(url|dirname|filename)/.test(readFileSync(`${root}${path}`, 'utf8')));
  expect(askers.filter(path => !exceptions.includes(path))).toEqual([]);
});

test('our processes run on this Node where this is Node', () => {
  expect(nodeProgram()).toBe(process.execPath);
});
