// Losses and optimizers against torch's numbers (tests/golden/losses, tests/golden/optimizers).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { losses } from '../../src/main/engine/losses/index.ts';
import { optimizers } from '../../src/main/engine/optimizers/index.ts';
import { tensorflowBackend } from '../../src/main/engine/tensorflow/backend.ts';
import { valueAndGradients } from '../../src/main/engine/tensorflow/gradients.ts';
import { type Tensor, tf } from '../../src/main/engine/tensorflow/tfjs.ts';
import { trace } from '../../src/main/engine/tensorflow/trace.ts';
import { Variable } from '../../src/main/engine/tensorflow/variables.ts';
import { stepScalars } from '../../src/main/engine/training/trainStep.ts';

const read = <T>(path: string) => JSON.parse(readFileSync(new URL(`../golden/${path}`, import.meta.url), 'utf8')) as T;

interface LossCase {
  loss: string;
  options: { classWeights: number[] | null; labelSmoothing?: number; gamma?: number; reduction: string; ignoredLabel?: number };
  logits: number[][];
  labels: number[];
  value: number;
  gradient: number[][];
}

// Class weights together with smoothing are another loss in torch: it weights the smoothed part by every class's weight.
const lossCases = read<{ cases: LossCase[] }>('losses/losses.json').cases.filter(
  ({ loss, options }) =>
    options.reduction === 'mean' &&
    options.ignoredLabel === undefined &&
    ((loss === 'crossEntropy' && !(options.classWeights !== null && options.labelSmoothing)) ||
      (loss === 'focal' && options.classWeights === null)),
);

describe('losses', () => {
  it('has cases of both kinds', () => {
    expect(new Set(lossCases.map(({ loss }) => loss))).toEqual(new Set(['crossEntropy', 'focal']));
  });

  it.each(lossCases.map(entry => [`${entry.loss} ${JSON.stringify(entry.options)}`, entry] as const))('%s', async (_, entry) => {
    tensorflowBackend();
    const { options, labels, logits } = entry;
    const classes = (logits[0] as number[]).length;
    const targets = new Float32Array(labels.length * classes);
    labels.forEach((label, row) => {
      targets[row * classes + label] = 1;
    });
    const rows =
      entry.loss === 'focal'
        ? await losses.focal.build({ gamma: options.gamma ?? 0, classWeights: 'none' })
        : await losses.crossEntropy.build({ labelSmoothing: options.labelSmoothing ?? 0, classWeights: 'none' });
    const step = trace<'x' | 't' | 'w', 'value' | 'gradient'>(
      ({ x, t, w }) => {
        const { value, gradients } = valueAndGradients(new Map([['x', x]]), () => ({
          value: tf.div(tf.sum(tf.mul(rows(x, t), w)), tf.sum(w)),
          extra: {},
        }));
        return { value, gradient: gradients.get('x') as Tensor };
      },
      { name: 'loss' },
    );
    const shape = [labels.length, classes];
    const weights = Float32Array.from(labels, label => options.classWeights?.[label] ?? 1);
    const result = await step.run({
      x: { data: Float32Array.from(logits.flat()), shape },
      t: { data: targets, shape },
      w: { data: weights, shape: [labels.length] },
    });
    step.dispose();
    expect(result.value.data[0]).toBeCloseTo(entry.value, 4);
    for (const [i, expected] of entry.gradient.flat().entries()) expect(result.gradient.data[i]).toBeCloseTo(expected, 5);
  });
});

interface OptimizerCase {
  optimizer: string;
  options: Record<string, number | boolean>;
  clip: string;
  steps: { gradient: Record<'a' | 'b', number[]>; parameters: Record<'a' | 'b', number[]> }[];
}
const optimizerGolden = read<{ start: Record<'a' | 'b', number[]>; cases: OptimizerCase[] }>('optimizers/optimizers.json');
const unclipped = optimizerGolden.cases.filter(({ clip }) => clip === 'none');

describe('optimizers walk torch’s path', () => {
  it.each(unclipped.map(entry => [`${entry.optimizer} ${JSON.stringify(entry.options)}`, entry] as const))('%s', async (_, entry) => {
    tensorflowBackend();
    const spec = entry.optimizer.startsWith('sgd')
      ? optimizers.sgd
      : entry.optimizer.startsWith('adamw')
        ? optimizers.adamw
        : optimizers.adam;
    const defaults = { weightDecay: 0, decayNormsAndBiases: true, ...(spec === optimizers.sgd ? { momentum: 0 } : {}) };
    const optimizer = await spec.build(spec.params.parse({ ...defaults, ...entry.options }) as never);
    const variables = (['a', 'b'] as const).map(
      name => new Variable(name, [optimizerGolden.start[name].length], Float32Array.from(optimizerGolden.start[name])),
    );
    const slots = new Map(
      variables.flatMap(v =>
        optimizer.slots.map(slot => [`${v.name}/${slot}`, new Variable(slot, v.shape, new Float32Array(v.size))] as const),
      ),
    );
    const step = trace<'a' | 'b' | 'scalars', 'done'>(
      inputs => {
        const [learningRate, ...rest] = tf.unstack(inputs.scalars) as [Tensor, ...Tensor[]];
        const scalars = {
          learningRate,
          ...Object.fromEntries(Object.keys(optimizer.scalars(1)).map((key, i) => [key, rest[i] as Tensor])),
        };
        for (const parameter of variables) {
          const gradient = inputs[parameter.name as 'a' | 'b'];
          optimizer.update({
            parameter,
            value: parameter.read(),
            gradient,
            scalars,
            slot: slot => slots.get(`${parameter.name}/${slot}`) as Variable,
          });
        }
        return { done: tf.scalar(1) };
      },
      { name: 'optimizer' },
    );
    for (const [i, { gradient, parameters }] of entry.steps.entries()) {
      const input = (name: 'a' | 'b') => ({ data: Float32Array.from(gradient[name]), shape: [gradient[name].length] });
      await step.run({ a: input('a'), b: input('b'), scalars: stepScalars(optimizer, i + 1, optimizer.learningRate) });
      for (const variable of variables) {
        const expected = parameters[variable.name as 'a' | 'b'];
        for (const [j, value] of variable.values().entries())
          expect(value, `step ${i} ${variable.name}[${j}]`).toBeCloseTo(expected[j] as number, 4);
      }
    }
    step.dispose();
    for (const variable of [...variables, ...slots.values()]) variable.dispose();
  });
});
