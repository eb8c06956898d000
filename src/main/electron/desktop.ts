// The desktop program from start to end: one per workspace, a window around the same host that browsers get, and an end that asks
// about runs at work. Everything that computes or stores lies behind serve.ts.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, BrowserWindow, dialog, Menu, protocol, session } from 'electron';
import { exitCodeOf, toAppError } from '../../shared/errors.ts';
import { type Serving, serve } from '../serve.ts';
import { menuTemplate } from './menu.ts';
import { origin, restrict, scheme } from './restrict.ts';
import { type DesktopWindow, openWindow } from './window.ts';

/** Beside the built main module. */
const pageFolder = fileURLToPath(new URL('../renderer/', import.meta.url));

/** Claims what Electron wants claimed before it is ready, then opens the workspace and the window. */
export function startDesktop(): void {
  const { workspace } = desktopArguments(process.argv);
  findShippedLibrary();
  app.setName('Fovea');
  app.enableSandbox();
  app.setPath('userData', join(app.getPath('appData'), 'fovea', placeOf(workspace)));
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  restrict(app, () => session.defaultSession);
  app
    .whenReady()
    .then(() => open(workspace))
    .catch(fail);
}

async function open(workspace: string | undefined): Promise<void> {
  const serving = await serve({ workspace, pageFolder, onProblem: error => note(error.message) });
  protocol.handle(scheme, request => serving.answerOwnWindow(request));
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ isDevelopment: !app.isPackaged })));
  let window: DesktopWindow | null = null;
  const show = (): void => {
    if (window?.isOpen() !== true) window = openWindow({ api: serving.api, address: `${origin}/` });
    window.focus();
  };
  app.on('second-instance', show);
  endWith(serving);
  show();
}

/** Without a window the program lives on while runs are at work or wait; whichever way it ends, the run at work gets its checkpoint. */
function endWith(serving: Serving): void {
  const { context, queue } = serving.api;
  let isEnding = false;
  const endWhenIdle = (): void => {
    if (!isEnding && BrowserWindow.getAllWindows().length === 0 && queue.list().length === 0) app.quit();
  };
  app.on('window-all-closed', endWhenIdle);
  context.notifications.subscribe(endWhenIdle);
  app.on('will-quit', event => {
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    serving.close().then(() => app.exit(0), fail);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isEnding) serving.killEngines();
      for (const window of BrowserWindow.getAllWindows()) window.destroy();
      app.quit();
    });
  }
}

function fail(thrown: unknown): void {
  const error = toAppError(thrown);
  note(error.message);
  dialog.showErrorBox('Fovea could not start', error.message);
  app.exit(exitCodeOf(error.code));
}

/** Chromium's own switches may stand there as well. */
function desktopArguments(argv: readonly string[]): { workspace: string | undefined } {
  const { values } = parseArgs({ args: argv.slice(1), options: { workspace: { type: 'string' } }, strict: false, allowPositionals: true });
  const workspace = typeof values.workspace === 'string' ? values.workspace : process.env.FOVEA_WORKSPACE;
  return { workspace: workspace === undefined || workspace === '' ? undefined : resolve(workspace) };
}

/** Windows of two workspaces are two programs, each with its own place for what Chromium keeps. */
function placeOf(workspace: string | undefined): string {
  if (workspace === undefined) return 'default';
  return createHash('sha256').update(workspace).digest('hex').slice(0, 16);
}

/** An installed package may bring libtensorflow along; the user's own choice goes before it. */
function findShippedLibrary(): void {
  const shipped = join(process.resourcesPath ?? '', 'libtensorflow');
  if (app.isPackaged && existsSync(shipped)) process.env.FOVEA_LIBTENSORFLOW ??= shipped;
}

function note(message: string): void {
  process.stderr.write(`fovea: ${message}\n`);
}
