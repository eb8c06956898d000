// Runs a few lines of TypeScript in a process of its own, if need be on a disk that fills up. Tests only.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ChildModule {
  process: ChildProcess;
  /** Resolves with all of stdout once the process is gone. */
  output: Promise<string>;
  /** Resolves when stdout contains `text`. */
  printed(text: string): Promise<void>;
}

const main = new URL('../../', import.meta.url).href;

/** `source` is an ES module; `main/` at the start of an import means src/main. `wrapper` is a bash command line that ends in `exec "$@"`. */
export function startModule(source: string, wrapper?: string): ChildModule {
  const node = [process.execPath, '--input-type=module', '-e', source.replaceAll("'main/", `'${main}`)];
  const [command = '', ...args] = wrapper === undefined ? node : ['bash', '-c', wrapper, 'bash', ...node];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  // A failed test must not leave its process behind.
  process.once('exit', () => child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const output = once(child, 'close').then(() => text);
  const printed = async (expected: string): Promise<void> => {
    while (!text.includes(expected)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The process ended after printing '${text}'.`);
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    }
  };
  return { process: child, output, printed };
}

/** Wrappers under which no more than `kib` KiB go into one file below `folder`: a limit, and for root a really full disk as well. */
export function fullDisks(folder: string, kib: number): { name: string; wrapper: string }[] {
  const limit = { name: 'a file size limit', wrapper: `ulimit -f ${kib}; exec "$@"` };
  const mount = `mount -t tmpfs -o size=${kib}k tmpfs "${folder}" && exec "$@"`;
  const disk = { name: 'a full disk', wrapper: `exec unshare -m bash -c '${mount}' bash "$@"` };
  return process.getuid?.() === 0 ? [limit, disk] : [limit];
}
