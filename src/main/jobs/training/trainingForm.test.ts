import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scansWorkspace } from '../testing/scans.ts';
import { fieldSchema, formChoice, formFamilies, trainingForm } from './trainingForm.ts';

const fieldsSchema = z.object({
  properties: z.record(z.string(), z.looseObject({ title: z.string().optional(), description: z.string().optional() })),
});

describe.each(Object.entries(formFamilies))('every choice of %s', (_, specs) => {
  test.each(specs.map(spec => [spec.name, spec] as const))('%s has words for itself and for each of its fields', (_name, spec) => {
    const { title, summary, params } = formChoice(spec);
    expect(spec.title).toBe(title);
    expect([title, summary.length > 20]).toEqual([expect.stringMatching(/^[A-Z]/), true]);
    for (const [field, words] of Object.entries(fieldsSchema.parse(params).properties)) {
      expect(words, field).toMatchObject({
        title: expect.stringMatching(/^[A-Z]/),
        description: expect.stringMatching(/^[A-Z0-9bc].*\.$/),
      });
    }
  });
});

test('every plain field of a training has words', () => {
  const { training } = z.object({ properties: z.object({ training: fieldsSchema }) }).parse(fieldSchema()).properties;
  for (const [field, words] of Object.entries(training.properties)) {
    expect(words, field).toMatchObject({ title: expect.stringMatching(/^[A-Z]/), description: expect.stringMatching(/\.$/) });
  }
});

test('the form has whole configurations for this data, its newest split and no start weights yet', async () => {
  const { context } = await scansWorkspace({ CNV: 5, NORMAL: 5 });
  const form = trainingForm(context, { dataset: 'scans' });
  expect(form).toMatchObject({ dataset: { name: 'scans', scans: 20 }, classes: ['CNV', 'NORMAL'], parent: null, startWeights: [] });
  expect(form.splits).toEqual([
    {
      ...{ id: form.split, name: 'main' },
      parts: [
        { name: 'train', patients: 6, scans: 12 },
        { name: 'val', patients: 2, scans: 4 },
        { name: 'test', patients: 2, scans: 4 },
      ],
    },
  ]);
  expect(form.recipes.map(({ name, config }) => [name, config.architecture.name, config.input.size, config.training.batchSize])).toEqual([
    ['quick', 'smallCnn', [32, 32], 4],
    ['standard', 'resnet18', [32, 32], 4],
    ['thorough', 'resnet50', [32, 32], 4],
    ['fineTune', 'resnet18', [32, 32], 4],
  ]);
});

test('without a split there is nothing to choose from yet', async () => {
  const { context } = await scansWorkspace({ CNV: 5, NORMAL: 5 }, { split: false });
  expect(trainingForm(context, { dataset: 'scans' })).toMatchObject({ split: null, splits: [], recipes: [], classes: [] });
});
