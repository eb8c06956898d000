// The image formats this program reads, in the order they are tried. A file is what its first bytes say, never its extension.
import { bmp } from './bmp.ts';
import type { ImageFormat } from './imageFormat.ts';
import { jpeg } from './jpeg.ts';
import { png } from './png.ts';
import { tiff } from './tiff.ts';
import { webp } from './webp.ts';

export const imageFormats = { jpeg, png, tiff, bmp, webp } as const satisfies Record<string, ImageFormat>;
export type ImageFormatName = keyof typeof imageFormats;

/** The format whose first bytes these are, or null. */
export function sniffFormat(bytes: Uint8Array): ImageFormatName | null {
  for (const [name, format] of Object.entries(imageFormats)) if (format.sniff(bytes)) return name as ImageFormatName;
  return null;
}
