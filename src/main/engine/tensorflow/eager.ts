// Runs one TensorFlow operation now (the TFE_* API).
import { type OpAttribute, setEagerAttributes, typeAttribute } from './attributes.ts';
import { capi, type Handle } from './capi.ts';
import { type Context, deviceContext } from './context.ts';
import { TF_STRING } from './dtypes.ts';
import { throwIfSet, withStatus } from './status.ts';
import { type TensorValues, withTensor } from './tensors.ts';

/** Handles that exist. */
let open = 0;

/** Uploads values; the caller owns the handle. */
export function createHandle(shape: readonly number[], dtype: number, values: TensorValues): Handle {
  const api = capi();
  deviceContext();
  return withTensor(shape, dtype, values, tensor => {
    const handle: Handle = withStatus('Creating a tensor', status => api.TFE_NewTensorHandle(tensor, status));
    opened([handle]);
    return dtype === TF_STRING ? copyStrings(handle) : handle;
  });
}

/** A copy in place of a handle that shares its strings with a TF_Tensor; see withTensor. */
function copyStrings(handle: Handle): Handle {
  try {
    return executeEager('DeepCopy', [typeAttribute('T', TF_STRING)], [handle], 1)[0] as Handle;
  } finally {
    deleteHandle(handle);
  }
}

/** The same handle once more; it needs a deleteHandle of its own. */
export function shareHandle(handle: Handle): Handle {
  return opened([withStatus('Sharing a tensor', status => capi().TFE_TensorHandleCopySharingTensor(handle, status))])[0] as Handle;
}

export function deleteHandle(handle: Handle): void {
  capi().TFE_DeleteTensorHandle(handle);
  open--;
}

function opened(handles: Handle[]): Handle[] {
  open += handles.length;
  return handles;
}

/** How many handles wait for their deleteHandle: tensors, what traces captured, variables. */
export function openHandleCount(): number {
  return open;
}

export function handleShape(handle: Handle): number[] {
  const api = capi();
  return withStatus('Reading a shape', status => {
    const rank: number = api.TFE_TensorHandleNumDims(handle, status);
    return Array.from({ length: Math.max(rank, 0) }, (_, i) => Number(api.TFE_TensorHandleDim(handle, i, status)));
  });
}

/** Executes an operation; returns as many handles as it has outputs, owned by the caller. Errors: `engine`, `outOfMemory`. */
export function executeEager(name: string, attributes: readonly OpAttribute[], inputs: readonly Handle[], outputCount: number): Handle[] {
  const api = capi();
  return withPreparedOp(name, attributes, inputs, (operation, status) => {
    const results = new BigUint64Array(Math.max(outputCount, 1));
    const count = Int32Array.of(outputCount);
    api.TFE_Execute(operation, results, count, status);
    throwIfSet(name, status);
    return opened(Array.from(results.subarray(0, count[0]), Number));
  });
}

/** The same off the event loop, on one of libuv's threads. Inputs must stay alive until it settles. */
export async function executeEagerAsync(
  name: string,
  attributes: readonly OpAttribute[],
  inputs: readonly Handle[],
  outputCount: number,
): Promise<Handle[]> {
  const api = capi();
  const status: Handle = api.TF_NewStatus();
  let operation: Handle = 0;
  try {
    operation = prepareOp(deviceContext(), name, attributes, inputs, status);
    const results = new BigUint64Array(Math.max(outputCount, 1));
    const count = Int32Array.of(outputCount);
    await new Promise<void>((resolve, reject) => {
      api.TFE_Execute.async(operation, results, count, status, (error: unknown) => (error ? reject(error) : resolve()));
    });
    throwIfSet(name, status);
    return opened(Array.from(results.subarray(0, count[0]), Number));
  } finally {
    if (operation !== 0) api.TFE_DeleteOp(operation);
    api.TF_DeleteStatus(status);
  }
}

function withPreparedOp<T>(
  name: string,
  attributes: readonly OpAttribute[],
  inputs: readonly Handle[],
  use: (operation: Handle, status: Handle) => T,
): T {
  const api = capi();
  const context = deviceContext();
  return withStatus(name, status => {
    let operation: Handle = 0;
    try {
      operation = prepareOp(context, name, attributes, inputs, status);
      return use(operation, status);
    } finally {
      if (operation !== 0) api.TFE_DeleteOp(operation);
    }
  });
}

function prepareOp(context: Context, name: string, attributes: readonly OpAttribute[], inputs: readonly Handle[], status: Handle): Handle {
  const api = capi();
  const operation: Handle = api.TFE_NewOp(context.handle, name, status);
  throwIfSet(name, status);
  try {
    // Inputs first: a type that they imply is then settled, whatever a kernel passes for it (tfjs's Mean passes the type before its cast).
    for (const input of inputs) {
      api.TFE_OpAddInput(operation, input, status);
      throwIfSet(name, status);
    }
    setEagerAttributes(operation, attributes);
    return operation;
  } catch (error) {
    api.TFE_DeleteOp(operation);
    throw error;
  }
}
