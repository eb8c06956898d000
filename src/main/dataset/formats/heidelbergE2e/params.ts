// The switches of E2E files.
import { z } from 'zod';

export const e2eParams = z.strictObject({
  isRegistered: z
    .boolean()
    .default(true)
    .meta({ title: 'Registration', description: 'B-scans and lines are moved onto each other as the device computed it.' }),
  intensity: z.enum(['natural', 'octConverter']).default('natural').meta({
    title: 'Intensity',
    description:
      '`octConverter`: with the mantissa reversed, as OCT-Converter and eyepy decode it; only to repeat what was computed from their output.',
  }),
});
export type E2eParams = z.output<typeof e2eParams>;
