// U-Net (Ronneberger et al. 2015, arXiv 1505.04597) with batch norm, same padding and transposed convolutions.
import { convolution, transposedConvolution } from '../layers/convolution.ts';
import { convolutionNorm } from '../layers/convolutionNorm.ts';
import type { Architecture, Scope } from '../layers/scope.ts';
import { relu } from '../tensorflow/ops/activation.ts';
import { maxPool2d } from '../tensorflow/ops/pooling.ts';
import { type Tensor, tf } from '../tensorflow/tfjs.ts';

/** [batch, row, column, channel] → logits [batch, row, column, class]; rows and columns divisible by 2^(levels - 1). */
export function unet(options: { classes: number; widths: readonly number[] }): Architecture {
  const { widths } = options;
  return (scope, x) => {
    const skips: Tensor[] = [];
    let y = x;
    widths.forEach((width, level) => {
      if (level > 0) y = maxPool2d(y, { size: 2, stride: 2 });
      y = doubleConvolution(scope.child('encoder').child(String(level)), y, width);
      y = scope.tap(`encoder.${level}`, y);
      skips.push(y);
    });
    for (let level = widths.length - 2; level >= 0; level--) {
      const width = widths[level] as number;
      const raised = transposedConvolution(scope.child('up').child(String(level)), y, { channels: width, stride: 2 });
      y = tf.concat([skips[level] as Tensor, raised], 3);
      y = doubleConvolution(scope.child('decoder').child(String(level)), y, width);
      y = scope.tap(`decoder.${level}`, y);
    }
    return convolution(scope.child('head'), y, { channels: options.classes, kernel: 1, bias: true });
  };
}

function doubleConvolution(scope: Scope, x: Tensor, channels: number): Tensor {
  const layer = { channels, kernel: 3, padding: 1 };
  const y = relu(convolutionNorm(scope.child('conv1'), scope.child('bn1'), x, layer));
  return relu(convolutionNorm(scope.child('conv2'), scope.child('bn2'), y, layer));
}
