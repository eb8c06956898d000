// A run as files for others: tables for a spreadsheet, or the folder itself. De-identified unless asked otherwise, and read again to prove it.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { initialWeightsNames, type RunConfig } from '../../shared/domain/runConfig.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { writeFileAtomic } from '../atomicFile.ts';
import { readEvents } from '../engine/host/runEvents.ts';
import { readConfig, readEnvironment, readManifest, readPretraining, runFolderNames, toJsonText } from '../engine/host/runFolder.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { csvText } from './csvText.ts';
import { findIdentifiers } from './findIdentifiers.ts';

export const exportKinds = ['tables', 'folder'] as const;

export interface ExportRequest {
  run: string;
  folder: string;
  /** Tables as CSV beside the configuration, or a run folder that another Fovea can take in. */
  what: (typeof exportKinds)[number];
  /** Keeps paths, file names, log lines and pictures, which may name patients. */
  withIdentifiers: boolean;
}

export interface ExportedFile {
  name: string;
  sizeBytes: number;
}

/** Writes the folder whole or not at all. Errors: `conflict` when it is not empty; `internal` if an identifier is found in the result. */
export async function exportRun(context: JobContext, request: ExportRequest): Promise<ExportedFile[]> {
  const run = context.workspace.store.runs.get(request.run);
  const target = resolve(request.folder);
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new AppError('conflict', `Expected an empty or absent folder, received ${target} with files in it. Choose another folder.`);
  }
  const partial = `${target}.${process.pid}.partial`;
  try {
    mkdirSync(partial, { recursive: true });
    if (request.what === 'tables') writeTables(context, run, partial, request.withIdentifiers);
    else await writeFolder(context, run, partial, request.withIdentifiers);
    if (!request.withIdentifiers) prove(context, run, partial);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw toAppError(error);
  }
  return filesBelow(target).map(name => ({ name, sizeBytes: readFileSync(join(target, name)).length }));
}

function writeTables(context: JobContext, run: Run, target: string, withIdentifiers: boolean): void {
  const { store } = context.workspace;
  const source = runFolderOf(context, run.id);
  const { classes } = run.config.data;
  writeFileAtomic(join(target, runFolderNames.config), toJsonText(configOf(readConfig(source), withIdentifiers)));
  const manifest = readManifest(source);
  const places: (keyof ManifestItem)[] = withIdentifiers ? ['root', 'path'] : [];
  const columns: (keyof ManifestItem)[] = ['item', 'subject', 'eye', ...places, 'sha256', 'label', 'split', 'source'];
  writeFileAtomic(
    join(target, 'manifest.csv'),
    csvText(
      columns,
      manifest.map(item => columns.map(column => item[column] ?? '')),
    ),
  );
  for (const split of ['train', 'val', 'test', 'predict']) {
    const rows = store.predictions.list(run.id, split);
    if (rows.length === 0) continue;
    const head = ['item', 'label', 'predicted', ...classes.map(name => `probability ${name}`)];
    const cells = rows.map(({ item, label, predicted, probabilities }) => {
      return [item, label === null ? '' : (classes[label] ?? ''), classes[predicted] ?? '', ...probabilities];
    });
    writeFileAtomic(join(target, `predictions.${split}.csv`), csvText(head, cells));
  }
  for (const { split, results } of store.evaluations.list(run.id)) {
    writeFileAtomic(join(target, `evaluation.${split}.json`), toJsonText(results));
  }
  const metrics = store.metrics.list(run.id).map(({ series, step, epoch, value }) => [series, step, epoch, value]);
  if (metrics.length > 0) writeFileAtomic(join(target, 'metrics.csv'), csvText(['series', 'step', 'epoch', 'value'], metrics));
}

/** Without identifiers: no paths, no log and error texts, no pictures; weights, curves, predictions and evaluations stay. */
async function writeFolder(context: JobContext, run: Run, target: string, withIdentifiers: boolean): Promise<void> {
  const source = runFolderOf(context, run.id);
  if (withIdentifiers) {
    await cp(source, target, { recursive: true, filter: path => basename(path) !== runFolderNames.lock });
    return;
  }
  writeFileAtomic(join(target, runFolderNames.config), toJsonText(configOf(readConfig(source), false)));
  const manifest = readManifest(source).map(item => ({ ...item, root: '/', path: item.item }));
  writeFileAtomic(join(target, runFolderNames.manifest), toLines(manifest));
  const pretraining = readPretraining(source).map(item => ({ ...item, root: '/', path: item.item }));
  if (pretraining.length > 0) {
    mkdirSync(dirname(join(target, initialWeightsNames.manifest)), { recursive: true });
    writeFileAtomic(join(target, initialWeightsNames.manifest), toLines(pretraining));
  }
  const environment = readEnvironment(source);
  if (environment !== null) writeFileAtomic(join(target, runFolderNames.environment), toJsonText(environment));
  const isKept = (name: string): boolean =>
    /^(checkpoints|predictions)\/|^artifacts\/evaluation\.\w+\.json$|^initial\/weights\.safetensors$/.test(name);
  const events = readEvents(source).events.filter(event => {
    if (event.type === 'artifact') return isKept(event.name);
    return event.type !== 'log' && event.type !== 'error';
  });
  writeFileAtomic(
    join(target, runFolderNames.events),
    toLines(events.map(event => ('reason' in event ? { ...event, reason: undefined } : event))),
  );
  for (const name of filesBelow(source).filter(isKept)) await cp(join(source, name), join(target, name));
}

function configOf(config: RunConfig, withIdentifiers: boolean): RunConfig {
  if (withIdentifiers || config.weights === undefined) return config;
  return { ...config, weights: { ...config.weights, folder: basename(config.weights.folder) } };
}

/** Reads everything that was written and looks for what would tell a patient. */
function prove(context: JobContext, run: Run, folder: string): void {
  const { store } = context.workspace;
  const manifest = readManifest(runFolderOf(context, run.id));
  const identifiers = new Set(manifest.flatMap(({ subject }) => store.patients.find(subject)?.identifier ?? []));
  const texts = manifest.flatMap(({ root, path }) => [path, basename(path), root]);
  for (const name of filesBelow(folder).filter(file => /\.(jsonl?|csv)$/.test(file))) {
    const wanted = { identifiers, texts: new Set(texts) };
    const found = findIdentifiers(readFileSync(join(folder, name), 'utf8'), wanted, { numbersCount: name === 'manifest.csv' });
    if (found === null) continue;
    throw new AppError(
      'internal',
      `Expected an export without identifiers, but ${name} still holds one. Nothing was exported; please report this.`,
      {
        details: { file: name },
      },
    );
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function toLines(values: readonly unknown[]): string {
  return values.map(value => `${JSON.stringify(value)}\n`).join('');
}
