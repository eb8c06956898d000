// Sends labels one after the other, each shown at once; a label that somebody gave in between is told and left, unless it is said again.
import { isUngradable, type LabelDecision } from '../../../shared/domain/label.ts';
import { formatCount } from '../../../shared/units.ts';
import { api } from '../../client/api.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { queryClient } from '../../client/queries.ts';
import { go, hrefOf } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { formatDate } from '../../ui/date.ts';
import { notify } from '../../ui/notify.tsx';
import { withProfile } from '../profiles/index.ts';
import { cachedItem, decided, dropOlderAnswers, patchItems, renewItems } from './cachedItems.ts';

export interface LabelOptions {
  /** The run whose suggestion is confirmed. */
  basisRun?: string | undefined;
  /** Label whatever is there, seen or not. */
  isAnyway?: boolean;
  /** Says nothing when it went well: for one scan after the other by keys. */
  isQuiet?: boolean;
}

/** One message at a time: labelling by keys must not pile them up. */
const slot = 'labels';
let queue: Promise<unknown> = Promise.resolve();

/** Labels items in the name of who works; asks who that is before the first. */
export function sendLabel(dataset: string, items: readonly string[], decision: LabelDecision, options: LabelOptions = {}): void {
  if (items.length === 0) return;
  withProfile(({ id: profile }) => {
    inTurn(async () => {
      const isClass = decision.kind !== 'flag' && decision.kind !== 'exclude';
      const withSeen = items.map(item => {
        const known = isClass && !options.isAnyway ? cachedItem(dataset, item) : undefined;
        return { item, ...(known === undefined ? {} : { seen: known.event }) };
      });
      await dropOlderAnswers(dataset);
      patchItems(dataset, new Set(items), () => decided(decision));
      const request = {
        dataset,
        profile,
        items: withSeen,
        decision,
        ...(options.basisRun === undefined ? {} : { basisRun: options.basisRun }),
      };
      const { labelled, conflicts } = await api.labels.set.mutate(request);
      if (isClass) {
        const events = new Map(labelled.map(({ item, event }) => [item, event]));
        patchItems(dataset, new Set(events.keys()), ({ id }) => ({ event: events.get(id) ?? null }));
      }
      const [first] = conflicts;
      if (first !== undefined) {
        await renewItems(dataset);
        const again = conflicts.map(({ item }) => item);
        const now = labelWords(first.kind, first.value);
        const which = again.length > 1 ? formatCount(again.length, 'scan') : await nameOf(first.item);
        notify.done(text.labeling.conflict(first.initials ?? first.author ?? '?', formatDate(first.atMs ?? 0).slice(-5), now, which), {
          slot,
          action: {
            label: text.labeling.setAnyway(decisionWords(decision)),
            run: () => sendLabel(dataset, again, decision, { ...options, isAnyway: true }),
          },
        });
      } else if (!options.isQuiet || items.length > 1) {
        notify.done(doneWords(decision, labelled.length), { slot, undo: () => undoLabel(dataset) });
      }
    }, dataset);
  });
}

export function undoLabel(dataset: string): void {
  takeBack(dataset, 'undo');
}

export function redoLabel(dataset: string): void {
  takeBack(dataset, 'redo');
}

function takeBack(dataset: string, which: 'undo' | 'redo'): void {
  withProfile(({ id: profile }) => {
    inTurn(async () => {
      const { acts } = await api.labels[which].mutate({ dataset, profile });
      const [first] = acts;
      if (first === undefined) {
        notify.done(which === 'undo' ? text.labeling.nothingToUndo : text.labeling.nothingToRedo, { slot });
        return;
      }
      await renewItems(dataset);
      const what = taskWords(first.task) ?? labelWords(first.kind, first.value);
      const words = which === 'undo' ? text.labeling.undone : text.labeling.redone;
      const scans = acts.length > 1 ? formatCount(acts.length, 'scan') : await nameOf(first.item);
      const show = { label: text.labeling.show, run: () => go(hrefOf('label', [first.item], { dataset })) };
      notify.done(words(what, scans), { slot, ...(acts.length > 1 ? {} : { action: show }) });
    }, dataset);
  });
}

/** The file's name, for saying which scan it was. */
async function nameOf(item: string): Promise<string> {
  const { path } = await queryClient.ensureQueryData(itemQueries.show(item));
  return path.split('/').at(-1) ?? path;
}

function inTurn(act: () => Promise<void>, dataset: string): void {
  queue = queue.then(act).catch(async error => {
    notify.failed(error);
    await renewItems(dataset).catch(() => undefined);
  });
}

export function labelWords(kind: string | null, value: unknown): string {
  if (kind === 'class') return String(value);
  return isUngradable(value) ? text.labeling.ungradable : text.labeling.noLabelWord;
}

export function taskWords(task: string): string | null {
  return { flag: text.labeling.flagWord, exclude: text.labeling.exclusionWord }[task] ?? null;
}

function decisionWords(decision: LabelDecision): string {
  if (decision.kind === 'class') return decision.name;
  return decision.kind === 'ungradable' ? text.labeling.ungradable : text.labeling.noLabelWord;
}

function doneWords(decision: LabelDecision, count: number): string {
  switch (decision.kind) {
    case 'class':
      return text.labeling.labelled(count, decision.name);
    case 'ungradable':
      return text.labeling.ungradables(count);
    case 'clear':
      return text.labeling.cleared(count);
    case 'flag':
      return text.labeling.flagged(count, decision.on);
    case 'exclude':
      return text.labeling.excluded(count, decision.on);
  }
}
