// Where a DICOM file's data set begins and how it is encoded: preamble, mark and group 2 (PS3.10 §7.1), or, where those are missing as in
// many old files, what its first element looks like.
import type { ByteSource } from '../byteSource.ts';
import { explicitLittleEndian, implicitLittleEndian, transferSyntaxes } from './transferSyntaxes.ts';

export interface DicomMeta {
  /** Where the data set begins. */
  readonly end: number;
  readonly syntaxUid: string;
  /** Whether the elements come without their value representation. */
  readonly isImplicit: boolean;
  readonly warnings: readonly string[];
}

export const bigEndianUid = '1.2.840.10008.1.2.2';
const metaBytes = 2 ** 16;

/** Preamble and mark, or a file that begins with an element of group 2 or 8. */
export function looksLikeDicom(head: Uint8Array): boolean {
  return hasMark(head) || guessSyntax(head, 0) !== null;
}

export async function readMeta(file: ByteSource): Promise<DicomMeta | null> {
  const bytes = Buffer.from(await file.read(0, Math.min(metaBytes, file.sizeBytes)));
  const start = hasMark(bytes) ? 132 : 0;
  const warnings = start === 0 ? ['There is no preamble; the encoding is taken from the first element.'] : [];
  let at = start;
  let syntaxUid = '';
  while (at + 8 <= bytes.length && bytes.readUInt16LE(at) === 2) {
    const isLong = /^(OB|OW|OF|OD|OL|OV|SQ|UC|UN|UR|UT|SV|UV)$/.test(bytes.toString('latin1', at + 4, at + 6));
    if (isLong && at + 12 > bytes.length) break;
    const length = isLong ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6);
    const value = at + (isLong ? 12 : 8);
    if (bytes.readUInt16LE(at + 2) === 0x10)
      syntaxUid = bytes.toString('latin1', value, value + Math.min(length, 64)).replace(/[\0 ]+$/, '');
    at = value + length;
  }
  if (syntaxUid !== '') {
    // Some writers leave out value representations that the syntax asks for; the first element tells.
    const isImplicit = syntaxUid !== implicitLittleEndian && !isDeflated(syntaxUid) && guessSyntax(bytes, at) === implicitLittleEndian;
    return isImplicit
      ? {
          end: at,
          syntaxUid,
          isImplicit,
          warnings: [...warnings, 'The file leaves out the value representations that its transfer syntax asks for.'],
        }
      : { end: at, syntaxUid, isImplicit: syntaxUid === implicitLittleEndian, warnings };
  }
  const guessed = guessSyntax(bytes, at) ?? (start === 132 ? implicitLittleEndian : null);
  if (guessed === null) return null;
  return {
    end: at,
    syntaxUid: guessed,
    isImplicit: guessed === implicitLittleEndian,
    warnings: [...warnings, 'The file does not name its transfer syntax; it is taken from the first element.'],
  };
}

function isDeflated(syntaxUid: string): boolean {
  return transferSyntaxes[syntaxUid]?.isDeflated === true;
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[128] === 0x44 && bytes[129] === 0x49 && bytes[130] === 0x43 && bytes[131] === 0x4d;
}

/** From an element of group 2 or 8 at `at`: its value representation is written out or not, its group is little or big endian. */
function guessSyntax(bytes: Uint8Array, at: number): string | null {
  if (bytes.length < at + 8) return null;
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0] = bytes.subarray(at, at + 8);
  const isCapital = (byte: number) => byte >= 65 && byte <= 90;
  const isExplicit = isCapital(b4) && isCapital(b5);
  if (b0 === 0 && (b1 === 8 || b1 === 2) && isExplicit) return bigEndianUid;
  if (b1 !== 0 || (b0 !== 8 && b0 !== 2)) return null;
  if (isExplicit) return explicitLittleEndian;
  // Implicit: the element's number and length are small.
  return b3 === 0 && b2 <= 0x90 && b6 === 0 && b7 === 0 && b4 + 256 * b5 < 1024 && b4 % 2 === 0 ? implicitLittleEndian : null;
}
