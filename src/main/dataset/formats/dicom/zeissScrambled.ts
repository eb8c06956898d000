// Zeiss instruments can export DICOM whose pixels are scrambled: they say JPEG 2000 and are none. Recognised and explained, not decoded.
import type { DataSet } from 'dicom-parser';
import { AppError } from '../../../../shared/errors.ts';
import { codestreamStart } from '../codecs/codestreamSize.ts';
import type { PixelCoding } from './transferSyntaxes.ts';

/** `head`: the first bytes of the first fragment. Errors: `unsupportedFormat`. */
export function refuseScrambled(name: string, data: DataSet, coding: PixelCoding, head: Uint8Array): void {
  const manufacturer = data.string('x00080070') ?? '';
  const isJp2File = Buffer.from(head.subarray(4, 8)).toString('latin1') === 'jP  ';
  if (coding !== 'jpeg2000' || !/zeiss/i.test(manufacturer) || isJp2File || codestreamStart(head) >= 0) return;
  throw new AppError(
    'unsupportedFormat',
    `${name}: expected JPEG 2000 pixels, received pixels that ${manufacturer} has scrambled for its own programs. ` +
      'Ask for an export as standard DICOM, not for Zeiss programs only, or take the raw .img files of a Cirrus.',
    { details: { manufacturer, start: Buffer.from(head).toString('hex') } },
  );
}
