import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fitBounds, readBounds, writeBounds } from './windowBounds.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const kept = { x: 200, y: 100, width: 1400, height: 900, isMaximized: false };

test('bounds are kept in a file and found again; what is no bounds is as if nothing were kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bounds-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'deeper', 'window.json');
  expect(readBounds(file)).toBeNull();
  writeBounds(file, kept);
  expect(readBounds(file)).toEqual(kept);
  writeFileSync(file, '{"x": "left"}');
  expect(readBounds(file)).toBeNull();
});

test('a window is put where it was while that is on a screen, else in the default size that fits', () => {
  expect(fitBounds(kept, [screen])).toEqual(kept);
  const beside = { ...kept, x: 2000, isMaximized: true };
  expect(fitBounds(beside, [screen])).toEqual({ width: 1280, height: 800, isMaximized: true });
  expect(fitBounds(beside, [screen, { x: 1920, y: 0, width: 2560, height: 1440 }])).toEqual(beside);
  expect(fitBounds(null, [{ x: 0, y: 0, width: 1024, height: 740 }])).toEqual({ width: 1024, height: 740, isMaximized: false });
});
