// What a person should know about a data set before training: the findings of its import and the leaks of its splits, each with the
// scans that it concerns, until somebody sets it aside with a reason.
import { z } from 'zod';
import { type Finding, splitCertificateSchema } from '../../shared/domain/dataset.ts';
import { splitNames } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import { formatCount } from '../../shared/units.ts';
import type { JobContext } from './context.ts';
import { datasetReportSchema } from './datasetRecords.ts';
import { findingItems, leakFinding, settledFindings, statedPatientsFinding } from './items/findingItems.ts';
import { itemListOf } from './items/itemList.ts';
import { splitParts } from './splitDataset.ts';
import { untoldPatients } from './statePatients.ts';

const ignoredSchema = z.record(z.string(), z.strictObject({ reason: z.string(), profile: z.string(), atMs: z.int() }));

export interface FindingView extends Finding {
  /** Id of the split that leaks; null for a finding of the import. */
  split: string | null;
  /** Items concerned, and the first of them for a picture. */
  items: number;
  shown: string[];
  /** Why, by whom and when it was set aside. */
  ignored: { reason: string; author: string; atMs: number } | null;
}

const shownItems = 6;

/** Errors, warnings, then notes. Errors: `notFound`. */
export async function listFindings(context: JobContext, idOrName: string): Promise<FindingView[]> {
  const { store } = context.workspace;
  const dataset = store.datasets.get(idOrName);
  const list = await itemListOf(context, dataset.id);
  const { report } = datasetReportSchema.parse(dataset.report);
  const imported = [...report.findings, ...statedPatients(context, dataset.id)].map(finding => ({ ...finding, split: null }));
  const found = [...leaksOf(context, dataset.id), ...imported];
  const ignored = store.settings.get(ignoredKey(dataset.id), ignoredSchema) ?? {};
  const views = found.map((finding): FindingView => {
    const places = findingItems(context, list, finding.name, finding.split ?? undefined);
    const members = list.entries.filter(({ place }) => places[place] === 1);
    const aside = ignored[keyOf(finding)];
    const author = aside === undefined ? '' : (store.profiles.find(aside.profile)?.name ?? aside.profile);
    return {
      ...finding,
      items: members.length,
      shown: members.slice(0, shownItems).map(({ id }) => id),
      ignored: aside === undefined ? null : { reason: aside.reason, author, atMs: aside.atMs },
    };
  });
  const severities = ['error', 'warning', 'note'];
  const open = views.filter(({ name, items }) => items > 0 || !settledFindings.has(name));
  return open.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Sets a finding aside, or takes it up again without a reason. Errors: `usage` for an empty reason; `conflict` for a leak. */
export function ignoreFinding(
  context: JobContext,
  request: { dataset: string; name: string; split?: string | undefined; profile: string; reason: string | null },
): void {
  const { store } = context.workspace;
  const { id } = store.datasets.get(request.dataset);
  if (request.name === leakFinding) {
    throw new AppError(
      'conflict',
      'Expected a finding that may be set aside, received a leak. A leak blocks training; move its patients to one part.',
    );
  }
  const ignored = { ...store.settings.get(ignoredKey(id), ignoredSchema) };
  const key = keyOf({ name: request.name, split: request.split ?? null });
  const reason = request.reason?.trim();
  if (reason === '') throw new AppError('usage', 'Expected a reason for setting this finding aside, received none.');
  if (reason === undefined) delete ignored[key];
  else ignored[key] = { reason, profile: store.profiles.get(request.profile).id, atMs: Date.now() };
  store.settings.set(ignoredKey(id), ignored);
  context.notifications.publish({ topic: 'labels', dataset: id });
}

/** A new split like one that leaks, in which every patient, eye and content that is in two parts is for training alone. */
export function moveLeaks(context: JobContext, request: { dataset: string; split: string }) {
  const { store } = context.workspace;
  const dataset = store.datasets.get(request.dataset);
  const leaky = store.splits.get(dataset.id, request.split);
  const { leaks } = splitCertificateSchema.parse(leaky.certificate);
  if (leaks.length === 0) throw new AppError('conflict', `Expected a split with a leak, but '${leaky.name}' has none.`);
  const moved = new Set(leaks.flatMap(({ items }) => items));
  const parts = store.splits.items(leaky.id).map(({ item, part }) => ({ item, part: moved.has(item) ? ('train' as const) : part }));
  const names = new Set(store.splits.list(dataset.id).map(({ name }) => name));
  let name = `${leaky.name}-mended`;
  for (let number = 2; names.has(name); number++) name = `${leaky.name}-mended-${number}`;
  const method = `split '${leaky.name}' with the patients of ${formatCount(leaks.length, 'leak')} moved to train`;
  return splitParts(context, dataset.id, { name, seed: leaky.seed, params: { ...leaky.params, mended: leaky.id }, parts, method });
}

function leaksOf({ workspace: { store } }: JobContext, dataset: string): (Finding & { split: string })[] {
  return store.splits.list(dataset).flatMap(({ id, name, certificate }) => {
    const { leaks } = splitCertificateSchema.parse(certificate);
    if (leaks.length === 0) return [];
    const scans = new Set(leaks.flatMap(({ items }) => items)).size;
    const patients = new Set(leaks.flatMap(({ kind, key }) => (kind === 'patient' ? [key] : []))).size;
    const what = patients > 0 ? `${formatCount(patients, 'patient')} ${patients === 1 ? 'is' : 'are'}` : 'The same file content is';
    const parts = splitNames.filter(part => leaks.some(leak => leak.parts.includes(part)));
    const where = `${parts.length === 2 ? 'both' : 'more than one of'} ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
    const message = `Split '${name}': ${what} in ${where} (${formatCount(scans, 'scan')}). Training on it is blocked.`;
    return [{ name: leakFinding, severity: 'error' as const, message, count: leaks.length, examples: [], split: id }];
  });
}

/** What a person has said of volumes whose patient nothing tells. */
function statedPatients(context: JobContext, dataset: string): Finding[] {
  const { volumes, are, author } = untoldPatients(context, dataset);
  if (author === null || are === 'unknown') return [];
  const what = are === 'one' ? 'are of one patient' : 'are of a patient each, those of one study together';
  const message = `Volumes that ${what}, as ${author} stated: ${volumes}. The files do not tell.`;
  return [{ name: statedPatientsFinding, severity: 'note', message, count: volumes, examples: [] }];
}

function keyOf({ name, split }: { name: string; split: string | null }): string {
  return split === null ? name : `${name} ${split}`;
}

function ignoredKey(dataset: string): string {
  return `ignoredFindings/${dataset}`;
}
