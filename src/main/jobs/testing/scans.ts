// Folders of small scans with Kermany's names, and workspaces that already hold a split data set of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testPng } from '../../dataset/testing/testImages.ts';
import type { JobContext } from '../context.ts';
import { importDataset } from '../importDataset.ts';
import { splitDataset } from '../splitDataset.ts';
import { emptyWorkspace } from './emptyWorkspace.ts';

/** Writes `<class>/<class>-<patient>-<n>.png`, two scans for each of so many patients; patients of different classes are different. */
export async function writeScans(folder: string, patients: Record<string, number>): Promise<void> {
  let patient = 1_016_000;
  for (const [name, count] of Object.entries(patients)) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < count; i++) {
      patient += 1;
      for (const n of [1, 2]) writeFileSync(join(folder, name, `${name}-${patient}-${n}.png`), await testPng(patient * 10 + n));
    }
  }
}

/** A workspace with the data set `scans`, and with the split `main` unless `split` is false; both gone after the test. */
export async function scansWorkspace(
  patients: Record<string, number>,
  options: { split?: boolean } = {},
): Promise<{ context: JobContext & { problems: string[] }; folder: string; scratch: string }> {
  const { context, folder, scratch } = emptyWorkspace();
  await writeScans(folder, patients);
  await importDataset(context, { folder, name: 'scans' });
  if (options.split !== false)
    splitDataset(context, { dataset: 'scans', name: 'main', ratios: [0.6, 0.2, 0.2], group: 'patient', seed: 1 });
  return { context, folder, scratch };
}
