// Trainings beside each other on the validation scans that they share: what each reaches there, and which scans one gets right that the
// other does not. The test set stays out: it is no place to choose between runs.
import { AppError, toAppError } from '../../shared/errors.ts';
import { deriveSeed } from '../../shared/random.ts';
import { type MetricDifference, pairedDifference } from '../engine/evaluation/pairedDifference.ts';
import type { Run } from '../store/run.ts';
import type { JobContext } from './context.ts';
import { isInStore, type LabelledScan, labelledScans } from './runResults.ts';

export interface ChangedScan {
  item: string;
  path: string;
  label: string;
  /** Answers of the first run, and of the one compared with it. */
  base: string;
  other: string;
  isHere: boolean;
}

export interface ComparedRun {
  run: string;
  scans: number;
  patients: number;
  /** Shared scans that the two runs call by different labels, which are left out. */
  relabelled: number;
  metrics: MetricDifference[];
  /** Wrong in the first run and right here, and the other way round; the first of each. */
  fixed: { count: number; scans: ChangedScan[] };
  broken: { count: number; scans: ChangedScan[] };
}

/** In the order asked for; the first is what the others are compared with. `reason`: why a run cannot be. */
export interface RunComparison {
  base: string;
  others: (ComparedRun | { run: string; reason: string })[];
}

const mostShown = 60;

/** Errors: `notFound` for a run, or when the first has no validation results; `usage` for fewer than two, or one twice. */
export async function compareRuns(context: JobContext, ids: readonly string[]): Promise<RunComparison> {
  const [base, ...others] = ids.map(id => context.workspace.store.runs.get(id)) as [Run, ...Run[]];
  if (others.length === 0 || new Set([base, ...others].map(({ id }) => id)).size < ids.length) {
    throw new AppError('usage', 'Expected two runs or more, each once. Choose runs that differ.');
  }
  const known = scansOf(context, base);
  const compared: RunComparison['others'] = [];
  for (const run of others) {
    try {
      compared.push({ run: run.id, ...(await compareTwo(context, base, known, run)) });
    } catch (error) {
      compared.push({ run: run.id, reason: toAppError(error).message });
    }
  }
  return { base: base.id, others: compared };
}

/** Labels by name: the order of the classes may differ between runs. */
interface NamedScan extends LabelledScan {
  labelName: string;
}

function scansOf(context: JobContext, run: Run): Map<string, NamedScan> {
  const { classes } = run.config.data;
  return new Map(labelledScans(context, run, 'val').map(scan => [scan.item, { ...scan, labelName: classes[scan.label] as string }]));
}

async function compareTwo(
  context: JobContext,
  base: Run,
  known: ReadonlyMap<string, NamedScan>,
  run: Run,
): Promise<Omit<ComparedRun, 'run'>> {
  const { classes } = base.config.data;
  const order = classes.map(name => run.config.data.classes.indexOf(name));
  if (order.includes(-1) || order.length !== run.config.data.classes.length) {
    throw new AppError(
      'conflict',
      `Expected a run that tells ${classes.join(', ')} apart, received ${run.config.data.classes.join(', ')}.`,
    );
  }
  const both = [...scansOf(context, run).values()].flatMap(other => {
    const own = known.get(other.item);
    return own === undefined ? [] : [{ own, other }];
  });
  const pairs = both.filter(({ own, other }) => own.labelName === other.labelName);
  if (pairs.length === 0) throw new AppError('badInput', 'Expected validation scans that both runs have, found none.');
  const subjects = [...new Set(pairs.map(({ own }) => own.subject))];
  const indexOf = new Map(subjects.map((subject, index) => [subject, index]));
  const metrics = await pairedDifference({
    ...{ classes, patients: subjects.length, seed: deriveSeed(base.config.seed, 'compare') },
    labels: Int32Array.from(pairs, ({ own }) => own.label),
    patientOf: Int32Array.from(pairs, ({ own }) => indexOf.get(own.subject) as number),
    base: Float32Array.from(pairs.flatMap(({ own }) => own.probabilities)),
    other: Float32Array.from(pairs.flatMap(({ other }) => order.map(index => other.probabilities[index] as number))),
  });
  const changed = pairs.map(({ own, other }) => ({
    ...{ item: own.item, path: own.path, label: own.labelName },
    ...{ base: classes[own.predicted] as string, other: run.config.data.classes[other.predicted] as string },
  }));
  const listOf = (scans: typeof changed): ComparedRun['fixed'] => ({
    count: scans.length,
    scans: scans.slice(0, mostShown).map(scan => ({ ...scan, isHere: isInStore(context, scan.item) })),
  });
  return {
    ...{ scans: pairs.length, patients: subjects.length, relabelled: both.length - pairs.length, metrics },
    fixed: listOf(changed.filter(({ label, base: before, other }) => before !== label && other === label)),
    broken: listOf(changed.filter(({ label, base: before, other }) => before === label && other !== label)),
  };
}
