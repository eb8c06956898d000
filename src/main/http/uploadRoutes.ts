// Where a window sends files to: one at a time, streamed to the disk.
import { Hono } from 'hono';
import type { ApiContext } from '../api/trpc.ts';
import { takeUpload } from '../api/uploads.ts';

export const uploadPath = '/upload';

export function uploadRoutes({ context }: ApiContext): Hono {
  return new Hono().post(uploadPath, async c => c.json(await takeUpload(context, c.req.raw)));
}
