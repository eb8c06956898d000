// A TensorFlow resource variable: a value that lives in the runtime and is updated in place, inside or outside a trace.
import { AppError } from '../../../shared/errors.ts';
import { type OpAttribute, shapeAttribute, stringAttribute, typeAttribute } from './attributes.ts';
import { tensorflowBackend } from './backend.ts';
import { adoptHandle, currentRecorder, withRecorder } from './binding.ts';
import type { Handle } from './capi.ts';
import { TF_FLOAT, TF_INT32, TF_RESOURCE } from './dtypes.ts';
import { createHandle, deleteHandle, executeEager } from './eager.ts';
import type { GraphRecorder, Symbolic } from './graph.ts';
import { readHandle } from './tensors.ts';
import type { Tensor } from './tfjs.ts';

let made = 0;

export class Variable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: number;
  private resource: Handle;
  /** One read per trace: the same tensor object, so that gradients flow to it. */
  private readonly reads = new WeakMap<GraphRecorder, Tensor>();

  /** `values` in C order. Errors: `outOfMemory`. */
  constructor(name: string, shape: readonly number[], values: Float32Array | Int32Array) {
    this.name = name;
    this.shape = shape;
    this.dtype = values instanceof Float32Array ? TF_FLOAT : TF_INT32;
    const [resource] = executeEager(
      'VarHandleOp',
      [this.type(), shapeAttribute('shape', shape), stringAttribute('shared_name', `fovea/${made++}/${name}`)],
      [],
      1,
    );
    if (resource === undefined) throw new AppError('engine', `TensorFlow made no variable for '${name}'.`);
    this.resource = resource;
    try {
      this.write(values);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  get size(): number {
    return this.shape.reduce((product, size) => product * size, 1);
  }

  /** The value as a tensor; inside a trace always the same tensor, the value at the step's start. */
  read(): Tensor {
    const backend = tensorflowBackend();
    const recorder = currentRecorder();
    if (recorder === null) {
      const [handle] = executeEager('ReadVariableOp', [this.type()], [this.live()], 1);
      return backend.createOutputTensor(adoptHandle(handle as Handle));
    }
    const known = this.reads.get(recorder);
    if (known !== undefined && !known.isDisposed) return known;
    const symbol = recorder.readVariable(this.symbol(recorder), this.shape, this.dtype, `${this.name}/read`);
    const tensor = backend.createOutputTensor({ id: symbol.id, shape: [...this.shape], dtype: this.dtype });
    this.reads.set(recorder, tensor);
    return tensor;
  }

  /** The variable as an input of an update operation in the open trace. */
  symbol(recorder: GraphRecorder): Symbolic {
    return recorder.capture(this.live(), [], TF_RESOURCE);
  }

  /** Replaces the value. Not inside a trace: there, record an update operation. */
  write(values: Float32Array | Int32Array): void {
    if (values.length !== this.size) {
      throw new AppError(
        'badInput',
        `Expected ${this.size} values for '${this.name}' of shape [${this.shape}], received ${values.length}.`,
      );
    }
    const value = createHandle(this.shape, this.dtype, values);
    try {
      executeEager('AssignVariableOp', [this.type()], [this.live(), value], 0);
    } finally {
      deleteHandle(value);
    }
  }

  /** Copies the value out. */
  values(): Float32Array | Int32Array {
    const [handle] = executeEager('ReadVariableOp', [this.type()], [this.live()], 1);
    try {
      return readHandle(handle as Handle) as Float32Array | Int32Array;
    } finally {
      deleteHandle(handle as Handle);
    }
  }

  dispose(): void {
    if (this.resource === 0) return;
    executeEager('DestroyResourceOp', [], [this.resource], 0);
    deleteHandle(this.resource);
    this.resource = 0;
  }

  private live(): Handle {
    if (this.resource === 0) throw new AppError('internal', `Variable '${this.name}' was used after it was disposed.`);
    return this.resource;
  }

  private type(): OpAttribute {
    return typeAttribute('dtype', this.dtype);
  }
}

/** Records an update of variables: an operation whose first inputs are resources. It runs in every step, after the guards. */
export function recordUpdate(
  operation: string,
  variables: readonly Variable[],
  attributes: OpAttribute[],
  inputs: readonly Tensor[],
): void {
  const recorder = currentRecorder();
  if (recorder === null) throw new AppError('internal', `'${operation}' updates variables and must be part of a traced step.`);
  const inputIds = tensorflowBackend().getInputTensorIds([...inputs]);
  const resources = variables.map(variable => variable.symbol(recorder));
  recorder.addUpdate(operation, attributes, resources, inputIds);
}

/** Runs `body` at once, even while a trace is open: for making variables the first time a model is traced. */
export function outsideOfTrace<T>(body: () => T): T {
  return withRecorder(null, body);
}
