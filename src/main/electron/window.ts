// The desktop window: where it was last, the messages to and from its page, and what happens when it crashes or closes.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, screen } from 'electron';
import { channels, type ShellEvent } from '../../shared/bridge.ts';
import { closingChoiceSchema } from '../../shared/bridgeMessages.ts';
import { openCallSession } from '../api/callSession.ts';
import type { ApiContext } from '../api/trpc.ts';
import { fitBounds, readBounds, writeBounds } from './windowBounds.ts';

export interface DesktopWindow {
  isOpen(): boolean;
  /** Brings it to the front. */
  focus(): void;
}

const preload = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));
const icon = fileURLToPath(new URL('../icon.png', import.meta.url));
/** A page that crashes more often than this within a minute is not loaded again. */
const crashesAMinute = 3;

export function openWindow({ api, address }: { api: ApiContext; address: string }): DesktopWindow {
  const boundsFile = join(app.getPath('userData'), 'window.json');
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { isMaximized, ...bounds } = fitBounds(readBounds(boundsFile), areas);
  const window = new BrowserWindow({
    ...{ ...bounds, minWidth: 960, minHeight: 600, title: 'Fovea', icon, show: false },
    ...{ backgroundColor: '#121212', autoHideMenuBar: true },
    webPreferences: {
      ...{ preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
      ...{ webviewTag: false, navigateOnDragDrop: false, spellcheck: false },
    },
  });
  const { webContents } = window;
  const calls = openCallSession(api, answer => {
    if (!webContents.isDestroyed()) webContents.send(channels.answer, answer);
  });

  /** Kept until the page says that it listens. */
  const untold: ShellEvent[] = [];
  let isListening = false;
  const tell = (event: ShellEvent): void => {
    if (isListening) webContents.send(channels.shellEvent, event);
    else untold.push(event);
  };

  const isOwn = ({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    senderFrame !== null && senderFrame === webContents.mainFrame && senderFrame.url.startsWith(address);
  const on = (channel: string, take: (given: unknown) => void): void => {
    ipcMain.removeAllListeners(channel);
    ipcMain.on(channel, (event, given: unknown) => {
      if (isOwn(event)) take(given);
    });
  };
  const handle = <Answer>(channel: string, nothing: Answer, answer: () => Promise<Answer>): void => {
    ipcMain.removeHandler(channel);
    ipcMain.handle(channel, event => (isOwn(event) ? answer() : nothing));
  };
  on(channels.call, calls.receive);
  on(channels.ready, () => {
    isListening = true;
    for (const event of untold.splice(0)) tell(event);
  });
  on(channels.closing, given => {
    const { data: choice } = closingChoiceSchema.safeParse(given);
    if (choice === 'background') window.destroy();
    if (choice !== 'stop') return;
    window.destroy();
    app.quit();
  });
  handle(channels.chooseFolder, null, async () => {
    const { filePaths } = await dialog.showOpenDialog(window, { title: 'Open a folder of images', properties: ['openDirectory'] });
    return filePaths[0] ?? null;
  });
  handle(channels.chooseFiles, [], async () => {
    const { filePaths } = await dialog.showOpenDialog(window, { title: 'Open files', properties: ['openFile', 'multiSelections'] });
    return filePaths;
  });

  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (!isMainFrame || isSameDocument) return;
    isListening = false;
    calls.close();
  });
  const crashes: number[] = [];
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    crashes.push(performance.now());
    untold.push({ kind: 'recovered', reason });
    if (crashes.filter(atMs => performance.now() - atMs < 60_000).length <= crashesAMinute) return webContents.reload();
    dialog.showErrorBox(
      'The window crashed again and again',
      `Its last reason was "${reason}". Nothing is lost: runs go on, and a new start shows them.`,
    );
    window.destroy();
  });

  window.on('close', event => {
    writeBounds(boundsFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    const runs = api.queue.list().map(({ run }) => api.context.workspace.store.runs.get(run).name);
    // A page that does not listen cannot ask: the runs go on.
    if (runs.length === 0 || !isListening) return;
    event.preventDefault();
    tell({ kind: 'closing', runs });
  });
  window.on('unresponsive', () => {
    isListening = false;
  });
  window.on('responsive', () => {
    isListening = true;
  });
  window.on('closed', () => calls.close());
  window.once('ready-to-show', () => window.show());
  if (isMaximized) window.maximize();
  void window.loadURL(address);
  return {
    isOpen: () => !window.isDestroyed(),
    focus: () => {
      if (window.isMinimized()) window.restore();
      window.focus();
    },
  };
}
