import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLogFile } from './logFile.ts';

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a log goes on where it was, and keeps three files of limited size', () => {
  const folder = scratch();
  const path = join(folder, 'logs', 'fovea.log');
  openLogFile(path, 100).write('first\n');
  const log = openLogFile(path, 100);
  for (let i = 0; i < 100; i++) log.write(`line ${i}\n`);
  expect(readdirSync(join(folder, 'logs')).sort()).toEqual(['fovea.log', 'fovea.log.1', 'fovea.log.2']);
  const lines = ['fovea.log.2', 'fovea.log.1', 'fovea.log'].map(name => readFileSync(join(folder, 'logs', name), 'utf8'));
  expect(lines.join('').trim().split('\n').at(-1)).toBe('line 99');
  for (const text of lines) expect(text.length).toBeLessThan(120);
});

test('a log that cannot be written stops nobody', () => {
  const folder = scratch();
  writeFileSync(join(folder, 'file'), '');
  expect(() => openLogFile(join(folder, 'file', 'fovea.log')).write('line\n')).not.toThrow();
});
