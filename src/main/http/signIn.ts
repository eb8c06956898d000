// How a browser gets its session: by the token in a link, or by the password where one was set. The session is a cookie that page
// scripts cannot read and other sites cannot send.
import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import type { AppError } from '../../shared/errors.ts';
import { type Keys, sessionSeconds } from './keys.ts';
import { messagePage, passwordPage } from './messagePages.ts';

/** A guess costs at least this much, and guesses are taken one at a time. */
const wrongPasswordDelayMs = 1000;

/** `/?token=…`, and `/sign-in` with a password. Everything else is for others. */
export function signInRoutes(keys: Keys, options: { hasPassword: boolean }): Hono {
  let previous: Promise<unknown> = Promise.resolve();
  const judge = (password: string): Promise<string | null> => {
    const answer = previous.then(async () => {
      const session = keys.signIn(password);
      if (session === null) await delay(wrongPasswordDelayMs);
      return session;
    });
    previous = answer;
    return answer;
  };
  const enter = (session: string): Response => {
    const cookie = `${keys.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${sessionSeconds}`;
    return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': cookie } });
  };
  const app = new Hono();
  app.get('/', (c, next) => {
    const token = c.req.query('token');
    if (token === undefined) return next();
    const session = keys.redeem(token);
    // A used link still leads in where its browser has the session already.
    return Promise.resolve(session === null ? c.redirect('/', 303) : enter(session));
  });
  if (!options.hasPassword) return app;
  app.get('/sign-in', () => passwordPage(null));
  app.post('/sign-in', async c => {
    const { password } = await c.req.parseBody();
    const session = typeof password === 'string' ? await judge(password) : null;
    return session === null ? passwordPage('That is not the password.') : enter(session);
  });
  return app;
}

/** What a browser sees where it has no key. */
export function keyPage(error: AppError, options: { hasPassword: boolean }): Response {
  return options.hasPassword ? passwordPage(null) : messagePage(401, 'This Fovea needs a key', error.message);
}
