// Grad-CAM (Selvaraju et al. 2017, arXiv 1610.02391) and HiResCAM (Draelos & Carin 2020, arXiv 2011.08891):
// where in a feature map the evidence for a class lies.
import { AppError } from '../../../shared/errors.ts';
import type { Model } from '../architectures/model.ts';
import { valueAndGradients } from '../tensorflow/gradients.ts';
import { relu } from '../tensorflow/ops/activation.ts';
import { type Tensor, tf } from '../tensorflow/tfjs.ts';
import { recordAndDiscard, type TracedStep, trace } from '../tensorflow/trace.ts';
import type { CamMethod } from './camMethods.ts';
import type { HeatMap } from './render/heatMap.ts';

/** A feature map that can be explained, with its spatial size for the model's input. */
export interface FeatureMap {
  name: string;
  size: readonly number[];
  channels: number;
  /** See `HeatMap.firstCentre`. */
  firstCentre?: number;
}

/** The model's named feature maps in the order of the forward pass. `inputShape` is [row, column, channel]. */
export function featureMaps(model: Model, inputShape: readonly number[]): FeatureMap[] {
  const maps: FeatureMap[] = [];
  const onTap = (name: string, x: Tensor, firstCentrePx?: number) => {
    const size = x.shape.slice(1, -1);
    const stridePx = (inputShape[0] as number) / (size[0] as number);
    const aligned = firstCentrePx === undefined ? {} : { firstCentre: (firstCentrePx + 0.5) / stridePx };
    maps.push({ name, size, channels: x.shape.at(-1) as number, ...aligned });
    return x;
  };
  recordAndDiscard([1, ...inputShape], x => model.apply(x, { training: false, onTap }));
  return maps;
}

/** The one that is asked for, else the last (docs/decisions/0003-last-feature-map.md). Errors: `unknownName` for a layer that the model lacks. */
export function chooseFeatureMap(maps: readonly FeatureMap[], wanted: string | null): FeatureMap {
  if (wanted !== null) {
    const chosen = maps.find(map => map.name === wanted);
    if (chosen !== undefined) return chosen;
    throw new AppError(
      'unknownName',
      `Expected a feature map of this model, received '${wanted}'. Known: ${maps.map(map => map.name).join(', ')}.`,
    );
  }
  const last = maps.at(-1);
  if (last === undefined) throw new AppError('usage', 'Expected an architecture that names its feature maps; this one names none.');
  return last;
}

export interface Explanation {
  /** Unscaled: ReLU(Σ weight · activation); its maximum can be compared between items. */
  map: HeatMap;
  /** false where the gradient is zero: the answer does not depend on this feature map at all. */
  depends: boolean;
  logits: Float32Array;
}

export class GradCam {
  readonly layer: FeatureMap;
  private readonly step: TracedStep<'images' | 'target', 'map' | 'logits' | 'gradient'>;
  private readonly inputShape: readonly number[];

  constructor(model: Model, options: { inputShape: readonly number[]; layer: string | null; method: CamMethod }) {
    this.inputShape = options.inputShape;
    this.layer = chooseFeatureMap(featureMaps(model, options.inputShape), options.layer);
    this.step = trace(({ images, target }) => gradCam(model, options.method, this.layer, images, target), { name: options.method });
  }

  /**
   * One map per image. `images` [image, row, column, channel]; `targets` [image, class]: 1 for the class to explain, 0 elsewhere.
   */
  async explain(images: Float32Array, targets: Float32Array): Promise<Explanation[]> {
    const count = images.length / this.inputShape.reduce((product, size) => product * size, 1);
    const classes = targets.length / count;
    const result = await this.step.run({
      images: { data: images, shape: [count, ...this.inputShape] },
      target: { data: targets, shape: [count, classes] },
    });
    const [rows, columns] = this.layer.size as [number, number];
    const size = rows * columns;
    const aligned = this.layer.firstCentre === undefined ? {} : { firstCentre: this.layer.firstCentre };
    return Array.from({ length: count }, (_, i) => ({
      map: { data: (result.map.data as Float32Array).slice(i * size, (i + 1) * size), rows, columns, ...aligned },
      depends: (result.gradient.data[i] as number) > 0,
      logits: (result.logits.data as Float32Array).slice(i * classes, (i + 1) * classes),
    }));
  }

  dispose(): void {
    this.step.dispose();
  }
}

/** The gradient with respect to a feature map is that with respect to zeros added to it. */
function gradCam(
  model: Model,
  method: CamMethod,
  layer: FeatureMap,
  images: Tensor,
  target: Tensor,
): Record<'map' | 'logits' | 'gradient', Tensor> {
  const zeros: Tensor = tf.zeros([images.shape[0] as number, ...layer.size, layer.channels]);
  const { extra, gradients } = valueAndGradients(new Map([[layer.name, zeros]]), () => {
    let activation = zeros;
    const onTap = (name: string, x: Tensor) => {
      if (name !== layer.name) return x;
      activation = tf.add(x, zeros);
      return activation;
    };
    const logits = model.apply(images, { training: false, onTap });
    return { value: tf.sum(tf.mul(logits, target)), extra: { logits, activation } };
  });
  const gradient = gradients.get(layer.name) as Tensor;
  const spatial = layer.size.map((_, axis) => axis + 1);
  const weights = method === 'gradcam' ? tf.mean(gradient, spatial, true) : gradient;
  return {
    map: relu(tf.sum(tf.mul(extra.activation, weights), -1)),
    gradient: tf.max(tf.abs(gradient), [...spatial, spatial.length + 1]),
    logits: extra.logits,
  };
}
