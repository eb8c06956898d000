import { expect, test } from 'vitest';
import { createKeys, type SessionRecord, sessionSeconds } from './keys.ts';

/** Keys of one start after another, as they are when the sessions were kept. */
function restarts() {
  let kept: SessionRecord[] = [];
  const onSessions = (sessions: SessionRecord[]): void => {
    kept = sessions;
  };
  return {
    start: (password: string | null = null, now: () => number = Date.now) =>
      createKeys({ port: 1, password, sessions: kept, onSessions, now }),
    kept: () => kept,
  };
}

test('a link works once', () => {
  const keys = createKeys({ port: 1, password: null });
  const token = keys.newLinkToken();
  const session = keys.redeem(token);
  expect(session === null ? false : keys.isSession(session)).toBe(true);
  expect(keys.redeem(token)).toBeNull();
  expect(keys.redeem('guess')).toBeNull();
});

test('links that nobody used give way to newer ones', () => {
  const keys = createKeys({ port: 1, password: null });
  const tokens = Array.from({ length: 21 }, () => keys.newLinkToken());
  expect(keys.redeem(tokens[0] ?? '')).toBeNull();
  expect(keys.redeem(tokens[1] ?? '')).not.toBeNull();
  expect(keys.redeem(tokens[20] ?? '')).not.toBeNull();
});

test('without a password none is right, with one only that one', () => {
  expect(createKeys({ port: 1, password: null }).signIn('')).toBeNull();
  const keys = createKeys({ port: 1, password: 'correct horse battery' });
  expect(keys.signIn('correct horse')).toBeNull();
  expect(keys.isSession(keys.signIn('correct horse battery') ?? '')).toBe(true);
});

test('no secret of one host opens another', () => {
  const [one, other] = [createKeys({ port: 1, password: null }), createKeys({ port: 1, password: null })];
  expect(other.isApiToken(one.apiToken)).toBe(false);
  expect(other.redeem(one.newLinkToken())).toBeNull();
});

test('a session outlives a restart, for a week and no longer; what is kept opens nothing', () => {
  const { start, kept } = restarts();
  const first = start();
  const session = first.redeem(first.newLinkToken()) ?? '';
  expect([start().isSession(session), start().isSession('guess')]).toEqual([true, false]);
  expect(kept().some(({ hash }) => start().isSession(hash))).toBe(false);
  expect(JSON.stringify(kept())).not.toContain(session);
  const week = sessionSeconds * 1000;
  expect(start(null, () => Date.now() + week - 60_000).isSession(session)).toBe(true);
  expect(start(null, () => Date.now() + week + 60_000).isSession(session)).toBe(false);
});

test('links and program tokens end with their start', () => {
  const { start } = restarts();
  const first = start();
  const link = first.newLinkToken();
  const next = start();
  expect([next.redeem(link), next.isApiToken(first.apiToken)]).toEqual([null, false]);
});

test('a session that a password began is over with another password, and without one', () => {
  const { start } = restarts();
  const session = start('correct horse battery').signIn('correct horse battery') ?? '';
  expect(start('correct horse battery').isSession(session)).toBe(true);
  expect([start('another long password').isSession(session), start(null).isSession(session)]).toEqual([false, false]);
});

test('the oldest of very many sessions give way', () => {
  const { start, kept } = restarts();
  const keys = start();
  const all = Array.from({ length: 101 }, () => keys.redeem(keys.newLinkToken()) ?? '');
  expect([kept().length, keys.isSession(all[0] ?? ''), keys.isSession(all[1] ?? '')]).toEqual([100, false, true]);
});
