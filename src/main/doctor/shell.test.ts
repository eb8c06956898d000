import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findShell, shellFinding } from './shell.ts';

function folderWith(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-shell-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of files) writeFileSync(join(folder, file), '');
  return folder;
}

test('Electron is used where its binary is there and a screen too', () => {
  const folder = folderWith('electron');
  const binary = join(folder, 'electron');
  expect(findShell({ DISPLAY: ':0' }, folder)).toEqual({ kind: 'electron', binary });
  expect(findShell({ WAYLAND_DISPLAY: 'wayland-0', ELECTRON_OVERRIDE_DIST_PATH: folder }, '/nowhere')).toEqual({
    kind: 'electron',
    binary,
  });
  expect(shellFinding(findShell({ DISPLAY: ':0' }, folder), undefined).detail).toContain(binary);
});

test('else a browser, and the doctor says why', () => {
  expect(shellFinding(findShell({}, folderWith('electron')), undefined)).toMatchObject({
    status: 'ok',
    detail: expect.stringContaining('no screen'),
  });
  expect(shellFinding(findShell({ DISPLAY: ':0' }, folderWith()), undefined).detail).toContain("Electron's binary is not at");
});

test('in the desktop window the doctor names what it runs on', () => {
  expect(shellFinding(findShell({}), '45.4.1').detail).toContain('Electron 45.4.1');
});
