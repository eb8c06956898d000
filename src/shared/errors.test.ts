import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError, toAppError } from './errors.ts';

function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

test('a failed system call says what it was for, what was in the way, and what to do', () => {
  const path = join(tmpdir(), 'no-such-folder', 'x');
  const error = toAppError(caught(() => mkdirSync(path)));
  expect(error.toJSON()).toEqual({
    code: 'notFound',
    message: `Expected to make the folder '${path}', but there is no such file or folder (ENOENT). Check the path.`,
    details: { systemCode: 'ENOENT' },
  });
  expect(error.cause).toMatchObject({ code: 'ENOENT' });
});

test('without a path there is no place to name', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
  expect(toAppError(full)).toMatchObject({
    code: 'diskFull',
    message: 'Expected to write, but the disk is full (ENOSPC). Free space and repeat.',
  });
});

test('a system error that nobody planned for keeps its own words and its code', () => {
  const file = join(tmpdir(), `errors-${process.pid}`);
  writeFileSync(file, '');
  const error = toAppError(caught(() => readFileSync(join(file, 'x'))));
  rmSync(file);
  expect(error).toMatchObject({
    code: 'internal',
    details: { systemCode: 'ENOTDIR' },
    message: expect.stringContaining('not a directory'),
  });
});

test('an AppError stays itself, also from another process; what is none becomes internal', () => {
  const error = new AppError('badInput', 'Expected a, received b. Do c.', { details: { at: 3 } });
  expect(toAppError(error)).toBe(error);
  expect(AppError.fromJSON(JSON.parse(JSON.stringify(error))).toJSON()).toEqual(error.toJSON());
  expect(AppError.fromJSON({ code: 'explode', message: '' }).code).toBe('internal');
  expect(toAppError('text')).toMatchObject({ code: 'internal', message: 'Something that is not an error was thrown: text' });
});
