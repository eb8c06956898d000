// Pooling with explicit padding, as torch defines it, in channels-last layout.
import { boolAttribute, intAttribute, type OpAttribute, stringAttribute, typeAttribute } from '../attributes.ts';
import { TF_INT32 } from '../dtypes.ts';
import { type Tensor, tf } from '../tfjs.ts';
import { shapeTensor, spread } from './convolution.ts';
import { differentiable, floatType, single } from './operation.ts';

export interface PoolingOptions {
  size: number | readonly number[];
  stride: number | readonly number[];
  padding?: number | readonly number[];
}

/** Largest value of each window; padding never wins. x [batch, row, column, channel]. */
export function maxPool2d(x: Tensor, options: PoolingOptions): Tensor {
  const [rows, columns] = spread(options.padding ?? 0, 2) as [number, number];
  const padding: OpAttribute[] =
    rows === 0 && columns === 0
      ? [stringAttribute('padding', 'VALID')]
      : [stringAttribute('padding', 'EXPLICIT'), intAttribute('explicit_paddings', [0, 0, rows, rows, columns, columns, 0, 0])];
  return pool('MaxPool', 'MaxPoolGrad', x, [...windowAttributes(options, 2), ...padding], []);
}

/** x [batch, depth, row, column, channel]. */
export function maxPool3d(x: Tensor, options: PoolingOptions): Tensor {
  const padding = spread(options.padding ?? 0, 3);
  const padded = padding.every(size => size === 0)
    ? x
    : tf.pad(x, [[0, 0], ...padding.map(size => [size, size] as [number, number]), [0, 0]], -3.4028234e38);
  return pool(
    'MaxPool3D',
    'MaxPool3DGrad',
    padded,
    [...windowAttributes(options, 3), stringAttribute('padding', 'VALID')],
    [typeAttribute('TInput', 1)],
  );
}

function pool(forward: string, backward: string, x: Tensor, attributes: OpAttribute[], backwardOnly: OpAttribute[]): Tensor {
  return differentiable(
    [x],
    keep => {
      const y = single(forward, [floatType, ...attributes], [x]);
      keep([x, y]);
      return y;
    },
    (dy, [input, output]) => [single(backward, [floatType, ...backwardOnly, ...attributes], [input as Tensor, output as Tensor, dy])],
  );
}

/** Mean over all spatial axes: [batch, …spatial, channel] → [batch, channel]. */
export function globalAveragePool(x: Tensor): Tensor {
  const axes = x.shape.slice(1, -1).map((_, i) => i + 1);
  const batch = x.shape[0] as number;
  const channels = x.shape.at(-1) as number;
  return differentiable(
    [x],
    () => single('Mean', [floatType, typeAttribute('Tidx', TF_INT32), boolAttribute('keep_dims', false)], [x, shapeTensor(axes)]),
    dy => {
      const share = tf.mul(dy, (batch * channels) / x.size);
      const spatial = tf.reshape(share, [batch, ...axes.map(() => 1), channels]);
      return [single('BroadcastTo', [floatType, typeAttribute('Tidx', TF_INT32)], [spatial, shapeTensor(x.shape)])];
    },
  );
}

function windowAttributes(options: PoolingOptions, axes: number): OpAttribute[] {
  return [intAttribute('ksize', [1, ...spread(options.size, axes), 1]), intAttribute('strides', [1, ...spread(options.stride, axes), 1])];
}
