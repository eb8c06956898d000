import { expect, test } from 'vitest';
import { createKeys } from './keys.ts';

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
