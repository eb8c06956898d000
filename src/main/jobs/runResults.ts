// The results of a run on one part, as far as they go beyond its evaluation: curves, reliability, patients by cell, worst errors with
// their scans. Computed from the stored predictions, and kept, as these never change.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SplitName } from '../../shared/domain/manifest.ts';
import type { Prediction } from '../../shared/domain/prediction.ts';
import { AppError } from '../../shared/errors.ts';
import { deriveSeed } from '../../shared/random.ts';
import { type ReliabilityBin, reliabilityBins } from '../engine/evaluation/reliability.ts';
import { type RocCurve, rocCurve } from '../engine/evaluation/rocCurve.ts';
import { readManifest } from '../engine/host/runFolder.ts';
import { type ClassificationInput, predictedClasses } from '../engine/metrics/metric.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';

export interface WrongScan {
  item: string;
  path: string;
  label: string;
  predicted: string;
  /** [class] */
  probabilities: number[];
  /** False once the scan has left the data set: there is no picture of it any more. */
  isHere: boolean;
}

export interface RunResults {
  run: string;
  part: string;
  classes: string[];
  /** Patients with at least one scan in the cell, [truth][prediction]; one patient may be in several. */
  patients: number[][];
  roc: RocCurve[];
  reliability: ReliabilityBin[];
  /** The most surely wrong first. */
  worst: WrongScan[];
}

const mostWorst = 60;
const keptResults = 12;
const kept = new WeakMap<JobContext, Map<string, Promise<RunResults>>>();

/** Errors: `notFound` for the run, or when it has no labelled predictions for that part. */
export async function runResults(context: JobContext, request: { run: string; part: SplitName }): Promise<RunResults> {
  const { store } = context.workspace;
  const run = store.runs.get(request.run);
  const written = store.evaluations.find(run.id, request.part)?.createdMs ?? 0;
  const key = `${run.id} ${request.part} ${written}`;
  const known = kept.get(context) ?? new Map<string, Promise<RunResults>>();
  kept.set(context, known);
  const results = known.get(key) ?? compute(context, run, request.part);
  known.delete(key);
  known.set(key, results);
  results.catch(() => known.delete(key));
  for (const oldest of known.keys()) if (known.size > keptResults) known.delete(oldest);
  return results;
}

export interface LabelledScan extends Prediction {
  label: number;
  path: string;
  subject: string;
}

async function compute(context: JobContext, run: Run, part: SplitName): Promise<RunResults> {
  const { classes } = run.config.data;
  const scans = labelledScans(context, run, part);
  const subjects = [...new Set(scans.map(({ subject }) => subject))];
  const indexOf = new Map(subjects.map((subject, index) => [subject, index]));
  const patientOf = Int32Array.from(scans, ({ subject }) => indexOf.get(subject) as number);
  const input: ClassificationInput = {
    classes,
    labels: Int32Array.from(scans, ({ label }) => label),
    probabilities: Float32Array.from(scans.flatMap(({ probabilities }) => probabilities)),
  };
  const predicted = predictedClasses(input);
  const roc: RocCurve[] = [];
  const seed = deriveSeed(run.config.seed, 'bootstrap');
  for (const classIndex of classes.keys()) {
    roc.push(rocCurve({ input, classIndex, patientOf, patients: subjects.length, seed }));
    await nextTurn();
  }
  const patients = classes.map((_, truth) =>
    classes.map((__, answer) => new Set(patientOf.filter((___, i) => input.labels[i] === truth && predicted[i] === answer)).size),
  );
  return {
    run: run.id,
    part,
    classes,
    patients,
    roc,
    reliability: reliabilityBins(input),
    worst: worstOf(context, scans, predicted, classes),
  };
}

/** Errors: `notFound` where there are none. */
export function labelledScans(context: JobContext, run: Run, part: SplitName): LabelledScan[] {
  const predictions = context.workspace.store.predictions.list(run.id, part);
  const manifest = new Map(readManifest(runFolderOf(context, run.id)).map(item => [item.item, item]));
  const { classes } = run.config.data;
  const scans = predictions.flatMap(prediction => {
    const { label, item, probabilities } = prediction;
    const known = manifest.get(item);
    if (label === null || known === undefined || probabilities.length !== classes.length) return [];
    return [{ ...prediction, label, path: known.path, subject: known.subject }];
  });
  if (scans.length > 0) return scans;
  throw new AppError('notFound', `Expected labelled predictions of run ${run.name} for the ${part} part, but there are none.`);
}

function worstOf(context: JobContext, scans: readonly LabelledScan[], predicted: Int32Array, classes: readonly string[]): WrongScan[] {
  return scans
    .map((scan, i) => ({ ...scan, answer: predicted[i] as number }))
    .filter(({ label, answer }) => label !== answer)
    .sort((a, b) => (a.probabilities[a.label] as number) - (b.probabilities[b.label] as number))
    .slice(0, mostWorst)
    .map(({ item, path, label, answer, probabilities }) => ({
      ...{ item, path, probabilities, label: classes[label] as string, predicted: classes[answer] as string },
      isHere: isInStore(context, item),
    }));
}

/** False once the scan has left the data set: there is no picture of it any more. */
export function isInStore({ workspace: { store } }: JobContext, item: string): boolean {
  try {
    store.items.get(item);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return false;
    throw error;
  }
}
