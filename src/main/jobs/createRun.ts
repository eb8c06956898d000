// New runs: a run folder, then a row in the store. A rerun takes configuration and items of an earlier run as they were.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageFacts, type SplitCertificate, splitCertificateSchema } from '../../shared/domain/dataset.ts';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import type { RunConfig } from '../../shared/domain/runConfig.ts';
import { factsName, factsText, readFacts } from '../engine/host/runFacts.ts';
import { createRunFolder, readConfig, readJsonFile, readManifest, toJsonText } from '../engine/host/runFolder.ts';
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
}

const certificateName = 'certificate.json';

/** Creates a run in state queued; the queue starts it once it is enqueued. Errors: `diskFull`, `permissionDenied`. */
export function createRun(context: JobContext, content: NewRunContent): Run {
  const createdMs = Date.now();
  const id = newRunId(createdMs);
  const { name, config, manifest, parent = null, dataset = null, split = null, facts = null, certificate = null } = content;
  const files = new Map<string, string>();
  if (facts !== null) files.set(factsName, factsText(facts));
  if (certificate !== null) files.set(certificateName, toJsonText(certificate));
  createRunFolder(runFolderOf(context, id), { config, manifest, files });
  const { runs } = context.workspace.store;
  runs.insert({ id, name, kind: config.kind, state: 'queued', config, parent, dataset, split, createdMs });
  context.notifications.publish({ topic: 'runs' });
  return runs.get(id);
}

/** The same configuration on the same items, as a new run whose parent is the old one. Errors: `notFound`, `damaged`. */
export function rerun(context: JobContext, run: string): Run {
  const original = context.workspace.store.runs.get(run);
  const folder = runFolderOf(context, original.id);
  const { name, id: parent, dataset, split } = original;
  const files = {
    config: readConfig(folder),
    manifest: readManifest(folder),
    facts: readFacts(folder),
    certificate: readCertificate(folder),
  };
  return createRun(context, { name, ...files, parent, dataset, split });
}

/** null where the run has none. Errors: `damaged`. */
export function readCertificate(folder: string): SplitCertificate | null {
  const path = join(folder, certificateName);
  return existsSync(path) ? readJsonFile(path, splitCertificateSchema) : null;
}

/** Sorts by time and says when: 20260131-142233-1f3a. */
export function newRunId(nowMs: number): string {
  const [date, time] = new Date(nowMs).toISOString().replaceAll(/[-:]/g, '').slice(0, 15).split('T');
  return `${date}-${time}-${randomUUID().slice(0, 4)}`;
}
