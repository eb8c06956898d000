// Our side of `npm run bench -- engine`: one workload, kept warm, stepped on command (line protocol in bench/README.md).
import { parseArgs } from 'node:util';
import { Classifier } from '../../src/main/engine/inference/classifier.ts';
import { crossEntropy } from '../../src/main/engine/losses/crossEntropy.build.ts';
import { optimizers } from '../../src/main/engine/optimizers/index.ts';
import type { Optimizer } from '../../src/main/engine/optimizers/optimizer.ts';
import { tensorflowBackend } from '../../src/main/engine/tensorflow/backend.ts';
import { capi } from '../../src/main/engine/tensorflow/capi.ts';
import type { Tensor } from '../../src/main/engine/tensorflow/tfjs.ts';
import { makeSlots, stepScalars, trainStep } from '../../src/main/engine/training/trainStep.ts';
import { AppError } from '../../src/shared/errors.ts';
import { flatRows, goldenInput, goldenModel, goldenTargets } from '../../tests/golden/models/networks.ts';
import { serveSteps } from '../lineProtocol.ts';

const sgd = () => optimizers.sgd.build({ learningRate: 0.001, momentum: 0.9, nesterov: false, weightDecay: 0, decayNormsAndBiases: false });
const adam = () =>
  optimizers.adam.build({ learningRate: 0.0001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, decayNormsAndBiases: false });

const workloads: Record<string, { shape: number[]; classes: number; pixels: boolean; optimizer: () => Promise<Optimizer> }> = {
  resnet50: { shape: [8, 3, 224, 224], classes: 1000, pixels: false, optimizer: sgd },
  unet: { shape: [8, 3, 256, 128], classes: 4, pixels: true, optimizer: adam },
  resnet18Volume: { shape: [2, 1, 64, 128, 128], classes: 2, pixels: false, optimizer: sgd },
};

const { values: options } = parseArgs({
  options: {
    workload: { type: 'string', default: 'resnet50' },
    mode: { type: 'string', default: 'train' },
    precision: { type: 'string', default: 'fp32' },
    threads: { type: 'string', default: '2' },
    warmup: { type: 'string', default: '3' },
  },
});
process.env.FOVEA_THREADS = options.threads;
const precision = options.precision === 'bf16' ? 'bf16' : 'fp32';
const workload = workloads[options.workload];
if (workload === undefined)
  throw new AppError('usage', `Expected one of ${Object.keys(workloads).join(', ')}, received ${options.workload}.`);

tensorflowBackend();
const batch = workload.shape[0] as number;
const images = goldenInput(workload.shape);
const model = goldenModel(options.workload, workload.classes, images.shape);
const step = options.mode === 'forward' ? forwardStep() : await trainingStep();

const startMs = performance.now();
const warm: (number | null)[] = [];
for (let i = 0; i < Number(options.warmup); i++) warm.push(await step());
const facts = {
  library: `Fovea on TensorFlow ${capi().TF_Version()}`,
  workload: options.workload,
  mode: options.mode,
  precision,
  threads: Number(options.threads),
  batch,
  parameterCount: model.parameterCount,
  firstLoss: warm[0] ?? null,
  warmupMs: Math.round(performance.now() - startMs),
};
await serveSteps(facts, step);

/** Forward, loss, gradients, update; the loss is read back. Without clipping, as the peers. */
async function trainingStep(): Promise<() => Promise<number>> {
  const { classes, shape, pixels, optimizer: makeOptimizer } = workload as (typeof workloads)[string];
  const labelShape = pixels ? [batch, ...shape.slice(2)] : [batch];
  const targets = goldenTargets({ shape: labelShape }, classes);
  const rows = targets.shape[0] as number;
  const weights = { data: new Float32Array(rows).fill(1), shape: [rows] };
  const optimizer = await makeOptimizer();
  const rowLoss = crossEntropy({ labelSmoothing: 0 });
  const loss = (logits: Tensor, labels: Tensor) => rowLoss(flatRows(logits), labels);
  const traced = trainStep({ model, optimizer, loss, clipNorm: 0 }, makeSlots(model, optimizer), { name: 'bench', precision });
  const dropoutSeed = { data: Int32Array.of(0, 0), shape: [2] };
  let done = 0;
  return async () => {
    done += 1;
    const scalars = stepScalars(optimizer, done, optimizer.learningRate);
    return (await traced.run({ images, targets, weights, scalars, dropoutSeed })).loss.data[0] as number;
  };
}

function forwardStep(): () => Promise<null> {
  const classifier = new Classifier(model, { inputShape: images.shape.slice(1), batchSize: batch, precision });
  return async () => {
    await classifier.run(images.data as Float32Array);
    return null;
  };
}
