// The run folder: names, creation and reading. It is the interface between app, engine, cluster and archive (CONTRACTS, "Run folder").
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { type ManifestItem, manifestItemSchema } from '../../../shared/domain/manifest.ts';
import { initialWeightsNames, precisions, type RunConfig, runConfigSchema } from '../../../shared/domain/runConfig.ts';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { fileWriteError, syncFolder, writeFileAtomic } from '../../atomicFile.ts';

export const runFolderNames = {
  config: 'config.json',
  manifest: 'manifest.jsonl',
  environment: 'environment.json',
  events: 'events.jsonl',
  control: 'control.json',
  lock: 'run.lock.sqlite',
  checkpoints: 'checkpoints',
  predictions: 'predictions',
  artifacts: 'artifacts',
} as const;

/** environment.json: what a run was computed with. Bit-for-bit repetition is promised only where all of it is equal. */
export const environmentSchema = z.strictObject({
  version: z.literal(1),
  app: z.strictObject({ version: z.string(), commit: z.string().nullable() }),
  node: z.string(),
  tensorflow: z.strictObject({ version: z.string(), build: z.string() }),
  cpu: z.strictObject({ model: z.string(), flags: z.array(z.string()) }),
  threads: z.strictObject({ intraOp: z.int().min(0), interOp: z.int().min(0) }),
  device: z.string(),
  precision: z.enum(precisions),
});
export type Environment = z.infer<typeof environmentSchema>;

/**
 * Creates a run folder; it appears whole or not at all. `files`: texts of further files by name. `links`: files that never change again,
 * by name; they share their bytes with the original where the file system can, and are copied where it cannot.
 * Errors: `conflict` when `folder` already holds something; `diskFull`, `permissionDenied`.
 */
export function createRunFolder(
  folder: string,
  content: {
    config: RunConfig;
    manifest: readonly ManifestItem[];
    environment?: Environment;
    files?: ReadonlyMap<string, string>;
    links?: ReadonlyMap<string, string>;
  },
): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new AppError('conflict', `Expected no run at ${folder}, received a folder that is not empty. Choose another name.`, {
      details: { folder },
    });
  }
  const partial = `${folder}.${process.pid}.partial`;
  try {
    mkdirSync(partial, { recursive: true, mode: 0o700 });
    writeFileAtomic(join(partial, runFolderNames.config), toJsonText(content.config));
    writeFileAtomic(join(partial, runFolderNames.manifest), manifestText(content.manifest));
    if (content.environment !== undefined) writeEnvironment(partial, content.environment);
    for (const [name, text] of content.files ?? []) writeFileAtomic(below(partial, name), text);
    for (const [name, original] of content.links ?? []) linkOrCopy(original, below(partial, name));
    for (const name of [runFolderNames.checkpoints, runFolderNames.predictions, runFolderNames.artifacts]) mkdirSync(join(partial, name));
    renameSync(partial, folder);
    syncFolder(dirname(folder));
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error instanceof AppError ? error : fileWriteError(folder, error);
  }
}

/** The path, with the folders that it needs. */
function below(folder: string, name: string): string {
  const path = runFilePath(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

function linkOrCopy(original: string, path: string): void {
  try {
    linkSync(original, path);
  } catch {
    copyFileSync(original, path);
  }
}

/**
 * Absolute path of a file of a run, from its name in an event or a URL. Errors: `badInput` for a name that leads out of the folder.
 */
export function runFilePath(folder: string, name: string): string {
  if (name === '' || isAbsolute(name) || name.includes('\\') || name.split('/').some(part => part === '..' || part === '')) {
    throw new AppError('badInput', `Expected the name of a file inside the run folder, received '${name.slice(0, 200)}'.`);
  }
  return join(folder, name);
}

/** Errors: `notFound`; `damaged` when it is not a config of a version that this Fovea knows. */
export function readConfig(folder: string): RunConfig {
  return readJsonFile(join(folder, runFolderNames.config), runConfigSchema);
}

/** All items in file order. Errors: `notFound`; `damaged` naming the line. */
export function readManifest(folder: string): ManifestItem[] {
  return readManifestFile(join(folder, runFolderNames.manifest));
}

/** What the run's initial weights were trained and selected on; empty where the run has none or nobody knows. Errors: `damaged`. */
export function readPretraining(folder: string): ManifestItem[] {
  const path = join(folder, initialWeightsNames.manifest);
  return existsSync(path) ? readManifestFile(path) : [];
}

export function manifestText(manifest: readonly ManifestItem[]): string {
  return manifest.map(item => `${JSON.stringify(item)}\n`).join('');
}

function readManifestFile(path: string): ManifestItem[] {
  return readTextFile(path)
    .split('\n')
    .flatMap((line, index) => (line === '' ? [] : [parseJson(line, manifestItemSchema, `${path}, line ${index + 1}`)]));
}

/** The environment of the latest attempt; null before the engine has written one. */
export function readEnvironment(folder: string): Environment | null {
  const path = join(folder, runFolderNames.environment);
  return existsSync(path) ? readJsonFile(path, environmentSchema) : null;
}

export function writeEnvironment(folder: string, environment: Environment): void {
  writeFileAtomic(join(folder, runFolderNames.environment), toJsonText(environment));
}

/** Reads and parses one JSON file. Errors: `notFound`, `permissionDenied`; `damaged` naming what does not fit. */
export function readJsonFile<T extends z.ZodType>(path: string, schema: T): z.output<T> {
  return parseJson(readTextFile(path), schema, path);
}

/** Parses one JSON document; `place` (path, and line or byte) goes into the `damaged` error. */
export function parseJson<T extends z.ZodType>(text: string, schema: T, place: string): z.output<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AppError('damaged', `Expected JSON in ${place}, received '${text.slice(0, 80)}'. Restore that file from a copy.`, {
      details: { place },
      cause: error,
    });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw new AppError('damaged', `Unexpected content in ${place}: ${z.prettifyError(parsed.error)}`, {
      details: { place, issues: parsed.error.issues },
    });
  }
  return parsed.data;
}

export function toJsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw toAppError(error);
  }
}
