import { expect, test } from 'vitest';
import { showDataset } from './datasetSummaries.ts';
import { splitDataset } from './splitDataset.ts';
import { scansWorkspace } from './testing/scans.ts';

const request = { dataset: 'scans', name: 'main', ratios: [0.6, 0.2, 0.2] as const, group: 'patient', seed: 1 };

test('every item gets a part, patients stay whole, and the certificate is kept with the split', async () => {
  const { context } = await scansWorkspace({ CNV: 5, NORMAL: 5 }, { split: false });
  const { certificate, findings, split } = splitDataset(context, request);
  expect(certificate).toMatchObject({ ok: true, leaks: [], method: 'split 0.6 / 0.2 / 0.2 by patient, stratified by class, seed 1' });
  expect(certificate.parts.map(({ name, patients, scans }) => [name, patients, scans])).toEqual([
    ['train', 6, 12],
    ['val', 2, 4],
    ['test', 2, 4],
  ]);
  expect(findings).toEqual([]);
  expect(context.workspace.store.splits.items(split.id)).toHaveLength(20);
  expect(showDataset(context, 'scans').splits).toMatchObject([{ name: 'main', seed: 1, params: { group: 'patient' }, certificate }]);
});

test('a name twice, an unknown group and an unknown data set are refused', async () => {
  const { context } = await scansWorkspace({ CNV: 2, NORMAL: 2 });
  expect(() => splitDataset(context, request)).toThrow(/has a split 'main' already/);
  expect(() => splitDataset(context, { ...request, name: 'other', group: 'clinic' })).toThrow(/Known: patient, eye, none/);
  expect(() => splitDataset(context, { ...request, dataset: 'nothing' })).toThrow(/Known: scans/);
});

test('a class with one patient gets a warning', async () => {
  const { context } = await scansWorkspace({ CNV: 1, NORMAL: 5 }, { split: false });
  expect(splitDataset(context, request).findings.map(finding => finding.name)).toEqual(['onePatientClass']);
});
