// The HTTP side of a host: who may come in, the API, the bulk bytes and the window, in this order.
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError, toAppError } from '../../shared/errors.ts';
import { appRouter } from '../api/router.ts';
import type { ApiContext } from '../api/trpc.ts';
import { contentRoutes } from './content.ts';
import type { Keys } from './keys.ts';
import { messagePage } from './messagePages.ts';
import type { Page } from './page.ts';
import { isForeign, refusal, statusOf } from './refusal.ts';
import type { Guard } from './requestGuard.ts';
import { secure } from './securityHeaders.ts';
import { keyPage, signInRoutes } from './signIn.ts';
import { uploadPath } from './uploadRoutes.ts';

export interface AppParts {
  api: ApiContext;
  keys: Keys;
  guard: Guard;
  page: Page;
  hasPassword: boolean;
  /** An address that lets one more browser in. */
  newLink: () => string;
}

const trpcPath = '/trpc';
const maxBodyBytes = 8 * 2 ** 20;

export function createApp({ api, keys, guard, page, hasPassword, newLink }: AppParts): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    guard.requireOwnName(c.req.raw.headers);
    await next();
    c.res = new Response(c.res.body, c.res);
    secure(c.res.headers);
  });
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: () => refusal(new AppError('badInput', `Expected at most ${maxBodyBytes} bytes.`)),
  });
  // An upload goes to the disk as it comes and has limits of its own.
  app.use((c, next) => (c.req.path === uploadPath ? next() : limit(c, next)));
  app.route('/', signInRoutes(keys, { hasPassword }));
  app.use(async (c, next) => {
    guard.requireKey(c.req.raw.headers);
    await next();
  });
  app.all(`${trpcPath}/*`, c => fetchRequestHandler({ endpoint: trpcPath, req: c.req.raw, router: appRouter, createContext: () => api }));
  // For programs with the token of owner.json: a second `npm start` opens the window of the first.
  app.post('/link', c => c.json({ link: newLink() }));
  app.route('/', contentRoutes(api, page));
  app.notFound(c => answer(c.req.raw, new AppError('notFound', `Expected an address of Fovea, received '${c.req.path}'.`), hasPassword));
  app.onError((thrown, c) => answer(c.req.raw, toAppError(thrown), hasPassword));
  return app;
}

/** An error in the form that its receiver reads: a page for a person, JSON for a program. */
function answer(request: Request, error: AppError, hasPassword: boolean): Response {
  const isPerson = request.headers.get('accept')?.includes('text/html') === true;
  let response: Response;
  if (!isPerson) response = refusal(error);
  else if (error.code === 'unauthorized' && !isForeign(error)) response = keyPage(error, { hasPassword });
  else response = messagePage(statusOf(error), 'Fovea cannot answer this', error.message);
  secure(response.headers);
  return response;
}
