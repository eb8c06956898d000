// A file sent to this Fovea, for whoever takes requests: the HTTP host and the desktop window's protocol.
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { JobContext } from '../jobs/context.ts';
import { receiveUpload, type Upload } from '../jobs/uploads.ts';

const querySchema = z.object({ name: z.string().min(1).max(4000), id: z.string().optional() });
const lengthSchema = z.coerce.number().int().min(0).nullable();

/** POST /upload?name=…&id=…, the file as the body. Errors: `usage` for the query; those of `receiveUpload`. */
export async function takeUpload(context: JobContext, request: Request): Promise<Upload> {
  const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const length = lengthSchema.safeParse(request.headers.get('content-length'));
  if (!query.success || !length.success) {
    throw new AppError(
      'usage',
      'Expected POST /upload?name=<name> with the file as its body. The id of an earlier answer adds to that upload.',
    );
  }
  const { name, id = null } = query.data;
  return receiveUpload(context, { id, name, sizeBytes: length.data, body: request.body ?? emptyBody(), signal: request.signal });
}

async function* emptyBody(): AsyncGenerator<Uint8Array, void> {}
