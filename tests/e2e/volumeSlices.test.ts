// Crossing slices by NiiVue, as computers with a graphics card draw them, are those that the processor draws: unflipped, sample for sample.
import { expect, test } from 'vitest';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { withModulePage } from './testing/modulePage.ts';

test('of an asymmetric OD and OS, in two windows', async () => {
  await withModulePage('slicesPage.mjs', async page => {
    for (const eye of ['OD', 'OS'] as const) {
      const { grey, shape } = asymmetricPhantom(eye);
      const given = JSON.stringify({ grey: [...grey], shape });
      const differences = (await page.evaluate(`compareSlices(${given})`)) as { values: number; wrong: number }[];
      expect(differences).toHaveLength(12);
      expect(differences.filter(({ wrong, values }) => wrong > 0 || values === 0)).toEqual([]);
    }
  });
}, 120_000);
