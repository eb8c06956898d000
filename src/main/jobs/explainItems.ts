// Explains a trained run's answers: for files that a person names, or for items of the run itself.

import { existsSync, readFileSync } from 'node:fs';
import { type Explained, explainedSchema } from '../../shared/domain/explanation.ts';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import type { RunConfig } from '../../shared/domain/runConfig.ts';
import { AppError } from '../../shared/errors.ts';
import { camMethods } from '../engine/explain/camMethods.ts';
import { parseJson, readConfig, readManifest, runFilePath } from '../engine/host/runFolder.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { createRun } from './createRun.ts';
import { trainedRun } from './evaluateRun.ts';
import { filesManifest } from './filesManifest.ts';
import type { OperationOptions } from './operation.ts';
import type { StartedFiles } from './predictFiles.ts';
import type { Queue } from './queue.ts';
import { freeRunName } from './runNames.ts';

export interface ExplainRequest {
  /** Id or name of a training run. */
  run: string;
  /** Files and folders, or ids of items of the run's manifest. */
  what: { paths: readonly string[] } | { items: readonly string[] };
  method?: string | undefined;
  /** Feature map; default: the last one. */
  layer?: string | undefined;
  /** Class name; default: the predicted one. */
  class?: string | undefined;
  checkpoint?: 'best' | 'last' | undefined;
}

/** Makes an explain run and puts it into the queue. Errors: those of `filesManifest`; `unknownName`; `notFound`, `conflict` for the run. */
export async function explainItems(
  context: JobContext,
  queue: Queue,
  request: ExplainRequest,
  options: OperationOptions = {},
): Promise<StartedFiles> {
  const { checkpoint = 'best' } = request;
  const { source, folder } = trainedRun(context, request.run, checkpoint);
  const trained = readConfig(folder);
  const explain = explainConfig(request, trained.data.classes);
  const { what } = request;
  const { manifest, refused, ignored } =
    'paths' in what
      ? await filesManifest(context, what.paths, options)
      : { manifest: chosenItems(readManifest(folder), what.items, source), refused: [], ignored: 0 };
  const config = { ...trained, kind: 'explain' as const, weights: { folder, checkpoint }, explain };
  const run = createRun(context, { name: freeRunName(context, `${source.name}-explain`), config, manifest, parent: source.id });
  queue.enqueue(run.id);
  return { run, refused, ignored };
}

/** Rows of artifacts/explanations.jsonl, with the folder that the overlays' names stand in. Empty before the run has finished. */
export function readExplanations(context: JobContext, idOrName: string): { folder: string; rows: Explained[] } {
  const run = context.workspace.store.runs.get(idOrName);
  const folder = runFolderOf(context, run.id);
  const path = runFilePath(folder, 'artifacts/explanations.jsonl');
  if (!existsSync(path)) return { folder, rows: [] };
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '');
  return { folder, rows: lines.map((line, i) => parseJson(line, explainedSchema, `${path}, line ${i + 1}`)) };
}

function explainConfig(request: ExplainRequest, classes: readonly string[]): NonNullable<RunConfig['explain']> {
  const { method = 'gradcam', layer = null, class: wanted = null } = request;
  if (!camMethods.some(known => known === method)) {
    throw new AppError('unknownName', `Expected a known explanation method, received '${method}'. Known: ${camMethods.join(', ')}.`);
  }
  if (wanted !== null && !classes.includes(wanted)) {
    throw new AppError('unknownName', `Expected a class of this run, received '${wanted}'. Known: ${classes.join(', ')}.`);
  }
  return { method: { name: method, params: {} }, layer, class: wanted };
}

function chosenItems(manifest: readonly ManifestItem[], ids: readonly string[], source: Run): ManifestItem[] {
  const known = new Map(manifest.map(item => [item.item, item]));
  return ids.map(id => {
    const item = known.get(id);
    if (item === undefined) throw new AppError('notFound', `Expected an item of run ${source.name}, received '${id}'.`);
    return item;
  });
}

/** Ids of a run's test items, the classes in turn, so that the first few show each of them. */
export function testItems(context: JobContext, idOrName: string): string[] {
  const run = context.workspace.store.runs.get(idOrName);
  const items = readManifest(runFolderOf(context, run.id)).filter(item => item.split === 'test');
  const ofClass = [...Map.groupBy(items, item => item.label).values()];
  const longest = Math.max(0, ...ofClass.map(members => members.length));
  return Array.from({ length: longest }, (_, i) => ofClass.flatMap(members => members[i]?.item ?? [])).flat();
}
