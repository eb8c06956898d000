// A run's configuration checked before a run is made of it: every name known, every parameter valid, every default spelled out.
import { z } from 'zod';
import { type Choice, resolveChoice, type Spec } from '../../shared/domain/choice.ts';
import { type RunConfig, runConfigSchema } from '../../shared/domain/runConfig.ts';
import { AppError } from '../../shared/errors.ts';
import { type ArchitectureSpec, architectures } from '../engine/architectures/index.ts';
import { augmentations } from '../engine/augment/index.ts';
import { losses } from '../engine/losses/index.ts';
import { metrics } from '../engine/metrics/index.ts';
import { optimizers } from '../engine/optimizers/index.ts';
import { steps } from '../engine/preprocess/index.ts';
import { createPipeline } from '../engine/preprocess/pipeline.ts';
import { samplers } from '../engine/sampling/index.ts';
import { schedules } from '../engine/schedules/index.ts';

/** Parses and completes a configuration. Errors: `usage` naming the field, `unknownName` with the known names. */
export function checkConfig(value: unknown): RunConfig {
  const parsed = runConfigSchema.safeParse(value);
  if (!parsed.success) {
    throw new AppError('usage', `Expected a run configuration: ${z.prettifyError(parsed.error)}`, {
      details: { issues: parsed.error.issues },
    });
  }
  const config = parsed.data;
  resolved('metric', metrics, { name: config.selection.metric, params: {} }, ['selection', 'metric']);
  createPipeline(config);
  const list = (family: string, registry: object, choices: readonly Choice[], key: string): Choice[] =>
    choices.map((choice, i) => resolved(family, registry, choice, [key, i]));
  return {
    ...config,
    steps: list('step', steps, config.steps, 'steps'),
    architecture: classifier(config.architecture),
    loss: resolved('loss', losses, config.loss, ['loss']),
    optimizer: resolved('optimizer', optimizers, config.optimizer, ['optimizer']),
    schedule: resolved('schedule', schedules, config.schedule, ['schedule']),
    augment: list('augmentation', augmentations, config.augment, 'augment'),
    sampler: resolved('sampler', samplers, config.sampler, ['sampler']),
  };
}

type Path = readonly (string | number)[];

/** The choice with every parameter spelled out; what is wrong with it carries its whole path, so that a form can say it beside the field. */
function resolved(family: string, registry: object, choice: Choice, path: Path): Choice {
  try {
    const { spec, params } = resolveChoice<Spec>(family, registry as Record<string, Spec>, choice);
    return { name: spec.name, params: z.record(z.string(), z.json()).parse(params) };
  } catch (error) {
    throw error instanceof AppError ? placed(error, path) : error;
  }
}

function placed(error: AppError, path: Path): AppError {
  const { issues } = z
    .object({ issues: z.array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })).default([]) })
    .parse(error.details);
  const inside = issues.map(issue => ({ ...issue, path: [...path, 'params', ...issue.path] }));
  const all = inside.length > 0 ? inside : [{ path: [...path], message: error.message }];
  return new AppError(error.code, error.message, { details: { ...error.details, issues: all }, cause: error });
}

function classifier(choice: Choice): Choice {
  const complete = resolved('architecture', architectures, choice, ['architecture']);
  const known = Object.values<ArchitectureSpec>(architectures);
  const { task } = known.find(spec => spec.name === complete.name) as ArchitectureSpec;
  if (task === 'classification') return complete;
  const fitting = known.filter(spec => spec.task === 'classification').map(spec => spec.name);
  const message = `Expected an architecture that classifies images, received '${choice.name}' (${task}). Known: ${fitting.join(', ')}.`;
  throw new AppError('usage', message, { details: { issues: [{ path: ['architecture'], message }] } });
}
