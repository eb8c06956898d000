// What a person has set up for themselves: panel widths, columns, filters. By profile; without one they are everybody's.
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

const maxCharacters = 100_000;
const keySchema = z.string().regex(/^[\w.-]{1,200}$/);

export const preferences = router({
  all: procedure.query(({ ctx: { context } }) => context.workspace.store.preferences.all(context.workspace.store.profiles.current())),
  set: procedure
    .input(z.object({ key: keySchema, value: z.json().refine(value => JSON.stringify(value).length <= maxCharacters) }))
    .mutation(({ ctx: { context }, input }) => {
      const { preferences, profiles } = context.workspace.store;
      preferences.set(profiles.current(), input.key, input.value);
    }),
});
