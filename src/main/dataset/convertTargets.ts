// What a volume can be converted to, by the name of what is written. No target carries the patient's identity unless told to.

import { dicomUids, writeDicomLocalizer, writeDicomOpt } from './formats/dicom/writeDicomOpt.ts';
import { foveaNote, type WriteOptions } from './formats/foveaNote.ts';
import { metaImageHeaderText, metaImageSamples, writeMetaImage } from './formats/metaImage/writeMetaImage.ts';
import { writeNifti } from './formats/nifti/writeNifti.ts';
import { stackNoteName } from './formats/pictureStack/index.ts';
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
  files(series: VolumeSeries, name: string, salt: string, options?: WriteOptions): Promise<readonly ConvertedFile[]>;
}

const slice = (index: number, extension: string) => `bscan${String(index + 1).padStart(4, '0')}.${extension}`;

export const convertTargets = {
  nifti: {
    title: 'NIfTI',
    pattern: /\.nii(\.gz)?$/i,
    isFolder: false,
    files: async (series, name, _salt?: string, options?: WriteOptions) => [
      { name, pieces: writeNifti(series, options), isPacked: /\.gz$/i.test(name) },
    ],
  },
  metaImage: {
    title: 'MetaImage',
    pattern: /\.mha$/i,
    isFolder: false,
    files: async (series, name, _salt?: string, options?: WriteOptions) => [{ name, pieces: writeMetaImage(series, options) }],
  },
  metaImagePair: {
    title: 'MetaImage header with its .raw file',
    pattern: /\.mhd$/i,
    isFolder: false,
    files: async (series, name, _salt?: string, options?: WriteOptions) => {
      const raw = name.replace(/\.mhd$/i, '.raw');
      return [
        { name, pieces: once(Buffer.from(metaImageHeaderText(series, raw, options))) },
        { name: raw, pieces: metaImageSamples(series) },
      ];
    },
  },
  dicom: {
    title: 'DICOM OPT, with its localizer beside',
    pattern: /\.dcm$/i,
    isFolder: false,
    files: async (series, name, salt, options?: WriteOptions) => {
      const uids = dicomUids(salt);
      const localizer = await writeDicomLocalizer(series, uids, options);
      const beside = localizer === null ? [] : [{ name: name.replace(/\.dcm$/i, '-localizer.dcm'), pieces: once(localizer) }];
      return [{ name, pieces: writeDicomOpt(series, uids, options) }, ...beside];
    },
  },
  png: {
    title: 'folder of PNG files',
    pattern: /[-_.]png$/i,
    isFolder: true,
    files: async (series, _name?: string, _salt?: string, options?: WriteOptions) => pictures(series, 'png', encodePng, options),
  },
  tiff: {
    title: 'folder of TIFF files',
    pattern: /[-_.]tiff?$/i,
    isFolder: true,
    files: async (series, _name?: string, _salt?: string, options?: WriteOptions) => pictures(series, 'tif', encodeTiff, options),
  },
} as const satisfies Record<string, ConvertTarget>;
export type ConvertTargetName = keyof typeof convertTargets;

/** One picture a B-scan, and what pictures cannot tell beside them. */
function pictures(series: VolumeSeries, extension: string, encode: typeof encodePng, options?: WriteOptions): ConvertedFile[] {
  const { header, readBscan } = series;
  const { sampleType, shape } = header;
  if (sampleType === 'int16' || sampleType === 'float32') {
    throw unsupportedVolume(
      'the volume',
      `expected samples of 8 or 16 bits without sign for ${extension}, received ${sampleType}`,
      'Add --display, or write NIfTI.',
    );
  }
  const slices = Array.from(
    { length: shape.bscans },
    (_, index): ConvertedFile => ({
      name: slice(index, extension),
      pieces: (async function* () {
        const { data, rows, columns, channels } = await readBscan(index, 'stored');
        if (data instanceof Uint8Array || data instanceof Uint16Array) yield await encode({ data, rows, columns, channels });
      })(),
    }),
  );
  return [...slices, { name: stackNoteName, pieces: once(Buffer.from(`${foveaNote(series, options)}\n`)) }];
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
