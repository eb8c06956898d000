// How much of the network's evidence lies where there is no eye: the share of Grad-CAM mass on border fill, over a sample of a split.
import type { RunEvaluation } from '../../../shared/domain/evaluation.ts';
import { randomGenerator, shuffled } from '../../../shared/random.ts';
import type { Model } from '../architectures/model.ts';
import { explainItem } from '../explain/explainItem.ts';
import { featureMaps, GradCam } from '../explain/gradCam.ts';
import { openScan } from '../explain/scan.ts';
import { createPipeline } from '../preprocess/pipeline.ts';
import { inputShapeOf } from '../training/buildNetwork.ts';
import type { RunItems } from '../training/runItems.ts';
import type { RunInput } from './runInput.ts';
import type { RunReporter } from './runReporter.ts';

/** A mean over this many is known well enough; a hundred thousand maps would take hours. */
const mostScans = 100;

/** null for a network that names no feature map, and where no map has any mass. Errors: those of `openScan`; `interrupted`. */
export async function attributionOnFill(
  run: { interrupted: AbortSignal; report: Pick<RunReporter, 'progress'> },
  { config }: RunInput,
  model: Model,
  { items }: RunItems,
): Promise<RunEvaluation['attribution']> {
  const inputShape = inputShapeOf(config);
  if (featureMaps(model, inputShape).length === 0) return null;
  const sample = shuffled(items, randomGenerator(config.seed, 'attribution')).slice(0, mostScans);
  const pipeline = createPipeline(config);
  const method = 'gradcam';
  const options = { pipeline, method, classes: config.data.classes.length, class: null } as const;
  const explainer = new GradCam(model, { inputShape, layer: null, method });
  const onFill: number[] = [];
  const fill: number[] = [];
  try {
    for (const [i, item] of sample.entries()) {
      run.interrupted.throwIfAborted();
      const scan = await openScan(item, pipeline);
      const { numbers } = await explainItem(explainer, scan, options);
      if (numbers.massOnFill !== null) {
        onFill.push(numbers.massOnFill);
        fill.push(mean(scan.fill));
      }
      run.report.progress('look at border fill', i + 1, sample.length, { items: 1 });
    }
  } finally {
    explainer.dispose();
  }
  if (onFill.length === 0) return null;
  return { method, layer: explainer.layer.name, scans: onFill.length, massOnFill: mean(onFill), fillShare: mean(fill) };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}
