// New runs: a run folder, then a row in the store.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageFacts, type SplitCertificate, splitCertificateSchema } from '../../shared/domain/dataset.ts';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { initialWeightsNames, type RunConfig } from '../../shared/domain/runConfig.ts';
import { factsName, factsText } from '../engine/host/runFacts.ts';
import { createRunFolder, manifestText, readJsonFile, readPretraining, toJsonText } from '../engine/host/runFolder.ts';
import type { Run } from '../store/run.ts';
import { type JobContext, runFolderOf } from './context.ts';

export interface NewRunContent {
  name: string;
  config: RunConfig;
  manifest: readonly ManifestItem[];
  /** The run that this one repeats, evaluates or explains. */
  parent?: string | null;
  /** Ids in the store. */
  dataset?: string | null;
  split?: string | null;
  /** By item, for the shortcut baseline. */
  facts?: ReadonlyMap<string, ImageFacts> | null;
  /** The leakage check that let the run pass. */
  certificate?: SplitCertificate | null;
  /** Where `config.initialWeights` lie, and what they were trained on. */
  initial?: InitialFiles | null;
  /** How a rerun was asked for. */
  rerun?: Run['rerun'];
}

export interface InitialFiles {
  /** Absolute path of the safetensors file. */
  file: string;
  pretraining: readonly ManifestItem[];
}

const certificateName = 'certificate.json';

/** Creates a run in state queued; the queue starts it once it is enqueued. Errors: `diskFull`, `permissionDenied`. */
export function createRun(context: JobContext, content: NewRunContent): Run {
  const createdMs = Date.now();
  const id = newRunId(createdMs);
  const { name, config, manifest, parent = null, dataset = null, split = null, facts = null, certificate = null } = content;
  const { initial = null, rerun = null } = content;
  const files = new Map<string, string>();
  if (facts !== null) files.set(factsName, factsText(facts));
  if (certificate !== null) files.set(certificateName, toJsonText(certificate));
  const links = new Map<string, string>();
  if (initial !== null) {
    links.set(initialWeightsNames.weights, initial.file);
    files.set(initialWeightsNames.manifest, manifestText(initial.pretraining));
  }
  createRunFolder(runFolderOf(context, id), { config, manifest, files, links });
  const { runs } = context.workspace.store;
  runs.insert({ id, name, kind: config.kind, state: 'queued', config, parent, dataset, split, createdMs, rerun });
  context.notifications.publish({ topic: 'runs' });
  return runs.get(id);
}

/** null where the run has none. Errors: `damaged`. */
export function readCertificate(folder: string): SplitCertificate | null {
  const path = join(folder, certificateName);
  return existsSync(path) ? readJsonFile(path, splitCertificateSchema) : null;
}

/** What a run with initial weights starts from; null where it starts from random ones. Errors: `damaged`. */
export function readInitial(folder: string): InitialFiles | null {
  const file = join(folder, initialWeightsNames.weights);
  return existsSync(file) ? { file, pretraining: readPretraining(folder) } : null;
}

/** Sorts by time and says when: 20260131-142233-1f3a. */
export function newRunId(nowMs: number): string {
  const [date, time] = new Date(nowMs).toISOString().replaceAll(/[-:]/g, '').slice(0, 15).split('T');
  return `${date}-${time}-${randomUUID().slice(0, 4)}`;
}
