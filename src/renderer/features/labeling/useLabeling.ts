// Class labelling of a data set, for the grid and the viewer alike: the classes with their keys, and what can be said of items.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { LabelDecision, Profile } from '../../../shared/domain/label.ts';
import type { ItemDetails } from '../../client/api.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { type LabelOptions, redoLabel, sendLabel, undoLabel } from './labelActs.ts';

export interface Suggestion {
  run: string;
  runName: string;
  className: string;
  probability: number;
}

export interface Labeling {
  dataset: string;
  /** In the order of their keys; the first nine have one. */
  classes: string[];
  /** Who works; null before anyone was asked. */
  profile: Profile | null;
  label: (items: readonly string[], decision: LabelDecision, options?: LabelOptions) => void;
  undo: () => void;
  redo: () => void;
  /** What a model says of an item: the given run's prediction, else the newest one's. A person's label it is not. */
  suggestion: (item: ItemDetails, run?: string) => Suggestion | null;
}

const noClasses: string[] = [];

/** `dataset`: its id. */
export function useLabeling(dataset: string): Labeling {
  const { data: readiness } = useQuery(itemQueries.readiness(dataset));
  const { data: profile = null } = useQuery(itemQueries.profile());
  const names = readiness?.classes.map(({ name }) => name).join('\n');
  return useMemo(
    () => ({
      dataset,
      profile,
      classes: names === undefined || names === '' ? noClasses : names.split('\n'),
      label: (items, decision, options) => sendLabel(dataset, items, decision, options),
      undo: () => undoLabel(dataset),
      redo: () => redoLabel(dataset),
      suggestion: suggestionOf,
    }),
    [dataset, names, profile],
  );
}

/** Predictions come newest run first. */
export function suggestionOf({ predictions }: ItemDetails, run?: string): Suggestion | null {
  const found = run === undefined ? predictions[0] : predictions.find(prediction => prediction.run === run);
  if (found === undefined) return null;
  return { run: found.run, runName: found.name, className: found.predicted, probability: found.probability };
}
