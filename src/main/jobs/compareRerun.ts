// Did a rerun come out as the original? Bit for bit: every recorded number, every prediction, the weights of the checkpoint in use.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Environment, readEnvironment, readJsonFile } from '../engine/host/runFolder.ts';
import type { Metric } from '../store/metric.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';

export interface RerunComparison {
  original: { id: string; name: string; state: Run['state'] };
  /** Nothing that could be compared differs. */
  identical: boolean;
  /** Recorded numbers that both runs have, and how many of them differ or stand in one run alone. */
  numbers: { compared: number; different: number; first: NumberDifference | null };
  predictions: Sameness;
  weights: Sameness;
  /** sha256 of the checkpoint in use; null where it is gone. */
  weightsSha256: { original: string | null; rerun: string | null };
  /** Where the two were computed with something else: the reason to expect other bits. */
  environment: { name: string; original: string; rerun: string }[];
}
export type Sameness = 'identical' | 'different' | 'missing';

export interface NumberDifference {
  series: string;
  step: number;
  original: number | null;
  rerun: number | null;
}

const pointerSchema = z.object({ step: z.int() });

/** null unless `run` is a finished exact rerun whose original is still there. */
export async function compareRerun(context: JobContext, run: Run): Promise<RerunComparison | null> {
  const { store } = context.workspace;
  if (run.rerun !== 'exactly' || run.parent === null || run.state !== 'finished') return null;
  const original = store.runs.get(run.parent);
  const folders = { original: runFolderOf(context, original.id), rerun: runFolderOf(context, run.id) };
  const numbers = compareNumbers(store.metrics.list(original.id), store.metrics.list(run.id));
  const predictions = comparePredictions(context, original.id, run.id);
  const weightsSha256 = { original: await weightsHash(folders.original), rerun: await weightsHash(folders.rerun) };
  const weights = sameness(weightsSha256.original, weightsSha256.rerun);
  const identical = numbers.different === 0 && predictions !== 'different' && weights !== 'different';
  const environment = environmentDifferences(readEnvironment(folders.original), readEnvironment(folders.rerun));
  const { id, name, state } = original;
  return { original: { id, name, state }, identical, numbers, predictions, weights, weightsSha256, environment };
}

/** By series and step; NaN equals NaN. */
export function compareNumbers(original: readonly Metric[], rerun: readonly Metric[]): RerunComparison['numbers'] {
  const key = ({ series, step }: Metric): string => `${series} ${step}`;
  const others = new Map(rerun.map(metric => [key(metric), metric]));
  let compared = 0;
  let different = 0;
  let first: NumberDifference | null = null;
  const differs = (difference: NumberDifference): void => {
    different++;
    if (first === null || difference.step < first.step) first = difference;
  };
  for (const metric of original) {
    const { series, step } = metric;
    const other = others.get(key(metric));
    others.delete(key(metric));
    if (other !== undefined) compared++;
    if (other === undefined) differs({ series, step, original: finite(metric.value), rerun: null });
    else if (!Object.is(metric.value, other.value)) differs({ series, step, original: finite(metric.value), rerun: finite(other.value) });
  }
  for (const { series, step, value } of others.values()) differs({ series, step, original: null, rerun: finite(value) });
  return { compared, different, first };
}

/** JSON has no NaN; where it stands beside a number, what matters is that they differ. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function comparePredictions({ workspace: { store } }: JobContext, original: string, rerun: string): Sameness {
  const text = (run: string): string | null => {
    const rows = store.predictions.list(run, 'val');
    return rows.length === 0 ? null : JSON.stringify(rows);
  };
  return sameness(text(original), text(rerun));
}

function sameness(a: string | null, b: string | null): Sameness {
  if (a === null || b === null) return 'missing';
  return a === b ? 'identical' : 'different';
}

/** Hash of the weights of the best checkpoint; null when it is gone. */
async function weightsHash(folder: string): Promise<string | null> {
  const pointer = join(folder, 'checkpoints', 'best.json');
  if (!existsSync(pointer)) return null;
  const { step } = readJsonFile(pointer, pointerSchema);
  const path = join(folder, 'checkpoints', String(step), 'weights.safetensors');
  if (!existsSync(path)) return null;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function environmentDifferences(original: Environment | null, rerun: Environment | null): RerunComparison['environment'] {
  if (original === null || rerun === null) return [];
  const facts = ({ app, tensorflow, cpu, threads, device, precision }: Environment): Record<string, string> => ({
    Fovea: `${app.version}${app.commit === null ? '' : ` (${app.commit.slice(0, 12)})`}`,
    TensorFlow: `${tensorflow.version} (${tensorflow.build})`,
    Processor: cpu.model,
    'Processor features': cpu.flags.join(' '),
    Threads: `${threads.intraOp} and ${threads.interOp}`,
    Device: device,
    Precision: precision,
  });
  const [before, after] = [facts(original), facts(rerun)];
  return Object.keys(before).flatMap(name =>
    before[name] === after[name] ? [] : [{ name, original: before[name] as string, rerun: after[name] as string }],
  );
}
