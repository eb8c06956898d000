import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldsOf, numbersText, parseNumbers } from './schema.ts';

test('a spec’s parameters become fields with their words, bounds and controls', () => {
  const params = z.strictObject({
    rate: z.number().positive().default(0.1).meta({ title: 'Rate', description: 'How fast.', unit: '°' }),
    count: z.int().min(1).max(64).default(2),
    on: z.boolean().default(false),
    way: z.enum(['up', 'down']).default('up'),
    range: z.tuple([z.number(), z.number()]).default([1, 2]),
    mean: z.union([z.number(), z.tuple([z.number(), z.number(), z.number()])]).default(0.5),
  });
  const fields = fieldsOf(z.toJSONSchema(params, { io: 'input' }));
  expect(fields.map(({ key, control }) => [key, control])).toEqual([
    ['rate', 'number'],
    ['count', 'number'],
    ['on', 'switch'],
    ['way', 'options'],
    ['range', 'numbers'],
    ['mean', 'numbers'],
  ]);
  expect(fields[0]).toMatchObject({ title: 'Rate', description: 'How fast.', unit: '°', isWhole: false, minimum: 0, maximum: null });
  expect(fields[1]).toMatchObject({ title: 'count', isWhole: true, minimum: 1, maximum: 64 });
  expect(fields[3]?.options).toEqual(['up', 'down']);
});

test('several numbers are written between commas', () => {
  expect([parseNumbers('0.5'), parseNumbers('0.9, 1.1'), parseNumbers('1,'), parseNumbers('a'), parseNumbers('')]).toEqual([
    ...[0.5, [0.9, 1.1], null, null, null],
  ]);
  expect([numbersText([0.9, 1.1]), numbersText(3), numbersText(undefined)]).toEqual(['0.9, 1.1', '3', '']);
});
