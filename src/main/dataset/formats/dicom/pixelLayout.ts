// What the image pixel module (PS3.3 C.7.6.3) says of the samples, checked before anything is allocated for them.
import type { SampleType } from '../samples.ts';
import { requireShape, unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';
import type { DicomDataSet } from './dicomDataSet.ts';

export type Photometric = 'grey' | 'inverted' | 'palette' | 'rgb' | 'ybr' | 'ybr422' | 'codecRgb';

export interface PixelLayout {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  /** As stored: 1 or 3; a palette has 1 and gives 3. */
  readonly components: 1 | 3;
  readonly bitsAllocated: 1 | 8 | 16 | 32 | 64;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly isSigned: boolean;
  readonly isFloat: boolean;
  readonly isPlanar: boolean;
  readonly photometric: Photometric;
  readonly photometricName: string;
  /** What a decoded B-scan is made of. */
  readonly sampleType: SampleType;
  readonly channels: 1 | 3;
}

const photometrics: Readonly<Record<string, Photometric>> = {
  MONOCHROME1: 'inverted',
  MONOCHROME2: 'grey',
  'PALETTE COLOR': 'palette',
  RGB: 'rgb',
  YBR_FULL: 'ybr',
  YBR_FULL_422: 'ybr422',
  // The codec gives RGB.
  YBR_RCT: 'codecRgb',
  YBR_ICT: 'codecRgb',
  YBR_PARTIAL_420: 'codecRgb',
};

/** Errors: `unsupportedFormat` where there is no picture or an unknown kind of one, `unreadableFile` for impossible sizes. */
export function readPixelLayout(name: string, { data, pixels }: DicomDataSet): PixelLayout {
  if (pixels === null) {
    const modality = data.string('x00080060') ?? 'unknown';
    throw unsupportedVolume(
      name,
      `expected a DICOM picture, this object holds none (modality ${modality})`,
      'Choose the file with the images.',
      { modality },
    );
  }
  const missing = ['x00280010', 'x00280011', 'x00280100'].find(tag => data.uint16(tag) === undefined);
  if (missing !== undefined)
    throw unreadableVolume(name, `expected rows, columns and bits allocated, element ${missing.slice(1)} is missing`, pixels.offset);
  const count = (tag: string, otherwise: number) => data.uint16(tag) ?? otherwise;
  const rows = count('x00280010', 0);
  const columns = count('x00280011', 0);
  const frames = Math.max(1, data.intString('x00280008') ?? 1);
  const components = count('x00280002', 1);
  const bitsAllocated = count('x00280100', 0);
  const bitsStored = count('x00280101', bitsAllocated);
  const highBit = count('x00280102', bitsStored - 1);
  const isSigned = count('x00280103', 0) === 1;
  const photometricName = data.string('x00280004') ?? (components === 3 ? 'RGB' : 'MONOCHROME2');
  const photometric = photometrics[photometricName];
  if (photometric === undefined || (components !== 1 && components !== 3)) {
    throw unsupportedVolume(
      name,
      `expected grey, palette, RGB or YBR, received ${components} × ${photometricName}`,
      'Export it as RGB or grey.',
    );
  }
  if (!isWidth(bitsAllocated) || bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit + 1 < bitsStored) {
    throw unreadableVolume(
      name,
      `expected 1, 8, 16, 32 or 64 bits a sample, received ${bitsStored} of ${bitsAllocated} up to bit ${highBit}`,
      pixels.offset,
    );
  }
  const isFloat = pixels.tag !== 'x7fe00010';
  if (bitsAllocated === 64 && !isFloat)
    throw unsupportedVolume(name, 'expected at most 32 bits a whole number, received 64', 'Export it with 16 bits.');
  const isPalette = photometric === 'palette';
  const sampleType: SampleType =
    isPalette || (bitsAllocated <= 8 && !isSigned) ? 'uint8' : bitsAllocated > 16 ? 'float32' : isSigned ? 'int16' : 'uint16';
  const channels = isPalette ? 3 : components;
  requireShape(name, { bscans: frames, rows, columns, channels }, pixels.offset);
  return {
    ...{
      rows,
      columns,
      frames,
      components,
      bitsAllocated,
      bitsStored,
      highBit,
      isSigned,
      isFloat,
      photometric,
      photometricName,
      sampleType,
      channels,
    },
    isPlanar: components === 3 && count('x00280006', 0) === 1,
  };
}

function isWidth(bits: number): bits is PixelLayout['bitsAllocated'] {
  return [1, 8, 16, 32, 64].includes(bits);
}

/** Bytes of one uncompressed frame; fractions for one-bit frames, which follow each other without padding. */
export function nativeFrameBytes({ rows, columns, components, bitsAllocated, photometric }: PixelLayout): number {
  return photometric === 'ybr422' ? rows * columns * 2 : (rows * columns * components * bitsAllocated) / 8;
}
