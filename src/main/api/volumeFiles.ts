// Bulk bytes of volumes, by item id: B-scans, localizer, layer lines, en face, and the whole as NIfTI. An address that carries the view's
// version never means other bytes.
import { z } from 'zod';
import { projections } from '../../shared/domain/volumeView.ts';
import { AppError } from '../../shared/errors.ts';
import type { JobContext } from '../jobs/context.ts';
import { enFaceOf } from '../jobs/volumes/enFaceOf.ts';
import { bscanBytes, volumeBytes } from '../jobs/volumes/volumeBytes.ts';
import { middleBscan, volumeThumbnail } from '../jobs/volumes/volumePictures.ts';
import { type ItemVolume, itemVolume, withOptions } from '../jobs/volumes/volumePlace.ts';
import type { BulkFile } from './bulkFiles.ts';

/** Query of an address, as it was written. */
export type Query = Readonly<Record<string, string>>;

const png = 'image/png';
const numbers = 'application/octet-stream';
const number = z.coerce.number();
const intensity = z.enum(['display', 'stored']);
const queries = {
  frame: z.object({ frame: z.coerce.number().int().optional() }),
  volume: z.object({ intensity: intensity.default('display') }),
  samples: z.object({
    frame: z.coerce.number().int().optional(),
    count: z.coerce.number().int().default(1),
    intensity: intensity.default('stored'),
  }),
  enFace: z.object({
    projection: z.enum(projections).default('mean'),
    intensity: intensity.default('display'),
    upper: z.string().default('top'),
    upperUm: number.default(0),
    lower: z.string().default('bottom'),
    lowerUm: number.default(0),
  }),
  options: z.string().max(4000),
  miniature: z.object({ of: z.enum(['bscan', 'enFace']).default('bscan'), px: z.coerce.number().int().min(16).max(512).default(128) }),
};

/** /items/<id>/display?frame=k of a volume; default: the middle B-scan. Errors: `usage`; those of `showVolume`. */
export async function openBscanPicture(context: JobContext, id: string, query: Query): Promise<BulkFile> {
  const found = itemVolume(context, id);
  return await picture(context, found, query, `display-${frameOf(found, query)}`);
}

/** /items/<id>/preview?frame=k&options=<json>: the same under switches that nobody set. Errors: as there; `badInput` for other switches. */
export async function openPreview(context: JobContext, id: string, query: Query): Promise<BulkFile> {
  const found = withOptions(itemVolume(context, id), parsedOptions(query.options));
  return { ...(await picture(context, found, query, `preview-${frameOf(found, query)}`)), isImmutable: false };
}

/** /items/<id>/miniature?of=&px=&options=<json>: small, for comparing switches that nobody set. Errors: as `openPreview`. */
export async function openMiniature(context: JobContext, id: string, query: Query): Promise<BulkFile> {
  const found = withOptions(itemVolume(context, id), parsedOptions(query.options));
  const wanted = parsed(queries.miniature, query);
  const bytes = await context.volumes.ask('miniature', found.place, wanted);
  return { ...versioned(found, query, `miniature-${wanted.of}-${wanted.px}`, png, { bytes }), isImmutable: false };
}

/** /items/<id>/samples?frame=k&count=n&intensity=: [bscan, row, column, channel], little-endian. Errors: those of `bscanBytes`. */
export async function openSamples(context: JobContext, id: string, query: Query): Promise<BulkFile> {
  const found = itemVolume(context, id);
  const { frame = middleBscan(found), count, intensity } = parsed(queries.samples, query);
  // One comes whole, so that what is wrong with it can still be told.
  const content =
    count === 1
      ? { bytes: await context.volumes.ask('bscan', found.place, { bscan: frame, intensity }) }
      : await bscanBytes(context, found, { first: frame, count, intensity });
  return versioned(found, query, `samples-${intensity}-${frame}-${count}`, numbers, content);
}

/** /items/<id>/localizer. Errors: `notFound` where there is none; those of `showVolume`. */
export async function openLocalizer(context: JobContext, id: string, query: Query): Promise<BulkFile> {
  const found = itemVolume(context, id);
  const bytes = await context.volumes.ask('localizer', found.place, {});
  if (bytes === null) throw new AppError('notFound', `Expected the localizer of ${found.item.path}, but the file holds none.`);
  return versioned(found, query, 'localizer', png, { bytes });
}

/** /items/<id>/surfaces: float32, little-endian [surface, bscan, column]. */
export async function openSurfaces(context: JobContext, id: string, query: Query): Promise<BulkFile> {
  const found = itemVolume(context, id);
  return versioned(found, query, 'surfaces', numbers, { bytes: await context.volumes.ask('surfaces', found.place, {}) });
}

/** /items/<id>/enface?projection=&upper=&upperUm=&lower=&lowerUm=&intensity=: float32, little-endian [bscan, column]. Errors: `usage` where there is none. */
export async function openEnFace(context: JobContext, id: string, query: Query): Promise<BulkFile> {
  const found = itemVolume(context, id);
  const slab = parsed(queries.enFace, query);
  const bytes = await enFaceOf(context, found, slab);
  return versioned(found, query, `enface-${Buffer.from(JSON.stringify(slab)).toString('base64url')}`, numbers, { bytes });
}

/** /items/<id>/volume?intensity=: NIfTI-1, B-scan by B-scan. Errors: those of `volumeBytes`. */
export async function openVolume(context: JobContext, id: string, query: Query): Promise<BulkFile> {
  const found = itemVolume(context, id);
  const { intensity } = parsed(queries.volume, query);
  return versioned(found, query, `volume-${intensity}`, numbers, await volumeBytes(context, found, intensity));
}

/** Path of the thumbnail and its tag. Errors: those of `volumeThumbnail`. */
export async function volumeThumbnailFile(context: JobContext, id: string, px: number): Promise<{ path: string; etag: string }> {
  const found = itemVolume(context, id);
  return { path: await volumeThumbnail(context, found, px), etag: `"${found.version}-thumbnail-${px}"` };
}

async function picture(context: JobContext, found: ItemVolume, query: Query, what: string): Promise<BulkFile> {
  const bytes = await context.volumes.ask('display', found.place, { bscan: frameOf(found, query) });
  return versioned(found, query, what, png, { bytes });
}

function frameOf(found: ItemVolume, query: Query): number {
  return parsed(queries.frame, query).frame ?? middleBscan(found);
}

function versioned({ version }: ItemVolume, query: Query, what: string, type: string, content: BulkFile['content']): BulkFile {
  return { type, etag: `"${version}-${what}"`, isImmutable: query.v === version, content };
}

function parsedOptions(text: string | undefined): Record<string, unknown> {
  try {
    return z.record(z.string(), z.json()).parse(JSON.parse(queries.options.parse(text)));
  } catch (cause) {
    throw new AppError('usage', `Expected ?options= with the switches as a JSON object, received '${text ?? 'nothing'}'.`, { cause });
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, query: Query): z.output<Schema> {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  throw new AppError('usage', `Expected another address: ${z.prettifyError(result.error)}`, { details: { issues: result.error.issues } });
}
