// The scans decoded last, for a viewer that asks for parts of one: a 50-megapixel image is decoded once, not for each tile.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError, readRaster } from '../../dataset/formats/readRaster.ts';
import type { Raster } from '../../imaging/raster.ts';
import { readScanFile, type ScanFile } from './readScanFile.ts';

type Decoded = Raster<Uint8Array | Uint16Array>;

const mostBytes = 256 * 2 ** 20;
/** After this without a question nothing is kept. */
const idleMs = 60_000;

const kept = new Map<string, Promise<Decoded>>();
let keptBytes = 0;
let timer: NodeJS.Timeout | undefined;

/** Errors: those of `readScanFile` and `readRaster`. */
export async function decodedScan(file: ScanFile): Promise<Decoded> {
  clearTimeout(timer);
  timer = setTimeout(forgetAll, idleMs).unref();
  const path = join(file.root, file.path);
  // A file that was removed or changed meanwhile is not shown from memory.
  const { mtimeMs, size } = await stat(path).catch(error => {
    throw fileError(path, error);
  });
  const key = [path, file.sha256, file.frame, mtimeMs, size].join('\n');
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const decoding = readScanFile(file).then(async bytes => (await readRaster(bytes, { name: file.path, frame: file.frame })).raster);
  kept.set(key, decoding);
  try {
    const decoded = await decoding;
    keptBytes += decoded.data.byteLength;
    await makeRoom(key);
    return decoded;
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}

/** The least recently used go; the one at work stays, however large. */
async function makeRoom(current: string): Promise<void> {
  for (const [key, decoding] of kept) {
    if (keptBytes <= mostBytes) return;
    if (key === current) continue;
    kept.delete(key);
    keptBytes -= (await decoding.catch(() => null))?.data.byteLength ?? 0;
  }
}

function forgetAll(): void {
  kept.clear();
  keptBytes = 0;
}
