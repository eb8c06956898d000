// What an optimizer is: slots kept per parameter by name, scalars that change each step, and one recorded update.
import type { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';
import type { Tensor } from '../tensorflow/tfjs.ts';
import type { Variable } from '../tensorflow/variables.ts';

export interface Update {
  parameter: Variable;
  /** The parameter's value at the step's start. */
  value: Tensor;
  gradient: Tensor;
  /** A slot of this parameter, zero at the start. */
  slot(name: string): Variable;
  /** This step's scalars by name, float32 []; `learningRate` is always there. */
  scalars: Record<string, Tensor>;
}

export interface Optimizer {
  readonly slots: readonly string[];
  /** Peak learning rate; the schedule multiplies it. */
  readonly learningRate: number;
  /** Scalars of one step beside the learning rate; `step` counts from 1. */
  scalars(step: number): Record<string, number>;
  /** Records the update operations of one parameter into the open trace. */
  update(update: Update): void;
}

export interface OptimizerSpec<Params extends z.ZodType = z.ZodType> extends Spec<Params> {
  build(params: z.output<Params>): Promise<Optimizer>;
}
