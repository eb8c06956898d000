// Starts the built desktop program on the stand-in (standIn/register.ts) and looks into its window through Chromium's own debugging port.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { FromTest, ToTest } from './standIn/control.ts';

const register = new URL('./standIn/register.ts', import.meta.url).href;
const builtMain = fileURLToPath(new URL('../../dist/electron/app/main/index.js', import.meta.url));

/** A failed test must not leave its program behind. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

type Told<Kind extends ToTest['kind']> = Extract<ToTest, { kind: Kind }>;

export type Desktop = Awaited<ReturnType<typeof startDesktop>>;

export interface DesktopOptions {
  workspace: string;
  /** Takes the place of ~/.config. */
  configFolder: string;
  /** Default: the built main module on this Node. */
  program?: { main: string; node: string };
}

export async function startDesktop({ workspace, configFolder, program = { main: builtMain, node: process.execPath } }: DesktopOptions) {
  const child = fork(program.main, ['--workspace', workspace], {
    execPath: program.node,
    execArgv: ['--import', register],
    env: { ...process.env, XDG_CONFIG_HOME: configFolder },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.add(child);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', text => output.push(text));
  const told: ToTest[] = [];
  child.on('message', message => told.push(message as ToTest));
  const ended = once(child, 'exit').then(([code]) => {
    children.delete(child);
    return code as number | null;
  });

  /** The next message of this kind that was not taken yet; what comes before it stays. */
  const next = async <Kind extends ToTest['kind']>(kind: Kind): Promise<Told<Kind>> => {
    while (true) {
      const index = told.findIndex(message => message.kind === kind);
      if (index >= 0) return told.splice(index, 1)[0] as Told<Kind>;
      const wasEnd = await Promise.race([once(child, 'message').then(() => false), ended.then(() => true)]);
      if (wasEnd && !told.some(message => message.kind === kind))
        throw new Error(`The program ended without '${kind}':\n${output.join('')}`);
    }
  };

  let browser: Browser | null = null;
  return {
    process: child,
    ended,
    next,
    tell: (message: FromTest): void => void child.send(message),
    /** The page of the window once it is loaded, with what the browser complains about from now on. */
    page: async (): Promise<{ page: Page; loaded: Told<'loaded'>; complaints: string[] }> => {
      const loaded = await next('loaded');
      browser ??= await chromium.connectOverCDP(`http://127.0.0.1:${loaded.debuggingPort}`);
      const page = browser
        .contexts()[0]
        ?.pages()
        .find(open => open.url().startsWith('http'));
      if (page === undefined) throw new Error('The window shows no page.');
      page.setDefaultTimeout(15_000);
      const complaints: string[] = [];
      page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', error => complaints.push(`thrown: ${error.message}`));
      return { page, loaded, complaints };
    },
    kill: async () => {
      await browser?.close().catch(() => undefined);
      child.kill('SIGKILL');
      await ended;
    },
  };
}
