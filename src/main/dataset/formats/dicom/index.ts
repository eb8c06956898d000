// DICOM files with a picture: ophthalmic tomography and photography, single and multi-frame; other modalities as stacks of images.
import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { arraySeries } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import type { VolumeFile, VolumeFormat } from '../volumeFormat.ts';
import { unreadableVolume } from '../volumeLimits.ts';
import { patientOf } from './attributes.ts';
import { describeDicom, windowOf } from './describeDicom.ts';
import { type DicomDataSet, readDataSet } from './dicomDataSet.ts';
import { looksLikeDicom } from './dicomMeta.ts';
import { type FrameReader, frameReader } from './frameReader.ts';
import { type PixelLayout, readPixelLayout } from './pixelLayout.ts';

const params = z.strictObject({});

export const dicom = {
  name: 'dicom',
  title: 'DICOM',
  summary:
    'Ophthalmic tomography (OPT) and photography (OP), single and multi-frame, and other modalities as image stacks; uncompressed, deflated, RLE, JPEG, JPEG-LS and JPEG 2000',
  reference: 'https://dicom.nema.org/medical/dicom/current (PS3.3 C.7.6.3, C.7.6.16, C.8.17; PS3.5; PS3.10)',
  extensions: ['.dcm', '.dicom', '.ima', ''],
  proof: 'real',
  params,
  sniff: ({ head }) => looksLikeDicom(head),
  open: openDicom,
} as const satisfies VolumeFormat<typeof params>;

/** A file whose header is read; its pixels are read frame by frame. */
export interface DicomPicture {
  readonly set: DicomDataSet;
  readonly layout: PixelLayout;
  readonly read: FrameReader;
}

/** Errors: `unreadableFile` with `offset`, `unsupportedFormat`. */
export async function readPicture(source: ByteSource): Promise<DicomPicture> {
  const set = await readDataSet(source);
  return guarded(source.name, set, async () => {
    const layout = readPixelLayout(source.name, set);
    return { set, layout, read: await frameReader(source.name, set, layout) };
  });
}

/** What the parser throws where an element's value reaches beyond the data set, as a damaged file. */
async function guarded<Result>(name: string, { pixels }: DicomDataSet, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw unreadableVolume(
      name,
      `expected whole DICOM elements, one reaches beyond its end (${reason.slice(0, 120)})`,
      pixels?.offset ?? 0,
    );
  }
}

async function openDicom(source: ByteSource): Promise<VolumeFile> {
  const { set, layout, read } = await readPicture(source);
  const series = await guarded(source.name, set, async () =>
    arraySeries({
      header: describeDicom(set, layout),
      patient: patientOf(set.data),
      window: windowOf(set.data, layout),
      isInverted: layout.photometric === 'inverted',
      readStored: read,
    }),
  );
  return { series: [series], close: () => source.close() };
}
