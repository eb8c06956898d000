import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { randomGenerator } from '../../../shared/random.ts';
import { readElfDependencies } from './elf.ts';
import { tinyElf } from './testing/tinyElf.ts';

const folder = mkdtempSync(join(tmpdir(), 'fovea-elf-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

// Expected values: `readelf --dynamic` on the same file, which npm pins by its hash (sharp 0.35.5 for Linux x64).
test('a real library’s name, needs and search path agree with readelf', () => {
  const dependencies = readElfDependencies('node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64-0.35.5.node');
  expect(dependencies.soname).toBe('sharp-linux-x64-0.35.5.node');
  expect(dependencies.needed).toEqual([
    'libvips-cpp.so.8.18.7',
    'libstdc++.so.6',
    'libm.so.6',
    'libgcc_s.so.1',
    'libpthread.so.0',
    'libc.so.6',
    'ld-linux-x86-64.so.2',
  ]);
  expect(dependencies.searched).toHaveLength(5);
  expect(dependencies.searched[0]).toBe('$ORIGIN/../../sharp-libvips-linux-x64/lib');
});

test('RUNPATH goes before RPATH, and a folder named twice is searched once', () => {
  const path = file('both.so', tinyElf({ soname: 'libboth.so', needed: ['liba.so', 'libb.so'], runpath: '/x:/y:/x', rpath: '/z' }));
  expect(readElfDependencies(path)).toEqual({ soname: 'libboth.so', needed: ['liba.so', 'libb.so'], searched: ['/x', '/y'] });
  expect(readElfDependencies(file('old.so', tinyElf({ rpath: '/z' }))).searched).toEqual(['/z']);
});

test('a file that is no library is refused by name', () => {
  expect(() => readElfDependencies(file('text.so', Buffer.from('#!/bin/sh\n'.repeat(20))))).toThrow(
    /Expected .*text\.so to be a 64-bit shared library/,
  );
  expect(() => readElfDependencies(file('empty.so', Buffer.alloc(0)))).toThrow(AppError);
});

test('damaged libraries give an AppError or an answer, never another error', () => {
  const whole = tinyElf({ soname: 'libtiny.so', needed: ['liba.so'], runpath: '/x' });
  const random = randomGenerator(3, 'damaged ELF');
  let failures = 0;
  for (let round = 0; round < 500; round++) {
    const bytes = Uint8Array.from(whole.subarray(0, round % 2 === 0 ? random.integer(whole.length) : whole.length));
    for (let change = 0; change < 3; change++) bytes[random.integer(bytes.length)] = random.integer(256);
    try {
      readElfDependencies(file('damaged.so', bytes));
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      failures++;
    }
  }
  expect(failures).toBeGreaterThan(250);
});
