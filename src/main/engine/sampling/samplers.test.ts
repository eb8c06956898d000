import { describe, expect, test } from 'vitest';
import { epochOrder } from './epochOrder.ts';
import { samplers } from './index.ts';

// 16 of class 0, 4 of class 1, 1 of class 2.
const labels = Int32Array.from({ length: 21 }, (_, i) => (i < 16 ? 0 : i < 20 ? 1 : 2));
const order = (name: string, epoch = 0, seed = 7, params = {}) => Array.from(epochOrder({ name, params }, labels, seed, epoch));
const countClasses = (items: number[]) => [0, 1, 2].map(label => items.filter(item => labels[item] === label).length);

describe('samplers', () => {
  test('sequential keeps the order', () => {
    expect(order('sequential')).toEqual([...labels.keys()]);
  });

  test('shuffle visits every item once, in another order for another epoch or seed, and the same for the same', () => {
    const first = order('shuffle');
    expect(first.toSorted((a, b) => a - b)).toEqual([...labels.keys()]);
    expect(order('shuffle')).toEqual(first);
    expect(order('shuffle', 1)).not.toEqual(first);
    expect(order('shuffle', 0, 8)).not.toEqual(first);
  });

  test('balanced by square root draws in the proportion 4 : 2 : 1', () => {
    expect(countClasses(order('balanced'))).toEqual([12, 6, 3]);
  });

  test('balanced in full draws every class as often', () => {
    expect(countClasses(order('balanced', 0, 7, { mode: 'full' }))).toEqual([7, 7, 7]);
  });

  test('balanced repeats an item only after every other of its class came', () => {
    const items = order('balanced', 3);
    for (const label of [0, 1, 2]) {
      const counts = new Map<number, number>();
      for (const item of items.filter(item => labels[item] === label)) counts.set(item, (counts.get(item) ?? 0) + 1);
      const times = [...labels.keys()].filter(item => labels[item] === label).map(item => counts.get(item) ?? 0);
      expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
    }
    expect(order('balanced', 3)).toEqual(items);
    expect(order('balanced', 4)).not.toEqual(items);
  });

  test('balanced needs labels', () => {
    expect(() => epochOrder({ name: 'balanced', params: {} }, Int32Array.of(0, -1), 0, 0)).toThrow('item 1 has none');
  });

  test('every sampler has a name, a summary and parameters with defaults', () => {
    for (const [name, spec] of Object.entries(samplers)) {
      expect(spec.name).toBe(name);
      expect(spec.params.safeParse({}).success).toBe(true);
    }
  });
});
