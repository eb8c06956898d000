// TFJSBinding: what tfjs-node's kernels call instead of the C++ addon. While a trace is recording, calls become graph nodes.
import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';
import { AppError } from '../../../shared/errors.ts';
import type { OpAttribute } from './attributes.ts';
import { capi } from './capi.ts';
import { deviceContext } from './context.ts';
import * as dtypes from './dtypes.ts';
import { createHandle, deleteHandle, executeEager, handleShape } from './eager.ts';
import type { GraphRecorder } from './graph.ts';
import { readHandle, type TensorValues } from './tensors.ts';

interface TensorMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

/** Handles that exist now; an eager tensor's id is its handle. */
const liveHandles = new Set<number>();
let recorder: GraphRecorder | null = null;

/** Takes ownership of a handle, so that disposing the tensor frees it. */
export function adoptHandle(handle: number): TensorMetadata {
  liveHandles.add(handle);
  return { id: handle, shape: handleShape(handle), dtype: capi().TFE_TensorHandleDataType(handle) };
}

/** The trace that is recording now, or null. */
export function currentRecorder(): GraphRecorder | null {
  return recorder;
}

/** Runs `body` with every operation recorded (or, with null, executed at once although a trace is open). */
export function withRecorder<T>(next: GraphRecorder | null, body: () => T): T {
  const outer = recorder;
  recorder = next;
  try {
    return body();
  } finally {
    recorder = outer;
  }
}

/** How many tensors the engine holds in TensorFlow's memory. */
export function liveTensorCount(): number {
  return liveHandles.size;
}

function executeOp(requested: string, attributes: OpAttribute[], inputIds: number[], outputCount: number): TensorMetadata[] {
  const name = isRoundOfIntegers(requested, attributes) ? 'Identity' : requested;
  if (recorder !== null) {
    const symbols = recorder.add(name, attributes, inputIds).slice(0, outputCount);
    recorder.requireShapes(name, symbols);
    return symbols.map(({ id, shape, dtype }) => ({ id, shape, dtype }));
  }
  if (inputIds.some(id => id < 0)) {
    throw new AppError(
      'engine',
      `Operation '${name}' outside a traced step received a value that exists only inside one. Return it from the step.`,
    );
  }
  return executeEager(name, attributes, inputIds, outputCount).map(adoptHandle);
}

/** TensorFlow's Round returns zeros for int32. Whole numbers stay as they are, which is also what its own Python layer does. */
function isRoundOfIntegers(name: string, attributes: OpAttribute[]): boolean {
  return name === 'Round' && attributes.some(({ name: attribute, value }) => attribute === 'T' && value === dtypes.TF_INT32);
}

function tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array {
  if (id < 0) {
    throw new AppError(
      'engine',
      'A value of a traced step was read, but the step is only being recorded. Return the tensor from the step and read the result.',
    );
  }
  // String and int64 values have wider types than TFJSBinding declares; the kernels expect exactly these.
  return readHandle(id) as Float32Array | Int32Array | Uint8Array;
}

const noSavedModels = (): never => {
  throw new AppError('engine', 'Saved models are not supported: a Fovea model is a spec with safetensors weights.');
};

export const binding: TFJSBinding = {
  TensorMetadata: class {
    declare id: number;
    declare shape: number[];
    declare dtype: number;
  },
  TFEOpAttr: class {
    declare name: string;
    declare type: number;
    declare value: OpAttribute['value'];
  },
  createTensor(shape, dtype, values) {
    if (recorder !== null) return recorder.constant(shape, dtype, values as TensorValues).id;
    return adoptHandle(createHandle(shape, dtype, values as TensorValues)).id;
  },
  deleteTensor(id) {
    if (!liveHandles.delete(id)) throw new AppError('internal', `Tensor ${id} was freed twice.`);
    deleteHandle(id);
  },
  tensorDataSync,
  executeOp,
  loadSavedModel: noSavedModels,
  deleteSavedModel: noSavedModels,
  runSavedModel: noSavedModels,
  getNumOfSavedModels: () => 0,
  getNumOfTensors: liveTensorCount,
  isUsingGpuDevice: () => deviceContext().devices.some(device => device.type === 'GPU'),
  TF_FLOAT: dtypes.TF_FLOAT,
  TF_INT32: dtypes.TF_INT32,
  TF_INT64: dtypes.TF_INT64,
  TF_BOOL: dtypes.TF_BOOL,
  TF_COMPLEX64: dtypes.TF_COMPLEX64,
  TF_STRING: dtypes.TF_STRING,
  TF_RESOURCE: dtypes.TF_RESOURCE,
  TF_UINT8: dtypes.TF_UINT8,
  TF_ATTR_STRING: dtypes.TF_ATTR_STRING,
  TF_ATTR_INT: dtypes.TF_ATTR_INT,
  TF_ATTR_FLOAT: dtypes.TF_ATTR_FLOAT,
  TF_ATTR_BOOL: dtypes.TF_ATTR_BOOL,
  TF_ATTR_TYPE: dtypes.TF_ATTR_TYPE,
  TF_ATTR_SHAPE: dtypes.TF_ATTR_SHAPE,
  TF_ATTR_RESOURCE: dtypes.TF_RESOURCE,
  get TF_Version() {
    return capi().TF_Version();
  },
};
