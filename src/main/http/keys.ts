// The keys of one running host: links that work once, the sessions they turn into, the token for programs, and the password
// where others on the network may come. Only hashes are kept; those of sessions outlive a restart.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Keys {
  /** Cookies know no ports: each host needs a name of its own. */
  readonly cookieName: string;
  /** For programs that can read owner.json. */
  readonly apiToken: string;
  /** A token for one link. */
  newLinkToken(): string;
  /** Turns a link's token into a session's secret; null when it is unknown or used. */
  redeem(token: string): string | null;
  /** Turns the password into a session's secret; null when it is wrong or none was set. */
  signIn(password: string): string | null;
  isSession(secret: string): boolean;
  isApiToken(token: string): boolean;
}

export interface SessionRecord {
  hash: string;
  expiresMs: number;
}

export interface KeysOptions {
  port: number;
  password: string | null;
  /** Sessions of an earlier start on this port. */
  sessions?: readonly SessionRecord[];
  /** Called with all sessions whenever there is a new one. */
  onSessions?: (sessions: SessionRecord[]) => void;
  now?: () => number;
}

export const sessionSeconds: number = 7 * 24 * 3600;

/** Links that nobody has used; older ones give way. */
const keptLinks = 20;
const keptSessions = 100;

export function createKeys({ port, password, sessions: known = [], onSessions, now = Date.now }: KeysOptions): Keys {
  const apiToken = newSecret();
  const links = new Set<string>();
  const sessions = new Map(known.filter(({ expiresMs }) => expiresMs > now()).map(({ hash, expiresMs }) => [hash, expiresMs]));
  const startSession = (hashOf: (secret: string) => string): string => {
    const secret = newSecret();
    sessions.set(hashOf(secret), now() + sessionSeconds * 1000);
    for (const [oldest, expiresMs] of sessions) if (sessions.size > keptSessions || expiresMs <= now()) sessions.delete(oldest);
    onSessions?.([...sessions].map(([hash, expiresMs]) => ({ hash, expiresMs })));
    return secret;
  };
  const isAlive = (hash: string): boolean => (sessions.get(hash) ?? 0) > now();
  const equal = (left: string, right: string): boolean => timingSafeEqual(Buffer.from(digest(left)), Buffer.from(digest(right)));
  return {
    cookieName: `fovea-${port}`,
    apiToken,
    newLinkToken: () => {
      const token = newSecret();
      links.add(digest(token));
      for (const oldest of links) if (links.size > keptLinks) links.delete(oldest);
      return token;
    },
    redeem: token => (links.delete(digest(token)) ? startSession(digest) : null),
    signIn: given => (password !== null && equal(given, password) ? startSession(secret => digestWith(password, secret)) : null),
    isSession: secret => isAlive(digest(secret)) || (password !== null && isAlive(digestWith(password, secret))),
    isApiToken: token => equal(token, apiToken),
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Of a session that the password began: with another password, or without one, it is over. The secret keeps the password from being guessed. */
function digestWith(password: string, secret: string): string {
  return createHmac('sha256', secret).update(password).digest('hex');
}
