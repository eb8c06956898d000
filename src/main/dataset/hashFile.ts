// What a file's content is known by.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { fileError } from './formats/readRaster.ts';

/** SHA-256 of a file of any size, in hexadecimal. Errors: `notFound`, `permissionDenied`, `unreadableFile`. */
export async function hashFile({ root, path }: { root: string; path: string }): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(root, path))) hash.update(chunk);
  } catch (error) {
    throw fileError(path, error);
  }
  return hash.digest('hex');
}
