// Bytes with what browsers expect of them: ranges and entity tags (RFC 9110), caching that fits, and nothing that could run.
import { Readable } from 'node:stream';
import type { BulkFile } from '../api/bulkFiles.ts';

interface Span {
  /** Bytes, both ends included. */
  start: number;
  end: number;
}

/** The answer to a GET or HEAD; a range outside the file gets 416. Closes the file. */
export async function bulkResponse(request: Request, bulk: BulkFile): Promise<Response> {
  const { content, etag } = bulk;
  const sizeBytes = 'bytes' in content ? content.bytes.length : content.sizeBytes;
  const headers = new Headers({
    'content-type': bulk.type,
    etag,
    'accept-ranges': 'bytes',
    'cache-control': bulk.isImmutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  const range = rangeOf(request.headers, sizeBytes, etag);
  const { start, end } = range === 'unsatisfiable' || range === null ? { start: 0, end: sizeBytes - 1 } : range;
  let status = 200;
  if (holdsTag(request.headers.get('if-none-match'), etag)) status = 304;
  else if (range === 'unsatisfiable') status = 416;
  else if (range !== null) status = 206;
  if (status === 416) headers.set('content-range', `bytes */${sizeBytes}`);
  if (status === 206) headers.set('content-range', `bytes ${start}-${end}/${sizeBytes}`);
  const hasBody = status < 300;
  if (hasBody) headers.set('content-length', String(end - start + 1));
  if (!hasBody || request.method === 'HEAD' || end < start) {
    if ('file' in content) await content.file.close();
    return new Response(null, { status, headers });
  }
  if ('bytes' in content) return new Response(new Uint8Array(content.bytes.subarray(start, end + 1)), { status, headers });
  const stream = 'file' in content ? content.file.createReadStream({ start, end }) : Readable.from(content.read(start, end));
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { status, headers });
}

/**
 * The one range asked for; null for none, for several and for what is no range, which all mean the whole file (RFC 9110, 14.2).
 * `If-Range` with another tag: the file has changed, so the whole of it.
 */
export function rangeOf(headers: Headers, sizeBytes: number, etag: string): Span | 'unsatisfiable' | null {
  const condition = headers.get('if-range');
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.get('range') ?? '');
  if (match === null || (condition !== null && condition !== etag)) return null;
  const [first = '', last = ''] = match.slice(1);
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  return start >= sizeBytes || (first === '' && Number(last) === 0) ? 'unsatisfiable' : { start, end };
}

function holdsTag(header: string | null, etag: string): boolean {
  return (header ?? '').split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
