// The queue: the run at work and those that wait, in an order that can be seen and changed.
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

/** Id or name. */
const run = z.string();

export const jobs = router({
  /** The run at work first, then those that wait, in order. */
  list: procedure.query(({ ctx: { context, queue } }) =>
    queue.list().map(job => {
      const { name, state, progress } = context.workspace.store.runs.get(job.run);
      return { name, run: job.run, state, progress, position: job.position, createdMs: job.createdMs };
    }),
  ),
  /** Moves a waiting run to a place among the waiting ones, 0 being next. */
  reorder: procedure.input(z.object({ run, index: z.int().min(0) })).mutation(({ ctx: { context, queue }, input }) => {
    queue.move(context.workspace.store.runs.get(input.run).id, input.index);
    return queue.list();
  }),
  /** Takes a waiting run out of the queue, or ends the one at work. */
  cancel: procedure.input(z.object({ run })).mutation(({ ctx: { context, queue }, input }) => {
    const { id } = context.workspace.store.runs.get(input.run);
    queue.command(id, 'cancel');
    return { id, state: context.workspace.store.runs.get(id).state };
  }),
});
