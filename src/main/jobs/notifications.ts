// In-process notifications: what changed, numbered, with the last few kept so that a subscriber that was away can catch up.
import { randomUUID } from 'node:crypto';
import type { RunEvent } from '../../shared/domain/runEvent.ts';

export type Change =
  /** The list of runs, or the state of one of them. */
  | { topic: 'runs' }
  /** New events of one run, already in the store. */
  | { topic: 'run'; run: string; events: RunEvent[] }
  | { topic: 'queue' }
  /** `pictures`: of these items they are other ones now. */
  | { topic: 'datasets'; pictures?: 'all' | string[] }
  | { topic: 'labels'; dataset: string }
  /** Who there is, and who works now. */
  | { topic: 'profiles' };

export interface Notification {
  id: string;
  change: Change;
}

export interface Notifications {
  publish(change: Change): void;
  /** Calls `listener` for every later change; returns what ends that. */
  subscribe(listener: (notification: Notification) => void): () => void;
  /** What came after `id`; null when that is too long ago, or of an earlier process: read everything anew. */
  since(id: string): Notification[] | null;
}

const keptNotifications = 2000;

export function openNotifications(): Notifications {
  const session = randomUUID().slice(0, 8);
  const kept: Notification[] = [];
  const listeners = new Set<(notification: Notification) => void>();
  let count = 0;
  return {
    publish: change => {
      count += 1;
      const notification = { id: `${session}-${count}`, change };
      kept.push(notification);
      if (kept.length > keptNotifications) kept.shift();
      for (const listener of [...listeners]) listener(notification);
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    since: id => {
      const index = kept.findIndex(notification => notification.id === id);
      return index < 0 ? null : kept.slice(index + 1);
    },
  };
}
