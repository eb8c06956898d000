// Convolution layers with torch's names and defaults.
import { AppError } from '../../../shared/errors.ts';
import { conv2d, conv2dTranspose, conv3d, spread } from '../tensorflow/ops/convolution.ts';
import { addBias } from '../tensorflow/ops/linear.ts';
import type { Tensor } from '../tensorflow/tfjs.ts';
import { heNormal, torchDefault } from './initializers.ts';
import type { Scope } from './scope.ts';

export interface ConvolutionLayer {
  channels: number;
  kernel: number | readonly number[];
  stride?: number | readonly number[];
  padding?: number | readonly number[];
  bias?: boolean;
  /** 'torch': torch's default. 'heFanOut': torchvision's choice for ResNet. */
  init?: 'torch' | 'heFanOut';
}

/** x of rank 4 [batch, row, column, channel] or 5 [batch, depth, row, column, channel]. Parameters: weight, bias. */
export function convolution(scope: Scope, x: Tensor, layer: ConvolutionLayer): Tensor {
  const axes = x.rank - 2;
  if (axes !== 2 && axes !== 3) throw new AppError('internal', `Expected an image or a volume, received shape [${x.shape}].`);
  const kernel = spread(layer.kernel, axes);
  const inChannels = x.shape.at(-1) as number;
  const cells = kernel.reduce((product, size) => product * size, 1);
  const fanIn = cells * inChannels;
  const init = layer.init === 'heFanOut' ? heNormal(cells * layer.channels) : torchDefault(fanIn);
  const weight = scope.param('weight', [...kernel, inChannels, layer.channels], init, axes === 2 ? 'conv2d' : 'conv3d');
  const options = { stride: layer.stride ?? 1, padding: layer.padding ?? 0 };
  const y = axes === 2 ? conv2d(x, weight, options) : conv3d(x, weight, options);
  return layer.bias ? addBias(y, scope.param('bias', [layer.channels], torchDefault(fanIn))) : y;
}

/** Transposed convolution with kernel = stride: doubles the size for stride 2. x [batch, row, column, channel]. */
export function transposedConvolution(scope: Scope, x: Tensor, layer: { channels: number; stride: number }): Tensor {
  const { channels, stride } = layer;
  const inChannels = x.shape.at(-1) as number;
  // torch takes the second axis of [in, out, row, column] as fan-in.
  const init = torchDefault(channels * stride * stride);
  const weight = scope.param('weight', [stride, stride, channels, inChannels], init, 'convTranspose2d');
  return addBias(conv2dTranspose(x, weight, stride), scope.param('bias', [channels], init));
}
