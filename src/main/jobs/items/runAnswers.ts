// What a run has predicted, in memory, for filtering and ordering items: truth then, prediction, uncertainty, loss.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ItemPrediction } from '../../store/prediction.ts';
import type { JobContext } from '../context.ts';

export interface RunAnswer {
  /** Class at the time of the run; null where the item had none. */
  truth: string | null;
  predicted: string;
  /** Of the predicted class. */
  probability: number;
  /** Entropy of the probabilities, in nats. */
  uncertainty: number;
  /** Cross-entropy of the true class; null without one. */
  loss: number | null;
}

const rowsAtOnce = 500;
/** Runs kept in memory, the latest asked for. */
const kept = 4;

interface KeptAnswers {
  /** Changes when the run has written other predictions. */
  stamp: string;
  answers: Promise<ReadonlyMap<string, RunAnswer>>;
}
const answersOf = new WeakMap<JobContext, Map<string, KeptAnswers>>();

/** By item. Errors: `notFound` for a run that is not there. */
export async function runAnswers(context: JobContext, run: string): Promise<ReadonlyMap<string, RunAnswer>> {
  const { store } = context.workspace;
  const { id, config } = store.runs.get(run);
  const stamp = JSON.stringify([
    store.artifacts.list(id).filter(({ kind }) => kind === 'predictions'),
    store.artifacts.notLoaded(id).length,
  ]);
  const known = answersOf.get(context) ?? new Map<string, KeptAnswers>();
  answersOf.set(context, known);
  const entry = known.get(id);
  known.delete(id);
  const answers = entry?.stamp === stamp ? entry.answers : loadAnswers(context, id, config.data.classes);
  known.set(id, { stamp, answers });
  for (const old of [...known.keys()].slice(0, -kept)) known.delete(old);
  return answers;
}

async function loadAnswers(
  { workspace: { store } }: JobContext,
  run: string,
  classes: readonly string[],
): Promise<ReadonlyMap<string, RunAnswer>> {
  const answers = new Map<string, RunAnswer>();
  for (let after: ItemPrediction | null = null; ; ) {
    const rows: ItemPrediction[] = store.predictions.listedAfter(run, after, rowsAtOnce);
    for (const row of rows) answers.set(row.item, answerOf(row, classes));
    after = rows.at(-1) ?? null;
    if (rows.length < rowsAtOnce) return answers;
    await nextTurn();
  }
}

/** `classes` in the order of the network's outputs. */
export function answerOf({ label, predicted, probabilities }: ItemPrediction, classes: readonly string[]): RunAnswer {
  const nameOf = (index: number): string => classes[index] ?? String(index);
  return {
    truth: label === null ? null : nameOf(label),
    predicted: nameOf(predicted),
    probability: probabilities[predicted] ?? Number.NaN,
    uncertainty: probabilities.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0),
    loss: label === null ? null : -Math.log(Math.max(probabilities[label] ?? 0, Number.MIN_VALUE)),
  };
}
