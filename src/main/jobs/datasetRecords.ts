// How a data set's parts are put into the store: one place for the conventions that importing, splitting and training share.
import { z } from 'zod';
import { datasetFactsSchema, type ImageFacts, imageFactsSchema, importReportSchema } from '../../shared/domain/dataset.ts';
import type { SplitInput } from '../dataset/groupItems.ts';
import type { Item } from '../store/item.ts';
import type { CurrentLabel } from '../store/label.ts';

/** The labeling task that class folders fill. */
export const diagnosisTask = 'diagnosis';

/** The subject of an item whose patient nobody told: never a hash, so that nothing is certified about it. */
export const unknownSubject = '';

/** What the store keeps as the report of a data set. */
export const datasetReportSchema = z.strictObject({ report: importReportSchema, facts: datasetFactsSchema });
export type DatasetReport = z.infer<typeof datasetReportSchema>;

const storedFactsSchema = z.object(imageFactsSchema.shape);

/** The facts of an item, without what else import noted. */
export function imageFactsOf(item: Pick<Item, 'facts'>): ImageFacts {
  return storedFactsSchema.parse(item.facts);
}

export function classLabelOf(label: CurrentLabel | undefined): string | null {
  return label?.kind === 'class' && typeof label.value === 'string' ? label.value : null;
}

/** What splitting and the leakage check need of an item. */
export function splitInputOf({ id, subject, laterality, sha256, series }: Item, label: string | null): SplitInput {
  return { item: id, subject: subject === unknownSubject ? null : subject, eye: laterality, sha256, label, isVolume: series !== null };
}
