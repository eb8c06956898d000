// What the scan workers do with one file: hash it, decode it whole, describe it.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { dataItemSchema } from '../../shared/domain/dataset.ts';
import { AppError } from '../../shared/errors.ts';
import { imageFacts } from './facts.ts';
import { sniffFormat } from './formats/index.ts';
import { fileError, inspectImage, readRaster } from './formats/readRaster.ts';

/** `path` is below `root`. */
export interface FileTask {
  kind: 'inspect' | 'hash';
  root: string;
  path: string;
}

export const inspectedFileSchema = dataItemSchema.pick({ sha256: true, format: true, facts: true });
export type InspectedFile = z.infer<typeof inspectedFileSchema>;

const headBytes = 4096;
const largestImageBytes = 2 ** 30;

/** Reads an image once; hash and pixels are of the same bytes. Errors: those of `readRaster`. */
export async function inspectFile({ root, path }: Omit<FileTask, 'kind'>): Promise<InspectedFile> {
  const bytes = await readImage(join(root, path), path);
  const image = await readRaster(bytes, { name: path });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, format: image.format, facts: imageFacts(image, bytes.length) };
}

/** The bytes of a file that begins like an image: a large archive is not read to find that out. */
async function readImage(file: string, name: string): Promise<Buffer> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    if (size > headBytes) {
      const { buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      if (sniffFormat(buffer) === null) inspectImage(buffer, { name });
    }
    if (size > largestImageBytes) {
      throw new AppError('unsupportedFormat', `${name}: expected an image of at most ${largestImageBytes} bytes, received ${size}.`);
    }
    return await handle.readFile();
  } catch (error) {
    throw fileError(name, error);
  }
}

/** SHA-256 of a file of any size, in hexadecimal. Errors: `notFound`, `permissionDenied`, `unreadableFile`. */
export async function hashFile({ root, path }: Omit<FileTask, 'kind'>): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(root, path))) hash.update(chunk);
  } catch (error) {
    throw fileError(path, error);
  }
  return hash.digest('hex');
}
