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
  resolveChoice<Spec>('metric', metrics, { name: config.selection.metric });
  createPipeline(config);
  return {
    ...config,
    steps: config.steps.map(choice => complete('step', steps, choice)),
    architecture: classifier(config.architecture),
    loss: complete('loss', losses, config.loss),
    optimizer: complete('optimizer', optimizers, config.optimizer),
    schedule: complete('schedule', schedules, config.schedule),
    augment: config.augment.map(choice => complete('augmentation', augmentations, choice)),
    sampler: complete('sampler', samplers, config.sampler),
  };
}

function complete(family: string, registry: object, choice: Choice): Choice {
  const { spec, params } = resolveChoice<Spec>(family, registry as Record<string, Spec>, choice);
  return { name: spec.name, params: z.record(z.string(), z.json()).parse(params) };
}

function classifier(choice: Choice): Choice {
  const { spec } = resolveChoice<ArchitectureSpec>('architecture', architectures, choice);
  if (spec.task === 'classification') return complete('architecture', architectures, choice);
  const fitting = Object.values<ArchitectureSpec>(architectures).filter(known => known.task === 'classification');
  throw new AppError(
    'usage',
    `Expected an architecture that classifies images, received '${spec.name}' (${spec.task}). Known: ${fitting.map(known => known.name).join(', ')}.`,
  );
}
