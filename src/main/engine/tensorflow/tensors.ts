// Values in JavaScript memory ↔ TF_Tensor. Bytes are always copied: an external buffer is forbidden in Electron.
import { AppError } from '../../../shared/errors.ts';
import { capi, type Handle } from './capi.ts';
import { elementBytes, TF_BOOL, TF_COMPLEX64, TF_FLOAT, TF_INT32, TF_INT64, TF_STRING, TF_UINT8 } from './dtypes.ts';
import { throwIfSet, withStatus } from './status.ts';

/** Values of a tensor as tfjs hands them over; string tensors are lists of UTF-8 bytes. */
export type TensorValues = ArrayLike<number> | ArrayBufferView | ArrayLike<Uint8Array>;

/** sizeof(TF_TString) on every 64-bit platform (tensorflow/core/platform/ctstring_internal.h). */
const stringBytes = 24;

/** `int64_t[]` for a shape; never empty, because a null pointer is not a valid argument. */
export function dimensions(shape: readonly number[]): BigInt64Array {
  const dims = new BigInt64Array(Math.max(shape.length, 1));
  shape.forEach((size, i) => {
    dims[i] = BigInt(size);
  });
  return dims;
}

/**
 * Runs `use` with a TF_Tensor that holds `values`, then frees it. A handle or a graph keeps its own reference to numbers.
 * Strings are freed only if nothing refers to them any more, so `use` must copy those.
 */
export function withTensor<T>(shape: readonly number[], dtype: number, values: TensorValues, use: (tensor: Handle) => T): T {
  const api = capi();
  const count = shape.reduce((product, size) => product * size, 1);
  const bytes = count * (dtype === TF_STRING ? stringBytes : elementBytes(dtype));
  const source = dtype === TF_STRING ? null : asBytes(dtype, values, shape);
  if (source !== null && source.byteLength !== bytes) {
    throw new AppError('internal', `Expected ${bytes} bytes for shape [${shape}], received ${source.byteLength}.`);
  }
  const tensor: Handle = api.TF_AllocateTensor(dtype, dimensions(shape), shape.length, bytes);
  if (tensor === 0) throw new AppError('outOfMemory', `TensorFlow could not allocate ${bytes} bytes for a tensor of shape [${shape}].`);
  try {
    if (source === null) writeStrings(api.TF_TensorData(tensor), count, values as ArrayLike<Uint8Array>);
    else if (bytes > 0) api.copyIn(api.TF_TensorData(tensor), source, bytes);
    return use(tensor);
  } finally {
    api.TF_DeleteTensor(tensor);
  }
}

/** Copies the values of an eager tensor out. Blocks until they are computed. */
export function readHandle(handle: Handle): Float32Array | Int32Array | Uint8Array | BigInt64Array | Uint8Array[] {
  const api = capi();
  return withStatus('Reading a tensor', status => {
    const tensor: Handle = api.TFE_TensorHandleResolve(handle, status);
    throwIfSet('Reading a tensor', status);
    try {
      const dtype: number = api.TFE_TensorHandleDataType(handle);
      const bytes: number = api.TF_TensorByteSize(tensor);
      const data: Handle = api.TF_TensorData(tensor);
      if (dtype === TF_STRING) return readStrings(data, bytes / stringBytes);
      const result = emptyArray(dtype, bytes);
      if (bytes > 0) api.copyOut(result, data, bytes);
      return result;
    } finally {
      api.TF_DeleteTensor(tensor);
    }
  });
}

function emptyArray(dtype: number, bytes: number): Float32Array | Int32Array | Uint8Array | BigInt64Array {
  switch (dtype) {
    case TF_FLOAT:
    case TF_COMPLEX64:
      return new Float32Array(bytes / 4);
    case TF_INT32:
      return new Int32Array(bytes / 4);
    case TF_INT64:
      return new BigInt64Array(bytes / 8);
    case TF_BOOL:
    case TF_UINT8:
      return new Uint8Array(bytes);
    default:
      throw new AppError(
        'internal',
        `Expected a tensor of float32, int32, int64, bool, uint8, complex64 or string, received TF_DataType ${dtype}.`,
      );
  }
}

function asBytes(dtype: number, values: TensorValues, shape: readonly number[]): ArrayBufferView {
  // Int64 scalars come as two 32-bit words (tfjs-node's Int64Scalar), everything else in its own typed array.
  if (ArrayBuffer.isView(values)) {
    const matches =
      (dtype === TF_FLOAT && values instanceof Float32Array) ||
      (dtype === TF_COMPLEX64 && values instanceof Float32Array) ||
      (dtype === TF_INT32 && values instanceof Int32Array) ||
      (dtype === TF_INT64 && (values instanceof BigInt64Array || values instanceof Int32Array)) ||
      ((dtype === TF_BOOL || dtype === TF_UINT8) && (values instanceof Uint8Array || values instanceof Uint8ClampedArray));
    if (matches) return values;
  }
  const numbers = values as ArrayLike<number>;
  switch (dtype) {
    case TF_FLOAT:
    case TF_COMPLEX64:
      return Float32Array.from(numbers);
    case TF_INT32:
      return Int32Array.from(numbers);
    case TF_INT64:
      return BigInt64Array.from(numbers, value => BigInt(value));
    case TF_BOOL:
    case TF_UINT8:
      return Uint8Array.from(numbers);
    default:
      throw new AppError('internal', `Values for TF_DataType ${dtype} (shape [${shape}]) cannot be copied from JavaScript.`);
  }
}

function writeStrings(data: Handle, count: number, values: ArrayLike<Uint8Array>): void {
  const api = capi();
  const addresses = Array.from({ length: count }, (_, i) => data + i * stringBytes);
  // All of them before anything can fail: TF_DeleteTensor reads them.
  for (const address of addresses) api.TF_StringInit(address);
  for (const [i, address] of addresses.entries()) {
    const bytes = values[i];
    if (!(bytes instanceof Uint8Array)) throw new AppError('internal', 'Expected string values as UTF-8 bytes.');
    api.TF_StringCopy(address, bytes.byteLength > 0 ? bytes : new Uint8Array(1), bytes.byteLength);
  }
}

function readStrings(data: Handle, count: number): Uint8Array[] {
  const api = capi();
  return Array.from({ length: count }, (_, i) => {
    const bytes = new Uint8Array(api.TF_StringGetSize(data + i * stringBytes));
    if (bytes.byteLength > 0) api.copyOut(bytes, api.TF_StringGetDataPointer(data + i * stringBytes), bytes.byteLength);
    return bytes;
  });
}
