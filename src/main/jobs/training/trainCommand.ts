// The command line that does what a training request asks for.
import type { TrainRequest } from './draftTraining.ts';

export function trainCommand({ dataset, split, name, seed, recipe, parent, weights, set = [] }: TrainRequest): string {
  const option = (flag: string, value: string | number | undefined): string[] => (value === undefined ? [] : [flag, quoted(String(value))]);
  const from = parent === undefined ? option('--recipe', recipe) : option('--parent', parent);
  const settings = set.flatMap(({ path, value }) => option('--set', `${path}=${JSON.stringify(value)}`));
  return [
    ...['bin/fovea', 'train', ...option('--dataset', dataset), ...option('--split', split), ...from],
    ...[...option('--weights', weights), ...settings, ...option('--seed', seed), ...option('--name', name)],
  ].join(' ');
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w.,:=@/+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
