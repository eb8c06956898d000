// Do stored tensors fit an architecture, for some number of classes and channels?
import { AppError } from '../../shared/errors.ts';
import type { ModelDescription } from '../engine/host/modelDescription.ts';

/** One architecture built three times, so that the axes that follow the classes and the channels show. */
export interface ArchitectureVariants {
  /** 2 classes, 1 channel. */
  two: ModelDescription;
  /** 3 classes, 1 channel. */
  three: ModelDescription;
  /** 2 classes, 3 channels. */
  colour: ModelDescription;
}

type Axis = number | 'classes' | 'channels';

/**
 * `shapes`: tensors by name. torch's step counters (`num_batches_tracked`) are the only extras allowed.
 * Errors: `badInput` listing what is missing, extra or of another shape.
 */
export function fitWeights(
  shapes: ReadonlyMap<string, readonly number[]>,
  variants: ArchitectureVariants,
): { classes: number; channels: number } {
  const expected = new Map(variants.two.tensors.map(({ name, shape }, i) => [name, shape.map((_, axis) => axisOf(variants, i, axis))]));
  const found = { classes: new Set<number>(), channels: new Set<number>() };
  const problems: string[] = [];
  for (const [name, axes] of expected) {
    const shape = shapes.get(name);
    const fits = shape?.length === axes.length && axes.every((axis, i) => typeof axis === 'string' || axis === shape[i]);
    if (shape === undefined) problems.push(`'${name}' is missing`);
    else if (!fits) problems.push(`'${name}' is [${shape}], expected [${axes}]`);
    else for (const [i, axis] of axes.entries()) if (typeof axis === 'string') found[axis].add(shape[i] as number);
  }
  for (const name of shapes.keys()) {
    if (!expected.has(name) && !name.endsWith('num_batches_tracked')) problems.push(`'${name}' is not part of this architecture`);
  }
  for (const axis of ['classes', 'channels'] as const) {
    if (found[axis].size > 1) problems.push(`its tensors disagree on the number of ${axis}: ${[...found[axis]].join(', ')}`);
  }
  if (problems.length > 0) {
    const shown = problems.slice(0, 5).join('; ');
    throw new AppError('badInput', `Expected weights of this architecture, received others: ${shown}${problems.length > 5 ? '; …' : ''}.`, {
      details: { problems },
    });
  }
  return { classes: [...found.classes][0] as number, channels: [...found.channels][0] as number };
}

function axisOf({ two, three, colour }: ArchitectureVariants, tensor: number, axis: number): Axis {
  const at = (description: ModelDescription): number | undefined => description.tensors[tensor]?.shape[axis];
  if (at(two) !== at(three)) return 'classes';
  return at(two) !== at(colour) ? 'channels' : (at(two) as number);
}
