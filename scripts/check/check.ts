// The part of `npm run check` that runs on Node 24, and a stage of `npm test`. Runs every check even if one fails and ends with the
// line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { toAppError } from '../../src/shared/errors.ts';
import { accessibilityProblems } from '../../tests/gallery/accessibility.ts';
import { ensureBrowser } from '../setup/ensureBrowser.ts';
import { brokenLinks } from './brokenLinks.ts';
import { layerViolations } from './layerViolations.ts';
import { longFiles } from './longFiles.ts';
import { projectFiles } from './projectFiles.ts';

const root = join(import.meta.dirname, '..', '..');
const files = projectFiles(root);
const long = longFiles(root, files);
for (const line of long.warn) print(`  long: ${line}`);

const checks: [name: string, passes: boolean][] = [
  ['types', runs('typescript/bin/tsc', '-p', '.')],
  ['types of the window', runs('typescript/bin/tsc', '-p', 'src/renderer')],
  ['lint and format', runs('@biomejs/biome/bin/biome', 'check', '.')],
  ['layers', hasNone(layerViolations(root, files))],
  ['file sizes', hasNone(long.fail)],
  ['links in the docs', hasNone(brokenLinks(root, files))],
  ['keys', runs('vitest/vitest.mjs', 'run', 'src/renderer/keyboard')],
  ['accessibility of every screen', hasNone(await barriers())],
];
for (const [name, passes] of checks) print(`${passes ? 'ok  ' : 'FAIL'} ${name}`);
const passed = checks.filter(([, passes]) => passes).length;
process.exitCode = passed === checks.length ? 0 : 1;
print(`${passed} passed, ${checks.length - passed} failed`);

/** What keeps people out, by axe-core, over the scenes of the gallery. */
async function barriers(): Promise<string[]> {
  try {
    process.env.FOVEA_BROWSER = ensureBrowser(process.env);
    const { scenes, problems } = await accessibilityProblems();
    print(`  ${scenes} screens, ${problems.length} violations of WCAG 2.2 AA`);
    return problems;
  } catch (error) {
    return [toAppError(error).message];
  }
}

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
