// Which items an import finding or a leak concerns: the report keeps counts and a few examples, the grid wants them all.
import { splitCertificateSchema } from '../../../shared/domain/dataset.ts';
import type { JobContext } from '../context.ts';
import { datasetReportSchema, unknownSubject } from '../datasetRecords.ts';
import type { ItemList, ListEntry } from './itemList.ts';

/** The finding that a split makes: items whose patient, eye or content is in two parts of it. */
export const leakFinding = 'leak';
/** Volumes whose patient a person stated, as nothing told it. */
export const statedPatientsFinding = 'statedPatients';
/** Of what they are about nothing may be left: a person has said whose those scans are. */
export const settledFindings: ReadonlySet<string> = new Set(['volumeWithoutPatient', 'ownPatient']);

type Members = (list: ItemList, store: JobContext['workspace']['store'], context: JobContext) => Uint8Array;

const members: Readonly<Record<string, Members>> = {
  unlabelled: list => placesWhere(list, entry => entry.state === 'unlabelled'),
  singleClass: list => placesWhere(list, () => true),
  onePatientClass: list => {
    const several = keysWithSeveral(
      list,
      entry => entry.className,
      entry => entry.patient,
    );
    return placesWhere(list, entry => entry.className !== null && !several.has(entry.className));
  },
  similarClassNames: list =>
    placesInGroups(
      list,
      entry => entry.className?.trim().toLowerCase() ?? null,
      entry => entry.className,
    ),
  folderSplits: (list, store) => placesOf(list, store.items.withFact(list.dataset, 'folderSplit')),
  morePages: (list, store) => placesOf(list, store.items.withFact(list.dataset, 'pages')),
  duplicates: list =>
    placesInGroups(
      list,
      entry => entry.sha256,
      entry => entry.place,
    ),
  duplicateAcrossClasses: list =>
    placesInGroups(
      list,
      entry => entry.sha256,
      entry => entry.className,
    ),
  duplicateAcrossPatients: list =>
    placesInGroups(
      list,
      entry => entry.sha256,
      entry => entry.patient || null,
    ),
  volumes: list => placesWhere(list, entry => entry.series !== null),
  volumeWithoutEye: list => placesWhere(list, entry => entry.series !== null && entry.eye === null),
  missingPatient: list => placesWhere(list, entry => entry.series === null && entry.patient === 0),
  volumeWithoutPatient: list => placesWhere(list, entry => entry.series !== null && entry.patient === 0),
  ownPatient: (list, store, { workspace }) => {
    const together = new Map(store.items.untold(list.dataset).map(item => [item.id, item.together]));
    return placesWhere(list, ({ id, path, subject }) => subject === workspace.hashSubject(`file ${together.get(id) ?? path}`));
  },
  [statedPatientsFinding]: (list, store) =>
    placesOf(
      list,
      store.items.untold(list.dataset).flatMap(({ id, series, subject }) => (series === null || subject === unknownSubject ? [] : [id])),
    ),
  patientsInSeveralClasses: list =>
    placesInGroups(
      list,
      entry => entry.patient || null,
      entry => entry.className,
    ),
};

/**
 * 1 for each place of the list whose item is concerned. `leak` needs the id of a split. A finding that names files which are no items (unreadable, ignored) has none;
 * for one that only import could see, its examples are all that is known.
 */
export function findingItems(context: JobContext, list: ItemList, finding: string, split: string | undefined): Uint8Array {
  const { store } = context.workspace;
  if (finding === leakFinding) {
    if (split === undefined) return new Uint8Array(list.entries.length);
    const { leaks } = splitCertificateSchema.parse(store.splits.get(list.dataset, split).certificate);
    return placesOf(
      list,
      leaks.flatMap(({ items }) => items),
    );
  }
  const find = members[finding];
  if (find !== undefined) return find(list, store, context);
  const { report } = datasetReportSchema.parse(store.datasets.get(list.dataset).report);
  // An example is a path, or a path followed by what is wrong with it.
  const examples = report.findings.find(({ name }) => name === finding)?.examples ?? [];
  const places = new Set(examples.map(example => example.split(': ')[0]));
  return placesWhere(list, ({ path, series }) => places.has(series === null || series === 0 ? path : `${path}, series ${series + 1}`));
}

function placesWhere({ entries }: ItemList, holds: (entry: ListEntry) => boolean): Uint8Array {
  const places = new Uint8Array(entries.length);
  for (const entry of entries) if (holds(entry)) places[entry.place] = 1;
  return places;
}

function placesOf({ entries, placeOf }: ItemList, ids: Iterable<string>): Uint8Array {
  const places = new Uint8Array(entries.length);
  for (const id of ids) {
    const place = placeOf.get(id);
    if (place !== undefined) places[place] = 1;
  }
  return places;
}

type Key = string | number | null;

/** Items that share a key with an item of another value. Null is no key and no value. */
function placesInGroups(list: ItemList, keyOf: (entry: ListEntry) => Key, wordOf: (entry: ListEntry) => Key): Uint8Array {
  const several = keysWithSeveral(list, keyOf, wordOf);
  return placesWhere(list, entry => several.has(keyOf(entry)));
}

function keysWithSeveral({ entries }: ItemList, keyOf: (entry: ListEntry) => Key, wordOf: (entry: ListEntry) => Key): Set<Key> {
  const first = new Map<Key, Key>();
  const several = new Set<Key>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const value = wordOf(entry);
    if (key === null || value === null) continue;
    const known = first.get(key);
    if (known === undefined) first.set(key, value);
    else if (known !== value) several.add(key);
  }
  return several;
}
