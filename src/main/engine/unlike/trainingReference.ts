// artifacts/trainingReference.{json,safetensors} of a training run: what the scans were like that its network was trained on, and how
// far each of them lies from those of other patients. `compareScan` holds a new scan against it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Comparison, Unlike } from '../../../shared/domain/unlike.ts';
import { formatNumber } from '../../../shared/units.ts';
import { readJsonFile, runFolderNames } from '../host/runFolder.ts';
import { readSafetensors } from '../weights/safetensors.ts';
import { greyBins, greyDistance, meanGrey, type ScanMeasures } from './measureScan.ts';
import { type FeatureRows, type FeatureScale, neighbourDistance, standardized } from './neighbours.ts';

export const referenceNames = {
  facts: `${runFolderNames.artifacts}/trainingReference.json`,
  features: `${runFolderNames.artifacts}/trainingReference.safetensors`,
} as const;
/** Tensors of `referenceNames.features`: [scan, channel] in standard values, and the scale that made them so, [channel]. */
export const featureTensors = { rows: 'features', mean: 'mean', spread: 'spread' } as const;

export const referenceSchema = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of the weights that the features are read with. */
  weights: z.string(),
  scans: z.int().min(1),
  patients: z.int().min(1),
  sizes: z.array(z.strictObject({ widthPx: z.int(), heightPx: z.int(), scans: z.int() })).min(1),
  sizeThreshold: z.number(),
  colourThreshold: z.number(),
  grey: z.strictObject({
    /** Mean cumulative histogram. */
    mean: z.array(z.number()).length(greyBins),
    threshold: z.number(),
    /** 1st and 99th percentile of the scans' mean grey levels. */
    dark: z.number(),
    bright: z.number(),
  }),
  features: z.strictObject({ threshold: z.number() }).nullable(),
});
export type ReferenceFacts = z.infer<typeof referenceSchema>;

export interface TrainingReference {
  facts: ReferenceFacts;
  features: (FeatureRows & FeatureScale) | null;
}

/** null where there is none, or one of other weights. Errors: `damaged`, `unreadableFile`. */
export function readReference(folder: string, weights: string): TrainingReference | null {
  const path = join(folder, referenceNames.facts);
  if (!existsSync(path)) return null;
  const facts = readJsonFile(path, referenceSchema);
  if (facts.weights !== weights) return null;
  if (facts.features === null) return { facts, features: null };
  const { tensors } = readSafetensors(join(folder, referenceNames.features));
  const [rows, mean, spread] = Object.values(featureTensors).map(name => tensors.get(name));
  if (rows === undefined || mean === undefined || spread === undefined || rows.shape[0] !== facts.scans) return null;
  const scale = { mean: mean.values as Float32Array, spread: spread.values as Float32Array };
  return { facts, features: { values: rows.values as Float32Array, channels: rows.shape[1] as number, ...scale } };
}

/** `features`: read with the same weights. */
export function compareScan({ facts, features: rows }: TrainingReference, scan: ScanMeasures, features: Float32Array | null): Unlike {
  const distance = greyDistance(scan.grey, Float32Array.from(facts.grey.mean));
  const seen = rows === null || features === null ? null : neighbourDistance(standardized(features, rows), rows);
  return {
    size: compared(sizeDistance(scan, facts.sizes), facts.sizeThreshold, () => sizeWords(scan, facts.sizes)),
    colour: compared(scan.colour, facts.colourThreshold, () => 'in colour'),
    grey: compared(distance, facts.grey.threshold, () => greyWords(scan, facts)),
    features:
      seen === null || facts.features === null
        ? null
        : compared(seen, facts.features.threshold, () => 'looks unlike 99 % of it to the network'),
    scans: facts.scans,
  };
}

/** |ln| of the ratio to the nearest of the sizes, the larger of width and height. */
export function sizeDistance(scan: { widthPx: number; heightPx: number }, sizes: readonly { widthPx: number; heightPx: number }[]): number {
  return sizes.reduce((least, size) => Math.min(least, apart(scan, size)), Number.POSITIVE_INFINITY);
}

function apart(a: { widthPx: number; heightPx: number }, b: { widthPx: number; heightPx: number }): number {
  return Math.max(Math.abs(Math.log(a.widthPx / b.widthPx)), Math.abs(Math.log(a.heightPx / b.heightPx)));
}

function compared(value: number, threshold: number, words: () => string): Comparison {
  return { value, threshold, words: value > threshold ? words() : null };
}

/** The sides that no training scan comes near to; both where each was seen, but never together. */
function sizeWords(scan: ScanMeasures, sizes: ReferenceFacts['sizes']): string {
  const nearest = sizes.reduce((best, size) => (apart(scan, size) < apart(scan, best) ? size : best));
  const isOff = (side: 'widthPx' | 'heightPx'): boolean => Math.abs(Math.log(scan[side] / nearest[side])) > smallestSizeStep;
  const words = [
    ...(isOff('widthPx') ? [`width ${formatNumber(scan.widthPx)}`] : []),
    ...(isOff('heightPx') ? [`height ${formatNumber(scan.heightPx)}`] : []),
  ];
  return words.length > 0 ? words.join(' and ') : `size ${formatNumber(scan.widthPx)} × ${formatNumber(scan.heightPx)}`;
}

/** Sides within a tenth of one that was seen count as seen. */
export const smallestSizeStep = Math.log(1.1);

function greyWords(scan: ScanMeasures, { grey: { dark, bright } }: ReferenceFacts): string {
  const mean = meanGrey(scan.grey);
  if (mean > bright) return 'brighter than 99 % of it';
  if (mean < dark) return 'darker than 99 % of it';
  return 'other grey levels than 99 % of it';
}
