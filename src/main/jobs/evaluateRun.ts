// Opens the test set for a trained run: the look is recorded with its reason before anything is computed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { readFacts } from '../engine/host/runFacts.ts';
import { readConfig, readManifest, readPretraining } from '../engine/host/runFolder.ts';
import type { Run } from '../store/run.ts';
import type { TestOpening } from '../store/testOpening.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { createRun } from './createRun.ts';
import { certify } from './leakageGate.ts';
import type { Queue } from './queue.ts';
import { freeRunName } from './runNames.ts';

export interface EvaluateRequest {
  /** Id or name of a training run. */
  run: string;
  /** Why the test set is opened: the decision that this result is for. */
  reason: string;
  author: string;
  checkpoint?: 'best' | 'last' | undefined;
}

/** Makes an evaluation run and puts it into the queue. Errors: `usage` without a reason; `conflict`, `badInput`, `leakage`. */
export function evaluateRun(context: JobContext, queue: Queue, request: EvaluateRequest): { run: Run; opening: TestOpening } {
  const { store } = context.workspace;
  const { checkpoint = 'best' } = request;
  const reason = request.reason.trim();
  if (reason === '') {
    throw new AppError(
      'usage',
      'Expected a reason for opening the test set, received none. Example: --reason "final result of the paper".',
    );
  }
  const { source, folder } = trainedRun(context, request.run, checkpoint);
  const config = { ...readConfig(folder), kind: 'evaluate' as const, weights: { folder, checkpoint } };
  const manifest = readManifest(folder);
  if (!manifest.some(item => item.split === 'test' && item.label !== undefined)) {
    throw new AppError(
      'badInput',
      `Expected a split with a labelled test part, run ${source.name} has none. Train with a split that has one.`,
    );
  }
  const certificate = certify(manifest, `manifest of run ${source.name}`, readPretraining(folder));
  const { id: parent, dataset, split } = source;
  const name = freeRunName(context, `${source.name}-test`);
  const run = createRun(context, { name, config, manifest, parent, dataset, split, facts: readFacts(folder), certificate });
  const { data } = config;
  const opening = store.durably(() =>
    store.testOpenings.add({ run: run.id, dataset: data.dataset, split: data.split, reason, author: request.author, atMs: Date.now() }),
  );
  queue.enqueue(run.id);
  return { run, opening };
}

/** A training run with the checkpoint that is asked for. Errors: `notFound`; `conflict` where it has none (yet). */
export function trainedRun(context: JobContext, idOrName: string, checkpoint: 'best' | 'last'): { source: Run; folder: string } {
  const source = context.workspace.store.runs.get(idOrName);
  const folder = runFolderOf(context, source.id);
  if (source.kind !== 'train') {
    throw new AppError('usage', `Expected a training run, but ${source.name} is a run of kind '${source.kind}'. See \`fovea runs list\`.`);
  }
  if (!existsSync(join(folder, 'checkpoints', `${checkpoint}.json`))) {
    throw new AppError(
      'conflict',
      `Expected a trained network, but run ${source.name} (${source.state}) has no ${checkpoint} checkpoint. Let it finish an epoch first.`,
    );
  }
  return { source, folder };
}
