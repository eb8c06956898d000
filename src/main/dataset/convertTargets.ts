// What a volume can be converted to, by the name of what is written. No target carries the patient's identity.

import { dicomUids, writeDicomLocalizer, writeDicomOpt } from './formats/dicom/writeDicomOpt.ts';
import { metaImageHeaderText, metaImageSamples, writeMetaImage } from './formats/metaImage/writeMetaImage.ts';
import { writeNifti } from './formats/nifti/writeNifti.ts';
import { encodePng, encodeTiff } from './formats/sharpCodec.ts';
import type { VolumeSeries } from './formats/volumeFormat.ts';
import { unsupportedVolume } from './formats/volumeLimits.ts';

/** One file of the result, beside its name. */
export interface ConvertedFile {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly isPacked?: boolean;
}

export interface ConvertTarget {
  readonly title: string;
  /** Matches the name of what is written. */
  readonly pattern: RegExp;
  /** Whether a folder is made for the files. */
  readonly isFolder: boolean;
  /** `name`: of what is written, without a folder; `salt`: what DICOM's UIDs are made from. The first file is the volume. */
  files(series: VolumeSeries, name: string, salt: string): Promise<readonly ConvertedFile[]>;
}

const slice = (index: number, extension: string) => `bscan${String(index + 1).padStart(4, '0')}.${extension}`;

export const convertTargets = {
  nifti: {
    title: 'NIfTI',
    pattern: /\.nii(\.gz)?$/i,
    isFolder: false,
    files: async (series, name) => [{ name, pieces: writeNifti(series), isPacked: /\.gz$/i.test(name) }],
  },
  metaImage: {
    title: 'MetaImage',
    pattern: /\.mha$/i,
    isFolder: false,
    files: async (series, name) => [{ name, pieces: writeMetaImage(series) }],
  },
  metaImagePair: {
    title: 'MetaImage header with its .raw file',
    pattern: /\.mhd$/i,
    isFolder: false,
    files: async (series, name) => {
      const raw = name.replace(/\.mhd$/i, '.raw');
      return [
        { name, pieces: once(Buffer.from(metaImageHeaderText(series, raw))) },
        { name: raw, pieces: metaImageSamples(series) },
      ];
    },
  },
  dicom: {
    title: 'DICOM OPT, with its localizer beside',
    pattern: /\.dcm$/i,
    isFolder: false,
    files: async (series, name, salt) => {
      const uids = dicomUids(salt);
      const localizer = await writeDicomLocalizer(series, uids);
      const beside = localizer === null ? [] : [{ name: name.replace(/\.dcm$/i, '-localizer.dcm'), pieces: once(localizer) }];
      return [{ name, pieces: writeDicomOpt(series, uids) }, ...beside];
    },
  },
  png: {
    title: 'folder of PNG files',
    pattern: /[-_.]png$/i,
    isFolder: true,
    files: async series => pictures(series, 'png', encodePng),
  },
  tiff: {
    title: 'folder of TIFF files',
    pattern: /[-_.]tiff?$/i,
    isFolder: true,
    files: async series => pictures(series, 'tif', encodeTiff),
  },
} as const satisfies Record<string, ConvertTarget>;
export type ConvertTargetName = keyof typeof convertTargets;

function pictures({ header, readBscan }: VolumeSeries, extension: string, encode: typeof encodePng): ConvertedFile[] {
  const { sampleType, shape } = header;
  if (sampleType === 'int16' || sampleType === 'float32') {
    throw unsupportedVolume(
      'the volume',
      `expected samples of 8 or 16 bits without sign for ${extension}, received ${sampleType}`,
      'Add --display, or write NIfTI.',
    );
  }
  return Array.from({ length: shape.bscans }, (_, index) => ({
    name: slice(index, extension),
    pieces: (async function* () {
      const { data, rows, columns, channels } = await readBscan(index, 'stored');
      if (data instanceof Uint8Array || data instanceof Uint16Array) yield await encode({ data, rows, columns, channels });
    })(),
  }));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
