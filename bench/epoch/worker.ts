// Our side of `npm run bench -- epoch`: the product's own training loop over image files; a step is one training epoch.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { classWeightsOf } from '../../src/main/engine/losses/classWeights.ts';
import { crossEntropy } from '../../src/main/engine/losses/crossEntropy.build.ts';
import { optimizers } from '../../src/main/engine/optimizers/index.ts';
import { createBatchLoader } from '../../src/main/engine/sampling/batchLoader.ts';
import { schedules } from '../../src/main/engine/schedules/index.ts';
import { tensorflowBackend } from '../../src/main/engine/tensorflow/backend.ts';
import { capi } from '../../src/main/engine/tensorflow/capi.ts';
import { buildNetwork, inputShapeOf } from '../../src/main/engine/training/buildNetwork.ts';
import { fit } from '../../src/main/engine/training/fit.ts';
import { initialFitState } from '../../src/main/engine/training/fitState.ts';
import { classificationRecipe } from '../../src/main/engine/training/recipes/classification.ts';
import { makeSlots, trainStep } from '../../src/main/engine/training/trainStep.ts';
import { AppError } from '../../src/shared/errors.ts';
import { serveSteps } from '../lineProtocol.ts';

const { values: options } = parseArgs({
  options: {
    root: { type: 'string', default: '' },
    split: { type: 'string', default: '' },
    size: { type: 'string', default: '128' },
    batch: { type: 'string', default: '32' },
    epochs: { type: 'string', default: '12' },
    threads: { type: 'string', default: '2' },
    workers: { type: 'string', default: '2' },
    /** Keeps decoded images between epochs, as the product does; without it every epoch decodes anew, as the peer does. */
    cache: { type: 'boolean', default: false },
  },
});
process.env.FOVEA_THREADS = options.threads;

const splitSchema = z.object({ classes: z.array(z.string()), train: z.array(z.object({ path: z.string(), label: z.string() })) });
const split = splitSchema.parse(JSON.parse(readFileSync(options.split, 'utf8')));
const recipe = classificationRecipe({ dataset: 'bench', split: 'bench', classes: split.classes, seed: 0 });
const config = {
  ...recipe,
  input: { size: [Number(options.size), Number(options.size)] as [number, number], channels: 1 as const },
  // The peer's preprocessing: squash and scale; border fill stays as it is.
  steps: recipe.steps.filter(step => step.name !== 'maskFill'),
  training: { ...recipe.training, batchSize: Number(options.batch), epochs: Number(options.epochs), workers: Number(options.workers) },
};

tensorflowBackend();
const items = split.train.map(({ path, label }) => ({
  item: path,
  root: options.root,
  path,
  sha256: createHash('sha256')
    .update(readFileSync(join(options.root, path)))
    .digest('hex'),
  label: split.classes.indexOf(label),
}));
const loader = createBatchLoader({ items, config, ...(options.cache ? {} : { cacheMemoryBytes: 0 }) });
const model = await buildNetwork(config);
const optimizer = await optimizers.adamw.build(optimizers.adamw.params.parse({ weightDecay: 0.05, decayNormsAndBiases: true }));
const loss = crossEntropy({ labelSmoothing: 0 });
const step = trainStep({ model, optimizer, loss, clipNorm: 0 }, makeSlots(model, optimizer), { name: 'epoch' });
const oneCycle = schedules.oneCycle.params.parse({});
const run = fit(
  {
    seed: config.seed,
    // One more than asked for: the first epoch warms up.
    epochs: config.training.epochs + 1,
    classes: split.classes.length,
    inputShape: inputShapeOf(config),
    step,
    optimizer,
    schedule: (at, total) => schedules.oneCycle.factor(oneCycle, at, total),
    loader,
    classWeights: classWeightsOf(
      'balanced',
      items.map(item => item.label),
      split.classes.length,
    ),
    validate: null,
    selection: { metric: 'balancedAccuracy', direction: 'max' },
  },
  initialFitState,
);

await serveSteps(
  {
    library: `Fovea on TensorFlow ${capi().TF_Version()}`,
    workload: 'epoch',
    threads: Number(options.threads),
    workers: Number(options.workers),
    batch: Number(options.batch),
    images: items.length,
  },
  async () => {
    let epochLoss = 0;
    for (;;) {
      const { value: event, done } = await run.next();
      if (done) throw new AppError('usage', `Expected at most ${options.epochs} steps. Pass more --epochs.`);
      if (event.type === 'metrics') epochLoss = event.values['train/epochLoss'] ?? epochLoss;
      if (event.type === 'epoch') return epochLoss;
    }
  },
);
