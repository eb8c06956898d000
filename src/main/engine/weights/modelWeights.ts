// A model's tensors to and from safetensors, under the reference library's names and in its layout.
import { AppError } from '../../../shared/errors.ts';
import type { Model } from '../architectures/model.ts';
import { fromReference, referenceShape, toReference } from './layout.ts';
import type { SafetensorsContent, StoredTensor, StoredValues } from './safetensors.ts';

/** Copies all parameters and running statistics out. */
export function modelTensors(model: Model): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, { variable, layout }] of model.tensors) {
    tensors.set(name, { shape: referenceShape(variable.shape, layout), values: toReference(variable.values(), variable.shape, layout) });
  }
  return tensors;
}

/**
 * Writes stored tensors into a model. Every tensor of the model must be there in the right shape; torch's step counters
 * (`num_batches_tracked`) are the only extras allowed. Errors: `badInput` listing what is missing, extra or of another shape.
 */
export function loadModelTensors(model: Model, content: SafetensorsContent): void {
  const problems: string[] = [];
  for (const [name, { variable, layout }] of model.tensors) {
    const stored = content.tensors.get(name);
    const expected = referenceShape(variable.shape, layout);
    if (stored === undefined) problems.push(`'${name}' is missing`);
    else if (stored.shape.join() !== expected.join()) problems.push(`'${name}' is [${stored.shape}], expected [${expected}]`);
    else if (floats(stored.values) === null) problems.push(`'${name}' holds integers, expected floats`);
  }
  for (const name of content.tensors.keys()) {
    if (!model.tensors.has(name) && !name.endsWith('num_batches_tracked')) problems.push(`'${name}' is not part of this model`);
  }
  if (problems.length > 0) {
    const shown = problems.slice(0, 5).join('; ');
    throw new AppError('badInput', `Expected weights that fit the model, received others: ${shown}${problems.length > 5 ? '; …' : ''}.`, {
      details: { problems },
    });
  }
  for (const [name, { variable, layout }] of model.tensors) {
    const stored = content.tensors.get(name) as StoredTensor;
    variable.write(fromReference(floats(stored.values) as Float32Array, variable.shape, layout));
  }
}

/** float32 values; null for integers. */
function floats(values: StoredValues): Float32Array | null {
  if (values instanceof Float64Array) return Float32Array.from(values);
  return values instanceof Float32Array ? values : null;
}
