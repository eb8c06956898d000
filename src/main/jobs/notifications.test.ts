import { expect, test } from 'vitest';
import { openNotifications } from './notifications.ts';

test('a subscriber hears what comes after it subscribed, until it leaves', () => {
  const notifications = openNotifications();
  const heard: string[] = [];
  notifications.publish({ topic: 'runs' });
  const leave = notifications.subscribe(({ change }) => heard.push(change.topic));
  notifications.publish({ topic: 'queue' });
  leave();
  notifications.publish({ topic: 'runs' });
  expect(heard).toEqual(['queue']);
});

test('one that was away catches up from its last id, and is told when that is too long ago', () => {
  const notifications = openNotifications();
  const ids: string[] = [];
  notifications.subscribe(({ id }) => ids.push(id));
  notifications.publish({ topic: 'runs' });
  notifications.publish({ topic: 'queue' });
  expect(notifications.since(ids[0] ?? '')?.map(({ id, change }) => [id, change.topic])).toEqual([[ids[1], 'queue']]);
  expect(notifications.since(ids[1] ?? '')).toEqual([]);
  for (let count = 0; count < 2000; count++) notifications.publish({ topic: 'runs' });
  expect(notifications.since(ids[0] ?? '')).toBeNull();
  expect(openNotifications().since(ids.at(-1) ?? '')).toBeNull();
});
