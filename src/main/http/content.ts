// What a window is made of, for whoever may have it: the bulk bytes, the page and its assets, and the way for files to come in. The
// HTTP host puts keys before it; the desktop window gets it through a protocol of its own, at the same relative paths.
import { Hono } from 'hono';
import { AppError, toAppError } from '../../shared/errors.ts';
import type { ApiContext } from '../api/trpc.ts';
import { bulkRoutes } from './bulkRoutes.ts';
import type { Page } from './page.ts';
import { refusal } from './refusal.ts';
import { secure } from './securityHeaders.ts';
import { uploadRoutes } from './uploadRoutes.ts';

export function contentRoutes(api: ApiContext, page: Page): Hono {
  return new Hono()
    .route('/', bulkRoutes(api))
    .route('/', uploadRoutes(api))
    .get('/', () => page.index())
    .get('/assets/:name', async c => (await page.asset(c.req.param('name'))) ?? c.notFound());
}

/** Answers a window that is known to be ours. Errors are answers too. */
export function createContent(api: ApiContext, page: Page): (request: Request) => Promise<Response> {
  const app = new Hono()
    .route('/', contentRoutes(api, page))
    .notFound(c => refusal(new AppError('notFound', `Expected an address of Fovea, received '${c.req.path}'.`)))
    .onError(thrown => refusal(toAppError(thrown)));
  return async request => {
    const answer = await app.fetch(request);
    const response = new Response(answer.body, answer);
    secure(response.headers);
    return response;
  };
}
