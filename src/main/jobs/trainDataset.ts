// A training run from a data set and a split: configuration, manifest, facts and certificate in a run folder, then into the queue.
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import type { Run } from '../store/run.ts';
import type { JobContext } from './context.ts';
import { createRun } from './createRun.ts';
import { leakageError } from './leakageGate.ts';
import type { Queue } from './queue.ts';
import { freeRunName } from './runNames.ts';
import { draftTraining, missingClasses, type TrainDraft, type TrainRequest } from './training/draftTraining.ts';

export type { TrainRequest } from './training/draftTraining.ts';

/** What a training run starts from; nothing speaks against it. */
export type TrainPlan = TrainDraft;

/** Makes the run and puts it into the queue. Errors: those of `planTraining`; `diskFull`. */
export function trainDataset(context: JobContext, queue: Queue, request: TrainRequest): { run: Run; plan: TrainPlan } {
  const plan = planTraining(context, request);
  const { dataset, split, parent, config, manifest, facts, certificate, startWeights: initial } = plan;
  const name = request.name ?? freeRunName(context, `${dataset.name}-${config.architecture.name}`);
  const ids = { parent: parent?.id ?? null, dataset: dataset.id, split: split.id };
  const run = createRun(context, { name, config, manifest, ...ids, facts, certificate, initial });
  queue.enqueue(run.id);
  return { run: context.workspace.store.runs.get(run.id), plan };
}

/**
 * Puts a training together and checks it, without making anything.
 * Errors: those of `draftTraining`; `badInput` for data that cannot be trained on; `leakage`.
 */
export function planTraining(context: JobContext, request: TrainRequest): TrainPlan {
  const draft = draftTraining(context, request);
  requireTrainable(draft.manifest, draft.config.data.classes, draft.split.name);
  if (!draft.certificate.ok) throw leakageError(draft.certificate);
  return draft;
}

/** Every class needs patients to learn from and, where there is a validation part, to select by. */
export function requireTrainable(manifest: readonly ManifestItem[], classes: readonly string[], split: string): void {
  const [first] = missingClasses(manifest, classes);
  if (first === undefined) return;
  const { part, classes: missing } = first;
  throw new AppError(
    'badInput',
    `Expected scans of every class in the ${part} part of split '${split}', received none of ${missing.join(', ')}. ` +
      'A class needs at least one patient in each part: import more patients of it, split with other ratios, or leave it out by naming the others in data.classes.',
    { details: { part, missing } },
  );
}
