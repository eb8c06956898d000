// The people who label and decide in this workspace.
import { z } from 'zod';
import { addProfile, chooseProfile, currentProfile } from '../jobs/profiles.ts';
import { procedure, router } from './trpc.ts';

export const profiles = router({
  list: procedure.query(({ ctx }) => ctx.context.workspace.store.profiles.list()),
  /** The person that the window writes into what is decided; null before one was chosen. */
  current: procedure.query(({ ctx }) => currentProfile(ctx.context)),
  /** Adds a person, who is then the current one. */
  add: procedure
    .input(z.object({ name: z.string().max(200), initials: z.string().max(10).optional() }))
    .mutation(({ ctx, input }) => addProfile(ctx.context, input)),
  choose: procedure.input(z.object({ profile: z.string() })).mutation(({ ctx, input }) => chooseProfile(ctx.context, input.profile)),
});
