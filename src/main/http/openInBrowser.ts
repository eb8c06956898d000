// Opens an address in the user's browser where there is a display; elsewhere the printed address has to do.
import { spawn } from 'node:child_process';

export function openInBrowser(address: string, env: NodeJS.ProcessEnv = process.env): void {
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return;
  const opener = spawn('xdg-open', [address], { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined); // no xdg-open here
  opener.unref();
}
