// Convolution followed by batch norm: two layers in training, one folded convolution with a bias in inference.
// Folding: kernel · γ/√(σ² + ε), bias β − μ · γ/√(σ² + ε); Jacob et al. 2018, arXiv 1712.05877, section 3.2.
import { conv2d } from '../tensorflow/ops/convolution.ts';
import { addBias } from '../tensorflow/ops/linear.ts';
import type { Tensor } from '../tensorflow/tfjs.ts';
import { batchNormalization } from './batchNormalization.ts';
import { type ConvolutionLayer, convolution } from './convolution.ts';
import type { Scope } from './scope.ts';

/** `convolutionScope` holds the kernel, `normScope` the norm; x [batch, row, column, channel] or a volume. */
export function convolutionNorm(convolutionScope: Scope, normScope: Scope, x: Tensor, layer: Omit<ConvolutionLayer, 'bias'>): Tensor {
  const folded = x.rank === 4 ? convolutionScope.folded(normScope) : null;
  if (folded === null) return batchNormalization(normScope, convolution(convolutionScope, x, layer));
  const y = conv2d(x, folded.kernel.read(), { stride: layer.stride ?? 1, padding: layer.padding ?? 0 });
  return addBias(y, folded.bias.read());
}
