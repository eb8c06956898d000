// Records operations into a TF_Graph instead of running them; functions.ts makes a TensorFlow function of it.
import { AppError } from '../../../shared/errors.ts';
import { type OpAttribute, setGraphAttributes, shapeAttribute, stringAttribute, typeAttribute } from './attributes.ts';
import { capi, type Handle } from './capi.ts';
import { TF_FLOAT } from './dtypes.ts';
import { shareHandle } from './eager.ts';
import { operationInputs } from './operations.ts';
import { throwIfSet, withStatus } from './status.ts';
import { dimensions, type TensorValues, withTensor } from './tensors.ts';

/** A value that a recorded operation will produce. `id` is negative, so it never collides with an eager handle, and unique in the process. */
export interface Symbolic {
  id: number;
  operation: Handle;
  index: number;
  shape: number[];
  dtype: number;
}

/** Outputs whose rank TensorFlow leaves open although nobody needs it: batch norm's reserve spaces. */
const opaqueOutputs: Record<string, number> = { FusedBatchNormV3: 3 };

/**
 * In the backward pass a convolution waits for the filter gradient recorded before it. Left to TensorFlow's threads, filter gradients may
 * fall many layers behind, and the activations that they read stay in memory meanwhile: a U-Net's step then takes up to 15 % more of it.
 */
const filterGradient = /^Conv[23]DBackpropFilter/;
const convolution = /^Conv[23]D(BackpropInput(V2)?)?$/;

/** -1 is tfjs's id of values that are not uploaded yet. */
let lastId = -1;

export class GraphRecorder {
  readonly graph: Handle = capi().TF_NewGraph();
  /** Inputs of the function in order: placeholders made with `placeholder`. */
  readonly inputs: Symbolic[] = [];
  /** Operations that must run though nothing reads them: variable updates. */
  readonly controlOutputs: Handle[] = [];
  /** Put before each operation's name, so that an error message says where in the model it happened. */
  scopeName = '';
  /** New operations run only after these. */
  private controlInputs: Handle[] = [];
  private lastFilterGradient: Handle[] = [];
  /** Inputs that the function brings along: eager tensors and variables used inside the trace. The handles are ours. */
  readonly captures: { symbol: Symbolic; handle: Handle }[] = [];
  private readonly captured = new Map<Handle, Symbolic>();
  private readonly symbols = new Map<number, Symbolic>();
  private readonly nodeNames = new Map<Handle, string>();
  private readonly guards: Handle[] = [];
  private readonly updates: {
    type: string;
    attributes: readonly OpAttribute[];
    resources: readonly Symbolic[];
    inputIds: readonly number[];
  }[] = [];
  /** What an update of a resource must wait for: reads at the step's start, then the update before it. */
  private readonly lastUses = new Map<number, Handle[]>();
  private readonly checkNumerics: boolean;

  /** `checkNumerics` puts a CheckNumerics after each float input and result: slow, for naming the tensor that went non-finite. */
  constructor(options: { checkNumerics?: boolean } = {}) {
    this.checkNumerics = options.checkNumerics ?? false;
  }

  get size(): number {
    return this.nodeNames.size;
  }

  symbol(id: number): Symbolic {
    const symbol = this.symbols.get(id);
    if (symbol === undefined) {
      throw new AppError('internal', 'A traced step used a value that belongs to another trace. Pass it in as an input.');
    }
    return symbol;
  }

  private placeholder(shape: readonly number[], dtype: number, name: string): Symbolic {
    const attributes = [typeAttribute('dtype', dtype), shapeAttribute('shape', shape)];
    return this.register(this.addNode('Placeholder', attributes, [], name), 0);
  }

  /** Declares the function's next input. */
  input(shape: readonly number[], dtype: number, name: string): Symbolic {
    const symbol = this.placeholder(shape, dtype, name);
    this.inputs.push(symbol);
    return this.checked(symbol);
  }

  /** An eager tensor or variable from outside the trace; it becomes an input of the function and stays alive with it. */
  capture(handle: Handle, shape: readonly number[], dtype: number): Symbolic {
    const known = this.captured.get(handle);
    if (known !== undefined) return known;
    const placeholder = this.placeholder(shape, dtype, 'captured');
    this.captures.push({ symbol: placeholder, handle: shareHandle(handle) });
    const symbol = this.checked(placeholder);
    this.captured.set(handle, symbol);
    return symbol;
  }

  constant(shape: readonly number[], dtype: number, values: TensorValues): Symbolic {
    const attributes = [typeAttribute('dtype', dtype)];
    return withTensor(shape, dtype, values, tensor => this.register(this.addNode('Const', attributes, [], 'Const', tensor), 0));
  }

  /** Everything recorded inside `body` runs only after `operations`. */
  after<T>(operations: Handle[], body: () => T): T {
    const outer = this.controlInputs;
    this.controlInputs = [...outer, ...operations];
    try {
      return body();
    } finally {
      this.controlInputs = outer;
    }
  }

  /** Reads a variable's value at the step's start: before every update of it. */
  readVariable(resource: Symbolic, shape: readonly number[], dtype: number, label: string): Symbolic {
    const operation = this.addNode('ReadVariableOp', [typeAttribute('dtype', dtype)], [resource.id], label);
    const symbol = this.register(operation, 0);
    this.setShape(symbol, shape);
    this.lastUses.set(resource.id, [...(this.lastUses.get(resource.id) ?? []), operation]);
    return this.checked(symbol);
  }

  /** Fails the step unless the value is finite; every update of the step waits for it. `label` appears in the error. */
  guard(id: number, label: string): void {
    const attributes = [typeAttribute('T', TF_FLOAT), stringAttribute('message', label)];
    this.guards.push(this.addNode('CheckNumerics', attributes, [id], 'Guard'));
  }

  /** Schedules an update of variables. Updates of one variable keep their order; all wait for the guards. */
  addUpdate(type: string, attributes: readonly OpAttribute[], resources: readonly Symbolic[], inputIds: readonly number[]): void {
    this.updates.push({ type, attributes, resources, inputIds });
  }

  /** Adds the scheduled updates. Called once, at the end of the trace; a search for a non-finite value makes none. */
  finishUpdates(): void {
    this.controlOutputs.push(...this.guards);
    if (this.checkNumerics) return;
    for (const { type, attributes, resources, inputIds } of this.updates) {
      const before = [...this.guards, ...resources.flatMap(resource => this.lastUses.get(resource.id) ?? [])];
      const operation = this.after(before, () => this.addNode(type, attributes, [...resources.map(r => r.id), ...inputIds], type));
      for (const resource of resources) this.lastUses.set(resource.id, [operation]);
      this.controlOutputs.push(operation);
    }
  }

  /** Tells TensorFlow the shape of a value it could not infer (what is read from a resource). */
  setShape(symbol: Symbolic, shape: readonly number[]): void {
    withStatus('Setting a shape', status =>
      capi().TF_GraphSetTensorShape(this.graph, output(symbol), dimensions(shape), shape.length, status),
    );
    symbol.shape = [...shape];
  }

  /** Adds an operation; returns its outputs with the shapes that TensorFlow infers. An unknown dimension is -1, an unknown rank [-1]. */
  add(type: string, attributes: readonly OpAttribute[], inputIds: readonly number[], label: string = type): Symbolic[] {
    const before = convolution.test(type) ? this.lastFilterGradient : [];
    const operation = this.after(before, () => this.addNode(type, attributes, inputIds, label));
    if (filterGradient.test(type)) this.lastFilterGradient = [operation];
    const count: number = capi().TF_OperationNumOutputs(operation);
    const symbols = Array.from({ length: count }, (_, index) => this.register(operation, index));
    return symbols.map(symbol => this.checked(symbol));
  }

  /** Shapes are needed by tfjs; throws for an output whose shape depends on values. */
  requireShapes(type: string, symbols: readonly Symbolic[]): void {
    symbols.forEach((symbol, index) => {
      if (symbol.shape.every(size => size >= 0) || index >= (opaqueOutputs[type] ?? Number.POSITIVE_INFINITY)) return;
      throw new AppError(
        'engine',
        `Expected operation '${type}' to have a shape that is known before it runs, received one that depends on values. ` +
          'Run it outside the traced step, or use an operation with a fixed output shape.',
      );
    });
  }

  dispose(): void {
    capi().TF_DeleteGraph(this.graph);
  }

  private register(operation: Handle, index: number): Symbolic {
    const symbol = { id: --lastId, operation, index, shape: [] as number[], dtype: 0 };
    symbol.dtype = capi().TF_OperationOutputType(output(symbol));
    symbol.shape = this.inferredShape(symbol);
    this.symbols.set(symbol.id, symbol);
    return symbol;
  }

  private inferredShape(symbol: Symbolic): number[] {
    const api = capi();
    return withStatus('Inferring a shape', status => {
      const rank: number = api.TF_GraphGetTensorNumDims(this.graph, output(symbol), status);
      throwIfSet('Inferring a shape', status);
      if (rank < 0) return [-1];
      const dims = dimensions(new Array<number>(rank).fill(0));
      api.TF_GraphGetTensorShape(this.graph, output(symbol), dims, rank, status);
      return Array.from(dims.subarray(0, rank), Number);
    });
  }

  private checked(symbol: Symbolic): Symbolic {
    if (!this.checkNumerics || symbol.dtype !== TF_FLOAT || symbol.shape.some(size => size < 0)) return symbol;
    const name = this.nodeNames.get(symbol.operation) ?? '';
    const attributes = [typeAttribute('T', TF_FLOAT), stringAttribute('message', name)];
    return this.register(this.addNode('CheckNumerics', attributes, [symbol.id], 'Check'), 0);
  }

  private addNode(type: string, attributes: readonly OpAttribute[], inputIds: readonly number[], label: string, constant?: Handle): Handle {
    const api = capi();
    const name = this.uniqueName(label);
    const inputs = inputIds.map(id => this.symbol(id));
    const description: Handle = api.TF_NewOperation(this.graph, type, name);
    const implied = this.addInputs(description, type, attributes, inputs);
    for (const operation of this.controlInputs) api.TF_AddControlInput(description, operation);
    setGraphAttributes(
      description,
      attributes.filter(attribute => !implied.has(attribute.name)),
    );
    const operation: Handle = withStatus(name, status => {
      if (constant !== undefined) api.TF_SetAttrTensor(description, 'value', constant, status);
      return api.TF_FinishOperation(description, status);
    });
    this.nodeNames.set(operation, name);
    return operation;
  }

  /** Adds inputs, lists as lists; returns the attributes that the inputs imply and that must not be set again. */
  private addInputs(description: Handle, type: string, attributes: readonly OpAttribute[], inputs: readonly Symbolic[]): Set<string> {
    const api = capi();
    const definition = operationInputs(type);
    const implied = new Set<string>();
    const singles = definition.filter(input => input.countAttribute === null && input.typeListAttribute === null).length;
    let at = 0;
    for (const { typeAttribute, countAttribute, typeListAttribute } of definition) {
      if (typeAttribute !== null) implied.add(typeAttribute);
      const listAttribute = countAttribute ?? typeListAttribute;
      if (listAttribute === null) {
        const input = inputs[at++];
        if (input !== undefined) api.TF_AddInput(description, output(input));
        continue;
      }
      const value = attributes.find(attribute => attribute.name === listAttribute)?.value;
      const count = Array.isArray(value) ? value.length : typeof value === 'number' && countAttribute ? value : inputs.length - singles;
      const list = inputs.slice(at, at + count);
      api.TF_AddInputList(description, packOutputs(list), list.length);
      implied.add(listAttribute);
      at += count;
    }
    if (at !== inputs.length) throw new AppError('internal', `Expected ${at} inputs for operation '${type}', received ${inputs.length}.`);
    return implied;
  }

  private uniqueName(label: string): string {
    const base = (this.scopeName === '' ? label : `${this.scopeName}/${label}`).replaceAll(/[^A-Za-z0-9_./\\-]/g, '_');
    return `${/^[A-Za-z0-9.]/.test(base) ? base : `n${base}`}_${this.nodeNames.size}`;
  }
}

/** TF_Output by value. */
function output(symbol: { operation: Handle; index: number }): { operation: Handle; index: number } {
  return { operation: symbol.operation, index: symbol.index };
}

/** `TF_Output[]` in memory: an 8-byte pointer, a 4-byte index, 4 bytes of padding. */
export function packOutputs(symbols: readonly Symbolic[]): BigUint64Array {
  const packed = new BigUint64Array(Math.max(2 * symbols.length, 2));
  symbols.forEach((symbol, i) => {
    packed[2 * i] = BigInt(symbol.operation);
    packed[2 * i + 1] = BigInt(symbol.index);
  });
  return packed;
}
