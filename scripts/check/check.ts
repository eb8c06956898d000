// The part of `npm run check` that runs on Node 24. Runs every check even if one fails.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { brokenLinks } from './brokenLinks.ts';
import { layerViolations } from './layerViolations.ts';
import { longFiles } from './longFiles.ts';

const root = join(import.meta.dirname, '..', '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter(path => path !== '' && existsSync(join(root, path)));
const long = longFiles(root, files);
for (const line of long.warn) print(`  long: ${line}`);

const checks: [name: string, passes: boolean][] = [
  ['types', runs('typescript/bin/tsc', '-p', '.')],
  ['types of the window', runs('typescript/bin/tsc', '-p', 'src/renderer')],
  ['lint and format', runs('@biomejs/biome/bin/biome', 'check', '.')],
  ['layers', hasNone(layerViolations(root, files))],
  ['file sizes', hasNone(long.fail)],
  ['links in the docs', hasNone(brokenLinks(root, files))],
];
for (const [name, passes] of checks) print(`${passes ? 'ok  ' : 'FAIL'} ${name}`);
process.exitCode = checks.every(([, passes]) => passes) ? 0 : 1;

function runs(program: string, ...args: string[]): boolean {
  return spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' }).status === 0;
}

function hasNone(problems: string[]): boolean {
  for (const problem of problems) print(`  ${problem}`);
  return problems.length === 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
