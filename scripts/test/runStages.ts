// The part of `npm test` that runs on Node 24: finds a browser, runs the stages in order, all of them even if one fails, and ends
// with the line `N passed, N failed`. Usage: npm test [-- STAGE…]
import { join } from 'node:path';
import { toAppError } from '../../src/shared/errors.ts';
import { ensureBrowser } from '../setup/ensureBrowser.ts';
import { runStage, type StageResult } from './runStage.ts';
import { stages } from './stages.ts';

const root = join(import.meta.dirname, '..', '..');
const wanted = process.argv.slice(2);
const unknown = wanted.find(name => stages.every(stage => stage.name !== name));
const results: ({ name: string; elapsedMs: number } & StageResult)[] = [];

const startedMs = Number(process.env.FOVEA_INSTALL_STARTED_MS ?? Date.now());
results.push({ name: 'install', ...install(), elapsedMs: Date.now() - startedMs });
for (const stage of stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  print(`\n── ${stage.name} ──`);
  const stageStartedMs = Date.now();
  const result = await runStage(stage, root);
  results.push({ name: stage.name, ...result, elapsedMs: Date.now() - stageStartedMs });
}

print(`\n${'stage'.padEnd(14)}${'seconds'.padStart(8)}${'passed'.padStart(8)}${'failed'.padStart(8)}`);
for (const { name, elapsedMs, passed, failed, problem } of results) {
  const numbers = [(elapsedMs / 1000).toFixed(1), passed, failed].map(number => String(number).padStart(8));
  print(`${name.padEnd(14)}${numbers.join('')}${problem === null ? '' : `  ${problem}`}`);
}
for (const { name, failures } of results) for (const failure of failures) print(`FAIL ${name}: ${failure}`);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
print(`${passed} passed, ${failed} failed`);

/** What stands between a checkout and its tests; the packages and libtensorflow are there by now. */
function install(): StageResult {
  try {
    if (unknown !== undefined) throw new Error(`Expected a stage (${stages.map(({ name }) => name).join(', ')}), but got "${unknown}".`);
    process.env.FOVEA_BROWSER = ensureBrowser(process.env);
    return { passed: 0, failed: 0, problem: null, failures: [] };
  } catch (error) {
    return { passed: 0, failed: 1, problem: toAppError(error).message, failures: [] };
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
