// Runs one stage of tests on Node 24, shows its output as it comes and counts its tests.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stage } from './stages.ts';

/** `problem` says what failed when no single test did, such as a file that does not load. */
export interface StageResult {
  readonly passed: number;
  readonly failed: number;
  readonly problem: string | null;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

type Show = (output: Buffer) => unknown;

/** Runs `stage` in the folder `root`. Never throws: what goes wrong is counted as a failure. */
export async function runStage(stage: Stage, root: string, show: Show = output => process.stdout.write(output)): Promise<StageResult> {
  const file = 'vitest' in stage ? stage.vitest : stage.script;
  if (!existsSync(join(root, file))) return { passed: 0, failed: 1, problem: `Expected ${file}, but it is not there.` };
  return 'vitest' in stage ? runVitest(file, root, show) : runScript(file, root, show);
}

async function runVitest(config: string, root: string, show: Show): Promise<StageResult> {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-test-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await run([vitest, 'run', '--config', config, '--allowOnly=false', ...reporters], root, show);
    return judge(code, existsSync(report) ? vitestCounts(readFileSync(report, 'utf8')) : null);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runScript(file: string, root: string, show: Show): Promise<StageResult> {
  const { code, lastLine } = await run([join(root, file)], root, show);
  const counts = /^(\d+) passed, (\d+) failed$/.exec(lastLine);
  return judge(code, counts && { passed: Number(counts[1]), failed: Number(counts[2]), skipped: 0 });
}

/** A stage that ran no test, skipped one, or ended with an error that no test shows has failed as well. */
function judge(code: number | null, counts: Counts | null): StageResult {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  if (skipped > 0) return { passed, failed: failed + skipped, problem: `${skipped} tests were skipped; Fovea's tests never skip.` };
  if (failed > 0) return { passed, failed, problem: null };
  if (code !== 0)
    return { passed, failed: 1, problem: `No test failed, but the stage ended with code ${code}; its output above says why.` };
  if (passed === 0) return { passed, failed: 1, problem: 'No test ran.' };
  return { passed, failed, problem: null };
}

/** A file that does not load has failed without any test that failed; it counts as one. */
function vitestCounts(json: string): Counts {
  const report = JSON.parse(json) as VitestReport;
  const unloaded = report.testResults.filter(
    file => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

interface VitestReport extends Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number> {
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

/** Runs Node 24 with these arguments; the last line of its stdout that is not empty comes back. */
function run(args: string[], cwd: string, show: Show): Promise<{ code: number | null; lastLine: string }> {
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...color }, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    child.stderr.on('data', show);
    child.stdout.on('data', chunk => {
      show(chunk);
      tail = (tail + chunk).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code, lastLine: tail.trimEnd().split('\n').at(-1) ?? '' }));
  });
}
