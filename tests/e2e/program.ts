// Starts the serving program as a process of its own and reads what it prints.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../src/main/serve.ts', import.meta.url));

/** A failed test must not leave its program behind. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

export interface Program {
  readonly process: ChildProcess;
  /** Of the document that --json prints. */
  readonly address: string;
  readonly link: string;
  /** An address that lets one more browser in. */
  newLink(): Promise<string>;
  /** Sends a signal and resolves to the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts it on a workspace and waits until it is ready. `env` is added to this process's. */
export async function startProgram(workspace: string, { env = {} }: { env?: Record<string, string> } = {}): Promise<Program> {
  const { child, output } = launch(workspace, [], env);
  while (!isDocument(output.stdout)) {
    if (child.exitCode !== null) throw new Error(`The program ended with code ${child.exitCode}: ${output.stderr}`);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  const { address, link, error } = JSON.parse(output.stdout) as { address: string; link: string; error?: { message: string } };
  if (error !== undefined) throw new Error(`The program cannot start: ${error.message}`);
  return {
    process: child,
    address,
    link,
    newLink: async () => {
      const { api } = JSON.parse(readFileSync(join(workspace, 'owner.json'), 'utf8')) as { api: { token: string } };
      const answer = await fetch(`${address}/link`, { method: 'POST', headers: { authorization: `Bearer ${api.token}` } });
      return ((await answer.json()) as { link: string }).link;
    },
    end: async signal => {
      if (child.exitCode !== null) return child.exitCode;
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}

/** Starts it where it cannot stay and waits for its end. */
export async function runProgram(workspace: string, args: string[] = []): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { child, output } = launch(workspace, args);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

function launch(workspace: string, args: string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [entry, '--workspace', workspace, '--no-open', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  return { child, output };
}

function isDocument(text: string): boolean {
  return text.endsWith('}\n');
}
