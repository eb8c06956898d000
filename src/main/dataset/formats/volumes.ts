// The volume formats this program reads, in the order they are tried. A file is what its content says, never its extension.
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { bioptigenOct } from './bioptigenOct/index.ts';
import { type ByteSource, openBytes } from './byteSource.ts';
import { dicom } from './dicom/index.ts';
import { heidelbergE2e } from './heidelbergE2e/index.ts';
import { heidelbergVol } from './heidelbergVol/index.ts';
import { heyexXml } from './heyexXml/index.ts';
import { metaImage } from './metaImage/index.ts';
import { nifti } from './nifti/index.ts';
import { nrrd } from './nrrd/index.ts';
import { optovueOct } from './optovueOct/index.ts';
import { pictureStack } from './pictureStack/index.ts';
import { isStack } from './pictureStack/isStack.ts';
import { topconFda } from './topconFda/index.ts';
import { sniffBytes, type VolumeFile, type VolumeFormat } from './volumeFormat.ts';
import { zeissImg } from './zeissImg/index.ts';

export const volumeFormats = {
  heidelbergVol,
  heidelbergE2e,
  heyexXml,
  topconFda,
  bioptigenOct,
  nifti,
  metaImage,
  nrrd,
  dicom,
  zeissImg,
  optovueOct,
} as const satisfies Record<string, VolumeFormat>;
export type VolumeFormatName = keyof typeof volumeFormats;

/** Every reader that a volume of a data set may need: a volume format, or pictures as slices. */
export const volumeReaders = { ...volumeFormats, [pictureStack.name]: pictureStack } as const satisfies Record<string, VolumeFormat>;
export type VolumeReaderName = keyof typeof volumeReaders;

/** The format whose content this is, or null. */
export async function sniffVolume(source: ByteSource): Promise<VolumeFormatName | null> {
  const head = await source.read(0, Math.min(sniffBytes, source.sizeBytes));
  const file = { head, sizeBytes: source.sizeBytes, name: source.name };
  for (const [name, format] of Object.entries(volumeFormats)) if (format.sniff(file)) return name as VolumeFormatName;
  return null;
}

/** The same for what import finds: pictures are volumes where they are stacks by themselves. */
export async function sniffReader(source: ByteSource): Promise<VolumeReaderName | null> {
  return (await sniffVolume(source)) ?? ((await isStack(source)) ? pictureStack.name : null);
}

/**
 * Opens a volume file; `params` are the format's switches, its own where left out. Errors: `notFound`, `permissionDenied`,
 * `unreadableFile` with `offset`, `unsupportedFormat`.
 */
export async function openVolumeFile(path: string, params: unknown = {}): Promise<{ format: VolumeFormatName; file: VolumeFile }> {
  const source = await openBytes(path);
  try {
    const format = await sniffVolume(source);
    if (format === null) throw notAVolume(path, source.sizeBytes);
    const chosen: VolumeFormat = volumeFormats[format];
    return { format, file: await chosen.open(source, switchesOf(format, params), { sibling: name => siblingOf(path, name) }) };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** A format's switches with its own where left out. Errors: `badInput` with what it does not take. */
export function switchesOf(name: VolumeReaderName, given: unknown = {}): unknown {
  const { title, params }: VolumeFormat = volumeReaders[name];
  const parsed = params.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('badInput', `Expected the switches of ${title}, received others: ${z.prettifyError(parsed.error)}`, {
    details: { format: name },
  });
}

/** A whole file whose content is none of the formats. */
export function notAVolume(path: string, sizeBytes: number): AppError {
  const known = Object.values<VolumeFormat>(volumeFormats).map(({ title }) => title);
  return new AppError(
    'unsupportedFormat',
    `${path}: expected a volume (${known.join(', ')}), its content is none. Export it in one of these formats.`,
    { details: { path, known, sizeBytes } },
  );
}

/** A file in the same folder; null where there is none. Names with a path in them are never followed. */
export async function siblingOf(path: string, name: string): Promise<ByteSource | null> {
  if (/[/\\]/.test(name) || name === '..') return null;
  try {
    return await openBytes(join(dirname(path), name));
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return null;
    throw error;
  }
}
