import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureBrowser } from './ensureBrowser.ts';

/** A PATH with nothing but these commands, as shell lines; `$bin` is its folder. */
function machine(commands: Record<string, string[]>) {
  const bin = mkdtempSync(join(tmpdir(), 'fovea-browser-'));
  onTestFinished(() => rmSync(bin, { recursive: true }));
  for (const [name, lines] of Object.entries(commands)) {
    writeFileSync(join(bin, name), ['#!/bin/sh', `bin='${bin}'`, ...lines, ''].join('\n'));
    chmodSync(join(bin, name), 0o755);
  }
  return { bin, env: { PATH: bin } };
}

const advice = /Run `apt-get update && apt-get install -y chromium` as root, or set FOVEA_BROWSER/;

test('a browser that is there and starts is taken as it is', () => {
  const { bin, env } = machine({ chromium: ['exit 0'], 'apt-get': ['exit 1'] });
  expect(ensureBrowser(env, true)).toBe(join(bin, 'chromium'));
});

test('without a browser an ordinary user is told the one command to run', () => {
  expect(() => ensureBrowser(machine({}).env, false)).toThrow(advice);
});

test('root gets Debian’s, and the package lists are fetched first where the first try fails', () => {
  const { bin, env } = machine({
    'apt-get': [
      'echo "$1" >>"$bin/log"',
      '[ "$1" = update ] && : >"$bin/lists" && exit 0',
      '[ -e "$bin/lists" ] || exit 100',
      'printf "#!/bin/sh\\n" >"$bin/chromium"; /bin/chmod 755 "$bin/chromium"',
    ],
  });
  expect(ensureBrowser(env, true)).toBe(join(bin, 'chromium'));
  expect(readFileSync(join(bin, 'log'), 'utf8')).toBe('install\nupdate\ninstall\n');
});

test('an installation that fails, and a browser that does not start, are errors', () => {
  expect(() => ensureBrowser(machine({ 'apt-get': ['exit 100'] }).env, true)).toThrow(advice);
  expect(() => ensureBrowser(machine({ chromium: ['echo "needs snap" >&2', 'exit 1'] }).env, true)).toThrow(
    /to start, but it failed: needs snap/,
  );
});
