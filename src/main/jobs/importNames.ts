// Names and folders that imports of this process work on: two windows may ask for the same at the same time.
import { AppError } from '../../shared/errors.ts';
import type { JobContext } from './context.ts';

type Given = Pick<JobContext, 'workspace'>;

const atWork = new WeakMap<JobContext['workspace'], Set<string>>();

/** `key`: the folder with links resolved. Returns what gives both free again. Errors: `conflict`. */
export function reserveImport({ workspace }: Given, name: string, { folder, key }: { folder: string; key: string }): () => void {
  const taken = atWork.get(workspace) ?? new Set();
  atWork.set(workspace, taken);
  const wanted = [
    { key: nameKey(name), what: `a data set '${name}'` },
    { key: `folder ${key}`, what: `the folder '${folder}'` },
  ];
  const clash = wanted.find(({ key }) => taken.has(key));
  if (clash !== undefined) {
    throw new AppError(
      'conflict',
      `Expected nobody else at it, but ${clash.what} is being imported just now, perhaps in another window. Wait for its end.`,
    );
  }
  for (const { key } of wanted) taken.add(key);
  return () => {
    for (const { key } of wanted) taken.delete(key);
  };
}

/** `wanted`, with the first number from 2 that makes it a name which no data set has and no import is about to take. */
export function freeDatasetName({ workspace }: Given, wanted: string): string {
  const isTaken = (name: string): boolean =>
    workspace.store.datasets.find(name) !== null || atWork.get(workspace)?.has(nameKey(name)) === true;
  let name = wanted;
  for (let number = 2; isTaken(name); number++) name = `${wanted}-${number}`;
  return name;
}

const nameKey = (name: string): string => `name ${name}`;
