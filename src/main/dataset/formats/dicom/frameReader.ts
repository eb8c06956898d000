// Reads the frames of one DICOM file: where each lies, its bytes, its samples.
import { AppError } from '../../../../shared/errors.ts';
import { decodeRle } from '../codecs/rle.ts';
import type { StoredBscan } from '../volumeFormat.ts';
import { requireBscan, unreadableVolume } from '../volumeLimits.ts';
import { decodeFrame } from './decodeFrame.ts';
import type { DicomDataSet } from './dicomDataSet.ts';
import { joinFragments, readFragments } from './fragments.ts';
import { nativeFrameBytes, type PixelLayout } from './pixelLayout.ts';
import { decodedSamples, nativeSamples, readPalette, throughPalette } from './toSamples.ts';
import { refuseScrambled } from './zeissScrambled.ts';

export type FrameReader = (index: number) => Promise<StoredBscan>;

/** Errors: `unreadableFile` with `offset` where the pixels do not fill the frames, `unsupportedFormat`. */
export async function frameReader(name: string, set: DicomDataSet, layout: PixelLayout): Promise<FrameReader> {
  const { rows, columns, channels, photometric, frames } = layout;
  const palette = photometric === 'palette' ? readPalette(name, set.data) : null;
  const read = set.pixels?.isInFragments === true ? await fragmentReader(name, set, layout) : nativeReader(name, set, layout);
  return async index => {
    requireBscan(name, index, frames);
    const samples = await read(index);
    return { data: palette === null ? samples : throughPalette(samples, palette), rows, columns, channels };
  };
}

function nativeReader(name: string, { pixels, source, syntax }: DicomDataSet, layout: PixelLayout) {
  const frameBytes = nativeFrameBytes(layout);
  const start = pixels?.offset ?? 0;
  const neededBytes = Math.ceil(frameBytes * layout.frames);
  const available = Math.min(pixels?.length ?? 0, source.sizeBytes - start);
  if (syntax.coding !== 'native') {
    throw unreadableVolume(name, `expected pixels in fragments, as ${syntax.title} says, received plain ones`, start);
  }
  if (available < neededBytes) {
    throw unreadableVolume(
      name,
      `expected ${neededBytes} bytes of pixels for ${layout.frames} × ${layout.columns} × ${layout.rows}, received ${available}`,
      start,
    );
  }
  const isBigEndian = syntax.isBigEndian === true;
  const isSwapped = isBigEndian && layout.bitsAllocated <= 8 && pixels?.isInWords === true;
  return async (index: number) => {
    const first = frameBytes * index;
    // Big-endian words of two bytes have their first sample second: read whole words.
    const from = isSwapped ? 2 * Math.floor(first / 2) : Math.floor(first);
    const end = Math.min(isSwapped ? 2 * Math.ceil((first + frameBytes) / 2) : Math.ceil(first + frameBytes), pixels?.length ?? 0);
    const bytes = await source.read(start + from, end - from);
    const ordered = isSwapped ? Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16() : bytes;
    const skipped = Math.floor(first) - from;
    return nativeSamples(layout, ordered.subarray(skipped), isBigEndian, (first - Math.floor(first)) * 8);
  };
}

async function fragmentReader(name: string, set: DicomDataSet, layout: PixelLayout) {
  const { source, pixels, data } = set;
  const { coding } = set.syntax;
  if (coding === 'native')
    throw unreadableVolume(name, `expected plain pixels, as ${set.syntax.title} says, received fragments`, pixels?.offset ?? 0);
  const frames = await readFragments(source, pixels?.offset ?? 0, layout.frames);
  const first = frames[0]?.[0];
  if (first !== undefined) refuseScrambled(name, data, coding, await source.read(first.offset, Math.min(16, first.length)));
  return async (index: number) => {
    const fragments = frames[index] ?? [];
    const bytes = await joinFragments(source, fragments);
    try {
      if (coding === 'rle') {
        const decoded = decodeRle(bytes, layout.rows * layout.columns, layout.components, layout.bitsAllocated / 8);
        return nativeSamples({ ...layout, isPlanar: false }, decoded, false, 0);
      }
      return decodedSamples(layout, await decodeFrame(coding, bytes, layout));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const advice = error.code === 'unsupportedFormat' ? 'Export it uncompressed or as JPEG 2000.' : 'Get an undamaged copy of the file.';
      const offset = (fragments[0]?.offset ?? 0) + Number(error.details.offset ?? 0);
      throw new AppError(error.code, `${name}, frame ${index + 1}: ${error.message}. ${advice}`, {
        details: { ...error.details, offset },
        cause: error,
      });
    }
  };
}
