// Everything a person should see before a training starts: the whole configuration, the findings, the time, the difference to a parent.
import { type Json, type Setting, settingsBetween } from '../../../shared/domain/configSettings.ts';
import type { ManifestItem } from '../../../shared/domain/manifest.ts';
import { readManifest } from '../../engine/host/runFolder.ts';
import { type JobContext, runFolderOf } from '../context.ts';
import { partCounts } from './datasetParts.ts';
import { draftTraining, type TrainDraft, type TrainRequest } from './draftTraining.ts';
import { preflight } from './preflight/index.ts';
import { knownEstimate } from './probeTraining.ts';
import { trainCommand } from './trainCommand.ts';

/** Errors: those of `draftTraining`; what blocks the training is among the findings. */
export function reviewTraining(context: JobContext, request: TrainRequest) {
  const draft = draftTraining(context, request);
  const findings = preflight(draft);
  const settings = settingsBetween(asJson(draft.base), asJson(draft.config)).filter(({ path }) => path !== 'initialWeights');
  return {
    config: draft.config,
    /** What differs from the recipe, or from the parent. */
    settings,
    parts: partCounts(draft.certificate),
    findings,
    isBlocked: findings.some(({ severity }) => severity === 'error'),
    estimate: knownEstimate(context, draft),
    parent: parentDifferences(context, draft, settings),
    command: trainCommand({ ...request, dataset: draft.dataset.name, split: draft.split.name, set: settings, config: undefined }),
  };
}

export interface ParentDifferences {
  name: string;
  settings: Setting[];
  /** Scans with another label than then, that are new, and that are no longer in. */
  relabelled: number;
  added: number;
  gone: number;
}

function parentDifferences(context: JobContext, { parent, manifest }: TrainDraft, settings: Setting[]): ParentDifferences | null {
  if (parent === null) return null;
  const before = new Map(readManifest(runFolderOf(context, parent.id)).map(item => [item.item, item]));
  const known = (item: ManifestItem) => before.get(item.item);
  return {
    name: parent.name,
    settings,
    relabelled: manifest.filter(item => known(item) !== undefined && known(item)?.label !== item.label).length,
    added: manifest.filter(item => known(item) === undefined).length,
    gone: before.size - manifest.filter(item => known(item) !== undefined).length,
  };
}

/** Undefined values are no JSON. */
function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
