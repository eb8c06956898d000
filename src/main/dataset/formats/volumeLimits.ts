// What any volume may claim before something is allocated for it, and the errors that every volume format throws.

import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import { AppError } from '../../../shared/errors.ts';

export const maxBscans = 65_536;
export const maxSide = 32_767;
/** Samples of one B-scan: far above any OCT image. */
export const maxBscanSamples = 2 ** 27;

/** A damaged file: `fact` is what was expected and received. */
export function unreadableVolume(name: string, fact: string, offset: number, details: Record<string, unknown> = {}): AppError {
  return new AppError('unreadableFile', `${name}: ${fact}. Get an undamaged copy of the file.`, { details: { offset, ...details } });
}

/** A whole file that this program does not take, with what would help. */
export function unsupportedVolume(name: string, fact: string, advice: string, details: Record<string, unknown> = {}): AppError {
  return new AppError('unsupportedFormat', `${name}: ${fact}. ${advice}`, { details });
}

/** Sizes that a header gives, before they are believed. Errors: `unreadableFile` with `offset`. */
export function requireShape(name: string, { bscans, rows, columns, channels }: VolumeHeader['shape'], offset: number): void {
  const areCounts = [bscans, rows, columns].every(count => Number.isSafeInteger(count) && count >= 1);
  const fits = bscans <= maxBscans && rows <= maxSide && columns <= maxSide && rows * columns * channels <= maxBscanSamples;
  if (areCounts && fits) return;
  throw unreadableVolume(
    name,
    `expected 1 to ${maxBscans} B-scans of at most ${maxSide} samples a side, the header says ${bscans} of ${columns} × ${rows}`,
    offset,
    { bscans, rows, columns },
  );
}

/** Errors: `badInput` for a B-scan that the volume does not have. */
export function requireBscan(name: string, index: number, bscans: number): void {
  if (Number.isInteger(index) && index >= 0 && index < bscans) return;
  throw new AppError('badInput', `${name}: expected a B-scan from 0 to ${bscans - 1}, received ${index}.`);
}
