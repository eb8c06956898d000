// Reads what a network has seen in an image: of each of its feature maps the mean over space, from the edges and textures of the first to
// what stands just before the head.
import type { Model } from '../architectures/model.ts';
import { featureMaps } from '../explain/gradCam.ts';
import { type Tensor, tf } from '../tensorflow/tfjs.ts';
import { type TracedStep, trace } from '../tensorflow/trace.ts';

export class FeatureReader {
  /** Of all feature maps together. */
  readonly channels: number;
  private readonly inputShape: readonly number[];
  private readonly step: TracedStep<'images', 'features'>;

  private constructor(model: Model, inputShape: readonly number[], channels: number) {
    this.inputShape = inputShape;
    this.channels = channels;
    this.step = trace(({ images }) => ({ features: readFeatures(model, images) }), { name: 'features' });
  }

  /** null for a network that names no feature map. `inputShape` is [row, column, channel]. */
  static open(model: Model, inputShape: readonly number[]): FeatureReader | null {
    const channels = featureMaps(model, inputShape).reduce((sum, map) => sum + map.channels, 0);
    return channels === 0 ? null : new FeatureReader(model, inputShape, channels);
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

function readFeatures(model: Model, images: Tensor): Tensor {
  const means: Tensor[] = [];
  model.apply(images, {
    training: false,
    onTap: (_, x) => {
      const spatial = x.shape.slice(1, -1).map((_size, axis) => axis + 1);
      means.push(tf.mean(x, spatial));
      return x;
    },
  });
  return tf.concat(means, 1);
}
