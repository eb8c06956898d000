// Four blocks of convolution, batch norm, ReLU and max pooling, then the mean over space and a linear layer.
import { convolutionNorm } from '../layers/convolutionNorm.ts';
import { linear } from '../layers/linear.ts';
import type { Architecture } from '../layers/scope.ts';
import { relu } from '../tensorflow/ops/activation.ts';
import { globalAveragePool, maxPool2d } from '../tensorflow/ops/pooling.ts';

/** [batch, row, column, channel] → logits [batch, class]. Taps: features.0 … features.3. */
export function smallCnn(options: { classes: number; width: number }): Architecture {
  return (scope, x) => {
    let y = x;
    for (let i = 0; i < 4; i++) {
      const block = scope.child('features').child(String(i));
      y = relu(convolutionNorm(block.child('conv'), block.child('bn'), y, { channels: options.width * 2 ** i, kernel: 3, padding: 1 }));
      y = scope.tap(`features.${i}`, y);
      y = maxPool2d(y, { size: 2, stride: 2 });
    }
    return linear(scope.child('classifier'), globalAveragePool(y), options.classes);
  };
}
