// Files of a run folder whose rows belong in tables: predictions/<split>.jsonl and artifacts/evaluation.<split>.json.
import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { predictionSchema } from '../../shared/domain/prediction.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { parseJson, runFilePath } from '../engine/host/runFolder.ts';
import type { Artifact } from '../store/artifact.ts';
import { type JobContext, runFolderOf } from './context.ts';

/** Kinds of artifact events that are loaded: 'predictions' is named predictions/<split>.jsonl, 'evaluation' artifacts/evaluation.<split>.json. */
export const loadedArtifactKinds: readonly string[] = ['predictions', 'evaluation'];

const linesPerTransaction = 1000;

/** Loads what the run's followed events have announced. A file that cannot be loaded keeps the reason in its artifact row. */
export async function loadArtifacts(context: JobContext, run: string): Promise<void> {
  const { store } = context.workspace;
  for (const artifact of store.artifacts.notLoaded(run)) {
    let problem: string | null = null;
    try {
      await (artifact.kind === 'predictions' ? loadPredictions(context, run, artifact) : loadEvaluation(context, run, artifact));
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!['damaged', 'badInput', 'notFound', 'permissionDenied'].includes(error.code)) throw error;
      problem = error.message;
    }
    store.artifacts.setLoaded(run, artifact.name, problem);
  }
}

async function loadPredictions(context: JobContext, run: string, artifact: Artifact): Promise<void> {
  const split = splitOf(artifact, /^predictions\/([^/]+)\.jsonl$/);
  const lines = (await readFile(runFilePath(runFolderOf(context, run), artifact.name), 'utf8')).split('\n').filter(line => line !== '');
  // In pieces, with other work between them: 100,000 predictions must not hold up the window.
  for (let start = 0; start < lines.length; start += linesPerTransaction) {
    const predictions = lines
      .slice(start, start + linesPerTransaction)
      .map((line, index) => parseJson(line, predictionSchema, `${artifact.name}, line ${start + index + 1}`));
    context.workspace.store.predictions.putMany(run, split, predictions);
    await nextTurn();
  }
}

async function loadEvaluation(context: JobContext, run: string, artifact: Artifact): Promise<void> {
  const split = splitOf(artifact, /^artifacts\/evaluation\.([^/]+)\.json$/);
  const text = await readFile(runFilePath(runFolderOf(context, run), artifact.name), 'utf8');
  const results = parseJson(text, z.record(z.string(), z.json()), artifact.name);
  context.workspace.store.evaluations.put({ run, split, results, createdMs: artifact.atMs });
}

function splitOf(artifact: Artifact, pattern: RegExp): string {
  const split = pattern.exec(artifact.name)?.[1];
  if (split !== undefined) return split;
  throw new AppError(
    'badInput',
    `Expected an artifact of kind ${artifact.kind} to be named like ${pattern.source}, received ${artifact.name}.`,
  );
}
