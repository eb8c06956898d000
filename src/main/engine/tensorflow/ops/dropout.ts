// Dropout whose mask comes from a seed that is an input of the step (Srivastava et al. 2014; Salmon et al. 2011 for the generator).
import { typeAttribute } from '../attributes.ts';
import { TF_FLOAT, TF_INT32 } from '../dtypes.ts';
import { type Tensor, tf } from '../tfjs.ts';
import { shapeTensor } from './convolution.ts';
import { differentiable, single } from './operation.ts';

/** Zeros a share `rate` of x and scales the rest up. `seed` int32 [2]: the same seed gives the same mask. */
export function dropout(x: Tensor, rate: number, seed: Tensor): Tensor {
  if (rate === 0) return x;
  return differentiable(
    [x],
    keep => {
      const attributes = [typeAttribute('dtype', TF_FLOAT), typeAttribute('T', TF_INT32), typeAttribute('Tseed', TF_INT32)];
      const uniform = single('StatelessRandomUniform', attributes, [shapeTensor(x.shape), seed]);
      const mask = tf.mul(tf.cast(tf.greaterEqual(uniform, rate), 'float32'), 1 / (1 - rate));
      keep([mask]);
      return tf.mul(x, mask);
    },
    (dy, [mask]) => [tf.mul(dy, mask as Tensor)],
  );
}
