// Parameters of weight decay, shared by the optimizers' specs.
import { z } from 'zod';

export const weightDecayParams = {
  weightDecay: z.number().min(0).max(1).default(0.01).meta({ title: 'Weight decay', description: 'Pull of every weight towards zero.' }),
  decayNormsAndBiases: z
    .boolean()
    .default(false)
    .meta({ title: 'Decay everything', description: 'Also biases and the scales of normalisation layers.' }),
};

export interface WeightDecay {
  weightDecay: number;
  decayNormsAndBiases: boolean;
}
