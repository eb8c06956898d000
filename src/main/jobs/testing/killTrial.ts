// Kills the app, its engine, or both at random moments of a run, lets the app go on each time, and counts what was lost.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RandomGenerator } from '../../../shared/random.ts';
import { readEvents } from '../../engine/host/runEvents.ts';
import { isRunLocked } from '../../engine/host/runLock.ts';
import { openWorkspace } from '../../workspace/workspace.ts';
import { createJobContext, runFolderOf } from '../context.ts';
import { catchUp } from '../followRun.ts';
import { type RunCheck, verifyRun } from './verifyRun.ts';

export interface KillTrialOptions {
  /** An existing workspace that nobody has open, and a run in it. */
  dir: string;
  run: string;
  random: RandomGenerator;
  kills: number;
  /** A kill comes at a random moment of this span after the app was started. */
  withinMs: number;
  /** File to which the engine notes the seq of each recorded event. */
  oracle: string;
  env?: Record<string, string>;
}

export interface KillTrialResult {
  /** Kills that met a live process, by victim. */
  kills: { app: number; engine: number };
  /** One check after each kill. */
  checks: RunCheck[];
  /** Events that the engine had recorded and that events.jsonl lacks. */
  lostEvents: number;
  integrityProblems: string[];
  /** What the app printed when it was left alone at last. */
  output: string;
}

export async function killTrial(options: KillTrialOptions): Promise<KillTrialResult> {
  const result: KillTrialResult = { kills: { app: 0, engine: 0 }, checks: [], lostEvents: 0, integrityProblems: [], output: '' };
  for (let kill = 0; kill < options.kills; kill++) {
    const app = startApp(options);
    await Promise.race([delay(options.random.uniform() * options.withinMs), app.ended]);
    const victim = (['app', 'engine', 'both'] as const)[options.random.integer(3)];
    const engineKilled = victim !== 'app' && killEngine(options);
    if (engineKilled) result.kills.engine += 1;
    // Where only the engine was the victim, the app gets the time to see it and to end by itself.
    if (engineKilled && victim === 'engine') await Promise.race([delay(options.withinMs), app.ended]);
    if (app.kill()) result.kills.app += 1;
    await app.closed;
    await check(options, result);
  }
  result.output = await startApp(options).closed;
  await check(options, result);
  return result;
}

function startApp({ dir, run, oracle, env }: KillTrialOptions) {
  const entry = fileURLToPath(new URL('./testApp.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, dir, run], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env, TEST_ENGINE_ORACLE: oracle },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = once(child, 'exit');
  return { ended, closed: once(child, 'close').then(() => output), kill: () => child.kill('SIGKILL') };
}

/** True when there was an engine to kill. */
function killEngine({ dir, run }: KillTrialOptions): boolean {
  if (!existsSync(join(dir, 'fovea.sqlite'))) return false;
  const workspace = openWorkspace(dir, { mode: 'read' });
  const pid = workspace.store.jobs.list().find(job => job.run === run)?.pid ?? null;
  workspace.close();
  try {
    return pid !== null && process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** Waits for an orphaned engine to end, brings the store up to date as the app's next start would, and compares. */
async function check({ dir, run, oracle }: KillTrialOptions, result: KillTrialResult): Promise<void> {
  const workspace = openWorkspace(dir, { mode: 'write' });
  const context = createJobContext({ workspace, onProblem: error => result.integrityProblems.push(error.message) });
  const folder = runFolderOf(context, run);
  while (isRunLocked(folder)) await delay(20);
  await catchUp(context, run);
  result.checks.push(verifyRun(workspace.store, run, folder));
  result.integrityProblems.push(...workspace.store.integrityProblems());
  const noted = existsSync(oracle) ? readFileSync(oracle, 'utf8').split('\n').slice(0, -1).map(Number) : [];
  const recorded = new Set(readEvents(folder).events.map(event => event.seq));
  result.lostEvents += noted.filter(seq => !recorded.has(seq)).length;
  workspace.close();
}
