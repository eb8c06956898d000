// Bytes that are too bulky for the API, by id and never by path: blobs, pictures of items, files of runs (CONTRACTS, "Links and URLs").
import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { extname, sep } from 'node:path';
import { AppError, toAppError } from '../../shared/errors.ts';
import { runFilePath, runFolderNames } from '../engine/host/runFolder.ts';
import { type JobContext, runFolderOf } from '../jobs/context.ts';
import { itemDisplay, itemThumbnail, thumbnailSizesPx } from '../jobs/itemPictures.ts';
import { type ScanAddress, scanFile } from '../jobs/scans/scanFile.ts';
import { type Part, partPixels, partPx, wholePixels, wholePx } from '../jobs/scans/scanPixels.ts';
import type { VolumeBytes } from '../jobs/volumes/volumeBytes.ts';
import { isVolume } from '../jobs/volumes/volumePlace.ts';
import { openBscanPicture, type Query, volumeThumbnailFile } from './volumeFiles.ts';

/** Something to send. Whoever receives a `file` closes it. */
export interface BulkFile {
  type: string;
  /** With its quotes, as HTTP wants it. */
  etag: string;
  /** The same URL never means other bytes. */
  isImmutable: boolean;
  content: { file: FileHandle; sizeBytes: number } | { bytes: Uint8Array } | VolumeBytes;
}

/** Types that a browser may show; anything else is for saving. */
const shownTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpeg': 'image/jpeg',
  '.json': 'application/json',
  '.jsonl': 'text/plain; charset=utf-8',
};
const anyType = 'application/octet-stream';

/** /blob/<sha256>. Errors: `badInput` for anything that is not a hash; `notFound`. */
export async function openBlob({ workspace: { blobs } }: JobContext, sha256: string): Promise<BulkFile> {
  const content = await openPlainFile(blobs.path(sha256), `blob ${sha256}`);
  return { type: anyType, etag: `"${sha256}"`, isImmutable: true, content };
}

/** /items/<id>/thumbnail?px=256, with ?of=<run> for a file of a predict run. Errors: `notFound`; `usage` for another size; those of `itemThumbnail`. */
export async function openThumbnail(context: JobContext, address: ScanAddress, px: number): Promise<BulkFile> {
  if (!thumbnailSizesPx.some(known => known === px)) {
    throw new AppError('usage', `Expected a thumbnail of ${thumbnailSizesPx.join(', ')} px, received '${px}'.`);
  }
  const { path, etag, isImmutable } = await thumbnailFile(context, address, px);
  return { type: 'image/jpeg', etag, isImmutable, content: await openPlainFile(path, `thumbnail of item ${address.item}`) };
}

/** A volume's thumbnail shows its middle B-scan, which a person's switches may change. */
async function thumbnailFile(context: JobContext, address: ScanAddress, px: number) {
  if (address.of === undefined && isVolume(context, address.item)) {
    return { ...(await volumeThumbnailFile(context, address.item, px)), isImmutable: false };
  }
  const file = scanFile(context, address);
  return { path: await itemThumbnail(context, file, px), etag: `"${file.sha256}-${file.frame}-${px}"`, isImmutable: true };
}

/** /items/<id>/display?frame=k, PNG; default: the frame that the item is, of a volume the middle one. Errors: `notFound`, `usage`; those of `itemDisplay`. */
export async function openDisplay(context: JobContext, id: string, query: Query): Promise<BulkFile> {
  if (isVolume(context, id)) return await openBscanPicture(context, id, query);
  const file = scanFile(context, { item: id });
  const shown = query.frame === undefined ? file.frame : Number(query.frame);
  if (!Number.isInteger(shown) || shown < 0) throw new AppError('usage', `Expected a frame from 0 on, received '${shown}'.`);
  const bytes = await itemDisplay({ ...file, frame: shown });
  return { type: 'image/png', etag: `"${file.sha256}-${shown}"`, isImmutable: true, content: { bytes } };
}

/**
 * /items/<id>/pixels, and of one part ?row=&column=: the numbers of the scan (shared/domain/pixels). `of`: the predict run whose file it
 * is. Errors: `notFound`, `usage`; those of `wholePixels`.
 */
export async function openPixels(context: JobContext, address: ScanAddress, part: Part | null): Promise<BulkFile> {
  if (part !== null && [part.row, part.column].some(place => !Number.isInteger(place) || place < 0 || place % partPx !== 0)) {
    throw new AppError('usage', `Expected a part at multiples of ${partPx} pixels, received row ${part.row}, column ${part.column}.`);
  }
  const file = scanFile(context, address);
  const bytes = await (part === null ? wholePixels(file) : partPixels(file, part));
  const etag = `"${file.sha256}-${file.frame}-pixels-${part === null ? wholePx : `${part.row}-${part.column}`}"`;
  return { type: anyType, etag, isImmutable: false, content: { bytes } };
}

/** /runs/<id>/files/<name>: a plain file inside the run's folder. Errors: `notFound`; `badInput` for a name that leads out of it. */
export async function openRunFile(context: JobContext, run: string, name: string): Promise<BulkFile> {
  const found = context.workspace.store.runs.find(run);
  if (found?.id !== run) throw new AppError('notFound', `Expected the id of a run, received '${run}'.`);
  const folder = runFolderOf(context, run);
  const path = runFilePath(folder, name);
  const content = await openPlainFile(path, `file ${name} of run ${run}`, folder);
  const { mtimeMs } = await content.file.stat();
  return {
    type: shownTypes[extname(name)] ?? anyType,
    etag: `"${content.sizeBytes.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}"`,
    isImmutable: false,
    content,
  };
}

/** Opens a file for reading, never a link out of `folder`, a folder or a pipe. `what` names it in messages. */
async function openPlainFile(path: string, what: string, folder?: string): Promise<{ file: FileHandle; sizeBytes: number }> {
  const missing = (cause?: unknown): AppError => new AppError('notFound', `Expected the ${what}, but there is none.`, { cause });
  if (path.includes('\0')) throw new AppError('badInput', `Expected the ${what.replaceAll('\0', '␀')}: a name holds no zero byte.`);
  let file: FileHandle | undefined;
  try {
    const place = await realpath(path);
    if (folder !== undefined) {
      const below = `${await realpath(folder)}${sep}`;
      // Closing any descriptor of a lock file would free a lock that this process holds (lock.ts).
      if (!place.startsWith(below) || place.startsWith(`${below}${runFolderNames.lock}`)) throw missing();
    }
    file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile()) throw missing();
    return { file, sizeBytes: stat.size };
  } catch (thrown) {
    await file?.close();
    const error = toAppError(thrown);
    const isMissing = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ENXIO'].includes(String(error.details.systemCode));
    throw isMissing ? missing(thrown) : error;
  }
}
