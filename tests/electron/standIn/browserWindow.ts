// `BrowserWindow` and its web contents over a Chromium that playwright-core drives.
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Request, type Route } from 'playwright-core';
import { findBrowser } from '../../../src/main/doctor/findBrowser.ts';
import { app, cleanUps, openWindows } from './app.ts';
import { onTestMessage, tellTest } from './control.ts';
import { type Host, openHost } from './host.ts';
import { bindingName, pageScript } from './pageScript.ts';
import { handlers, ipcMain, rules } from './registries.ts';

type Options = Record<string, unknown> & { webPreferences: { preload: string }; width?: number; height?: number };
type OpenHandler = (details: { url: string }) => { action: string };

/** An event with Electron's way to be refused. */
function refusable<Details extends object>(details: Details) {
  const event = {
    ...details,
    isRefused: false,
    preventDefault: () => {
      event.isRefused = true;
    },
  };
  return event;
}

class WebContents extends EventEmitter {
  readonly mainFrame = { url: '' };
  page: Page | null = null;
  openHandler: OpenHandler = () => ({ action: 'allow' });
  isGone = false;
  load: (url: string) => Promise<void> = async () => undefined;

  isDestroyed = (): boolean => this.isGone;
  setWindowOpenHandler = (handler: OpenHandler): void => {
    this.openHandler = handler;
  };
  downloadURL = (url: string): void => tellTest({ kind: 'downloaded', url });
  reload = (): void => void this.load(this.mainFrame.url);

  /** Copies at once, as Electron does; throws for what cannot be copied. */
  send(channel: string, ...args: unknown[]): void {
    const copies = structuredClone(args);
    void this.page
      ?.evaluate(([name, given]) => Object(globalThis).__standInDeliver?.(name, given), [channel, copies] as const)
      .catch(() => undefined);
  }
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows = (): unknown[] => [...openWindows];
  readonly webContents = new WebContents();
  readonly #options: Options;
  #context: BrowserContext | null = null;
  #host: Host | null = null;
  #debuggingPort = 0;
  #isLoading = false;

  constructor(options: Options) {
    super();
    this.#options = options;
    openWindows.add(this);
    this.webContents.load = url => this.#load(url);
    app.emit('web-contents-created', {}, this.webContents);
    onTestMessage(message => {
      if (message.kind === 'closeWindow') this.close();
    });
    cleanUps.push(async () => this.#closeBrowser());
  }

  async loadURL(url: string): Promise<void> {
    const folder = mkdtempSync(join(app.getPath('userData'), 'profile-'));
    this.#host = await openHost(new URL(url).href.replace(/\/$/, ''));
    this.#context = await chromium.launchPersistentContext(folder, {
      executablePath: findBrowser(process.env) ?? '',
      viewport: { width: this.#options.width ?? 1280, height: this.#options.height ?? 800 },
      reducedMotion: 'reduce',
      args: ['--app=about:blank', '--remote-debugging-port=0', '--no-sandbox', '--disable-quic', '--no-first-run'],
    });
    this.#debuggingPort = Number(readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n')[0]);
    await this.#context.exposeBinding(bindingName, (_source, kind: string, name: string, args: unknown[]) => this.#asked(kind, name, args));
    await this.#context.addInitScript(pageScript(this.#options.webPreferences.preload));
    await this.#context.route('**/*', route => this.#decide(route));
    this.#context.on('page', page => {
      if (page !== this.webContents.page && this.webContents.page !== null) void this.#opened(page);
    });
    await this.#load(url);
    this.emit('ready-to-show');
  }

  /** The program's own navigation, which asks nobody. */
  async #load(url: string): Promise<void> {
    if (this.#context === null || this.#host === null) return;
    const { webContents } = this;
    const crashed = webContents.page;
    webContents.page = null;
    const page = crashed === null ? (this.#context.pages()[0] as Page) : await this.#context.newPage();
    await crashed?.close().catch(() => undefined);
    page.on('crash', () => webContents.emit('render-process-gone', {}, { reason: 'crashed' }));
    webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false, url });
    webContents.mainFrame.url = url;
    webContents.page = page;
    this.#isLoading = true;
    await page.goto(this.#host.toBrowser(url));
    this.#isLoading = false;
    tellTest({ kind: 'loaded', debuggingPort: this.#debuggingPort, url, options: this.#options });
  }

  async #asked(kind: string, name: string, args: unknown[]): Promise<unknown> {
    const event = { senderFrame: this.webContents.mainFrame, sender: this.webContents };
    const copies = structuredClone(args);
    if (kind === 'send') ipcMain.emit(name, event, ...copies);
    if (kind === 'invoke') return structuredClone(await handlers.get(name)?.(event, ...copies));
    if (kind === 'permission') return new Promise(resolve => rules.permissionRequest?.(this.webContents, name, resolve));
    return undefined;
  }

  /** What Electron asks before a request leaves: may the page navigate, may the request be sent at all. */
  async #decide(route: Route): Promise<void> {
    const request = route.request();
    const url = this.#host?.toProgram(request.url()) ?? '';
    if (this.#isOfMainFrame(request)) {
      const event = refusable({ url });
      this.webContents.emit('will-navigate', event);
      if (event.isRefused) {
        tellTest({ kind: 'stayed', url });
        return route.abort('aborted');
      }
    }
    let isCancelled = false;
    rules.beforeRequest?.({ url }, ({ cancel = false }) => {
      isCancelled = cancel;
    });
    return isCancelled ? route.abort('blockedbyclient') : route.continue();
  }

  /** True for a navigation of the window's own page; a page that is just being opened has no frame yet. */
  #isOfMainFrame(request: Request): boolean {
    const { page } = this.webContents;
    try {
      return page !== null && !this.#isLoading && request.isNavigationRequest() && request.frame() === page.mainFrame();
    } catch {
      return false;
    }
  }

  async #opened(page: Page): Promise<void> {
    const url = this.#host?.toProgram(page.url()) ?? '';
    const { action } = this.webContents.openHandler({ url });
    if (action === 'deny') await page.close().catch(() => undefined);
    tellTest({ kind: 'opened', url, action });
  }

  close(): void {
    const event = refusable({});
    this.emit('close', event);
    if (!event.isRefused) this.destroy();
  }

  destroy(): void {
    if (!openWindows.delete(this)) return;
    this.webContents.isGone = true;
    this.emit('closed');
    void this.#closeBrowser().then(() => {
      if (openWindows.size === 0) app.emit('window-all-closed');
    });
  }

  async #closeBrowser(): Promise<void> {
    this.#host?.close();
    await this.#context?.close().catch(() => undefined);
    this.#context = null;
  }

  isDestroyed = (): boolean => this.webContents.isGone;
  getNormalBounds = () => ({ x: 0, y: 0, width: this.#options.width ?? 0, height: this.#options.height ?? 0 });
  isMaximized = (): boolean => false;
  isMinimized = (): boolean => false;
  maximize(): void {}
  restore(): void {}
  show(): void {}
  focus = (): void => tellTest({ kind: 'focused' });
}
