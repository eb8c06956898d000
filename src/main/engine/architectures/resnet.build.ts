// ResNet (He et al. 2016, arXiv 1512.03385) in torchvision's form v1.5: a bottleneck's stride is on its 3×3 convolution.
// The same definition serves images (rank 4) and volumes (rank 5), where it equals MONAI's.
import { batchNormalization } from '../layers/batchNormalization.ts';
import { type ConvolutionLayer, convolution } from '../layers/convolution.ts';
import { convolutionNorm } from '../layers/convolutionNorm.ts';
import { linear } from '../layers/linear.ts';
import type { Architecture, Scope } from '../layers/scope.ts';
import { relu } from '../tensorflow/ops/activation.ts';
import { globalAveragePool, maxPool2d, maxPool3d } from '../tensorflow/ops/pooling.ts';
import { type Tensor, tf } from '../tensorflow/tfjs.ts';

export interface ResnetOptions {
  depth: 18 | 34 | 50;
  classes: number;
  /** Stride of the first convolution; MONAI's volumes keep their depth with [1, 2, 2]. */
  stemStride?: number | readonly number[];
  /** MONAI's shortcut convolutions have a bias, torchvision's have none. */
  shortcutBias?: boolean;
}

const blockCounts = { 18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3] } as const;

/** [batch, …spatial, channel] → logits [batch, class]. Taps: layer1 … layer4. */
export function resnet(options: ResnetOptions): Architecture {
  const block = options.depth === 50 ? bottleneck : basicBlock;
  return (scope, x) => {
    const stem = { channels: 64, kernel: 7, stride: options.stemStride ?? 2, padding: 3, init: 'heFanOut' } as const;
    let y = relu(convolutionNorm(scope.child('conv1'), scope.child('bn1'), x, stem));
    y = (y.rank === 5 ? maxPool3d : maxPool2d)(y, { size: 3, stride: 2, padding: 1 });
    blockCounts[options.depth].forEach((count, layerIndex) => {
      const layer = scope.child(`layer${layerIndex + 1}`);
      for (let i = 0; i < count; i++) {
        const stride = i === 0 && layerIndex > 0 ? 2 : 1;
        y = block(layer.child(String(i)), y, 64 * 2 ** layerIndex, stride, options.shortcutBias ?? false);
      }
      // Every stride has an odd kernel and symmetric padding (or one cell and none), so cell i looks at pixel stride · i.
      y = scope.tap(`layer${layerIndex + 1}`, y, 0);
    });
    return linear(scope.child('fc'), globalAveragePool(y), options.classes);
  };
}

function basicBlock(scope: Scope, x: Tensor, width: number, stride: number, shortcutBias: boolean): Tensor {
  let y = relu(convolved(scope, 1, x, { channels: width, kernel: 3, stride, padding: 1 }));
  y = convolved(scope, 2, y, { channels: width, kernel: 3, padding: 1 });
  return relu(tf.add(y, shortcut(scope, x, width, stride, shortcutBias)));
}

function bottleneck(scope: Scope, x: Tensor, width: number, stride: number, shortcutBias: boolean): Tensor {
  let y = relu(convolved(scope, 1, x, { channels: width, kernel: 1 }));
  y = relu(convolved(scope, 2, y, { channels: width, kernel: 3, stride, padding: 1 }));
  y = convolved(scope, 3, y, { channels: 4 * width, kernel: 1 });
  return relu(tf.add(y, shortcut(scope, x, 4 * width, stride, shortcutBias)));
}

/** conv<i>, then bn<i>. */
function convolved(scope: Scope, i: number, x: Tensor, layer: Omit<ConvolutionLayer, 'bias' | 'init'>): Tensor {
  return convolutionNorm(scope.child(`conv${i}`), scope.child(`bn${i}`), x, { ...layer, init: 'heFanOut' });
}

function shortcut(scope: Scope, x: Tensor, channels: number, stride: number, bias: boolean): Tensor {
  if (stride === 1 && x.shape.at(-1) === channels) return x;
  const downsample = scope.child('downsample');
  const layer = { channels, kernel: 1, stride, init: 'heFanOut' } as const;
  if (!bias) return convolutionNorm(downsample.child('0'), downsample.child('1'), x, layer);
  return batchNormalization(downsample.child('1'), convolution(downsample.child('0'), x, { ...layer, bias }));
}
