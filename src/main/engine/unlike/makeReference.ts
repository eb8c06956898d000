// Describes a run's training scans once, so that later ones can be held against them.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ManifestItem } from '../../../shared/domain/manifest.ts';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { AppError } from '../../../shared/errors.ts';
import { randomGenerator, shuffled } from '../../../shared/random.ts';
import { writeFileAtomic } from '../../atomicFile.ts';
import type { Model } from '../architectures/model.ts';
import { toJsonText } from '../host/runFolder.ts';
import { FeatureReader } from '../inference/featureReader.ts';
import { createPipeline } from '../preprocess/pipeline.ts';
import { inputShapeOf } from '../training/buildNetwork.ts';
import { writeSafetensors } from '../weights/safetensors.ts';
import { type DescribedScan, describeScan } from './describeScan.ts';
import { greyBins, greyDistance, meanGrey } from './measureScan.ts';
import {
  type FeatureRows,
  type FeatureScale,
  featureScale,
  neighbourDistance,
  patientQuantile,
  quantile,
  standardized,
} from './neighbours.ts';
import {
  featureTensors,
  type ReferenceFacts,
  referenceNames,
  referenceSchema,
  sizeDistance,
  smallestSizeStep,
} from './trainingReference.ts';

/** More do not move the thresholds, and would take minutes. */
const mostScans = 1000;
/** One patient in a hundred of those whose scans are usual would be flagged. */
const usualShare = 0.99;
/** JPEGs of grey scans are a little coloured. */
const smallestColour = 0.02;

export interface ReferenceInput {
  folder: string;
  config: RunConfig;
  /** SHA-256 of the model's weights. */
  weights: string;
  model: Model;
  /** All items of the run. */
  manifest: readonly ManifestItem[];
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

/** Writes `referenceNames`; returns their names. Errors: `notFound` without any readable training scan; the signal's reason; `diskFull`. */
export async function makeReference(input: ReferenceInput): Promise<string[]> {
  const { config, model, manifest } = input;
  const random = randomGenerator(config.seed, 'trainingReference');
  const training = shuffled(
    manifest.filter(item => item.split === 'train'),
    random,
  ).slice(0, mostScans);
  // The network knows its training scans by heart; how far a usual scan lies off is seen on those that it was not fitted to.
  const unseen = shuffled(
    manifest.filter(item => item.split === 'val'),
    random,
  ).slice(0, mostScans);
  const reader = FeatureReader.open(model, inputShapeOf(config));
  try {
    const pipeline = createPipeline(config);
    const describeAll = async (items: readonly ManifestItem[], before: number): Promise<Described[]> => {
      const described: Described[] = [];
      for (const [i, item] of items.entries()) {
        input.signal.throwIfAborted();
        const scan = await describeScan(item, pipeline, reader).catch(() => null);
        if (scan !== null) described.push({ ...scan, subject: item.subject });
        input.onProgress(before + i + 1, training.length + unseen.length);
      }
      return described;
    };
    const scans = await describeAll(training, 0);
    if (scans.length === 0) {
      throw new AppError(
        'notFound',
        `Expected the training scans of this run at ${training[0]?.root ?? 'their folder'}, none can be read. Put the folder back, or relink it.`,
      );
    }
    const others = await describeAll(unseen, training.length);
    return writeReference(input, scans, others);
  } finally {
    reader?.dispose();
  }
}

type Described = DescribedScan & { subject: string };

function writeReference(input: ReferenceInput, scans: Described[], others: Described[]): string[] {
  const { folder, weights } = input;
  const rows = featureRows(scans);
  const facts: ReferenceFacts = {
    version: 1,
    weights,
    scans: scans.length,
    patients: new Set(scans.map(scan => scan.subject)).size,
    ...sizesOf(scans),
    colourThreshold: Math.max(
      smallestColour,
      usualMost([...scans, ...others], ({ measures }) => measures.colour),
    ),
    grey: greyOf(scans, others),
    features: rows === null ? null : { threshold: featureThreshold(rows, scans, others) },
  };
  mkdirSync(dirname(join(folder, referenceNames.facts)), { recursive: true });
  if (rows !== null) {
    const { values, channels, mean, spread } = rows;
    const tensors = new Map([
      [featureTensors.rows, { shape: [scans.length, channels], values }],
      [featureTensors.mean, { shape: [channels], values: mean }],
      [featureTensors.spread, { shape: [channels], values: spread }],
    ]);
    writeSafetensors(join(folder, referenceNames.features), { tensors, metadata: { weights } });
  }
  writeFileAtomic(join(folder, referenceNames.facts), toJsonText(referenceSchema.parse(facts)));
  return [referenceNames.facts, ...(rows === null ? [] : [referenceNames.features])];
}

/** What 99 of 100 patients stay below. */
function usualMost(scans: readonly Described[], measure: (scan: Described, index: number) => number): number {
  const values = scans.map((scan, index) => ({ subject: scan.subject, value: measure(scan, index) }));
  return patientQuantile(values, usualShare);
}

/** Each scan against those of other patients: with its own it would always be at home. */
function sizesOf(scans: readonly Described[]): Pick<ReferenceFacts, 'sizes' | 'sizeThreshold'> {
  const bySize = Map.groupBy(scans, ({ measures }) => `${measures.widthPx} ${measures.heightPx}`);
  const groups = [...bySize.values()].map(members => {
    const { widthPx, heightPx } = (members[0] as Described).measures;
    return { widthPx, heightPx, scans: members.length, subjects: new Set(members.map(member => member.subject)) };
  });
  const farthest = usualMost(scans, ({ measures, subject }) => {
    const ofOthers = groups.filter(({ subjects }) => subjects.size > 1 || !subjects.has(subject));
    return ofOthers.length === 0 ? 0 : sizeDistance(measures, ofOthers);
  });
  const sizes = groups.map(({ subjects: _, ...size }) => size).sort((a, b) => b.scans - a.scans);
  return { sizes, sizeThreshold: Math.max(smallestSizeStep, farthest) };
}

/** Each scan against the mean of the others: what it adds itself is taken out. */
function greyOf(scans: readonly Described[], others: readonly Described[]): ReferenceFacts['grey'] {
  const sum = new Float64Array(greyBins);
  for (const { measures } of scans) {
    for (const [bin, share] of measures.grey.entries()) sum[bin] = (sum[bin] as number) + share;
  }
  const mean = Float32Array.from(sum, total => total / scans.length);
  const threshold = usualMost([...scans, ...others], ({ measures: { grey } }, index) => {
    if (index >= scans.length) return greyDistance(grey, mean);
    const rest = Float32Array.from(sum, (total, bin) => (total - (grey[bin] as number)) / Math.max(1, scans.length - 1));
    return scans.length === 1 ? 0 : greyDistance(grey, rest);
  });
  const means = scans.map(({ measures }) => meanGrey(measures.grey));
  return { mean: [...mean], threshold, dark: quantile(means, 1 - usualShare), bright: quantile(means, usualShare) };
}

/** In standard values, with their scale; null for a network without feature maps. */
function featureRows(scans: readonly Described[]): (FeatureRows & FeatureScale) | null {
  const channels = scans[0]?.features?.length ?? 0;
  if (channels === 0) return null;
  const values = new Float32Array(scans.length * channels);
  for (const [i, { features }] of scans.entries()) if (features !== null) values.set(features, i * channels);
  const scale = featureScale({ values, channels });
  return { values: standardized(values, scale), channels, ...scale };
}

/** Training scans are held against those of other patients; unseen ones against all. */
function featureThreshold(rows: FeatureRows & FeatureScale, scans: readonly Described[], others: readonly Described[]): number {
  return usualMost([...scans, ...others], ({ features, subject }, index) => {
    if (features === null) return 0;
    const isOther = (scan: number): boolean => scans[scan]?.subject !== subject;
    return neighbourDistance(standardized(features, rows), rows, index < scans.length ? isOther : undefined);
  });
}
