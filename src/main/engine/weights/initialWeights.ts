// The first weights of a training that does not start from the seed alone: from `initial/weights.safetensors` of its run folder.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InitialWeights, initialWeightsNames, type RunConfig } from '../../../shared/domain/runConfig.ts';
import { AppError, toAppError } from '../../../shared/errors.ts';
import type { Model } from '../architectures/model.ts';
import { buildNetwork } from '../training/buildNetwork.ts';
import { loadModelTensors, modelTensors } from './modelWeights.ts';
import { readSafetensors, type StoredTensor } from './safetensors.ts';

/** Writes the given weights into a new network and says what was done. Errors: `notFound`, `damaged`; `badInput` for weights of another network. */
export async function loadInitialWeights(folder: string, config: RunConfig, given: InitialWeights, model: Model): Promise<string> {
  const path = join(folder, initialWeightsNames.weights);
  verify(path, given);
  const { tensors } = readSafetensors(path);
  const own = modelTensors(model);
  const head = given.head === 'new' ? await headTensors(config, own) : new Set<string>();
  const summed: string[] = [];
  for (const [name, tensor] of own) {
    const stored = tensors.get(name);
    if (head.has(name)) tensors.set(name, tensor);
    else if (stored !== undefined && isColourKernel(stored, tensor)) {
      tensors.set(name, sumChannels(stored));
      summed.push(name);
    }
  }
  loadModelTensors(model, { tensors, metadata: {} });
  return [
    `Starts from ${given.source === 'run' ? 'run' : 'the imported weights'} '${given.name}'`,
    ...(head.size > 0 ? [`${[...head].join(', ')} from the seed`] : []),
    ...(summed.length > 0 ? [`the three colour channels of ${summed.join(', ')} added up to one`] : []),
  ].join('; ');
}

function verify(path: string, { sha256 }: InitialWeights): void {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw toAppError(error);
  }
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return;
  throw new AppError('damaged', `Expected the weights of the configuration in ${path}, received other content. Start a new training.`, {
    details: { path },
  });
}

/** The tensors whose shape follows the number of classes, in the layout of the file. */
async function headTensors(config: RunConfig, own: ReadonlyMap<string, StoredTensor>): Promise<Set<string>> {
  const classes = [...config.data.classes, ''];
  const other = await buildNetwork({ ...config, data: { ...config.data, classes } });
  try {
    const shapes = modelTensors(other);
    return new Set([...own].filter(([name, { shape }]) => shapes.get(name)?.shape.join() !== shape.join()).map(([name]) => name));
  } finally {
    other.dispose();
  }
}

type FloatTensor = StoredTensor & { values: Float32Array | Float64Array };

/** Kernels [out, in, row, column] of a network for colour, where ours takes one channel. */
function isColourKernel(stored: StoredTensor, own: StoredTensor): stored is FloatTensor {
  if (!(stored.values instanceof Float32Array || stored.values instanceof Float64Array)) return false;
  const [, input] = stored.shape;
  return input === 3 && own.shape[1] === 1 && stored.shape.toSpliced(1, 1).join() === own.shape.toSpliced(1, 1).join();
}

/** On grey images that were given as three equal channels the sum computes the same. */
function sumChannels({ shape, values }: FloatTensor): StoredTensor {
  const [out = 0, , ...kernel] = shape;
  const area = kernel.reduce((product, length) => product * length, 1);
  const sums = new Float32Array(out * area);
  for (let o = 0; o < out; o++) {
    for (let i = 0; i < 3 * area; i++) {
      const at = o * area + (i % area);
      sums[at] = (sums[at] as number) + (values[o * 3 * area + i] as number);
    }
  }
  return { shape: [out, 1, ...kernel], values: sums };
}
