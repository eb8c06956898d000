// What a training form is made of: recipes as whole configurations for this data, and every choice with the schema and words of its spec.
import { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';
import { runConfigSchema } from '../../../shared/domain/runConfig.ts';
import { type ArchitectureSpec, architectures } from '../../engine/architectures/index.ts';
import { augmentations } from '../../engine/augment/index.ts';
import { losses } from '../../engine/losses/index.ts';
import { metrics } from '../../engine/metrics/index.ts';
import { optimizers } from '../../engine/optimizers/index.ts';
import { steps } from '../../engine/preprocess/index.ts';
import { samplers } from '../../engine/sampling/index.ts';
import { schedules } from '../../engine/schedules/index.ts';
import { defaultRecipe, type RecipeSpec, recipeConfig, recipes } from '../../engine/training/recipes/index.ts';
import { checkConfig } from '../checkConfig.ts';
import type { JobContext } from '../context.ts';
import { datasetParts } from './datasetParts.ts';
import { draftTraining, type TrainDraft } from './draftTraining.ts';
import { knownEstimate } from './probeTraining.ts';
import { listStartWeights } from './startWeights.ts';

export interface FormChoice {
  name: string;
  title: string;
  summary: string;
  reference: string;
  /** Of preprocessing: what it does to the image; only one may fit it to the network. */
  kind: string | null;
  /** JSON Schema of the parameters; a field has title, description and perhaps unit. */
  params: unknown;
  defaults: Record<string, z.core.util.JSONType>;
}

/** The families that a training chooses from, under the key of the configuration. */
export const formFamilies = {
  architecture: Object.values<ArchitectureSpec>(architectures).filter(({ task }) => task === 'classification'),
  loss: Object.values<Spec>(losses),
  optimizer: Object.values<Spec>(optimizers),
  schedule: Object.values<Spec>(schedules),
  sampler: Object.values<Spec>(samplers),
  steps: Object.values<Spec>(steps),
  augment: Object.values<Spec>(augmentations),
  metric: Object.values<Spec>(metrics),
} as const satisfies Record<string, readonly Spec[]>;

export function formChoice(spec: Spec): FormChoice {
  const { name, title = name, summary, reference, params } = spec;
  const kind = 'kind' in spec && typeof spec.kind === 'string' ? spec.kind : null;
  const defaults = z.record(z.string(), z.json()).parse(params.parse({}));
  return { name, title, summary, reference, kind, params: z.toJSONSchema(params, { io: 'input' }), defaults };
}

/** JSON Schema of the plain fields: `training`, `input` and `seed`. */
export function fieldSchema(): unknown {
  const { training, input, seed } = runConfigSchema.shape;
  return z.toJSONSchema(z.strictObject({ training, input, seed }), { io: 'input' });
}

/** Errors: `notFound`; `badInput` where fewer than two classes are labelled. `split` null: there is none yet. */
export function trainingForm(context: JobContext, request: { dataset: string; split?: string | undefined; parent?: string | undefined }) {
  const { store } = context.workspace;
  const dataset = store.datasets.get(request.dataset);
  const all = store.splits.list(dataset.id);
  const newest = all.toSorted((a, b) => b.createdMs - a.createdMs)[0];
  const split = request.split === undefined ? newest : store.splits.get(dataset.id, request.split);
  const parent = request.parent === undefined ? null : store.runs.get(request.parent);
  const place = split === undefined ? null : { dataset: dataset.id, split: split.id };
  // Every recipe works on the same scans: they are gathered once.
  const draft = place === null ? null : draftTraining(context, place);
  return {
    dataset: { id: dataset.id, name: dataset.name, scans: dataset.itemCount },
    split: split?.id ?? null,
    splits: all.map(one => ({ id: one.id, name: one.name, parts: datasetParts(one) })),
    defaultRecipe,
    recipes: draft === null ? [] : Object.values<RecipeSpec>(recipes).map(recipe => recipeCard(context, recipe, draft)),
    parent:
      parent === null || place === null
        ? null
        : { id: parent.id, name: parent.name, config: draftTraining(context, { ...place, parent: parent.id }).config },
    classes: draft?.classes ?? [],
    families: familyChoices(),
    fields: fieldSchema(),
    startWeights: listStartWeights(context),
  };
}

function recipeCard(context: JobContext, recipe: RecipeSpec, draft: TrainDraft) {
  const { name, title, summary, needs, needsWeights = false } = recipe;
  const { dataset, split, classes, data, manifest } = draft;
  const config = checkConfig(recipeConfig(recipe, { dataset: dataset.name, split: split.name, classes, seed: 0 }, data));
  return { name, title, summary, needs, needsWeights, config, estimate: knownEstimate(context, { config, manifest }) };
}

function familyChoices(): Record<keyof typeof formFamilies, FormChoice[]> {
  const { architecture, loss, optimizer, schedule, sampler, steps: preprocessing, augment, metric } = formFamilies;
  return {
    ...{ architecture: architecture.map(formChoice), loss: loss.map(formChoice), optimizer: optimizer.map(formChoice) },
    ...{ schedule: schedule.map(formChoice), sampler: sampler.map(formChoice), steps: preprocessing.map(formChoice) },
    ...{ augment: augment.map(formChoice), metric: metric.map(formChoice) },
  };
}
