// The browser for the end-to-end tests: one that is there, else Debian's Chromium, else an error with the command to run.
import { spawnSync } from 'node:child_process';
import { findBrowser } from '../../src/main/doctor/findBrowser.ts';
import { AppError } from '../../src/shared/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const advice = 'Run `apt-get update && apt-get install -y chromium` as root, or set FOVEA_BROWSER to the path of a Chromium browser.';

/** The path of a browser that starts. Installs one with apt-get when this process is root. Errors: `environment`. */
export function ensureBrowser(env: Environment, isRoot = process.getuid?.() === 0): string {
  const path = findBrowser(env) ?? (isRoot ? install(env) : null);
  if (path === null)
    throw new AppError('environment', `Expected a Chromium browser on PATH for the end-to-end tests, but there is none. ${advice}`);
  const { status, stderr, error } = spawnSync(path, ['--version'], { env, encoding: 'utf8' });
  if (status === 0) return path;
  throw new AppError('environment', `Expected the browser ${path} to start, but it failed: ${error?.message ?? stderr.trim()}. ${advice}`);
}

/** Debian's Chromium; on a machine whose package lists are missing or old, after fetching them. */
function install(env: Environment): string | null {
  const aptGet = (...args: string[]) =>
    spawnSync('apt-get', args, { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 2, 2] }).status === 0;
  const installChromium = () => aptGet('install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', 'chromium');
  return installChromium() || (aptGet('update', '-qq') && installChromium()) ? findBrowser(env) : null;
}
