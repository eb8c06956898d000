// The family of optimizers.
import { adam, adamw } from './adam.ts';
import type { OptimizerSpec } from './optimizer.ts';
import { sgd } from './sgd.ts';

export const optimizers = { sgd, adam, adamw } as const satisfies Record<string, OptimizerSpec>;
