// What the scan workers do with one file: hash it, decode it whole, describe it; a file that is no image may be a volume.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { dataItemSchema } from '../../shared/domain/dataset.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { imageFacts } from './facts.ts';
import { openBytes } from './formats/byteSource.ts';
import { sniffFormat } from './formats/index.ts';
import { isStack } from './formats/pictureStack/isStack.ts';
import { fileError, inspectImage, readRaster } from './formats/readRaster.ts';
import { hashFile } from './hashFile.ts';
import {
  type InspectedDicomFile,
  type InspectedSeries,
  type InspectedVolumeFile,
  inspectDicomSeries,
  inspectSlices,
  inspectVolumeFile,
} from './volumeTask.ts';

/** `path` is below `root`. */
export type FileTask =
  | { kind: 'hash'; root: string; path: string }
  /** `sha256`: of a volume that an earlier session has read. */
  | { kind: 'inspect'; root: string; path: string; sha256?: string | undefined }
  | ({ kind: 'dicom'; path: string } & Parameters<typeof inspectDicomSeries>[0])
  | ({ kind: 'slices'; path: string } & Parameters<typeof inspectSlices>[0]);

export const inspectedImageSchema = dataItemSchema.pick({ sha256: true, format: true, facts: true });
export type InspectedImage = z.infer<typeof inspectedImageSchema>;
export type InspectedFile = InspectedImage | InspectedVolumeFile | InspectedDicomFile;

/** What a worker answers to any task. */
export type FileAnswer = string | InspectedFile | InspectedSeries;

export async function doFileTask(task: FileTask): Promise<FileAnswer> {
  switch (task.kind) {
    case 'hash':
      return hashFile(task);
    case 'dicom':
      return inspectDicomSeries(task);
    case 'slices':
      return inspectSlices(task);
    case 'inspect':
      return inspectFile(task);
  }
}

const headBytes = 4096;
const largestImageBytes = 2 ** 30;

/** An image, or a volume where it is none or a stack of pages. Errors: those of `readRaster`, or of the volume's reader. */
async function inspectFile(task: { root: string; path: string; sha256?: string | undefined }): Promise<InspectedFile> {
  const file = join(task.root, task.path);
  if (task.sha256 !== undefined || (await isStackFile(file))) {
    return (await inspectVolumeFile(task)) ?? inspectImageFile(task);
  }
  try {
    return await inspectImageFile(task);
  } catch (error) {
    if (toAppError(error).details.known === undefined) throw error;
    const volume = await inspectVolumeFile(task);
    if (volume === null) throw error;
    return volume;
  }
}

async function isStackFile(file: string): Promise<boolean> {
  if (sniffFormat(readHead(file)) !== 'tiff') return false;
  const source = await openBytes(file);
  try {
    return await isStack(source);
  } finally {
    await source.close();
  }
}

/**
 * Reads an image once; hash and pixels are of the same bytes. It blocks while it reads: of the time that a scan takes, going to and fro
 * between threads would be a third. Errors: those of `readRaster`; `details.known` where it is none.
 */
export async function inspectImageFile({ root, path }: { root: string; path: string }): Promise<InspectedImage> {
  const bytes = readImage(join(root, path), path);
  const image = await readRaster(bytes, { name: path });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, format: image.format, facts: imageFacts(image, bytes.length) };
}

/** The bytes of a file that begins like an image: a large archive is not read to find that out. */
function readImage(file: string, name: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > headBytes) {
      const head = readHead(file);
      if (sniffFormat(head) === null) inspectImage(head, { name });
    }
    if (size > largestImageBytes) {
      throw new AppError('unsupportedFormat', `${name}: expected an image of at most ${largestImageBytes} bytes, received ${size}.`);
    }
    return readFileSync(file);
  } catch (error) {
    throw fileError(name, error);
  }
}

/** The first bytes of a file, fewer where it is shorter. Errors: as `openBytes`. */
function readHead(file: string): Buffer {
  let handle: number | null = null;
  try {
    handle = openSync(file, 'r');
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(handle, head, 0, headBytes, 0));
  } catch (error) {
    throw fileError(file, error);
  } finally {
    if (handle !== null) closeSync(handle);
  }
}
