// Runs one stage of tests on Node 24, shows its output as it comes and counts its tests.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Stage } from './stages.ts';

/** `problem` says what failed when no single test did, such as a stage that ended too early. */
export interface StageResult {
  readonly passed: number;
  readonly failed: number;
  readonly problem: string | null;
  /** A line for each failed test, or file that did not load: where, which, and how its message begins. */
  readonly failures: readonly string[];
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}

type Show = (output: Buffer) => unknown;

/** Runs `stage` in the folder `root`. Never throws: what goes wrong is counted as a failure. */
export async function runStage(stage: Stage, root: string, show: Show = output => process.stdout.write(output)): Promise<StageResult> {
  const file = 'vitest' in stage ? stage.vitest : stage.script;
  if (!existsSync(join(root, file))) return { passed: 0, failed: 1, problem: `Expected ${file}, but it is not there.`, failures: [] };
  return 'vitest' in stage ? runVitest(file, root, show) : runScript(file, root, show);
}

async function runVitest(config: string, root: string, show: Show): Promise<StageResult> {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-test-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await run([vitest, 'run', '--config', config, '--allowOnly=false', ...reporters], root, show);
    return judge(code, existsSync(report) ? vitestCounts(readFileSync(report, 'utf8'), root) : null);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runScript(file: string, root: string, show: Show): Promise<StageResult> {
  const { code, lastLine } = await run([join(root, file)], root, show);
  const counts = /^(\d+) passed, (\d+) failed$/.exec(lastLine);
  return judge(code, counts && { passed: Number(counts[1]), failed: Number(counts[2]), skipped: 0, failures: [] });
}

/** A stage that ran no test, skipped one, or ended with an error that no test shows has failed as well. */
function judge(code: number | null, counts: Counts | null): StageResult {
  const { passed, failed, skipped, failures } = counts ?? { passed: 0, failed: 0, skipped: 0, failures: [] };
  const failing = (number: number, problem: string | null) => ({ passed, failed: number, problem, failures });
  if (skipped > 0) return failing(failed + skipped, `${skipped} tests were skipped; Fovea's tests never skip.`);
  if (failed > 0) return failing(failed, null);
  if (code !== 0) return failing(1, `No test failed, but the stage ended with code ${code}; its output above says why.`);
  if (passed === 0) return failing(1, 'No test ran.');
  return failing(0, null);
}

/** A file that does not load has failed without any test that failed; it counts as one. */
function vitestCounts(json: string, root: string): Counts {
  const report = JSON.parse(json) as VitestReport;
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const place = relative(root, name);
    const failed = assertionResults.filter(test => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [failureLine(place, message)];
    return failed.map(({ fullName, failureMessages }) => failureLine(`${place} › ${fullName}`, failureMessages[0]));
  });
  return { passed: report.numPassedTests, failed: failures.length, skipped: report.numPendingTests + report.numTodoTests, failures };
}

function failureLine(place: string, message = ''): string {
  return `${place}: ${message.split('\n', 1)[0]}`;
}

interface VitestReport extends Record<'numPassedTests' | 'numPendingTests' | 'numTodoTests', number> {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
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
