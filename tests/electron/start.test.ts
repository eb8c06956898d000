// What `npm start` starts: the window where Electron's binary and a screen are, else the server.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const start = fileURLToPath(new URL('../../scripts/start/start.ts', import.meta.url));

/** Runs it where a program stands for Electron that says how it was called and ends with code 7. */
function startWith(args: string[], env: Record<string, string> = { DISPLAY: ':0' }) {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'electron'), '#!/bin/sh\necho "electron $* on $FOVEA_NODE"\nexit 7\n', { mode: 0o755 });
  const { DISPLAY: _x, WAYLAND_DISPLAY: _w, ...others } = process.env;
  const { status, stdout } = spawnSync(process.execPath, [start, ...args], {
    env: { ...others, ...env, ELECTRON_OVERRIDE_DIST_PATH: folder },
    encoding: 'utf8',
  });
  return { status, stdout };
}

test('with Electron’s binary and a screen the built program is started, on our Node, and its exit code is ours', () => {
  const { status, stdout } = startWith(['--workspace', '/tmp/some place']);
  expect(status).toBe(7);
  expect(stdout).toContain(`dist/electron/app --workspace /tmp/some place on ${process.execPath}`);
});

test.each([
  ['--browser', ['--browser'], { DISPLAY: ':0' }],
  ['an option of the server', ['--port', '8080'], { DISPLAY: ':0' }],
  ['no screen', [], {}],
])('%s means the server', (_what, args, env) => {
  const { status, stdout } = startWith([...args, '--help'], env as Record<string, string>);
  expect([status, stdout]).toEqual([0, expect.stringContaining('Usage: fovea serve')]);
});
