import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importFolder } from '../dataset/importFolder.ts';
import { runToEnd } from '../dataset/progress.ts';

const folder = fileURLToPath(new URL('../../../resources/demo', import.meta.url));

test('the demo scans are what their attribution says, all readable, and at most 12 MB', async () => {
  const { items, report } = await runToEnd(importFolder(folder));
  const attribution = readFileSync(join(folder, 'ATTRIBUTION.md'), 'utf8');
  expect(report).toMatchObject({
    ...{ items: 147, patients: 116, patientsInSeveralClasses: 3, unreadable: [], duplicates: [] },
    classes: [
      { name: 'CNV', scans: 68, patients: 59 },
      { name: 'NORMAL', scans: 79, patients: 60 },
    ],
  });
  expect(attribution).toContain(
    '68 CNV scans of 59 patients and 79 NORMAL scans of 60 patients, 116 patients in all (three have scans in both classes)',
  );
  expect(attribution).toContain('CC BY 4.0');
  expect(items.reduce((sum, item) => sum + item.facts.sizeBytes, 0)).toBeLessThan(12e6);
});
