// A network with its variables: an architecture applied to inputs, its parameters by their reference names.
import { AppError } from '../../../shared/errors.ts';
import { randomGenerator } from '../../../shared/random.ts';
import { batchNormEpsilon } from '../layers/batchNormalization.ts';
import type { Architecture, FoldedConvolution, Layout, Scope } from '../layers/scope.ts';
import { currentRecorder } from '../tensorflow/binding.ts';
import { type Tensor, tf } from '../tensorflow/tfjs.ts';
import { recordAndDiscard } from '../tensorflow/trace.ts';
import { outsideOfTrace, Variable } from '../tensorflow/variables.ts';

/** One stored tensor of a model. */
export interface ModelTensor {
  variable: Variable;
  layout: Layout;
  /** A parameter is trained; a state is a running statistic. */
  kind: 'parameter' | 'state';
}

export interface ApplyOptions {
  training: boolean;
  /** int32 [2], a new one each step; needed when the architecture has dropout. */
  dropoutSeed?: Tensor;
  /** Inference with every convolution and the batch norm after it folded into one; call `fold` when weights have changed. */
  folded?: boolean;
  /** Sees every named feature map and may replace it. */
  onTap?: (name: string, x: Tensor, firstCentrePx?: number) => Tensor;
}

export class Model {
  readonly tensors = new Map<string, ModelTensor>();
  private readonly folds = new Map<string, { convolution: string; norm: string; folded: FoldedConvolution }>();
  private readonly architecture: Architecture;
  private readonly seed: number;
  private readonly isFrozen: (name: string) => boolean;

  /** `frozen` says which parameters, by full name, are not trained. Call `initialise` before anything else. */
  constructor(architecture: Architecture, options: { seed: number; frozen?: (name: string) => boolean }) {
    this.architecture = architecture;
    this.seed = options.seed;
    this.isFrozen = options.frozen ?? (() => false);
  }

  /** Makes all variables for inputs of this shape [batch, …spatial, channel]. Returns the shape of the output. */
  initialise(inputShape: readonly number[]): readonly number[] {
    return recordAndDiscard(inputShape, x => this.apply(x, { training: false })).shape;
  }

  /** Applies the network. In a trace, parameters are read once and are the tensors that `trainable` returns. */
  apply(x: Tensor, options: ApplyOptions): Tensor {
    const recorder = currentRecorder();
    try {
      return this.architecture(new ModelScope(this, '', options), x);
    } finally {
      if (recorder !== null) recorder.scopeName = '';
    }
  }

  /** Trainable parameters by name, read at the step's start. */
  trainable(): Map<string, Tensor> {
    const result = new Map<string, Tensor>();
    for (const [name, { variable, kind }] of this.tensors) {
      if (kind === 'parameter' && !this.isFrozen(name)) result.set(name, variable.read());
    }
    return result;
  }

  /** Computes the folded convolutions anew from the weights. Not inside a trace. */
  fold(): void {
    for (const { convolution, norm, folded } of this.folds.values()) {
      const read = (name: string) => this.variable(name).values() as Float32Array;
      const kernel = read(`${convolution}.weight`).slice();
      const [scale, offset, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map(part => read(`${norm}.${part}`));
      if (scale === undefined || offset === undefined || mean === undefined || variance === undefined) continue;
      const factor = scale.map((value, channel) => value / Math.sqrt((variance[channel] as number) + batchNormEpsilon));
      const channels = factor.length;
      for (let i = 0; i < kernel.length; i++) kernel[i] = (kernel[i] as number) * (factor[i % channels] as number);
      folded.kernel.write(kernel);
      folded.bias.write(offset.map((value, channel) => value - (mean[channel] as number) * (factor[channel] as number)));
    }
  }

  variable(name: string): Variable {
    const tensor = this.tensors.get(name);
    if (tensor === undefined)
      throw new AppError('internal', `The model has no tensor '${name}'. Known: ${[...this.tensors.keys()].join(', ')}.`);
    return tensor.variable;
  }

  /** Number of trained values, running statistics not counted. */
  get parameterCount(): number {
    let count = 0;
    for (const { variable, kind } of this.tensors.values()) if (kind === 'parameter') count += variable.size;
    return count;
  }

  dispose(): void {
    for (const { variable } of this.tensors.values()) variable.dispose();
    for (const { folded } of this.folds.values()) for (const variable of [folded.kernel, folded.bias]) variable.dispose();
    this.tensors.clear();
    this.folds.clear();
  }

  /** Used by the scope: the folded form of a convolution and its norm, by their full names; `fold` fills it. */
  foldedConvolution(convolution: string, norm: string): FoldedConvolution {
    const known = this.folds.get(convolution);
    if (known !== undefined) return known.folded;
    const { shape } = this.variable(`${convolution}.weight`);
    const channels = shape.at(-1) as number;
    const zeros = (size: number) => new Float32Array(size);
    const folded = outsideOfTrace(() => ({
      kernel: new Variable(`${convolution}.folded`, shape, zeros(shape.reduce((product, length) => product * length, 1))),
      bias: new Variable(`${convolution}.foldedBias`, [channels], zeros(channels)),
    }));
    this.folds.set(convolution, { convolution, norm, folded });
    return folded;
  }

  /** Used by the scope: finds a tensor or makes it with its initial values. */
  ensure(name: string, shape: readonly number[], kind: ModelTensor['kind'], layout: Layout, values: () => Float32Array): Variable {
    const known = this.tensors.get(name);
    if (known !== undefined) {
      if (known.variable.shape.join() === shape.join()) return known.variable;
      throw new AppError(
        'badInput',
        `Expected '${name}' to have shape [${known.variable.shape}], received an input that needs [${shape}].`,
      );
    }
    const variable = outsideOfTrace(() => new Variable(name, shape, values()));
    this.tensors.set(name, { variable, layout, kind });
    return variable;
  }

  initialValues(name: string, shape: readonly number[], init: (size: number, random: ReturnType<typeof randomGenerator>) => Float32Array) {
    const size = shape.reduce((product, length) => product * length, 1);
    return init(size, randomGenerator(this.seed, 'init', name));
  }

  frozen(prefix: string): boolean {
    return this.isFrozen(prefix);
  }
}

class ModelScope implements Scope {
  private readonly model: Model;
  private readonly prefix: string;
  private readonly options: ApplyOptions;

  constructor(model: Model, prefix: string, options: ApplyOptions) {
    this.model = model;
    this.prefix = prefix;
    this.options = options;
  }

  get name(): string {
    return this.prefix;
  }

  folded(norm: Scope): FoldedConvolution | null {
    if (this.options.folded !== true || this.options.training) return null;
    this.enter();
    return this.model.foldedConvolution(this.prefix, norm.name);
  }

  get training(): boolean {
    return this.options.training;
  }

  get frozen(): boolean {
    return this.model.frozen(this.fullName('weight'));
  }

  dropoutSeed(name: string): Tensor {
    const { dropoutSeed } = this.options;
    if (dropoutSeed === undefined) throw new AppError('internal', `Dropout '${this.fullName(name)}' needs the step's seed.`);
    const key = randomGenerator(0, 'dropout', this.fullName(name)).integer(2 ** 31);
    return tf.add(dropoutSeed, tf.tensor1d([0, key], 'int32'));
  }

  param(name: string, shape: readonly number[], init: Parameters<Scope['param']>[2], layout: Layout = 'plain'): Tensor {
    const fullName = this.fullName(name);
    this.enter();
    return this.model.ensure(fullName, shape, 'parameter', layout, () => this.model.initialValues(fullName, shape, init)).read();
  }

  state(name: string, shape: readonly number[], value: number): Variable {
    const size = shape.reduce((product, length) => product * length, 1);
    return this.model.ensure(this.fullName(name), shape, 'state', 'plain', () => new Float32Array(size).fill(value));
  }

  tap(name: string, x: Tensor, firstCentrePx?: number): Tensor {
    return this.options.onTap?.(this.fullName(name), x, firstCentrePx) ?? x;
  }

  child(name: string): Scope {
    return new ModelScope(this.model, this.fullName(name), this.options);
  }

  /** Operations that follow are named after this layer. */
  private enter(): void {
    const recorder = currentRecorder();
    if (recorder !== null) recorder.scopeName = this.prefix.replaceAll('.', '/');
  }

  private fullName(name: string): string {
    return this.prefix === '' ? name : `${this.prefix}.${name}`;
  }
}
