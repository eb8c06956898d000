// The switch of Bioptigen files.
import { z } from 'zod';

export const bioptigenParams = z.strictObject({
  topSample: z.enum(['first', 'last']).default('first').meta({
    title: 'Sample on top',
    description:
      '`last`: turned over, as Bioptigen’s reader for ImageJ shows it; its reader for MATLAB and LibOctData have the first on top.',
  }),
});
export type BioptigenParams = z.output<typeof bioptigenParams>;
