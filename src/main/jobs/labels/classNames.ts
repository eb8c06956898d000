// The classes of a data set as a person sets them up: new ones for a folder without labels, and other names.
import { AppError } from '../../../shared/errors.ts';
import type { JobContext } from '../context.ts';
import { diagnosisTask } from '../datasetRecords.ts';
import { storedClasses } from '../items/classes.ts';
import { labelItems } from './labelItems.ts';

const classesAtMost = 10_000;

/** Errors: `conflict` for a name that is there, also in other capitals; `usage` for an empty one; `badInput` for too many. */
export function addClass(context: JobContext, dataset: string, name: string): string[] {
  const { store } = context.workspace;
  const { id } = store.datasets.get(dataset);
  const known = storedClasses(context, id);
  if (known.length >= classesAtMost) throw new AppError('badInput', `Expected at most ${classesAtMost} classes.`);
  store.datasets.setClasses(id, [...known, newName(name, known)]);
  context.notifications.publish({ topic: 'labels', dataset: id });
  return storedClasses(context, id);
}

/**
 * The items of the class get new labels, by the person who renames it; earlier runs keep the old name.
 * Errors: as `addClass`; `unknownName` for a class that is not there.
 */
export function renameClass(context: JobContext, request: { dataset: string; profile: string; from: string; to: string }): string[] {
  const { store } = context.workspace;
  const { id } = store.datasets.get(request.dataset);
  const known = storedClasses(context, id);
  if (!known.includes(request.from)) {
    throw new AppError('unknownName', `Expected a class of this data set, received '${request.from}'. Known: ${known.join(', ')}.`);
  }
  const to = newName(
    request.to,
    known.filter(name => name !== request.from),
  );
  store.durably(() => {
    const labels = store.labels.currentOfDataset(id, diagnosisTask).filter(({ kind, value }) => kind === 'class' && value === request.from);
    store.datasets.setClasses(
      id,
      known.map(name => (name === request.from ? to : name)),
    );
    labelItems(context, { ...request, dataset: id, decision: { kind: 'class', name: to }, items: labels.map(({ item }) => ({ item })) });
  });
  context.notifications.publish({ topic: 'labels', dataset: id });
  return storedClasses(context, id);
}

function newName(given: string, known: readonly string[]): string {
  const name = given.trim();
  if (name === '') throw new AppError('usage', 'Expected a name for the class, received an empty one.');
  const alike = known.find(other => other.toLowerCase() === name.toLowerCase());
  if (alike === undefined) return name;
  throw new AppError('conflict', `Expected a new class, but there is '${alike}' already. Choose another name.`);
}
