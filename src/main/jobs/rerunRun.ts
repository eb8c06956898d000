// Rerun in two verbs. Exactly: the same configuration, items and labels, refused when a file is not what it was. With today's labels:
// the same configuration on the data set as it is labelled now.
import type { RerunMode } from '../../shared/domain/runList.ts';
import { AppError } from '../../shared/errors.ts';
import { runToEnd } from '../dataset/progress.ts';
import { type Verification, verifyManifest } from '../dataset/verifyManifest.ts';
import { readFacts } from '../engine/host/runFacts.ts';
import { readConfig, readManifest } from '../engine/host/runFolder.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { createRun, readCertificate, readInitial } from './createRun.ts';
import { certify } from './leakageGate.ts';
import { type OperationOptions, throwIfInterrupted } from './operation.ts';
import type { Queue } from './queue.ts';
import { planTodaysLabels, type RerunDifferences } from './rerunPlan.ts';
import { freeRunName } from './runNames.ts';

export type RerunPlan = { mode: 'exactly'; verification: Verification } | { mode: 'todaysLabels'; differences: RerunDifferences };

/** What a rerun would do, without doing it. Errors: those of `rerunRun`, but changed files are told in the answer. */
export async function planRerun(
  context: JobContext,
  idOrName: string,
  mode: RerunMode,
  options: OperationOptions = {},
): Promise<RerunPlan> {
  const run = repeatable(context, idOrName);
  if (mode === 'todaysLabels') return { mode, differences: planTodaysLabels(context, run).differences };
  return { mode, verification: await verify(context, run, options) };
}

/**
 * Makes the run and puts it into the queue. Errors: `notFound`; `usage` for a run that cannot be repeated; `conflict` with the list
 * of files that are gone or not what they were; `leakage`, `badInput` for today's labels; `interrupted`.
 */
export async function rerunRun(
  context: JobContext,
  queue: Queue,
  request: { run: string; mode: RerunMode },
  options: OperationOptions = {},
): Promise<Run> {
  const { store } = context.workspace;
  const original = repeatable(context, request.run);
  const run = request.mode === 'exactly' ? await repeatExactly(context, original, options) : repeatWithTodaysLabels(context, original);
  queue.enqueue(run.id);
  return store.runs.get(run.id);
}

function repeatable(context: JobContext, idOrName: string): Run {
  const run = context.workspace.store.runs.get(idOrName);
  if (run.kind !== 'evaluate') return run;
  throw new AppError(
    'usage',
    `Expected a training, prediction or explanation, but ${run.name} is a look at a test set. Open the test set again from its training run: each look has a reason of its own.`,
  );
}

async function repeatExactly(context: JobContext, original: Run, options: OperationOptions): Promise<Run> {
  const verification = await verify(context, original, options);
  throwIfInterrupted(options.signal, 'The rerun');
  if (!verification.ok) throw changedFiles(original, verification);
  const folder = runFolderOf(context, original.id);
  const { id: parent, dataset, split } = original;
  const content = { config: readConfig(folder), manifest: readManifest(folder), facts: readFacts(folder) };
  const checked = { certificate: readCertificate(folder), initial: readInitial(folder) };
  return createRun(context, { name: rerunName(context, original), ...content, ...checked, parent, dataset, split, rerun: 'exactly' });
}

function repeatWithTodaysLabels(context: JobContext, original: Run): Run {
  const { config, manifest, facts, dataset } = planTodaysLabels(context, original);
  const initial = readInitial(runFolderOf(context, original.id));
  const certificate = certify(manifest, `manifest of run ${original.name} with today's labels`, initial?.pretraining);
  const { id: parent, split } = original;
  const name = rerunName(context, original);
  return createRun(context, { name, config, manifest, facts, certificate, initial, parent, dataset, split, rerun: 'todaysLabels' });
}

async function verify(context: JobContext, run: Run, { signal, onProgress }: OperationOptions): Promise<Verification> {
  throwIfInterrupted(signal, 'The check of the files');
  const manifest = readManifest(runFolderOf(context, run.id));
  return runToEnd(verifyManifest(manifest, signal === undefined ? {} : { signal }), onProgress);
}

function changedFiles({ name }: Run, { files, missing, changed, unreadable }: Verification): AppError {
  const parts = [
    ...(changed.length === 0 ? [] : [`${changed.length} changed`]),
    ...(missing.length === 0 ? [] : [`${missing.length} missing`]),
    ...(unreadable.length === 0 ? [] : [`${unreadable.length} unreadable`]),
  ];
  const first = [...changed, ...missing, ...unreadable.map(file => file.name)].slice(0, 3).join(', ');
  return new AppError(
    'conflict',
    `Expected the ${files} files of run ${name} as they were, received ${parts.join(', ')} (${first}). ` +
      "Put the original files back, or rerun with today's labels.",
    { details: { changed, missing, unreadable } },
  );
}

/** clinic-1 → clinic-1-rerun-1 → clinic-1-rerun-2. */
function rerunName(context: JobContext, { name }: Run): string {
  return freeRunName(context, `${name.replace(/-rerun-\d+$/, '')}-rerun`);
}
