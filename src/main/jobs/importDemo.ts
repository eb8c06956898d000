// The scans that come with Fovea, as a data set that can be trained on at once.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DemoSize, demoSets } from '../../shared/domain/demo.ts';
import { programFile } from '../programFile.ts';
import type { JobContext } from './context.ts';
import { showDataset } from './datasetSummaries.ts';
import { importDataset } from './importDataset.ts';
import { listDatasetRoots } from './importRoots.ts';
import type { OperationOptions } from './operation.ts';
import { splitForTraining } from './splitDataset.ts';

/** The data set and its split; imported where it is not there yet, and used again where it is. Errors: those of `importDataset`. */
export async function importDemo(
  context: JobContext,
  size: DemoSize,
  options: OperationOptions = {},
): Promise<{ dataset: string; split: string }> {
  const { store } = context.workspace;
  const folder = realpathSync(fileURLToPath(programFile('demo')));
  const { name: baseName, classes } = demoSets[size];
  const known = (await listDatasetRoots(context)).find(root => root.path === folder && hasClasses(context, root.dataset, classes));
  if (known !== undefined) {
    const split = store.splits.list(known.dataset)[0] ?? splitForTraining(context, known.dataset).split;
    return { dataset: known.dataset, split: split.name };
  }
  let name = baseName;
  for (let number = 2; store.datasets.find(name) !== null; number++) name = `${baseName}-${number}`;
  const { dataset, split } = await importDataset(context, { folder, name, classes: [...classes], split: true }, options);
  return { dataset: dataset.id, split: split ?? splitForTraining(context, dataset.id).split.name };
}

/** Whether these classes were asked for when it was imported; people may have renamed or added some since. */
function hasClasses(context: JobContext, dataset: string, classes: readonly string[]): boolean {
  const asked = showDataset(context, dataset).report.layout.params.classes;
  return JSON.stringify(asked) === JSON.stringify(classes);
}
