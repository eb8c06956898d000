// ROC curve of one class against the rest, with a patient-bootstrap band around it (pointwise, over the false positive rate).
import { fewestPatients } from '../../../shared/domain/evaluation.ts';
import { patientBootstrap, percentileSpread } from '../metrics/bootstrap.ts';
import type { ClassificationInput } from '../metrics/metric.ts';
import { type RankedScores, rankScores } from '../metrics/rocAuc.ts';

export interface RocCurve {
  name: string;
  /** From (0, 0) to (1, 1); at most `mostPoints`. */
  points: { falsePositiveRate: number; truePositiveRate: number }[];
  /** 95 % of the resampled curves lie between `low` and `high`; null where patients are too few. */
  band: { falsePositiveRate: number; low: number; high: number }[] | null;
  /** Why there is no curve or no band. */
  reason?: string;
}

const mostPoints = 200;
const bandSteps = 50;
const grid = Array.from({ length: bandSteps + 1 }, (_, i) => i / bandSteps);

export interface RocInput {
  input: ClassificationInput;
  classIndex: number;
  /** [item] index of its patient. */
  patientOf: Int32Array;
  patients: number;
  seed: number;
  resamples?: number;
}

/** A class that nobody has, or everybody, has no curve. */
export function rocCurve({ input, classIndex, patientOf, patients, seed, resamples = 200 }: RocInput): RocCurve {
  const name = input.classes[classIndex] as string;
  const ranking = rankScores(input, classIndex, patientOf);
  const points = curvePoints(ranking);
  if (points === null) return { name, points: [], band: null, reason: `${name} or its opposite does not occur here` };
  const thinned = thin(points);
  const fewest = Math.min(...[true, false].map(isOwn => countPatients(input, classIndex, patientOf, isOwn)));
  if (fewest < fewestPatients) return { name, points: thinned, band: null, reason: `too few patients to estimate (n = ${fewest})` };
  const samples = patientBootstrap({
    ...{ patients, resamples, seed, statistics: grid.length },
    evaluate: (weights, heights) => sampleHeights(ranking, weights, heights),
  });
  const band = samples.map((sample, i) => {
    const { low, high } = percentileSpread(sample);
    return { falsePositiveRate: grid[i] as number, low, high };
  });
  return { name, points: thinned, band };
}

function curvePoints({ codes }: RankedScores): RocCurve['points'] | null {
  const ones = new Float64Array(1 + codes.reduce((most, code) => Math.max(most, code >> 2), 0)).fill(1);
  const points: RocCurve['points'] = [];
  const totals = walk(codes, ones, (x, y) => points.push({ falsePositiveRate: x, truePositiveRate: y }));
  return totals === null ? null : points;
}

/** Heights of one resampled curve over the grid; NaN where the draw has no patient of a side. */
function sampleHeights({ codes }: RankedScores, weights: Float64Array, heights: Float64Array): void {
  let at = 0;
  let [left, below] = [0, 0];
  const totals = walk(codes, weights, (x, y) => {
    for (; at < grid.length && (grid[at] as number) < x; at++) {
      heights[at] = below + ((y - below) * ((grid[at] as number) - left)) / (x - left);
    }
    [left, below] = [x, y];
  });
  heights.fill(totals === null ? Number.NaN : 1, totals === null ? 0 : at);
}

/** Visits the corners of the curve from the highest score down; null when one side has no weight. */
function walk(codes: Int32Array, weights: Float64Array, visit: (x: number, y: number) => void): true | null {
  let [positives, negatives] = [0, 0];
  for (const code of codes) {
    const weight = weights[code >> 2] as number;
    if ((code & 2) !== 0) positives += weight;
    else negatives += weight;
  }
  if (positives === 0 || negatives === 0) return null;
  let [right, wrong] = [0, 0];
  visit(0, 0);
  for (let rank = codes.length - 1; rank >= 0; rank--) {
    const code = codes[rank] as number;
    const weight = weights[code >> 2] as number;
    if ((code & 2) !== 0) right += weight;
    else wrong += weight;
    // Equal scores are one corner: the next one below must end a tie of its own.
    if (rank === 0 || ((codes[rank - 1] as number) & 1) === 1) visit(wrong / negatives, right / positives);
  }
  return true;
}

function thin(points: RocCurve['points']): RocCurve['points'] {
  const corners = points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before === undefined || after === undefined) return true;
    const isFlat = before.truePositiveRate === after.truePositiveRate;
    const isSteep = before.falsePositiveRate === after.falsePositiveRate;
    return !isFlat && !isSteep && point !== before;
  });
  if (corners.length <= mostPoints) return corners;
  return Array.from(
    { length: mostPoints },
    (_, i) => corners[Math.round((i * (corners.length - 1)) / (mostPoints - 1))] as RocCurve['points'][0],
  );
}

function countPatients({ labels }: ClassificationInput, classIndex: number, patientOf: Int32Array, isOwn: boolean): number {
  return new Set(patientOf.filter((_, item) => (labels[item] === classIndex) === isOwn)).size;
}
