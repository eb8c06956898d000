// The settings that a person has made for a training on a data set: kept as what differs from the recipe, across reloads.
import { useMemo } from 'react';
import { z } from 'zod';
import { applySetting, type Json, type Setting, settingsBetween, valueAt } from '../../../shared/domain/configSettings.ts';
import { usePreference } from '../../client/preferences.ts';
import type { TrainingForm, TrainRequest } from '../../client/queries/training.ts';

/** As it is kept; what does not fit any more counts as nothing. */
const draftSchema = z.object({
  recipe: z.string().optional(),
  weights: z.string().optional(),
  set: z.array(z.object({ path: z.string(), value: z.json() })).default([]),
});
type Draft = z.output<typeof draftSchema>;
const nothing = {};

export interface TrainDraft {
  /** Name of the recipe; null for the parent's settings. */
  recipe: string | null;
  weights: string | null;
  /** The recipe's configuration, and the one with the changes. */
  base: Json;
  config: Json;
  set: Setting[];
  request: TrainRequest;
  change(settings: readonly Setting[]): void;
  reset(paths: readonly string[]): void;
  resetAll(): void;
  choose(recipe: string): void;
  /** Brings back what `choose` or `resetAll` put aside. */
  restore(): void;
  setWeights(key: string | null): void;
}

/** `form` must have a split. */
export function useTrainDraft(form: TrainingForm): TrainDraft {
  const parent = form.parent?.id;
  const [stored, store] = usePreference<{ [key: string]: Json }>(
    `train.${form.dataset.id}${parent === undefined ? '' : `.${parent}`}`,
    nothing,
  );
  const kept = useMemo(() => draftSchema.safeParse(stored).data ?? { set: [] }, [stored]);
  const keep = (draft: Draft): void => store(JSON.parse(JSON.stringify(draft)));
  const recipe = parent === undefined ? (form.recipes.find(({ name }) => name === kept.recipe)?.name ?? form.defaultRecipe) : null;
  const base = useMemo<Json>(
    () => JSON.parse(JSON.stringify((recipe === null ? form.parent : form.recipes.find(({ name }) => name === recipe))?.config ?? {})),
    [form, recipe],
  );
  const { config, set } = useMemo(() => applied(base, kept.set), [base, kept.set]);
  const weights = form.startWeights.find(({ key }) => key === kept.weights)?.key ?? null;
  const { dataset, split } = form;
  const request = useMemo<TrainRequest>(
    () => ({
      ...{ dataset: dataset.id, split: split ?? '', set },
      ...(recipe === null ? {} : { recipe }),
      ...(parent === undefined ? {} : { parent }),
      ...(weights === null ? {} : { weights }),
    }),
    [dataset.id, split, set, recipe, parent, weights],
  );
  const change = (settings: readonly Setting[]): void => {
    keep({ ...kept, set: settingsBetween(base, settings.reduce(applySetting, config)) });
  };
  return {
    ...{ recipe, weights, base, config, set, request, change },
    reset: paths => change(paths.map(path => ({ path, value: valueAt(base, path) ?? null }))),
    resetAll: () => keep({ ...kept, set: [] }),
    choose: name => {
      const chosen = form.recipes.find(known => known.name === name);
      const fitting = form.startWeights.filter(({ architecture }) => architecture === chosen?.config.architecture.name);
      const first = chosen?.needsWeights === true ? fitting[0]?.key : undefined;
      const still = fitting.find(({ key }) => key === kept.weights)?.key;
      const start = still ?? first;
      keep({ recipe: name, set: [], ...(start === undefined ? {} : { weights: start }) });
    },
    restore: () => keep(kept),
    setWeights: key => {
      const { weights: _, ...rest } = kept;
      keep(key === null ? rest : { ...rest, weights: key });
    },
  };
}

/** Settings that no longer lead anywhere, because a choice has other parameters now, are left out. */
function applied(base: Json, settings: readonly Setting[]): { config: Json; set: Setting[] } {
  let config = base;
  for (const setting of settings) {
    try {
      config = applySetting(config, setting);
    } catch {
      // The place is gone.
    }
  }
  return { config, set: settingsBetween(base, config) };
}
