// Puts an imported folder into the store a piece at a time, so that everything else goes on meanwhile. Nobody sees the data set before
// its last piece; what a cancelled or killed import leaves is removed.
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DataItem } from '../../shared/domain/dataset.ts';
import { AppError } from '../../shared/errors.ts';
import { firstSplitName } from '../dataset/firstSplit.ts';
import type { ImportHead, ImportPiece, ThreadedImport } from '../dataset/importThread.ts';
import { ProgressMeter } from '../dataset/progress.ts';
import type { ImportRoot } from '../store/importRoot.ts';
import { type Item, itemId } from '../store/item.ts';
import type { NewLabelEvent } from '../store/label.ts';
import type { SplitItem } from '../store/split.ts';
import type { StoredVolume } from '../store/volume.ts';
import type { JobContext } from './context.ts';
import { diagnosisTask, unknownSubject } from './datasetRecords.ts';
import { type OperationOptions, throwIfInterrupted } from './operation.ts';

/** Items removed in one transaction. */
const pieceRows = 64;

/** Stores everything and returns the id of the data set. Errors: `conflict` for a taken name; `interrupted`; `diskFull`. */
export async function storeImport(
  context: JobContext,
  name: string,
  { report, facts, split, pieces }: ThreadedImport,
  options: OperationOptions = {},
): Promise<string> {
  const { store } = context.workspace;
  const id = randomUUID();
  const createdMs = Date.now();
  const classes = report.classes.map(entry => entry.name);
  store.datasets.begin({ id, name, classes, report: { report, facts }, createdMs });
  try {
    const place = { name, dataset: id, root: importRootOf(context, report.root).id, createdMs };
    const splitId = split === null ? null : beginSplit(context, id, split);
    const meter = new ProgressMeter('store', report.items);
    let done = 0;
    for await (const piece of pieces) {
      throwIfInterrupted(options.signal, `Importing ${report.root}`);
      store.transaction(() => {
        storeItems(context, piece.items, place);
        if (splitId !== null) store.splits.insertItems(splitId, partsOf(name, piece));
      });
      done += piece.items.length;
      const progress = meter.due(done);
      if (progress !== null) options.onProgress?.(progress);
      await nextTurn();
    }
    if (done !== report.items) throw new AppError('internal', `Expected ${report.items} scans to store, received ${done}.`);
    store.datasets.complete(id);
    return id;
  } catch (error) {
    await removeDataset(context, id);
    throw error;
  }
}

/** At the start: removes what imports that were killed have left. */
export async function removeUnfinishedImports(context: JobContext): Promise<void> {
  for (const id of context.workspace.store.datasets.incomplete()) await removeDataset(context, id);
}

async function removeDataset({ workspace: { store } }: JobContext, id: string): Promise<void> {
  while (store.datasets.removeItems(id, pieceRows) > 0) await nextTurn();
  store.datasets.delete(id);
}

interface Place {
  name: string;
  dataset: string;
  root: number;
  createdMs: number;
}

/** Patients come with their items: an identifier that no item has would be forgotten by the next deletion. */
function storeItems({ workspace: { store, hashSubject } }: JobContext, items: readonly DataItem[], place: Place): void {
  const { name, dataset, root, createdMs } = place;
  const identifiers = [...new Set(items.flatMap(({ patient }) => patient ?? []))];
  const subjects = new Map(identifiers.map(identifier => [identifier, hashSubject(identifier)]));
  store.patients.insertMany(identifiers.map(identifier => ({ subject: subjects.get(identifier) as string, identifier, createdMs })));
  const rows = items.map((item): Item => {
    const subject = item.patient === null ? unknownSubject : (subjects.get(item.patient) as string);
    return { ...rowOf(item), id: itemIdOf(name, item), dataset, root, subject, createdMs };
  });
  // Ids follow from name, path and content: rows of a data set of this name that is gone for good cannot be in the way.
  if (store.items.insertMany(rows) !== rows.length) throw new AppError('internal', `Expected new items of '${name}', received known ones.`);
  store.volumes.insertMany(items.flatMap(item => volumeOf(name, item)));
  store.labels.append(items.flatMap(item => labelOf(name, item, createdMs)));
}

function labelOf(name: string, item: DataItem, atMs: number): NewLabelEvent[] {
  if (item.label === null) return [];
  const label = { item: itemIdOf(name, item), task: diagnosisTask, kind: 'class' as const, value: item.label, blob: null };
  return [{ ...label, author: 'import', source: 'import', basisRun: null, supersedes: null, atMs }];
}

function beginSplit({ workspace: { store } }: JobContext, dataset: string, { options, certificate }: NonNullable<ImportHead['split']>) {
  const id = randomUUID();
  const { ratios, group, seed } = options;
  const params = { ratios: [...ratios], group };
  store.splits.insert({ id, dataset, name: firstSplitName, seed, params, certificate, createdMs: Date.now() }, []);
  return id;
}

function partsOf(name: string, { items, parts }: ImportPiece): SplitItem[] {
  return items.flatMap((item, at) => {
    const part = parts[at] ?? null;
    return part === null ? [] : [{ item: itemIdOf(name, item), part }];
  });
}

function itemIdOf(datasetName: string, { path, sha256, volume }: DataItem): string {
  return itemId({ datasetName, path, frame: null, series: volume?.series ?? null, sha256 });
}

function volumeOf(datasetName: string, item: DataItem): StoredVolume[] {
  if (item.volume === null) return [];
  const { header, options, files } = item.volume;
  return [{ item: itemIdOf(datasetName, item), format: item.format, laterality: item.eye, options, header, files }];
}

function rowOf(item: DataItem): Omit<Item, 'id' | 'dataset' | 'root' | 'subject' | 'createdMs'> {
  const { path, sha256, eye, format, date, folderSplit, mtimeMs, facts, volume, together } = item;
  const bscans = volume?.header.shape.bscans ?? 1;
  return {
    ...{ path, frame: null, series: volume?.series ?? null, bscans, visit: isoDate(date) },
    ...{ sha256, laterality: eye, sizeBytes: facts.sizeBytes },
    ...{ width: facts.widthPx, height: facts.heightPx, channels: facts.channels, bitDepth: facts.bitDepth },
    facts: { ...facts, format, date, folderSplit, mtimeMs, ...(together === null ? {} : { together }) },
  };
}

/** Dates as files and names write them: 2021-03-14, 20210314, 2021_03_14. Null for words that are none. */
function isoDate(words: string | null): string | null {
  const [, year, month, day] = /^(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)/.exec(words ?? '') ?? [];
  const date = `${year}-${month}-${day}`;
  return year === undefined || Number.isNaN(Date.parse(date)) ? null : date;
}

/** The root that already lies there, else a new one named after the folder. */
function importRootOf({ workspace }: JobContext, path: string): ImportRoot {
  const { importRoots } = workspace.store;
  const known = importRoots.list().find(root => root.path === path);
  if (known !== undefined) return known;
  const base = basename(path) || 'root';
  let name = base;
  for (let number = 2; importRoots.find(name) !== null; number++) name = `${base}-${number}`;
  return importRoots.add(name, path);
}
