import { z } from 'zod';
import { randomGenerator, shuffled } from '../../../shared/random.ts';
import { sampler } from './sampler.ts';

export const shuffle = sampler({
  name: 'shuffle',
  title: 'All in random order',
  summary: 'Every item once an epoch, in a new random order each epoch.',
  reference: 'PyTorch RandomSampler',
  params: z.strictObject({}),
  order: (labels, seed, epoch) => Int32Array.from(shuffled([...labels.keys()], randomGenerator(seed, 'sampler', epoch))),
});
