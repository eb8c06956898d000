import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type DemoSize, demoSets, tinyDemoClasses } from '../../shared/domain/demo.ts';
import { importFolder } from '../dataset/importFolder.ts';
import { runToEnd } from '../dataset/progress.ts';

const folder = fileURLToPath(new URL('../../../resources/demo', import.meta.url));

test('the demo scans are what their attribution says, all readable, and at most 12 MB', async () => {
  const { items, report } = await runToEnd(importFolder(folder));
  const attribution = readFileSync(join(folder, 'ATTRIBUTION.md'), 'utf8');
  expect(report).toMatchObject({
    ...{ items: 155, patients: 117, patientsInSeveralClasses: 8, unreadable: [], duplicates: [] },
    classes: [
      { name: 'CNV', scans: 53, patients: 47 },
      { name: 'DME', scans: 19, patients: 16 },
      { name: 'DRUSEN', scans: 17, patients: 13 },
      { name: 'NORMAL', scans: 66, patients: 49 },
    ],
  });
  expect(attribution).toContain(
    '53 CNV scans of 47 patients, 66 NORMAL scans of 49, 19 DME scans of 16 and 17 DRUSEN scans of 13, 117 patients in all (eight have scans in two classes)',
  );
  expect(attribution).toContain('CC BY 4.0');
  expect(items.reduce((sum, item) => sum + item.facts.sizeBytes, 0)).toBeLessThan(12e6);
});

test('the sets that the demo offers have the classes, scans and patients that are told', async () => {
  for (const size of [2, 4] as DemoSize[]) {
    const { classes, scans, patients } = demoSets[size];
    const { report } = await runToEnd(importFolder(folder, { layout: { name: 'classFolders', params: { classes: [...classes] } } }));
    expect([report.classes.map(({ name }) => name), report.items, report.patients]).toEqual([classes, scans, patients]);
    const counted = report.classes.filter(({ name }) => tinyDemoClasses.some(tiny => tiny.name === name));
    if (size === 4) expect(counted.map(({ name, patients: count }) => ({ name, patients: count }))).toEqual(tinyDemoClasses);
  }
});
