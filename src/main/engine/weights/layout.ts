// Turns tensors between our memory layout and the reference library's (torch's), where convolution kernels differ.
import { AppError } from '../../../shared/errors.ts';
import type { Layout } from '../layers/scope.ts';

/** `referenceAxes[i]` is our axis that becomes the reference's axis i. */
const referenceAxes: Record<Layout, readonly number[] | null> = {
  plain: null,
  conv2d: [3, 2, 0, 1],
  conv3d: [4, 3, 0, 1, 2],
  convTranspose2d: [3, 2, 0, 1],
};

/** Our shape as the reference library has it. */
export function referenceShape(shape: readonly number[], layout: Layout): number[] {
  const axes = referenceAxes[layout];
  return axes === null ? [...shape] : axes.map(axis => shape[axis] as number);
}

/** Our values (C order of our `shape`) → C order of the reference's shape. */
export function toReference<T extends Float32Array | Int32Array>(values: T, shape: readonly number[], layout: Layout): T {
  const axes = referenceAxes[layout];
  return axes === null ? values : transpose(values, shape, axes);
}

/** The reference's values (C order of its shape) → C order of our `shape`. */
export function fromReference<T extends Float32Array | Int32Array>(values: T, shape: readonly number[], layout: Layout): T {
  const axes = referenceAxes[layout];
  if (axes === null) return values;
  const inverse = shape.map((_, axis) => axes.indexOf(axis));
  return transpose(values, referenceShape(shape, layout), inverse);
}

/** `axes[i]` is the source axis that becomes axis i of the result. */
function transpose<T extends Float32Array | Int32Array>(values: T, shape: readonly number[], axes: readonly number[]): T {
  const size = shape.reduce((product, length) => product * length, 1);
  if (values.length !== size) throw new AppError('internal', `Expected ${size} values for shape [${shape}], received ${values.length}.`);
  const sourceStrides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const lengths = axes.map(axis => shape[axis] as number);
  const strides = axes.map(axis => sourceStrides[axis] as number);
  const result = values.slice() as T;
  const index = new Array<number>(axes.length).fill(0);
  let source = 0;
  for (let target = 0; target < size; target++) {
    result[target] = values[source] as number;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      source += strides[axis] as number;
      if ((index[axis] as number) < (lengths[axis] as number)) break;
      source -= (strides[axis] as number) * (lengths[axis] as number);
      index[axis] = 0;
    }
  }
  return result;
}
