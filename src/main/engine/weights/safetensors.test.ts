import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { randomGenerator } from '../../../shared/random.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

const golden = new URL('../../../../tests/golden/models/', import.meta.url);
const interop = JSON.parse(readFileSync(new URL('interop.json', golden), 'utf8')) as {
  metadata: Record<string, string>;
  tensors: Record<string, { dtype: string; shape: number[]; values: (number | string | boolean)[] }>;
};
const folder = mkdtempSync(join(tmpdir(), 'safetensors-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'x.safetensors');

/** As interop.json spells what JSON cannot hold. */
function spelled(value: number | bigint, dtype: string): number | string | boolean {
  if (typeof value === 'bigint') return String(value);
  if (dtype === 'BOOL') return value === 1;
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}

describe('safetensors', () => {
  it('reads every type of a file by the reference library, to the last bit', () => {
    const { tensors, metadata } = readSafetensors(new URL('interop.safetensors', golden).pathname);
    expect(metadata).toEqual(interop.metadata);
    const read = Object.fromEntries(
      [...tensors].map(([name, { shape, values }]) => {
        const dtype = interop.tensors[name]?.dtype ?? '';
        return [
          name,
          { dtype, shape: [...shape], values: Array.from(values as Iterable<number | bigint>, value => spelled(value, dtype)) },
        ];
      }),
    );
    expect(read).toEqual(interop.tensors);
  });

  it('reads back what it writes', () => {
    const tensors = new Map([
      ['größe', { shape: [2, 3], values: Float32Array.of(1, -0, Number.NaN, 3e38, 1e-45, 6) }],
      ['empty', { shape: [0, 4], values: new Float32Array(0) }],
      ['count', { shape: [], values: Int32Array.of(-7) }],
    ]);
    writeSafetensors(path, { tensors, metadata: { step: '12' } });
    const read = readSafetensors(path);
    expect(read.metadata).toEqual({ step: '12' });
    expect(new Map([...read.tensors].sort())).toEqual(new Map([...tensors].sort()));
  });

  it('answers every cut and every flipped header byte with an AppError or valid tensors, never a crash', () => {
    writeSafetensors(path, { tensors: new Map([['w', { shape: [3, 5], values: new Float32Array(15) }]]), metadata: { a: 'b' } });
    const whole = readFileSync(path);
    const headerEnd = 8 + Number(whole.readBigUInt64LE(0));
    const random = randomGenerator(1, 'fuzz');
    for (let i = 0; i < 600; i++) {
      const broken = Buffer.from(whole.subarray(0, Math.min(i, whole.length)));
      if (i >= whole.length) broken[random.integer(headerEnd)] = random.integer(256);
      writeFileSync(path, broken);
      try {
        readSafetensors(path);
        expect(broken.length).toBe(whole.length);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect((error as AppError).code).toBe('unreadableFile');
      }
    }
  });
});
