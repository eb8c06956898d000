// What a model definition sees of the world: named parameters, running statistics, taps, and whether it is training.
import type { Tensor } from '../tensorflow/tfjs.ts';
import type { Variable } from '../tensorflow/variables.ts';
import type { Initializer } from './initializers.ts';

/**
 * How a tensor lies in memory here against its reference library: convolution kernels are turned at the file's border.
 * conv2d: ours [row, column, in, out], torch's [out, in, row, column]; conv3d alike with depth first;
 * convTranspose2d: ours [row, column, out, in], torch's [in, out, row, column]; plain: the same.
 */
export type Layout = 'plain' | 'conv2d' | 'conv3d' | 'convTranspose2d';

/** A convolution with the batch norm after it, as one kernel [row, column, in, out] and bias [out]. */
export interface FoldedConvolution {
  kernel: Variable;
  bias: Variable;
}

export interface Scope {
  /** true while gradients are wanted: batch statistics and dropout are on, except in frozen parts. */
  readonly training: boolean;
  /** Seed of this step's random masks, int32 [2]; made distinct for each name. */
  dropoutSeed(name: string): Tensor;
  /** A trainable tensor, initialised from (seed, full name) alone. */
  param(name: string, shape: readonly number[], init: Initializer, layout?: Layout): Tensor;
  /** A running statistic: stored with the weights, not trained. */
  state(name: string, shape: readonly number[], value: number): Variable;
  /** true where this part's parameters are not trained; batch norm then uses its running statistics. */
  readonly frozen: boolean;
  /**
   * Names a feature map, so that explanation can read it and its gradient. `firstCentrePx` is the pixel of the input, from 0, on which
   * its first cell is centred; absent = the middle of the cell's share of the input, as after pooling without padding.
   */
  tap(name: string, x: Tensor, firstCentrePx?: number): Tensor;
  /** The folded convolution of this scope and the norm of another; null where layers are wanted as they are. */
  folded(norm: Scope): FoldedConvolution | null;
  readonly name: string;
  child(name: string): Scope;
}

/** A model definition: any input shape, any framework-neutral naming, no state of its own. */
export type Architecture = (scope: Scope, x: Tensor) => Tensor;
