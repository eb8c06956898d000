// The URLs of bulk bytes (CONTRACTS, "Links and URLs").
import { type Context, Hono } from 'hono';
import { type BulkFile, openBlob, openDisplay, openPixels, openRunFile, openThumbnail } from '../api/bulkFiles.ts';
import type { ApiContext } from '../api/trpc.ts';
import {
  openEnFace,
  openLocalizer,
  openMiniature,
  openPreview,
  openSamples,
  openSurfaces,
  openVolume,
  type Query,
} from '../api/volumeFiles.ts';
import { bulkResponse } from './bulkResponse.ts';

const defaultThumbnailPx = 256;

export function bulkRoutes({ context }: ApiContext): Hono {
  const send = async (request: Request, opening: Promise<BulkFile>): Promise<Response> => bulkResponse(request, await opening);
  const ofVolume = (
    { req }: Context<object, '/items/:id/*'>,
    open: (given: typeof context, id: string, query: Query) => Promise<BulkFile>,
  ) => send(req.raw, open(context, req.param('id'), req.query()));
  return new Hono()
    .get('/blob/:sha256', c => send(c.req.raw, openBlob(context, c.req.param('sha256'))))
    .get('/items/:id/thumbnail', c =>
      send(
        c.req.raw,
        openThumbnail(context, { item: c.req.param('id'), of: c.req.query('of') }, Number(c.req.query('px') ?? defaultThumbnailPx)),
      ),
    )
    .get('/items/:id/display', c => send(c.req.raw, openDisplay(context, c.req.param('id'), c.req.query())))
    .get('/items/:id/pixels', c => {
      const [row, column, of] = ['row', 'column', 'of'].map(name => c.req.query(name));
      const part = row === undefined && column === undefined ? null : { row: Number(row), column: Number(column) };
      return send(c.req.raw, openPixels(context, { item: c.req.param('id'), of }, part));
    })
    .get('/items/:id/samples', c => ofVolume(c, openSamples))
    .get('/items/:id/localizer', c => ofVolume(c, openLocalizer))
    .get('/items/:id/surfaces', c => ofVolume(c, openSurfaces))
    .get('/items/:id/volume', c => ofVolume(c, openVolume))
    .get('/items/:id/enface', c => ofVolume(c, openEnFace))
    .get('/items/:id/preview', c => ofVolume(c, openPreview))
    .get('/items/:id/miniature', c => ofVolume(c, openMiniature))
    .get('/runs/:id/files/:name{.+}', c => send(c.req.raw, openRunFile(context, c.req.param('id'), c.req.param('name'))));
}
