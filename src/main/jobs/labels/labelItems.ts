// A person's decision on items, as events: nothing is overwritten, and nothing that another window said meanwhile is passed over.
import { randomUUID } from 'node:crypto';
import { itemTasks, type LabelDecision, ungradableValue } from '../../../shared/domain/label.ts';
import { AppError } from '../../../shared/errors.ts';
import type { LabelEvent, NewLabelEvent } from '../../store/label.ts';
import type { JobContext } from '../context.ts';
import { storedClasses } from '../items/classes.ts';
import { authorOf } from '../items/showItem.ts';

export interface LabelRequest {
  /** Id of the data set that the items are of. */
  dataset: string;
  /** Id of the profile that decides. */
  profile: string;
  decision: LabelDecision;
  /** With each item the event that the person saw as its label, null for none; without it whatever is there gives way. */
  items: readonly { item: string; seen?: number | null | undefined }[];
  /** The run whose prediction the person confirms. */
  basisRun?: string | undefined;
}

/** A label that came between: what the person did not see. */
export interface LabelConflict {
  item: string;
  event: number | null;
  kind: LabelEvent['kind'] | null;
  value: LabelEvent['value'];
  author: string | null;
  initials: string | null;
  atMs: number | null;
}

export interface LabelOutcome {
  /** What was written, with the event that now counts. */
  labelled: { item: string; event: number }[];
  /** What was left as it is; said again with the new `seen`, it goes through. */
  conflicts: LabelConflict[];
}

/** Errors: `notFound` for an item, a profile or a run; `unknownName` for a class that the data set does not have. */
export function labelItems(context: JobContext, request: LabelRequest): LabelOutcome {
  const { store } = context.workspace;
  const { decision, profile, basisRun } = request;
  const author = store.profiles.get(profile).id;
  const dataset = store.datasets.idOf(request.dataset);
  if (decision.kind === 'class') requireClass(context, dataset, decision.name);
  if (basisRun !== undefined) store.runs.get(basisRun);
  const task = taskOf(decision);
  const action = randomUUID();
  const outcome = store.durably((): LabelOutcome => {
    const conflicts: LabelConflict[] = [];
    const events: NewLabelEvent[] = [];
    for (const { item, seen } of request.items) {
      requireMember(context, item, dataset);
      const current = store.labels.current(item, task);
      if (seen !== undefined && (current?.event ?? null) !== seen) {
        conflicts.push(conflictOf(context, item, current?.event ?? null));
        continue;
      }
      const atMs = laterMs(context, item, task);
      const who = { author, source: 'human' as const, basisRun: basisRun ?? null, supersedes: current?.event ?? null };
      events.push({ item, task, ...contentOf(decision), blob: null, ...who, action, atMs });
    }
    const ids = store.labels.append(events);
    return { labelled: events.map(({ item }, index) => ({ item, event: ids[index] as number })), conflicts };
  });
  if (outcome.labelled.length > 0) context.notifications.publish({ topic: 'labels', dataset });
  return outcome;
}

export function taskOf({ kind }: LabelDecision): string {
  if (kind === 'flag') return itemTasks.flag;
  return kind === 'exclude' ? itemTasks.exclusion : itemTasks.class;
}

/** What comes after another event of an item is not older than it, even if the clock was set back in between. */
export function laterMs({ workspace: { store } }: JobContext, item: string, task: string): number {
  return Math.max(Date.now(), store.labels.newestMs(item, task) ?? 0);
}

function contentOf(decision: LabelDecision): Pick<LabelEvent, 'kind' | 'value'> {
  switch (decision.kind) {
    case 'class':
      return { kind: 'class', value: decision.name };
    case 'ungradable':
      return { kind: 'none', value: { ...ungradableValue } };
    case 'clear':
      return { kind: 'none', value: null };
    case 'flag':
    case 'exclude':
      return decision.on ? { kind: 'class', value: true } : { kind: 'none', value: null };
  }
}

function requireClass(context: JobContext, dataset: string, name: string): void {
  if (context.workspace.store.datasets.classes(dataset).includes(name)) return;
  const known = storedClasses(context, dataset);
  if (known.includes(name)) return;
  throw new AppError(
    'unknownName',
    `Expected a class of this data set, received '${name}'. Add it first. Known: ${known.join(', ') || 'none'}.`,
  );
}

function requireMember({ workspace: { store } }: JobContext, item: string, dataset: string): void {
  if (store.items.datasetOf(item) === dataset) return;
  throw new AppError('notFound', `Expected an item of this data set, received '${item}'.`, { details: { item } });
}

function conflictOf({ workspace: { store } }: JobContext, item: string, event: number | null): LabelConflict {
  const found = event === null ? null : store.labels.find(event);
  if (found === null) return { item, event: null, kind: null, value: null, author: null, initials: null, atMs: null };
  const { kind, value, atMs } = found;
  const profiles = new Map(store.profiles.list().map(profile => [profile.id, profile]));
  return { item, event, kind, value, atMs, ...authorOf(found.author, profiles) };
}
