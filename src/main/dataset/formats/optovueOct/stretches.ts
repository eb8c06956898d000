// Which samples of an .OCT file belong to which part of the scan, from the text's counts and the file's size.
import { unsupportedVolume } from '../volumeLimits.ts';
import type { OptovueSheet, OptovueStep } from './sheet.ts';

/** A stretch of B-scans of one size. */
export interface Stretch {
  /** In samples, from the file's beginning. */
  readonly start: number;
  readonly columns: number;
  readonly bscans: number;
  /** Null for B-scans that the text does not count. */
  readonly step: OptovueStep | null;
  /** From 1; the file may hold the scan several times. */
  readonly group: number;
  readonly groups: number;
}

export const sampleBytes = 4;
const maxGroups = 64;

/** Errors: `unsupportedFormat` where text and file do not fit together. */
export function stretchesOf(name: string, sheet: OptovueSheet, sizeBytes: number): Stretch[] {
  const { rows, steps, framesPerGroup } = sheet;
  const [first] = steps;
  if (rows === null || first === undefined) {
    throw unsupportedVolume(
      name,
      `expected OCT Window Height, XY Scan Length and XY Scan Usage in the .txt beside it, received ${rows === null ? 'no height' : 'no length and usage'}`,
      'Export the scan from the device once more, with its text.',
    );
  }
  const samples = sizeBytes / sampleBytes;
  const whole = steps.reduce((sum, { columns, bscans }) => sum + rows * columns * bscans, 0);
  const groups = samples / whole;
  if (Number.isInteger(groups) && groups >= 1 && groups <= maxGroups) {
    let start = 0;
    return Array.from({ length: groups }, (_, i) => i + 1).flatMap(group =>
      steps.map(step => {
        const stretch = { start, columns: step.columns, bscans: step.bscans, step, group, groups };
        start += rows * step.columns * step.bscans;
        return stretch;
      }),
    );
  }
  const bscanSamples = rows * first.columns;
  const frames = samples / bscanSamples;
  if (!Number.isInteger(frames) || frames < first.bscans) {
    throw unsupportedVolume(
      name,
      `expected ${whole * sampleBytes} bytes, or a multiple, for ${steps.map(({ bscans, columns }) => `${bscans} B-scans of ${columns} × ${rows}`).join(' and ')} as its .txt says, received ${sizeBytes}`,
      'Check that the .txt is of this scan.',
    );
  }
  const perGroup = framesPerGroup !== null && framesPerGroup >= first.bscans && frames % framesPerGroup === 0 ? framesPerGroup : frames;
  const others = perGroup - first.bscans;
  return Array.from({ length: frames / perGroup }, (_, i) => {
    const own = { columns: first.columns, group: i + 1, groups: frames / perGroup };
    const start = i * perGroup * bscanSamples;
    const rest = { ...own, start: start + first.bscans * bscanSamples, bscans: others, step: null };
    return [{ ...own, start, bscans: first.bscans, step: first }, ...(others > 0 ? [rest] : [])];
  }).flat();
}
