// One side of a benchmark: a process that keeps a workload warm and steps it on command (line protocol, README.md).

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { AppError } from '../src/shared/errors.ts';

export interface WorkerCommand {
  /** As it stands in the report, e.g. `PyTorch compiled`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const readySchema = z.looseObject({
  ready: z.literal(true),
  workload: z.string().optional(),
  mode: z.string().optional(),
  precision: z.string().optional(),
  threads: z.number().optional(),
  batch: z.number().optional(),
  parameterCount: z.number().optional(),
  firstLoss: z.number().nullish(),
});
const stepSchema = z.looseObject({ ms: z.array(z.number().positive()).min(1), peakRssMiB: z.number().positive() });

/** What a worker says of itself when it is warm. */
export type WorkerFacts = z.infer<typeof readySchema>;
export type StepReply = z.infer<typeof stepSchema>;

export interface BenchWorker {
  readonly name: string;
  readonly facts: WorkerFacts;
  /** Runs `count` steps; the time of each. */
  step(count: number): Promise<StepReply>;
  /** Ends the process; kills it when it does not end by itself within five seconds. */
  stop(): Promise<void>;
}

export interface WorkerLimits {
  readonly signal?: AbortSignal;
  readonly readyTimeoutMs?: number;
  readonly stepTimeoutMs?: number;
}

/** Starts a worker and waits until it is warm. Throws `engineCrashed` with its last words when it ends or answers wrongly. */
export async function startWorker(
  { name, command, args, env }: WorkerCommand,
  { signal, readyTimeoutMs = 30 * 60_000, stepTimeoutMs = 15 * 60_000 }: WorkerLimits = {},
): Promise<BenchWorker> {
  signal?.throwIfAborted();
  const child = spawn(command, args, { stdio: 'pipe', env: { ...process.env, ...env } });
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  let lastWords = '';
  const ended = new Promise<string>(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('close', (code, killedBy) => resolve(killedBy === null ? `exit code ${code}` : killedBy));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-4000);
  });
  child.stdin.on('error', () => {}); // the process has ended; the reply that is missing says so
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  const reply = async <T>(schema: z.ZodType<T>, timeoutMs: number): Promise<T> => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      kill();
    }, timeoutMs);
    const line = await lines.next();
    clearTimeout(timer);
    signal?.throwIfAborted();
    if (line.done) {
      const reason = late ? `no answer in ${timeoutMs / 1000} s` : await ended;
      throw new AppError('engineCrashed', `Benchmark worker "${name}" ended (${reason}). Its last words:\n${lastWords.trim()}`);
    }
    const parsed = schema.safeParse(parseJson(line.value));
    if (parsed.success) return parsed.data;
    kill();
    throw new AppError('engineCrashed', `Benchmark worker "${name}" answered outside the line protocol: ${line.value.slice(0, 500)}`);
  };

  const stop = async () => {
    child.stdin.end();
    const timer = setTimeout(kill, 5000);
    await ended;
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
  };

  try {
    const facts = await reply(readySchema, readyTimeoutMs);
    return {
      name,
      facts,
      step: count => {
        child.stdin.write(`step ${count}\n`);
        return reply(stepSchema, stepTimeoutMs);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
