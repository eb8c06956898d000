// What the pre-flight check says before a training: what was found, what it means, what to do, and the scans concerned.
import type { Setting } from '../../../../shared/domain/configSettings.ts';
import type { Finding } from '../../../../shared/domain/dataset.ts';
import type { ItemFilter } from '../../../../shared/domain/itemFilter.ts';
import type { TrainDraft } from '../draftTraining.ts';

export interface PreflightFinding {
  name: string;
  /** An error blocks the training. */
  severity: Finding['severity'];
  count: number;
  /** What was found. */
  title: string;
  /** What it means and what to do. */
  advice: string;
  links: PreflightLink[];
  /** Settings that would mend it. */
  fix?: { label: string; settings: Setting[] };
  /** True where only another split helps. */
  needsSplit?: true;
}

/** Leads to the scans concerned. */
export interface PreflightLink {
  label: string;
  filter: ItemFilter;
}

/** One look at a training; an empty list where all is well. */
export type PreflightCheck = (draft: TrainDraft) => PreflightFinding[];

export const mostLinks = 5;
export const partWords = { train: 'training', val: 'validation', test: 'test' } as const;

/** A link to scans of the training's split. */
export function linkTo(draft: TrainDraft, label: string, filter: Omit<ItemFilter, 'dataset' | 'split'>): PreflightLink {
  return { label, filter: { dataset: draft.dataset.id, split: draft.split.id, ...filter } };
}
