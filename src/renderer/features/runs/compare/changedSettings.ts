// In what the configurations of several runs differ: the rows that are not the same in all of them.
import type { RunDetails } from '../../../client/api.ts';
import { configRows } from '../config/configRows.ts';

export interface ChangedSetting {
  path: string;
  /** [run]; null where a run has no such setting. */
  values: (string | null)[];
}

/** What a run was given besides its configuration: the data, and the weights that it began from. */
function dataRows({ config: { data, initialWeights } }: Pick<RunDetails, 'config'>): { path: string; value: string }[] {
  return [
    { path: 'data.dataset', value: data.dataset },
    { path: 'data.split', value: data.split },
    { path: 'data.classes', value: data.classes.join(', ') },
    ...(initialWeights == null ? [] : [{ path: 'initialWeights', value: initialWeights.name }]),
  ];
}

export function changedSettings(runs: readonly Pick<RunDetails, 'config' | 'recipe'>[]): ChangedSetting[] {
  const tables = runs.map(run => new Map([...dataRows(run), ...configRows(run)].map(({ path, value }) => [path, value])));
  const paths = [...new Set(tables.flatMap(table => [...table.keys()]))];
  return paths
    .map(path => ({ path, values: tables.map(table => table.get(path) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}
