// A data set of very many classes, written straight into the store: two patients with a scan each for every class.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { testPng } from '../../../src/main/dataset/testing/testImages.ts';
import { checkManifest } from '../../../src/main/jobs/leakageGate.ts';
import { scratchContext } from '../../../src/main/jobs/testing/scratch.ts';

/** The last class has no patient for validation. All scans of a part are one picture. */
export async function manyClasses(count: number): Promise<{ workspace: string; dataset: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const workspace = join(folder, 'workspace');
  const scans = join(folder, 'scans');
  mkdirSync(scans);
  const context = scratchContext(workspace);
  const { store } = context.workspace;
  const root = store.importRoots.add('scans', scans);
  const names = Array.from({ length: count }, (_, i) => `class-${String(i).padStart(4, '0')}`);
  const report = {
    report: {
      ...{ version: 1 as const, root: scans, layout: { name: 'classFolders', params: {} }, patientRule: { name: 'unknown', params: {} } },
      ...{ files: 0, items: 0, patients: 0, classes: [], sizes: [], duplicates: [], unreadable: [], ignored: [] },
      ...{ patientsInSeveralClasses: 0, folderSplits: [], findings: [] },
    },
    facts: { classes: [] },
  };
  store.datasets.insert({ id: 'many', name: 'many', classes: names, report, createdMs: 1 });
  const facts = { widthPx: 24, heightPx: 16, channels: 1, bitDepth: 8, frames: 1, sizeBytes: 400, density: 1 };
  const grey = { fillShare: 0, greyMean: 0.5, greySd: 0.1 };
  const parts = ['train', 'val'] as const;
  const pictures = await Promise.all(parts.map((_, p) => testPng(p)));
  const entries = names.flatMap((label, k) =>
    parts.map(own => {
      // The last class learns from both of its patients.
      const part = k === count - 1 ? ('train' as const) : own;
      const bytes = pictures[parts.indexOf(part)] as Uint8Array;
      const id = `${label}-${own}`;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = `${id}.png`;
      writeFileSync(join(scans, path), bytes);
      return { id, label, part, subject: id, path, sha256, sizeBytes: bytes.length };
    }),
  );
  store.items.insertMany(
    entries.map(({ id, path, sha256, sizeBytes, subject }) => ({
      ...{
        id,
        dataset: 'many',
        root: root.id,
        path,
        frame: null,
        series: null,
        bscans: 1,
        visit: null,
        sha256,
        sizeBytes,
        subject,
        laterality: null,
        createdMs: 1,
      },
      ...{ width: 24, height: 16, channels: 1, bitDepth: 8, facts: { ...facts, ...grey } },
    })),
  );
  const who = { author: 'import', source: 'import' as const, basisRun: null, supersedes: null, blob: null, atMs: 1 };
  store.labels.append(entries.map(({ id, label }) => ({ item: id, task: 'diagnosis', kind: 'class' as const, value: label, ...who })));
  const manifest = entries.map(({ id, subject, path, sha256, label, part }) => {
    return { item: id, subject, eye: null, root: scans, path, sha256, label, split: part, source: 'import' as const };
  });
  const split = { id: randomUUID(), dataset: 'many', name: 'main', seed: 1, params: {}, createdMs: 1 };
  const certificate = checkManifest(manifest, 'made for a test');
  store.splits.insert(
    { ...split, certificate },
    entries.map(({ id, part }) => ({ item: id, part })),
  );
  context.workspace.close();
  return { workspace, dataset: 'many' };
}
