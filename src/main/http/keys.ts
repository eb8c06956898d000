// The keys of one running host: links that work once, the sessions they turn into, the token for programs, and the password
// where others on the network may come. Only hashes are kept, and only in memory: a restart ends every session.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

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

/** Links that nobody has used; older ones give way. */
const keptLinks = 20;

export function createKeys(options: { port: number; password: string | null }): Keys {
  const apiToken = newSecret();
  const links = new Set<string>();
  const sessions = new Set<string>();
  const startSession = (): string => {
    const secret = newSecret();
    sessions.add(hash(secret));
    return secret;
  };
  const equal = (left: string, right: string): boolean => timingSafeEqual(Buffer.from(hash(left)), Buffer.from(hash(right)));
  return {
    cookieName: `fovea-${options.port}`,
    apiToken,
    newLinkToken: () => {
      const token = newSecret();
      links.add(hash(token));
      for (const oldest of links) if (links.size > keptLinks) links.delete(oldest);
      return token;
    },
    redeem: token => (links.delete(hash(token)) ? startSession() : null),
    signIn: password => (options.password !== null && equal(password, options.password) ? startSession() : null),
    isSession: secret => sessions.has(hash(secret)),
    isApiToken: token => equal(token, apiToken),
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
