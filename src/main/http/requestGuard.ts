// Who may talk to the host: the Host and Origin headers must name it, so that no web page reaches it through a name of its own
// (DNS rebinding) or from another site, and the caller must hold a key.
import { hostname, networkInterfaces } from 'node:os';
import { AppError } from '../../shared/errors.ts';
import type { Keys } from './keys.ts';

export type Guard = ReturnType<typeof createGuard>;

/** `bind`: the address listened on. The names under which this host may be addressed follow from it. */
export function createGuard(bind: { host: string; port: number }, keys: Keys) {
  const hosts = new Set(namesOf(bind.host).map(name => withPort(name, bind.port)));
  const origins = new Set([...hosts].map(host => `http://${host}`));
  return {
    /** Errors: `unauthorized` for a Host or Origin that is not this host's. */
    requireOwnName: (headers: Headers): void => {
      const host = headers.get('host')?.toLowerCase() ?? '';
      if (!hosts.has(host)) {
        throw new AppError(
          'unauthorized',
          `Expected the Host ${[...hosts].join(' or ')}, received '${host}'. Open the address that Fovea printed.`,
          {
            details: { header: 'host' },
          },
        );
      }
      const origin = headers.get('origin');
      const site = headers.get('sec-fetch-site');
      const isForeign = (origin !== null && !origins.has(origin.toLowerCase())) || site === 'cross-site' || site === 'same-site';
      // A link on another page may lead here; what it finds without a key is the page that asks for one.
      if (isForeign && !(origin === null && headers.get('sec-fetch-mode') === 'navigate')) {
        throw new AppError(
          'unauthorized',
          `Expected a request from Fovea's own page, received one from '${origin ?? site}'. Other sites are refused.`,
          {
            details: { header: 'origin' },
          },
        );
      }
    },
    /** Errors: `unauthorized` without a valid key. */
    requireKey: (headers: Headers): void => {
      if (holdsKey(headers, keys)) return;
      const received = headers.has('authorization') ? 'a wrong token' : 'none';
      throw new AppError(
        'unauthorized',
        `Expected a key of this Fovea, received ${received}. Open the address that Fovea printed when it started.`,
        {
          details: { header: 'authorization' },
        },
      );
    },
  };
}

function holdsKey(headers: Headers, keys: Keys): boolean {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return keys.isApiToken(bearer);
  const session = cookieOf(headers, keys.cookieName);
  return session !== null && keys.isSession(session);
}

export function cookieOf(headers: Headers, name: string): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/** Addresses cannot be rebound, names can: only this machine's own name counts. */
function namesOf(host: string): string[] {
  if (isLoopback(host)) return [...new Set(['127.0.0.1', 'localhost', '[::1]', inUrl(host)])];
  const isAny = host === '0.0.0.0' || host === '::';
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? []);
  const own = addresses.map(({ address }) => inUrl(address));
  return [...new Set(['127.0.0.1', 'localhost', hostname().toLowerCase(), inUrl(host).toLowerCase(), ...(isAny ? own : [])])];
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** IPv6 addresses stand in brackets. */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** As it stands in a Host header: without the port of plain HTTP. */
export function withPort(name: string, port: number): string {
  return port === 80 ? name : `${name}:${port}`;
}
