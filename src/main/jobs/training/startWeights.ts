// Where a training's first weights can come from: an earlier run of the same architecture, or an imported file of them.

import { sameJson } from '../../../shared/domain/configSettings.ts';
import type { InitialWeights, RunConfig } from '../../../shared/domain/runConfig.ts';
import { AppError } from '../../../shared/errors.ts';
import { readConfig, readManifest, readPretraining } from '../../engine/host/runFolder.ts';
import { type CheckpointName, checkpointWeights, hasCheckpoint } from '../../engine/training/checkpointFiles.ts';
import type { Run } from '../../store/run.ts';
import { type JobContext, runFolderOf } from '../context.ts';
import type { InitialFiles } from '../createRun.ts';
import { listWeights, type WeightsRecord } from '../weights.ts';

export interface StartWeights extends InitialFiles {
  config: InitialWeights;
  /** The classes that the weights tell apart; null where nobody knows their names. */
  classes: string[] | null;
  /** True where nothing is known of the patients that they have seen. */
  isOriginUnknown: boolean;
}

/** A source that can be chosen, under the words that choose it. */
export interface StartWeightsChoice {
  /** `run:<id>` or `file:<name>`. */
  key: string;
  source: InitialWeights['source'];
  name: string;
  architecture: string;
  createdMs: number;
}

/** Runs with a best checkpoint, newest first, then imported files. */
export function listStartWeights(context: JobContext): StartWeightsChoice[] {
  const runs = context.workspace.store.runs
    .list(['finished', 'interrupted', 'cancelled'])
    .filter(run => run.kind === 'train' && hasCheckpoint(runFolderOf(context, run.id), 'best'))
    .map(({ id, name, config, createdMs }) => {
      return { key: `run:${id}`, source: 'run' as const, name, architecture: config.architecture.name, createdMs };
    });
  const files = listWeights(context).map(({ name, architecture, importedMs }) => {
    return { key: `file:${name}`, source: 'file' as const, name, architecture, createdMs: importedMs };
  });
  return [...runs, ...files];
}

/**
 * `key`: `run:<id or name>` (its best checkpoint), `run:<id or name>@last`, `file:<name>`, or a name alone: imported weights go first.
 * Errors: `notFound`; `usage` for weights of another architecture; `conflict` for a run without a checkpoint.
 */
export function findStartWeights(context: JobContext, key: string, config: RunConfig): StartWeights {
  const [, source, name = ''] = /^(?:(run|file):)?(.*)$/s.exec(key) ?? [];
  const file = source === 'run' ? undefined : listWeights(context).find(record => record.name === name);
  if (file !== undefined) return ofFile(context, file, config);
  if (source === 'file' || name === '') {
    const known = listWeights(context).map(record => record.name);
    throw new AppError(
      'notFound',
      `Expected the name of imported weights, received '${name}'. Known: ${known.join(', ') || 'none yet'}. \`fovea weights import\` adds some.`,
    );
  }
  const [, run = name, checkpoint = 'best'] = /^(.*)@(best|last)$/s.exec(name) ?? [];
  return ofRun(context, context.workspace.store.runs.get(run), checkpoint as CheckpointName, config);
}

function ofFile({ workspace }: JobContext, record: WeightsRecord, config: RunConfig): StartWeights {
  requireArchitecture(config, { name: record.architecture, params: {} }, `the imported weights '${record.name}'`);
  const { sha256, name } = record;
  return {
    config: { source: 'file', name, sha256, head: 'new' },
    file: workspace.blobs.path(sha256),
    pretraining: [],
    classes: null,
    isOriginUnknown: true,
  };
}

function ofRun(context: JobContext, run: Run, checkpoint: CheckpointName, config: RunConfig): StartWeights {
  const folder = runFolderOf(context, run.id);
  if (run.kind !== 'train') {
    throw new AppError('usage', `Expected a training run to start from, but ${run.name} is a run of kind '${run.kind}'.`);
  }
  const trained = readConfig(folder);
  requireArchitecture(config, trained.architecture, `run ${run.name}`);
  const weights = checkpointWeights(folder, checkpoint);
  if (weights === null) {
    throw new AppError(
      'conflict',
      `Expected a trained network to start from, but run ${run.name} (${run.state}) has no ${checkpoint} checkpoint. Choose another run.`,
    );
  }
  const { classes } = trained.data;
  const head = sameJson(classes, config.data.classes) ? 'keep' : 'new';
  return {
    config: { source: 'run', name: run.name, run: run.id, sha256: weights.sha256, head },
    file: weights.path,
    // What the run itself started from has seen its patients too.
    pretraining: [...readManifest(folder), ...readPretraining(folder)],
    classes,
    isOriginUnknown: trained.initialWeights?.source === 'file',
  };
}

function requireArchitecture(config: RunConfig, architecture: RunConfig['architecture'], whose: string): void {
  const wanted = config.architecture;
  const hasParams = Object.keys(architecture.params).every(key => sameJson(architecture.params[key], wanted.params[key]));
  if (architecture.name === wanted.name && hasParams) return;
  throw new AppError(
    'usage',
    `Expected start weights of the architecture ${wanted.name}, but ${whose} hold ${architecture.name}. Choose that model, or other weights.`,
    { details: { issues: [{ path: ['initialWeights'], message: `These weights belong to ${architecture.name}.` }] } },
  );
}
