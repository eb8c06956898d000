// The scans that come with Fovea, as a data set that can be trained on at once.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { programFile } from '../programFile.ts';
import type { JobContext } from './context.ts';
import { importDataset } from './importDataset.ts';
import { listDatasetRoots } from './importRoots.ts';
import type { OperationOptions } from './operation.ts';
import { splitForTraining } from './splitDataset.ts';

const baseName = 'demo';

/** The data set and its split; imported where it is not there yet, and used again where it is. Errors: those of `importDataset`. */
export async function importDemo(context: JobContext, options: OperationOptions = {}): Promise<{ dataset: string; split: string }> {
  const { store } = context.workspace;
  const folder = realpathSync(fileURLToPath(programFile('demo')));
  const known = (await listDatasetRoots(context)).find(root => root.path === folder);
  if (known !== undefined) {
    const split = store.splits.list(known.dataset)[0] ?? splitForTraining(context, known.dataset).split;
    return { dataset: known.dataset, split: split.name };
  }
  let name = baseName;
  for (let number = 2; store.datasets.find(name) !== null; number++) name = `${baseName}-${number}`;
  const { dataset, split } = await importDataset(context, { folder, name, split: true }, options);
  return { dataset: dataset.id, split: split ?? splitForTraining(context, dataset.id).split.name };
}
