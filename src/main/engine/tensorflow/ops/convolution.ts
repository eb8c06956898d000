// Convolutions in two and three dimensions with explicit padding, as torch defines them, in TensorFlow's channels-last layout.
import { AppError } from '../../../../shared/errors.ts';
import { intAttribute, type OpAttribute, stringAttribute } from '../attributes.ts';
import { type Tensor, tf } from '../tfjs.ts';
import { differentiable, floatType, single } from './operation.ts';

export interface ConvolutionOptions {
  stride?: number | readonly number[];
  /** Zeros added on both sides of each spatial axis. */
  padding?: number | readonly number[];
}

/** x [batch, row, column, in] * kernel [row, column, in, out] → [batch, row, column, out]. */
export function conv2d(x: Tensor, kernel: Tensor, options: ConvolutionOptions = {}): Tensor {
  const stride = spread(options.stride ?? 1, 2);
  const padding = spread(options.padding ?? 0, 2);
  const common = [floatType, intAttribute('strides', [1, ...stride, 1])];
  const gradients = (dy: Tensor, input: Tensor, filter: Tensor, kind: OpAttribute) =>
    convolutionGradients('Conv2DBackpropInput', 'Conv2DBackpropFilter', [...common, kind], dy, input, filter);
  return differentiable(
    [x, kernel],
    keep => {
      keep([x, kernel]);
      return single('Conv2D', [...common, ...paddingAttributes(kernel.shape, stride, padding)], [x, kernel]);
    },
    (dy, [input, filter]) => {
      const [image, weights] = [input as Tensor, filter as Tensor];
      if (padding.every(size => size === 0)) return gradients(dy, image, weights, stringAttribute('padding', 'VALID'));
      if (isSamePadding(kernel.shape, stride, padding)) return gradients(dy, image, weights, stringAttribute('padding', 'SAME'));
      // With explicit padding the gradients have no oneDNN kernel in bf16 (50 times slower): the zeros are added and cut off by hand.
      const [rows, columns] = padding as [number, number];
      const padded = tf.pad(image, [
        [0, 0],
        [rows, rows],
        [columns, columns],
        [0, 0],
      ]);
      const [dPadded, dKernel] = gradients(dy, padded, weights, stringAttribute('padding', 'VALID'));
      return [tf.slice(dPadded as Tensor, [0, rows, columns, 0], image.shape), dKernel as Tensor];
    },
  );
}

/**
 * Transposed convolution: x [batch, row, column, in] with kernel [row, column, out, in] → rows and columns × stride.
 * No padding, as torch's ConvTranspose2d with padding 0 and kernel = stride.
 */
export function conv2dTranspose(x: Tensor, kernel: Tensor, stride: number): Tensor {
  const [batch, rows, columns] = x.shape as [number, number, number, number];
  const [kernelRows, kernelColumns, out] = kernel.shape as [number, number, number, number];
  const shape = [batch, (rows - 1) * stride + kernelRows, (columns - 1) * stride + kernelColumns, out];
  const attributes = [floatType, intAttribute('strides', [1, stride, stride, 1]), stringAttribute('padding', 'VALID')];
  return differentiable(
    [x, kernel],
    keep => {
      keep([x, kernel]);
      return single('Conv2DBackpropInput', attributes, [shapeTensor(shape), kernel, x]);
    },
    (dy, [input, filter]) => [
      single('Conv2D', attributes, [dy, filter as Tensor]),
      single('Conv2DBackpropFilter', attributes, [dy, shapeTensor((filter as Tensor).shape), input as Tensor]),
    ],
  );
}

/** x [batch, depth, row, column, in] * kernel [depth, row, column, in, out]. Conv3D has no explicit padding, so zeros are added first. */
export function conv3d(x: Tensor, kernel: Tensor, options: ConvolutionOptions = {}): Tensor {
  const stride = spread(options.stride ?? 1, 3);
  const padding = spread(options.padding ?? 0, 3);
  const same = isSamePadding(kernel.shape, stride, padding);
  const padded = same || padding.every(size => size === 0) ? x : pad3d(x, padding);
  const attributes = [floatType, intAttribute('strides', [1, ...stride, 1]), stringAttribute('padding', same ? 'SAME' : 'VALID')];
  return differentiable(
    [padded, kernel],
    keep => {
      keep([padded, kernel]);
      return single('Conv3D', attributes, [padded, kernel]);
    },
    (dy, [input, filter]) =>
      convolutionGradients('Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2', attributes, dy, input as Tensor, filter as Tensor),
  );
}

function convolutionGradients(
  inputOp: string,
  filterOp: string,
  attributes: OpAttribute[],
  dy: Tensor,
  x: Tensor,
  kernel: Tensor,
): Tensor[] {
  return [
    single(inputOp, attributes, [shapeTensor(x.shape), kernel, dy]),
    single(filterOp, attributes, [x, shapeTensor(kernel.shape), dy]),
  ];
}

/** Where stride is 1 and the padding keeps the size, TensorFlow's SAME is the same and has the faster kernels. */
function isSamePadding(kernelShape: readonly number[], stride: readonly number[], padding: readonly number[]): boolean {
  return stride.every((step, axis) => step === 1 && (kernelShape[axis] as number) === 2 * (padding[axis] as number) + 1);
}

function paddingAttributes(kernelShape: readonly number[], stride: readonly number[], padding: readonly number[]): OpAttribute[] {
  if (padding.every(size => size === 0)) return [stringAttribute('padding', 'VALID')];
  if (isSamePadding(kernelShape, stride, padding)) return [stringAttribute('padding', 'SAME')];
  const [rows, columns] = padding as [number, number];
  return [stringAttribute('padding', 'EXPLICIT'), intAttribute('explicit_paddings', [0, 0, rows, rows, columns, columns, 0, 0])];
}

function pad3d(x: Tensor, padding: readonly number[]): Tensor {
  return tf.pad(x, [[0, 0], ...padding.map(size => [size, size] as [number, number]), [0, 0]]);
}

export function shapeTensor(shape: readonly number[]): Tensor {
  return tf.tensor1d([...shape], 'int32');
}

/** One number for every spatial axis, or one each. */
export function spread(value: number | readonly number[], axes: number): number[] {
  const list = typeof value === 'number' ? new Array<number>(axes).fill(value) : [...value];
  if (list.length !== axes) throw new AppError('internal', `Expected ${axes} numbers, one per axis, received ${list.length}.`);
  return list;
}
