// The messages that the desktop program takes from its window, which it reads as it reads anything from outside.
import { z } from 'zod';

/** From the window: a call, or the end of the window's interest in one. */
export const callMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    id: z.int(),
    type: z.enum(['query', 'mutation', 'subscription']),
    path: z.string(),
    input: z.unknown().optional(),
  }),
  z.strictObject({ kind: z.literal('end'), id: z.int() }),
]);
export type CallMessage = z.infer<typeof callMessageSchema>;

/** What to do with the runs at work when the window is closed. */
export const closingChoiceSchema = z.enum(['background', 'stop', 'cancel']);
export type ClosingChoice = z.infer<typeof closingChoiceSchema>;
