import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { createKeys } from './keys.ts';
import { createGuard } from './requestGuard.ts';

const keys = createKeys({ port: 4000, password: null });
const guard = createGuard({ host: '127.0.0.1', port: 4000 }, keys);
const named = (headers: Record<string, string>) => () => guard.requireOwnName(new Headers({ host: '127.0.0.1:4000', ...headers }));

test('a loopback host answers to its own names alone', () => {
  for (const host of ['127.0.0.1:4000', 'localhost:4000', 'LOCALHOST:4000', '[::1]:4000']) expect(named({ host })).not.toThrow();
  for (const host of ['evil.example:4000', '127.0.0.1', '127.0.0.1:4001', 'localhost.evil.example:4000', '10.0.0.1:4000', '']) {
    expect(named({ host })).toThrow(/Expected the Host/);
  }
});

test('the port of plain HTTP does not stand in a Host header', () => {
  const plain = createGuard({ host: '127.0.0.1', port: 80 }, keys);
  expect(() => plain.requireOwnName(new Headers({ host: 'localhost' }))).not.toThrow();
});

test('other origins are refused, also the port beside and the one that tells nothing', () => {
  for (const origin of ['http://127.0.0.1:4000', 'http://localhost:4000']) expect(named({ origin })).not.toThrow();
  for (const origin of ['http://evil.example', 'http://127.0.0.1:4001', 'https://127.0.0.1:4000', 'null', 'file://']) {
    expect(named({ origin })).toThrow(/Expected a request from Fovea's own page/);
  }
});

test('what a page elsewhere makes the browser load is refused; a link that leads here is not', () => {
  expect(named({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toThrow(/own page/);
  expect(named({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' })).toThrow(/own page/);
  expect(named({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).not.toThrow();
  expect(named({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', origin: 'http://evil.example' })).toThrow(/own page/);
  expect(named({ 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:4000' })).not.toThrow();
});

test('a host for all addresses answers to this machine’s own, never to a stranger’s name', () => {
  const open = createGuard({ host: '0.0.0.0', port: 4000 }, keys);
  const own = Object.values(networkInterfaces()).flatMap(list => list ?? []);
  for (const { address, family } of own) {
    const host = `${family === 'IPv6' ? `[${address}]` : address}:4000`;
    expect(() => open.requireOwnName(new Headers({ host }))).not.toThrow();
  }
  expect(() => open.requireOwnName(new Headers({ host: 'evil.example:4000' }))).toThrow(/Expected the Host/);
});

test('a key is the token as bearer or the session as cookie, and nothing else', () => {
  const session = keys.redeem(keys.newLinkToken()) ?? '';
  const keyed = (headers: Record<string, string>) => () => guard.requireKey(new Headers(headers));
  expect(keyed({ authorization: `Bearer ${keys.apiToken}` })).not.toThrow();
  expect(keyed({ cookie: `other=1; fovea-4000=${session}` })).not.toThrow();
  expect(keyed({})).toThrow(/received none/);
  expect(keyed({ authorization: 'Bearer wrong' })).toThrow(/received a wrong token/);
  expect(keyed({ authorization: `Basic ${keys.apiToken}` })).toThrow(/wrong token/);
  expect(keyed({ cookie: `fovea-4000=${keys.apiToken}` })).toThrow(/received none/);
  expect(keyed({ cookie: `fovea-4001=${session}` })).toThrow(/received none/);
  // A wrong token is not made good by a cookie.
  expect(keyed({ authorization: 'Bearer wrong', cookie: `fovea-4000=${session}` })).toThrow(/wrong token/);
});
