// The one subscription of a window: what changed, numbered, so that a window that was away catches up where it left off.
import { tracked } from '@trpc/server';
import { z } from 'zod';
import type { Change, Notification, Notifications } from '../jobs/notifications.ts';
import { procedure } from './trpc.ts';

const topics = ['runs', 'run', 'queue', 'datasets', 'labels', 'profiles'] as const satisfies Change['topic'][];

/** `reset`: what came before is not known here; read everything anew. It opens every subscription that does not go on from an earlier one. */
export type WindowEvent = Change | { topic: 'reset' };

const inputSchema = z.object({
  topics: z.array(z.enum(topics)).min(1),
  /** The last id received; the client adds `lastEventId` itself when its connection comes back. */
  after: z.string().optional(),
  lastEventId: z.string().optional(),
});

export const events = procedure.input(inputSchema).subscription(async function* ({ ctx, input, signal }) {
  const { notifications } = ctx.context;
  const wanted = new Set<Change['topic']>(input.topics);
  const after = input.lastEventId ?? input.after;
  const feed = openFeed(notifications, signal);
  try {
    const missed = after === undefined ? null : notifications.since(after);
    if (missed === null) yield tracked<WindowEvent>('reset', { topic: 'reset' });
    for (const { id, change } of missed ?? []) if (wanted.has(change.topic)) yield tracked<WindowEvent>(id, change);
    for await (const { id, change } of feed) if (wanted.has(change.topic)) yield tracked<WindowEvent>(id, change);
  } finally {
    feed.close();
  }
});

/** Notifications from now on, as an iteration that ends with `signal`. */
function openFeed(notifications: Notifications, signal: AbortSignal | undefined): AsyncIterable<Notification> & { close(): void } {
  const waiting: Notification[] = [];
  let wake: () => void = () => undefined;
  let isOpen = true;
  const unsubscribe = notifications.subscribe(notification => {
    waiting.push(notification);
    wake();
  });
  const close = (): void => {
    isOpen = false;
    unsubscribe();
    wake();
  };
  signal?.addEventListener('abort', close, { once: true });
  return {
    close,
    async *[Symbol.asyncIterator]() {
      while (isOpen) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else {
          await new Promise<void>(resolve => {
            wake = resolve;
          });
        }
      }
    },
  };
}
