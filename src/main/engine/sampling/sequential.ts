import { z } from 'zod';
import { sampler } from './sampler.ts';

export const sequential = sampler({
  name: 'sequential',
  title: 'All in fixed order',
  summary: 'Every item once an epoch, in the order of the manifest.',
  reference: 'PyTorch SequentialSampler',
  params: z.strictObject({}),
  order: labels => Int32Array.from(labels.keys()),
});
