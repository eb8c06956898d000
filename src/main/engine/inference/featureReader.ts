// Reads what a network has seen in an image just before its head: the mean over space of its last feature map.
import type { Model } from '../architectures/model.ts';
import { featureMaps } from '../explain/gradCam.ts';
import { type Tensor, tf } from '../tensorflow/tfjs.ts';
import { type TracedStep, trace } from '../tensorflow/trace.ts';

export class FeatureReader {
  /** Name of the feature map. */
  readonly layer: string;
  readonly channels: number;
  private readonly inputShape: readonly number[];
  private readonly step: TracedStep<'images', 'features'>;

  private constructor(model: Model, inputShape: readonly number[], layer: { name: string; channels: number }) {
    this.inputShape = inputShape;
    this.layer = layer.name;
    this.channels = layer.channels;
    this.step = trace(({ images }) => ({ features: readFeatures(model, layer.name, images) }), { name: 'features' });
  }

  /** null for a network that names no feature map. `inputShape` is [row, column, channel]. */
  static open(model: Model, inputShape: readonly number[]): FeatureReader | null {
    const last = featureMaps(model, inputShape).at(-1);
    return last === undefined ? null : new FeatureReader(model, inputShape, last);
  }

  /** `images` [image, row, column, channel] → [image, channel]. */
  async read(images: Float32Array): Promise<Float32Array> {
    const count = images.length / this.inputShape.reduce((product, size) => product * size, 1);
    const { features } = await this.step.run({ images: { data: images, shape: [count, ...this.inputShape] } });
    return features.data as Float32Array;
  }

  dispose(): void {
    this.step.dispose();
  }
}

function readFeatures(model: Model, layer: string, images: Tensor): Tensor {
  let features: Tensor | null = null;
  model.apply(images, {
    training: false,
    onTap: (name, x) => {
      if (name === layer) {
        const spatial = x.shape.slice(1, -1).map((_, axis) => axis + 1);
        features = tf.mean(x, spatial);
      }
      return x;
    },
  });
  return features as unknown as Tensor;
}
