// From a run's configuration to a model with its variables.
import { resolveChoice } from '../../../shared/domain/choice.ts';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { AppError } from '../../../shared/errors.ts';
import { deriveSeed } from '../../../shared/random.ts';
import { type ArchitectureSpec, architectures } from '../architectures/index.ts';
import { Model } from '../architectures/model.ts';

/** [row, column, channel] of an input of this run. */
export function inputShapeOf(config: RunConfig): readonly number[] {
  return [...config.input.size, config.input.channels];
}

/** Builds the run's classifier and makes its variables. Errors: `unknownName`, `usage` for an architecture that does not classify images. */
export async function buildNetwork(config: RunConfig): Promise<Model> {
  const { spec, params } = resolveChoice<ArchitectureSpec>('architecture', architectures, config.architecture);
  if (spec.task !== 'classification') {
    const fitting = Object.values<ArchitectureSpec>(architectures).filter(entry => entry.task === 'classification');
    throw new AppError(
      'usage',
      `Expected an architecture that classifies images, received '${spec.name}' (${spec.task}). Choose ${fitting.map(entry => entry.name).join(', ')}.`,
    );
  }
  const architecture = await spec.build(params, config.data.classes.length);
  const model = new Model(architecture, { seed: deriveSeed(config.seed, 'model') });
  model.initialise([1, ...inputShapeOf(config)]);
  return model;
}
