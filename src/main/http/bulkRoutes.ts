// The URLs of bulk bytes (CONTRACTS, "Links and URLs").
import { Hono } from 'hono';
import { type BulkFile, openBlob, openDisplay, openPixels, openRunFile, openThumbnail } from '../api/bulkFiles.ts';
import { openEnFace, openLocalizer, openPreview, openSamples, openSurfaces, openVolume, type Query } from '../api/volumeFiles.ts';
import type { ApiContext } from '../api/trpc.ts';
import { bulkResponse } from './bulkResponse.ts';

const defaultThumbnailPx = 256;

type OpenPart = (context: ApiContext['context'], id: string, query: Query) => Promise<BulkFile>;

/** What there is of a volume, by the last word of its address. */
const volumeParts: Readonly<Record<string, OpenPart>> = {
  samples: openSamples,
  localizer: openLocalizer,
  surfaces: openSurfaces,
  volume: openVolume,
  enface: openEnFace,
  preview: openPreview,
};

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
    .get('/items/:id/display', c => send(c.req.raw, openDisplay(context, c.req.param('id'), c.req.query())))
    .get('/items/:id/pixels', c => {
      const [row, column, of] = ['row', 'column', 'of'].map(name => c.req.query(name));
      const part = row === undefined && column === undefined ? null : { row: Number(row), column: Number(column) };
      return send(c.req.raw, openPixels(context, { item: c.req.param('id'), of }, part));
    })
    .get(`/items/:id/:part{${Object.keys(volumeParts).join('|')}}`, c => {
      const open = volumeParts[c.req.param('part')] as OpenPart;
      return send(c.req.raw, open(context, c.req.param('id'), c.req.query()));
    })
    .get('/runs/:id/files/:name{.+}', c => send(c.req.raw, openRunFile(context, c.req.param('id'), c.req.param('name'))));
}
