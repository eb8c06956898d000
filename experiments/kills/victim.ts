// A Fovea that is going to be killed: its own command line as a process, and the engine process that it starts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const cli = join(import.meta.dirname, '..', '..', 'src', 'main', 'cli.ts');
const pollMs = 10;

export interface EngineFound {
  pid: number;
  runFolder: string;
}

export interface Victim {
  /** The engine at this moment. */
  engineNow(): EngineFound | null;
  /** The engine once there is one; null when Fovea ended without. */
  engine(): Promise<EngineFound | null>;
  /** SIGKILL; true when it met a live process. */
  kill(): boolean;
  /** Resolves when the process is gone. */
  readonly ended: Promise<{ exitCode: number | null; stderr: string }>;
}

/** Starts `fovea … --workspace W --json`. */
export function startFovea(workspace: string, ...args: readonly string[]): Victim {
  const child = spawn(process.execPath, [cli, ...args, '--workspace', workspace, '--json'], { stdio: ['ignore', 'ignore', 'pipe'] });
  // An experiment that is ended early leaves nobody behind.
  const killLate = () => child.kill('SIGKILL');
  process.once('exit', killLate);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const engineNow = () => (child.pid === undefined ? null : engineOf(child.pid));
  return {
    engineNow,
    engine: async () => {
      for (; isAlive(); await delay(pollMs)) {
        const engine = engineNow();
        if (engine !== null) return engine;
      }
      return null;
    },
    kill: () => isAlive() && child.kill('SIGKILL'),
    ended: once(child, 'exit').then(() => {
      process.off('exit', killLate);
      return { exitCode: child.exitCode, stderr };
    }),
  };
}

/** SIGKILL; true when it met a live process. */
export function killProcess(pid: number): boolean {
  return isProcessAlive(pid) && process.kill(pid, 'SIGKILL');
}

/** Resolves when a process that may be nobody's child any more is gone. */
export async function processEnded(pid: number): Promise<void> {
  while (isProcessAlive(pid)) await delay(pollMs);
}

/**
 * The main thread of one that was killed is a zombie at once; its files and locks are free when the last of its threads is gone
 * (proc_pid_stat(5), state Z). A zombie alone only waits for its parent to notice.
 */
function isProcessAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) || readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

/** The child that is `node engine/host/entry.ts fit RUN_FOLDER` (proc(5), /proc/pid/task/tid/children). */
function engineOf(pid: number): EngineFound | null {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    for (const child of children) {
      const [, entry = '', command, runFolder] = readFileSync(`/proc/${child}/cmdline`, 'utf8').split('\0');
      if (entry.endsWith('engine/host/entry.ts') && command === 'fit' && runFolder !== undefined) return { pid: child, runFolder };
    }
  } catch {
    // A process that ends while it is looked at.
  }
  return null;
}
