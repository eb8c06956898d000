// The labelled images of a split as a training takes them: manifest items, each with its facts. Volumes stay out.
import type { ImageFacts } from '../../../shared/domain/dataset.ts';
import type { ManifestItem } from '../../../shared/domain/manifest.ts';
import type { Dataset } from '../../store/dataset.ts';
import type { Split } from '../../store/split.ts';
import type { JobContext } from '../context.ts';
import { classLabelOf, diagnosisTask, imageFactsOf } from '../datasetRecords.ts';

/** In the split's order. Scans that a person left out count as unlabelled. */
export function labelledItems(
  { workspace: { store } }: JobContext,
  dataset: Dataset,
  split: Split,
): { labelled: { item: ManifestItem; facts: ImageFacts }[]; unlabelled: number; volumes: number } {
  const items = new Map(store.items.list(dataset.id).map(item => [item.id, item]));
  const labels = new Map(store.labels.ofIncluded(dataset.id, diagnosisTask).map(label => [label.item, label]));
  const roots = new Map(store.importRoots.list().map(root => [root.id, root.path]));
  const inSplit = store.splits.items(split.id);
  const assigned = inSplit.filter(({ item }) => items.get(item)?.series === null);
  const labelled = assigned.flatMap(({ item: id, part }) => {
    const item = items.get(id);
    const label = labels.get(id);
    const name = classLabelOf(label);
    if (item === undefined || label === undefined || name === null) return [];
    const { subject, laterality: eye, path, sha256, frame } = item;
    const place = { root: roots.get(item.root) as string, path, sha256, ...(frame === null ? {} : { frame }) };
    return [{ item: { item: id, subject, eye, ...place, label: name, split: part, source: label.source }, facts: imageFactsOf(item) }];
  });
  return { labelled, unlabelled: assigned.length - labelled.length, volumes: inSplit.length - assigned.length };
}
