// The validation after each epoch: loss and every metric that a checkpoint can be selected by.
import type { Model } from '../architectures/model.ts';
import { Classifier, softmaxRows } from '../inference/classifier.ts';
import { computeMetric, metrics } from '../metrics/index.ts';
import { inputShapeOf } from '../training/buildNetwork.ts';
import { requireLabels } from '../training/runItems.ts';
import { openLoader, type RunInput } from './runInput.ts';

/** Metrics that a curve is drawn of. `loss` is the plain mean cross-entropy, whatever the training loss. */
const curves = ['balancedAccuracy', 'accuracy', 'macroF1', 'macroAuc'] as const;

/** null when the run has no validation items. */
export async function makeValidator(run: { folder: string }, input: RunInput, model: Model) {
  const { config } = input;
  const items = input.split('val');
  if (items.items.length === 0) return null;
  requireLabels(items, 'validation');
  const loader = await openLoader(run.folder, config, items);
  const { batchSize } = config.training;
  const classifier = new Classifier(model, { inputShape: inputShapeOf(config), batchSize, precision: 'fp32' });
  const wanted = new Set<string>([...curves, config.selection.metric]);
  return {
    validate: async (): Promise<Record<string, number>> => {
      const { values, classes } = await classifier.logits(loader);
      const probabilities = softmaxRows(values, classes);
      const data = { labels: items.labels, probabilities, classes: config.data.classes };
      const scores = [...wanted].filter(name => Object.hasOwn(metrics, name)).map(name => [name, computeMetric({ name }, data).value]);
      return { loss: computeMetric({ name: 'logLoss' }, data).value, ...Object.fromEntries(scores) };
    },
    close: async () => {
      classifier.dispose();
      await loader.close();
    },
  };
}
