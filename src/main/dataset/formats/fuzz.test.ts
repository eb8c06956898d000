// A seeded subset of `npm run fuzz`: 20 cuts and 100 flips of every target give an AppError or a valid volume.
import { expect, test } from 'vitest';
import { mutations, readDamaged } from './testing/fuzz.ts';
import { type FuzzTargetName, fuzzTargets } from './testing/fuzzTargets.ts';

test.each(Object.keys(fuzzTargets) as FuzzTargetName[])('%s survives cuts and flips', { timeout: 60_000 }, async name => {
  const target = fuzzTargets[name];
  const whole = await target.make();
  expect(await readDamaged(target, whole)).toBe('volume');
  const defects: string[] = [];
  for (const { what, bytes } of mutations(whole, { cuts: 20, flips: 100, seed: 1 })) {
    const outcome = await readDamaged(target, bytes);
    if (outcome.startsWith('defect')) defects.push(`${what}: ${outcome}`);
  }
  expect(defects).toEqual([]);
});
