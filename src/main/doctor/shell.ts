// Which window `npm start` opens: Electron's where its binary is there and a screen to show it on, else the same one in a browser.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programFile } from '../programFile.ts';
import type { Finding } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type Shell = { kind: 'electron'; binary: string } | { kind: 'browser'; reason: string };

/** The npm package's own folder of the binary. Asking the package itself for it would start a download. */
const usualFolder = fileURLToPath(new URL('node_modules/electron/dist', programFile('package')));

export function findShell(env: Environment, folder = usualFolder): Shell {
  const binary = join(resolve(env.ELECTRON_OVERRIDE_DIST_PATH || folder), 'electron');
  if (!existsSync(binary)) return { kind: 'browser', reason: `Electron's binary is not at ${binary}` };
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY)
    return { kind: 'browser', reason: 'there is no screen (DISPLAY and WAYLAND_DISPLAY are unset)' };
  return { kind: 'electron', binary };
}

/** `electron`: the version that runs this, if any. */
export function shellFinding(shell: Shell, electron: string | undefined): Finding {
  const name = 'window';
  if (electron !== undefined) return { name, status: 'ok', detail: `a window of its own, by Electron ${electron}` };
  if (shell.kind === 'electron') return { name, status: 'ok', detail: `\`npm start\` opens a window of its own, by ${shell.binary}` };
  return { name, status: 'ok', detail: `\`npm start\` opens the window in a browser: ${shell.reason}` };
}
