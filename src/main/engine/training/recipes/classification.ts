// The default recipe for classifying single images: a complete run configuration with every choice spelled out.
// Values: fine on a few hundred to some ten thousand scans; measured in docs/reference/classification.md.
import type { RunConfig } from '../../../../shared/domain/runConfig.ts';

export interface RecipeInput {
  dataset: string;
  split: string;
  classes: readonly string[];
  seed: number;
}

/** ResNet-18 from scratch at 128 px, AdamW with a one-cycle schedule, balanced classes, the best epoch by validation. */
export function classificationRecipe({ dataset, split, classes, seed }: RecipeInput): RunConfig {
  return {
    version: 1,
    kind: 'train',
    seed,
    data: { dataset, split, classes: [...classes] },
    input: { size: [128, 128], channels: 1 },
    steps: [
      { name: 'maskFill', params: {} },
      { name: 'squash', params: {} },
      { name: 'standardize', params: { mean: 0.5, std: 0.25 } },
    ],
    architecture: { name: 'resnet18', params: {} },
    loss: { name: 'crossEntropy', params: { classWeights: 'balanced', labelSmoothing: 0.05 } },
    optimizer: { name: 'adamw', params: { learningRate: 0.001, weightDecay: 0.01 } },
    schedule: { name: 'oneCycle', params: {} },
    augment: [
      { name: 'flip', params: {} },
      { name: 'affine', params: { rotateDeg: 10, shift: 0.05 } },
      { name: 'brightnessContrast', params: { brightness: 0.2, contrast: 0.2 } },
    ],
    sampler: { name: 'shuffle', params: {} },
    training: { epochs: 30, batchSize: 32, precision: 'fp32', clipNorm: 1, checkpointSteps: 0, workers: 2 },
    selection: { metric: 'balancedAccuracy' },
  };
}
