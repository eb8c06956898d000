// Which items an import finding or a leak concerns: the report keeps counts and a few examples, the grid wants them all.
import { splitCertificateSchema } from '../../../shared/domain/dataset.ts';
import type { JobContext } from '../context.ts';
import { datasetReportSchema } from '../datasetRecords.ts';
import type { ItemList, ListEntry } from './itemList.ts';

/** The finding that a split makes: items whose patient, eye or content is in two parts of it. */
export const leakFinding = 'leak';

type Members = (list: ItemList, store: JobContext['workspace']['store'], context: JobContext) => Iterable<string>;

const members: Readonly<Record<string, Members>> = {
  unlabelled: list => idsWhere(list, entry => entry.state === 'unlabelled'),
  singleClass: list => idsWhere(list, () => true),
  onePatientClass: list => {
    const single = groupsWith(
      list,
      entry => entry.className,
      group => distinct(group, entry => entry.patient) === 1,
    );
    return idsOf(single);
  },
  similarClassNames: list =>
    idsOf(
      groupsWith(
        list,
        entry => entry.className?.trim().toLowerCase() ?? null,
        group => distinct(group, entry => entry.className) > 1,
      ),
    ),
  folderSplits: (list, store) => store.items.withFact(list.dataset, 'folderSplit'),
  morePages: (list, store) => store.items.withFact(list.dataset, 'pages'),
  duplicates: list => idsOf(copies(list)),
  duplicateAcrossClasses: list => idsOf(copies(list).filter(group => distinct(group, entry => entry.className) > 1)),
  duplicateAcrossPatients: list => idsOf(copies(list).filter(group => distinct(group, entry => entry.patient) > 1)),
  missingPatient: list => idsWhere(list, entry => entry.patient === 0),
  ownPatient: (list, _, { workspace }) => idsWhere(list, entry => entry.subject === workspace.hashSubject(`file ${entry.path}`)),
  patientsInSeveralClasses: list =>
    idsOf(
      groupsWith(
        list,
        entry => (entry.patient === 0 ? null : entry.subject),
        group => distinct(group, entry => entry.className) > 1,
      ),
    ),
};

/**
 * Ids of the items. `leak` needs the id of a split. A finding that names files which are no items (unreadable, ignored) has none;
 * for one that only import could see, its examples are all that is known.
 */
export function findingItems(context: JobContext, list: ItemList, finding: string, split: string | undefined): ReadonlySet<string> {
  const { store } = context.workspace;
  if (finding === leakFinding) {
    if (split === undefined) return new Set();
    const { leaks } = splitCertificateSchema.parse(store.splits.get(list.dataset, split).certificate);
    return new Set(leaks.flatMap(({ items }) => items));
  }
  const find = members[finding];
  if (find !== undefined) return new Set(find(list, store, context));
  const { report } = datasetReportSchema.parse(store.datasets.get(list.dataset).report);
  // An example is a path, or a path followed by what is wrong with it.
  const examples = report.findings.find(({ name }) => name === finding)?.examples ?? [];
  const paths = new Set(examples.map(example => example.split(': ')[0]));
  return new Set(idsWhere(list, entry => paths.has(entry.path)));
}

function idsWhere({ entries }: ItemList, holds: (entry: ListEntry) => boolean): string[] {
  return entries.filter(holds).map(({ id }) => id);
}

function idsOf(groups: readonly (readonly ListEntry[])[]): string[] {
  return groups.flat().map(({ id }) => id);
}

function groupsWith(
  { entries }: ItemList,
  keyOf: (entry: ListEntry) => string | null,
  holds: (group: readonly ListEntry[]) => boolean,
): ListEntry[][] {
  return [...Map.groupBy(entries, keyOf)].flatMap(([key, group]) => (key !== null && holds(group) ? [group] : []));
}

function copies(list: ItemList): ListEntry[][] {
  return groupsWith(
    list,
    entry => entry.sha256,
    group => group.length > 1,
  );
}

function distinct(group: readonly ListEntry[], keyOf: (entry: ListEntry) => string | number | null): number {
  return new Set(group.map(keyOf).filter(key => key !== null)).size;
}
