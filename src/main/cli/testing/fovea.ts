// Runs the command line as a person would: a process of its own over a workspace that is gone after the test.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from '../../jobs/testing/scratch.ts';

/** As bin/fovea does; half the time of a short command is compiling. */
const compileCache = join(tmpdir(), 'fovea-test-compile-cache');
const program = fileURLToPath(new URL('../../cli.ts', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandLine {
  /** The temporary folder; the workspace is `workspace` in it. */
  folder: string;
  /** Runs a command to its end. */
  run(...args: string[]): Promise<Ended>;
  /** Runs a command with --json that must succeed, and returns its document. */
  json(...args: string[]): Promise<unknown>;
  /** Starts a command and leaves it to the caller. */
  start(...args: string[]): { child: ChildProcess; ended: Promise<Ended> };
  remove(): void;
}

export function commandLine(env: Record<string, string> = {}): CommandLine {
  const { path: folder, remove } = scratchFolder();
  const start = (...args: string[]) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { NODE_COMPILE_CACHE: compileCache, ...process.env, FOVEA_WORKSPACE: join(folder, 'workspace'), ...env },
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
    });
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
    return { child, ended };
  };
  const run = (...args: string[]) => start(...args).ended;
  return {
    ...{ folder, remove, start, run },
    json: async (...args) => {
      const { code, stdout, stderr } = await run(...args, '--json');
      if (code !== 0) throw new Error(`fovea ${args.join(' ')} ended with code ${code}:\n${stderr}`);
      return JSON.parse(stdout);
    },
  };
}
