// The workstation as a host for browsers: `npm start` and `fovea serve`. It owns the workspace while it runs.
import { AppError, exitCodeOf, toAppError } from '../shared/errors.ts';
import type { ApiContext } from './api/trpc.ts';
import { type Backend, type BackendOptions, lastSessions, openBackend, workspaceOwner, writeSessions } from './backend.ts';
import { buildPage } from './http/buildPage.ts';
import { createContent } from './http/content.ts';
import { openHost } from './http/host.ts';
import type { SessionRecord } from './http/keys.ts';
import { type Listener, openListener } from './http/listener.ts';
import { openInBrowser } from './http/openInBrowser.ts';
import { openPage } from './http/page.ts';
import { isLoopback } from './http/requestGuard.ts';
import { parseServeArguments, type ServeArguments, serveHelp } from './http/serveArguments.ts';

export interface ServeOptions {
  /** Default: FOVEA_WORKSPACE, else ~/Fovea. */
  workspace?: string | undefined;
  /** Default 127.0.0.1. Any other than a loopback address needs a password. */
  host?: string | undefined;
  /** Default: the last one of this workspace, or a free one where that is taken. */
  port?: number | undefined;
  /** Ends the sessions of earlier starts. */
  signOut?: boolean | undefined;
  password?: string | undefined;
  /** Folder of the built window. */
  pageFolder: string;
  engine?: BackendOptions['engine'];
  onProblem: (error: AppError) => void;
}

export interface Serving {
  /** Such as `http://127.0.0.1:40123`. */
  readonly address: string;
  readonly workspace: string;
  /** What a window of this very process works with, without keys: the API, and the bytes of page and pictures. */
  readonly api: ApiContext;
  answerOwnWindow(request: Request): Promise<Response>;
  /** An address that lets one browser in, once. */
  newLink(): string;
  /** Ends the run at work as interrupted, with a checkpoint first, and frees the workspace. */
  close(): Promise<void>;
  /** Kills the engines, for those who cannot wait. */
  killEngines(): void;
}

const fewestPasswordCharacters = 12;

/**
 * Opens the workspace for writing, goes on with its queue and answers on one address, which owner.json tells.
 * Errors: `usage` for an open address without a password; `environment` when the port is taken, the window is not built or the
 * workspace lies across a network; `locked` while another process has the workspace.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { workspace: dir, host: bind = '127.0.0.1', password = null, pageFolder, onProblem, engine = {} } = options;
  if (!isLoopback(bind)) requirePassword(bind, password);
  const page = openPage(pageFolder);
  const listener = await listen(bind, options.port, lastSessions(dir)?.port);
  let backend: Backend | null = null;
  try {
    backend = await openBackend({ dir, onProblem, engine });
    const { workspace } = backend.context;
    const { port } = listener;
    const last = lastSessions(dir);
    // What a program got that answered on the old port meanwhile opens nothing here.
    const isGoingOn = last?.port === port && options.signOut !== true;
    const onSessions = (sessions: SessionRecord[]): void => {
      try {
        writeSessions(workspace.paths, { version: 1, port, sessions });
      } catch (error) {
        onProblem(toAppError(error));
      }
    };
    const sessions = isGoingOn ? last.sessions : [];
    onSessions(sessions);
    const host = openHost({ listener, api: backend, page, password, sessions, onSessions });
    workspace.publishApi({ address: host.address, token: host.token });
    const { close, killEngines } = backend;
    return {
      address: host.address,
      workspace: workspace.paths.dir,
      api: backend,
      answerOwnWindow: createContent(backend, page),
      newLink: host.newLink,
      close: async () => {
        await host.close();
        await close();
      },
      killEngines,
    };
  } catch (error) {
    await listener.close();
    await backend?.close();
    throw error;
  }
}

/** On the port asked for; else on the last one, as pages that are still open know no other; else on a free one. */
async function listen(host: string, asked: number | undefined, last: number | undefined): Promise<Listener> {
  if (asked !== undefined || last === undefined) return openListener({ host, port: asked ?? 0 });
  return openListener({ host, port: last }).catch(() => openListener({ host, port: 0 }));
}

function requirePassword(host: string, password: string | null): void {
  if (password !== null && password.length >= fewestPasswordCharacters) return;
  throw new AppError(
    'usage',
    `Expected a password of at least ${fewestPasswordCharacters} characters before other computers may come in through ${host}, received ` +
      `${password === null ? 'none' : 'a shorter one'}. Set it as FOVEA_PASSWORD, or leave --host out.`,
  );
}

/** The program: serves until a signal comes. Returns the exit code: 0 after SIGTERM or SIGHUP, 130 after Ctrl-C. */
export async function serveProgram(args: readonly string[]): Promise<number> {
  let wanted: ServeArguments | null = null;
  try {
    wanted = parseServeArguments(args);
    if (wanted.help) return print(serveHelp);
    const { workspace, host, port, signOut } = wanted;
    const ending = nextSignal();
    const serving = await serve({
      ...{ workspace, host, port, signOut, password: process.env.FOVEA_PASSWORD },
      pageFolder: await buildPage(),
      onProblem: error => note(`fovea: ${error.message}`),
    });
    announce(serving, wanted);
    const signal = await ending;
    note('Closing: a run at work writes a checkpoint first. Ctrl-C again ends it at once.');
    void nextSignal().then(() => serving.killEngines());
    await serving.close();
    return signal === 'SIGINT' ? exitCodeOf('interrupted') : 0;
  } catch (thrown) {
    const error = toAppError(thrown);
    note(`fovea: ${error.message}`);
    if (error.code === 'locked') await pointToOwner(wanted?.workspace);
    if (wanted?.json) print(JSON.stringify({ error: error.toJSON() }, null, 2));
    return exitCodeOf(error.code);
  }
}

function announce(serving: Serving, { json, quiet, host, open }: ServeArguments): void {
  const { address, workspace } = serving;
  const link = serving.newLink();
  if (json) print(JSON.stringify({ address, link, workspace, pid: process.pid }, null, 2));
  else
    print(quiet ? link : `Fovea is ready at\n\n  ${link}\n\nWorkspace ${workspace}. Research use only, not for diagnosis. Ctrl-C ends it.`);
  if (host !== undefined && !isLoopback(host)) {
    note(
      `Warning: other computers can reach this address, and what they send is not encrypted. Use it in networks you trust, or through SSH.`,
    );
  }
  if (open) openInBrowser(serving.newLink());
}

/** A second start finds the first: its window opens instead. */
async function pointToOwner(workspace: string | undefined): Promise<void> {
  const api = workspaceOwner(workspace)?.api;
  if (api === undefined) return;
  const answer = await fetch(`${api.address}/link`, { method: 'POST', headers: { authorization: `Bearer ${api.token}` } }).catch(
    () => null,
  );
  const { link } = ((await answer?.json().catch(() => null)) ?? {}) as { link?: unknown };
  if (typeof link === 'string') note(`It is open at ${link}`);
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
  });
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

if (import.meta.main) process.exit(await serveProgram(process.argv.slice(2)));
