// The part of `npm start` that runs on Node 24: opens the desktop window where it can, else serves the same window to a browser. What
// only a server takes (--port, --host, --no-open, …) and --browser mean the browser.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { findShell } from '../../src/main/doctor/shell.ts';
import { serveProgram } from '../../src/main/serve.ts';

const args = process.argv.slice(2);
const forServer = args.filter(arg => arg !== '--browser');
const shell = findShell(process.env);
process.exitCode = shell.kind === 'electron' && isForDesktop(args) ? await runDesktop(shell.binary) : await serveProgram(forServer);
process.exit();

/** The desktop program takes a workspace and nothing else. */
function isForDesktop(given: readonly string[]): boolean {
  const others = given.filter(
    (arg, index) => arg !== '--workspace' && given[index - 1] !== '--workspace' && !arg.startsWith('--workspace='),
  );
  return others.length === 0;
}

/** Resolves to its exit code. Signals of a terminal reach it by themselves; those to this process alone are passed on. */
async function runDesktop(binary: string): Promise<number> {
  const { buildDesktop } = await import('../build/build.ts');
  const app = await buildDesktop();
  const child = spawn(binary, [app, ...args], { stdio: 'inherit', env: { ...process.env, FOVEA_NODE: process.execPath } });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
