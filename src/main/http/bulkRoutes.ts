// The URLs of bulk bytes (CONTRACTS, "Links and URLs").
import { Hono } from 'hono';
import { type BulkFile, openBlob, openDisplay, openPixels, openRunFile, openThumbnail, refuseVolume } from '../api/bulkFiles.ts';
import type { ApiContext } from '../api/trpc.ts';
import { bulkResponse } from './bulkResponse.ts';

const defaultThumbnailPx = 256;

export function bulkRoutes({ context }: ApiContext): Hono {
  const send = async (request: Request, opening: Promise<BulkFile>): Promise<Response> => bulkResponse(request, await opening);
  return new Hono()
    .get('/blob/:sha256', c => send(c.req.raw, openBlob(context, c.req.param('sha256'))))
    .get('/items/:id/thumbnail', c =>
      send(
        c.req.raw,
        openThumbnail(context, { item: c.req.param('id'), of: c.req.query('of') }, Number(c.req.query('px') ?? defaultThumbnailPx)),
      ),
    )
    .get('/items/:id/display', c => {
      const frame = c.req.query('frame');
      return send(c.req.raw, openDisplay(context, c.req.param('id'), frame === undefined ? null : Number(frame)));
    })
    .get('/items/:id/pixels', c => {
      const [row, column, of] = ['row', 'column', 'of'].map(name => c.req.query(name));
      const part = row === undefined && column === undefined ? null : { row: Number(row), column: Number(column) };
      return send(c.req.raw, openPixels(context, { item: c.req.param('id'), of }, part));
    })
    .get('/items/:id/volume', c => refuseVolume(context, c.req.param('id')))
    .get('/runs/:id/files/:name{.+}', c => send(c.req.raw, openRunFile(context, c.req.param('id'), c.req.param('name'))));
}
