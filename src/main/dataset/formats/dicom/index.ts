// DICOM files with a picture: ophthalmic tomography and photography, single and multi-frame; other modalities as stacks of images.
import { z } from 'zod';
import { arraySeries } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import type { VolumeFile, VolumeFormat } from '../volumeFormat.ts';
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
    'Ophthalmic tomography (OPT) and photography (OP), single and multi-frame, and other modalities as image stacks; uncompressed, deflated, RLE, JPEG, JPEG-LS and JPEG 2000.',
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

export async function readPicture(source: ByteSource): Promise<DicomPicture> {
  const set = await readDataSet(source);
  const layout = readPixelLayout(source.name, set);
  return { set, layout, read: await frameReader(source.name, set, layout) };
}

async function openDicom(source: ByteSource): Promise<VolumeFile> {
  const { set, layout, read } = await readPicture(source);
  return {
    series: [
      arraySeries({
        header: describeDicom(set, layout),
        patient: patientOf(set.data),
        window: windowOf(set.data, layout),
        isInverted: layout.photometric === 'inverted',
        readStored: read,
      }),
    ],
    close: () => source.close(),
  };
}
