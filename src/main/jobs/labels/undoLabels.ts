// Undo and redo of labels: by person and data set, without end, across restarts. An undo is an event too; it never takes back what
// somebody else said, and what lay beneath counts again.
import { randomUUID } from 'node:crypto';
import type { LabelEvent } from '../../store/label.ts';
import type { JobContext } from '../context.ts';
import { laterMs } from './labelItems.ts';

export interface UndoOutcome {
  /** What was taken back, or given again: the events of one act of the person. Empty when there is nothing more. */
  acts: {
    item: string;
    event: number;
    task: string;
    kind: LabelEvent['kind'];
    value: LabelEvent['value'];
    /** The event that counts now, whoever made it. */
    now: number | null;
  }[];
}

/** Takes back the person's newest act in a data set. Errors: `notFound` for the profile or data set. */
export function undoLabels(context: JobContext, request: { dataset: string; profile: string }): UndoOutcome {
  return takeBack(context, request, 'undoable');
}

/** Gives again what was undone last, unless something was labelled since. Errors: as `undoLabels`. */
export function redoLabels(context: JobContext, request: { dataset: string; profile: string }): UndoOutcome {
  return takeBack(context, request, 'redoable');
}

function takeBack(context: JobContext, request: { dataset: string; profile: string }, which: 'undoable' | 'redoable'): UndoOutcome {
  const { store } = context.workspace;
  const author = store.profiles.get(request.profile).id;
  const dataset = store.datasets.idOf(request.dataset);
  const action = randomUUID();
  const acts = store.durably(() => {
    const events = store.labels[which](author, dataset);
    store.labels.append(
      events.map(({ id, item, task }) => ({
        ...{ item, task, kind: 'none' as const, value: null, blob: null, author, source: 'human' as const },
        ...{ basisRun: null, supersedes: null, undoes: id, action, atMs: laterMs(context, item, task) },
      })),
    );
    // A redo takes back an undo; what a person wants to hear of is the label beneath.
    return events.map(event => (event.undoes === null ? event : (store.labels.find(event.undoes) ?? event)));
  });
  if (acts.length > 0) context.notifications.publish({ topic: 'labels', dataset });
  return {
    acts: acts.map(({ id, item, task, kind, value }) => ({
      item,
      event: id,
      task,
      kind,
      value,
      now: store.labels.current(item, task)?.event ?? null,
    })),
  };
}
