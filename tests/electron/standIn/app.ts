// `app`: one program per userData folder (a second start wakes the first by a signal), and the order of events when it quits.
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Closable {
  close(): void;
}
export const openWindows = new Set<Closable>();
/** What has to end with the program, such as the browser. */
export const cleanUps: (() => Promise<void>)[] = [];

const paths: Record<string, string> = { appData: process.env.XDG_CONFIG_HOME ?? '/nonexistent' };

class App extends EventEmitter {
  readonly isPackaged = false;
  #lockFile: string | null = null;
  readonly #ready = new Promise<void>(resolve =>
    setImmediate(() => {
      this.emit('ready');
      resolve();
    }),
  );

  setName(): void {}
  enableSandbox(): void {}
  getPath = (name: string): string => paths[name] ?? '';
  setPath = (name: string, path: string): void => {
    paths[name] = path;
  };
  whenReady = (): Promise<void> => this.#ready;

  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'standIn.lock');
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
    } catch {
      process.kill(Number(readFileSync(file, 'utf8')), 'SIGUSR2');
      return false;
    }
    this.#lockFile = file;
    process.on('SIGUSR2', () => this.emit('second-instance', {}, [], folder));
    return true;
  }

  /** Closes every window; one that stays open keeps the program alive. */
  quit(): void {
    for (const window of openWindows) window.close();
    if (openWindows.size > 0) return;
    let isPrevented = false;
    this.emit('will-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) this.exit(0);
  }

  exit(code = 0): void {
    if (this.#lockFile !== null) rmSync(this.#lockFile, { force: true });
    void Promise.allSettled(cleanUps.map(cleanUp => cleanUp())).then(() => process.exit(code));
  }
}

export const app = new App();
