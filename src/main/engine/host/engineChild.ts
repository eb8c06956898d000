// A Node process that runs the engine: what it printed last, and how it ended (by itself, killed, crashed, out of memory).
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { z } from 'zod';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { nodeProgram, programFile } from '../../programFile.ts';
import { linesShowOutOfMemory, openOomCounter } from './memoryEvidence.ts';

/** How engine processes are started. */
export interface EngineCommand {
  /** Node 24 binary; default: `nodeProgram`. */
  nodePath?: string;
  /** The engine's entry module; default: the program's own. */
  entry?: string;
  env?: Record<string, string>;
}

export interface EngineChildOptions extends EngineCommand {
  args: readonly string[];
  /** `advanced` lets typed arrays travel over the channel. */
  serialization: 'json' | 'advanced';
  advice: EndAdvice;
  /** Returns false for a message that it does not understand. `{type: 'error', error}`, the engine's last words, does not arrive here. */
  onMessage: (message: unknown) => boolean;
}

/** What to do after a bad end. */
export interface EndAdvice {
  crashed: string;
  outOfMemory: string;
}

export interface EngineExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** True when `kill` was called before the end. */
  killedByUs: boolean;
  /** The last lines that the process printed, oldest first, empty ones left out. */
  lastLines: string[];
  /** null after exit code 0; else `engineCrashed`, `outOfMemory`, or what the engine itself reported. */
  error: AppError | null;
}

export interface EngineChild {
  readonly process: ChildProcess;
  /** Resolves, never rejects, when the process is gone. */
  readonly exited: Promise<EngineExit>;
  lastLines(): string[];
  /** SIGKILL. */
  kill(): void;
}

const keptLines = 200;
const failureSchema = z.strictObject({ type: z.literal('error'), error: z.looseObject({ code: z.string(), message: z.string() }) });
/** koffi's asynchronous calls and file reads share libuv's pool; four threads let a running step hold up the readers. */
const engineEnvironment = { UV_THREADPOOL_SIZE: '16', TF_CPP_MIN_LOG_LEVEL: '1' };

/** Starts `node <entry> <args>`. A failure to start arrives through `exited`. */
export function startEngineChild(options: EngineChildOptions): EngineChild {
  const entry = options.entry ?? fileURLToPath(programFile('engine'));
  const lines: string[] = [];
  let killedByUs = false;
  let reported: AppError | null = null;
  const child = spawn(options.nodePath ?? nodeProgram(), [entry, ...options.args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: options.serialization,
    env: { ...engineEnvironment, ...process.env, ...options.env },
  });
  const oomCounter = child.pid === undefined ? null : openOomCounter(child.pid);
  const oomKillsBefore = oomCounter?.read() ?? null;
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) keepLines(stream, lines);
  child.on('message', message => {
    const failure = failureSchema.safeParse(message);
    if (failure.success) reported = AppError.fromJSON(failure.data.error);
    else if (!options.onMessage(message)) lines.push(`Unexpected message from the engine: ${inspect(message).slice(0, 200)}`);
  });

  const exited = ended(child).then(({ code, signal, spawnError }): EngineExit => {
    const oomKills = (oomCounter?.read() ?? 0) - (oomKillsBefore ?? 0);
    const end = { code, signal, killedByUs, lastLines: [...lines] };
    return { ...end, error: spawnError ?? reported ?? exitError(end, oomKills > 0, options.advice) };
  });
  return {
    process: child,
    exited,
    lastLines: () => [...lines],
    kill: () => {
      killedByUs = child.kill('SIGKILL') || killedByUs;
    },
  };
}

/** The error for an exit; null for exit code 0. `oomKilled`: the kernel's out-of-memory killer struck meanwhile. */
export function exitError(exit: Omit<EngineExit, 'error'>, oomKilled: boolean, advice: EndAdvice): AppError | null {
  const { code, signal, lastLines } = exit;
  if (code === 0) return null;
  const details = { exitCode: code, signal, lastLines };
  const tail = lastLines.length === 0 ? 'It printed nothing.' : `Its last lines:\n${lastLines.slice(-10).join('\n')}`;
  if ((signal === 'SIGKILL' && !exit.killedByUs && oomKilled) || linesShowOutOfMemory(lastLines)) {
    const what = signal === 'SIGKILL' ? 'was killed, probably out of memory' : 'ran out of memory';
    return new AppError('outOfMemory', `The engine ${what}. ${advice.outOfMemory} ${tail}`, { details });
  }
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}${exit.killedByUs ? ', sent by Fovea' : ''}`;
  return new AppError('engineCrashed', `Expected the engine to finish, but it ${how}. ${advice.crashed} ${tail}`, { details });
}

type End = { code: number | null; signal: NodeJS.Signals | null; spawnError: AppError | null };

/** Resolves once the process is gone and what it printed is read; a descendant holding its pipes open delays this by a second at most. */
function ended(child: ChildProcess): Promise<End> {
  return new Promise(resolve => {
    child.once('error', error => {
      if (child.pid === undefined) resolve({ code: null, signal: null, spawnError: toAppError(error) });
    });
    child.once('exit', (code, signal) => {
      const end: End = { code, signal, spawnError: null };
      const timer = setTimeout(() => resolve(end), 1000);
      child.once('close', () => {
        clearTimeout(timer);
        resolve(end);
      });
    });
  });
}

function keepLines(stream: Readable, lines: string[]): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', line => {
    if (line.trim() === '') return;
    lines.push(line.slice(0, 2000));
    if (lines.length > keptLines) lines.splice(0, lines.length - keptLines);
  });
}
