// Whether a picture file is a volume by itself: pages of one size, or samples that no image has. Everything else stays an image.
import { toAppError } from '../../../../shared/errors.ts';
import type { ByteSource } from '../byteSource.ts';
import { sniffFormat } from '../index.ts';
import { isPlainSample } from './slices.ts';
import { readTiffPages, type TiffPage, tiffTags } from './tiffPages.ts';

const headBytes = 64;
/** NewSubfileType: a smaller copy of another page, a mask of one. */
const besideFlags = 0b101;

/** TIFF alone is asked. A file whose pages cannot be listed is for the reader of images to refuse. Errors: those of reading. */
export async function isStack(source: ByteSource): Promise<boolean> {
  if (sniffFormat(await source.read(0, Math.min(headBytes, source.sizeBytes))) !== 'tiff') return false;
  try {
    const pages = await readTiffPages(source);
    return !(await isPlainSample(pages[0] as TiffPage)) || (await repeatsSize(pages));
  } catch (error) {
    if (toAppError(error).code === 'unreadableFile') return false;
    throw error;
  }
}

async function repeatsSize(pages: readonly TiffPage[]): Promise<boolean> {
  const sizes = new Set<string>();
  for (const page of pages) {
    const [kind = 0] = await page.numbers(tiffTags.subfile);
    if ((kind & besideFlags) !== 0) continue;
    const size = `${await page.numbers(tiffTags.columns)} ${await page.numbers(tiffTags.rows)}`;
    if (sizes.has(size)) return true;
    sizes.add(size);
  }
  return false;
}
