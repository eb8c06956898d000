// How DICOM files are encoded (PS3.5 §10, PS3.6 table A-1): byte order, value representation, and which decoder their pixels need.

export type PixelCoding = 'native' | 'rle' | 'jpeg' | 'jpegLossless' | 'jpegLs' | 'jpeg2000';

export interface TransferSyntax {
  readonly title: string;
  readonly coding: PixelCoding;
  readonly isBigEndian?: true;
  readonly isDeflated?: true;
}

export const implicitLittleEndian = '1.2.840.10008.1.2';
export const explicitLittleEndian = '1.2.840.10008.1.2.1';

export const transferSyntaxes: Readonly<Record<string, TransferSyntax>> = {
  [implicitLittleEndian]: { title: 'implicit little endian', coding: 'native' },
  [explicitLittleEndian]: { title: 'explicit little endian', coding: 'native' },
  '1.2.840.10008.1.2.1.99': { title: 'deflated explicit little endian', coding: 'native', isDeflated: true },
  '1.2.840.10008.1.2.2': { title: 'explicit big endian', coding: 'native', isBigEndian: true },
  '1.2.840.10008.1.2.5': { title: 'RLE', coding: 'rle' },
  '1.2.840.10008.1.2.4.50': { title: 'JPEG baseline', coding: 'jpeg' },
  '1.2.840.10008.1.2.4.51': { title: 'JPEG extended', coding: 'jpeg' },
  '1.2.840.10008.1.2.4.57': { title: 'JPEG lossless', coding: 'jpegLossless' },
  '1.2.840.10008.1.2.4.70': { title: 'JPEG lossless, first-order prediction', coding: 'jpegLossless' },
  '1.2.840.10008.1.2.4.80': { title: 'JPEG-LS lossless', coding: 'jpegLs' },
  '1.2.840.10008.1.2.4.81': { title: 'JPEG-LS near-lossless', coding: 'jpegLs' },
  '1.2.840.10008.1.2.4.90': { title: 'JPEG 2000 lossless', coding: 'jpeg2000' },
  '1.2.840.10008.1.2.4.91': { title: 'JPEG 2000', coding: 'jpeg2000' },
  '1.2.840.10008.1.2.4.201': { title: 'high-throughput JPEG 2000 lossless', coding: 'jpeg2000' },
  '1.2.840.10008.1.2.4.202': { title: 'high-throughput JPEG 2000 lossless, RPCL', coding: 'jpeg2000' },
  '1.2.840.10008.1.2.4.203': { title: 'high-throughput JPEG 2000', coding: 'jpeg2000' },
};

/** Known, and why they are not taken. */
export const refusedSyntaxes: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2.4.92': 'JPEG 2000 part 2 (several components)',
  '1.2.840.10008.1.2.4.93': 'JPEG 2000 part 2 (several components)',
  '1.2.840.10008.1.2.4.100': 'MPEG-2 video',
  '1.2.840.10008.1.2.4.101': 'MPEG-2 video',
  '1.2.840.10008.1.2.4.102': 'H.264 video',
  '1.2.840.10008.1.2.4.103': 'H.264 video',
  '1.2.840.10008.1.2.4.107': 'H.265 video',
  '1.2.840.10008.1.2.4.108': 'H.265 video',
};
