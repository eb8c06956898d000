// The data card of an item: what is known of the file and the eye, its labels with their history, and what runs predicted.
import { type ImageFacts, imageFactsSchema } from '../../../shared/domain/dataset.ts';
import { itemTasks, type Profile } from '../../../shared/domain/label.ts';
import type { SplitName } from '../../../shared/domain/manifest.ts';
import type { LabelEvent } from '../../store/label.ts';
import type { JobContext } from '../context.ts';
import { itemListOf, type ListEntry } from './itemList.ts';
import { type ListedTile, tileOf } from './listItems.ts';
import { answerOf, type RunAnswer } from './runAnswers.ts';

/** One event in words: whose, what, when, and whether it was taken back. */
export interface HistoryEntry {
  event: number;
  task: string;
  kind: LabelEvent['kind'];
  value: LabelEvent['value'];
  source: LabelEvent['source'];
  /** Name and initials of the profile; the author as stored where it is no profile (import, another workspace). */
  author: string;
  initials: string | null;
  basisRun: { id: string; name: string } | null;
  /** The event that this one takes back. */
  undoes: number | null;
  isUndone: boolean;
  isCurrent: boolean;
  atMs: number;
}

export interface ItemPredictionView extends RunAnswer {
  run: string;
  name: string;
  part: string;
  createdMs: number;
  /** Class names and their probabilities, in the order of the network's outputs. */
  classes: string[];
  probabilities: number[];
}

export interface ItemDetails extends ListedTile {
  dataset: { id: string; name: string };
  frame: number | null;
  sha256: string;
  sizeBytes: number;
  channels: number;
  bitDepth: number;
  format: string | null;
  /** As its source wrote it. */
  date: string | null;
  facts: ImageFacts;
  parts: { split: string; name: string; part: SplitName }[];
  /** Oldest first, all tasks. */
  history: HistoryEntry[];
  /** Newest run first. */
  predictions: ItemPredictionView[];
}

const factsSchema = imageFactsSchema.loose();

/** Errors: `notFound`. */
export async function showItem(context: JobContext, id: string): Promise<ItemDetails> {
  const { store } = context.workspace;
  const item = store.items.get(id);
  const list = await itemListOf(context, item.dataset);
  const tile = tileOf(list.entries[list.placeOf.get(id) as number] as ListEntry, null);
  const { format, date, ...facts } = factsSchema.parse(item.facts);
  const { frame, sha256, sizeBytes, channels, bitDepth } = item;
  return {
    ...tile,
    ...{ frame, sha256, sizeBytes, channels, bitDepth },
    dataset: { id: item.dataset, name: store.datasets.get(item.dataset).name },
    format: typeof format === 'string' ? format : null,
    date: typeof date === 'string' ? date : null,
    facts: imageFactsSchema.strip().parse(facts),
    parts: store.splits.list(item.dataset).flatMap(split => {
      const part = store.splits.partOf(split.id, id);
      return part === null ? [] : [{ split: split.id, name: split.name, part }];
    }),
    history: itemHistory(context, id),
    predictions: predictionsOf(context, id),
  };
}

/** Every event of an item, oldest first. Errors: `notFound`. */
export function itemHistory({ workspace: { store } }: JobContext, id: string): HistoryEntry[] {
  store.items.get(id);
  const profiles = new Map(store.profiles.list().map(profile => [profile.id, profile]));
  const events = Object.values(itemTasks)
    .flatMap(task => store.labels.history(id, task))
    .sort((a, b) => a.id - b.id);
  const current = new Set(Object.values(itemTasks).map(task => store.labels.current(id, task)?.event));
  const redone = new Set(events.flatMap(({ undoes }) => undoes ?? []));
  const undone = new Set(events.flatMap(event => (event.undoes === null || redone.has(event.id) ? [] : [event.undoes])));
  return events.map(event => {
    const { id: number, task, kind, value, source, undoes, atMs } = event;
    const run = event.basisRun === null ? null : store.runs.find(event.basisRun);
    return {
      ...{ event: number, task, kind, value, source, undoes, atMs, ...authorOf(event.author, profiles) },
      basisRun: event.basisRun === null ? null : { id: event.basisRun, name: run?.name ?? event.basisRun },
      isUndone: undone.has(number),
      isCurrent: current.has(number),
    };
  });
}

export function authorOf(author: string, profiles: ReadonlyMap<string, Profile>): { author: string; initials: string | null } {
  const profile = profiles.get(author);
  return { author: profile?.name ?? author, initials: profile?.initials ?? null };
}

function predictionsOf({ workspace: { store } }: JobContext, id: string): ItemPredictionView[] {
  return store.predictions
    .ofItem(id)
    .map(prediction => {
      const { id: run, name, createdMs, config } = store.runs.get(prediction.run);
      const { classes } = config.data;
      return {
        run,
        name,
        createdMs,
        part: prediction.split,
        classes,
        probabilities: prediction.probabilities,
        ...answerOf(prediction, classes),
      };
    })
    .sort((a, b) => b.createdMs - a.createdMs);
}
