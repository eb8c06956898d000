// Writes a phantom as a data set: images/<CLASS>/<stem>.jpeg, masks/<CLASS>/<stem>.png, scans.csv and phantom.json.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { programFile } from '../../programFile.ts';
import { type Progress, ProgressMeter } from '../progress.ts';
import { mapInWorkers } from '../workerPool.ts';
import { type PhantomOptions, phantomScans } from './phantom.ts';
import { lesionLabels, phantomClasses, phantomParameters, retinalLayers } from './phantomParameters.ts';
import type { ScanOrder } from './renderScan.ts';
import { inWholeFolder } from './wholeFolder.ts';

/** What a worker is told to write. */
export interface PhantomTask {
  folder: string;
  order: ScanOrder;
}

/** One row of scans.csv. */
export interface PhantomRow {
  file: string;
  class: string;
  patient: string;
  eye: string;
  severity: number;
  rows: number;
  columns: number;
  rowUm: number;
  columnUm: number;
}

const rowNames = [
  'file',
  'class',
  'patient',
  'eye',
  'severity',
  'rows',
  'columns',
  'rowUm',
  'columnUm',
] as const satisfies (keyof PhantomRow)[];

/** The contents of phantom.json: what is needed to make the same phantom again. */
export interface PhantomRecord {
  version: 1;
  kind: PhantomOptions['kind'];
  seed: number;
  images: number;
  patients: number;
  signal: number;
  classes: readonly string[];
  labels: Record<string, number>;
  parameters: unknown;
}

/**
 * Renders and writes the phantom in worker threads; returns the record that it also writes.
 * @param folder made if absent; must be empty
 * @throws AppError `conflict` when the folder is not empty, `interrupted` on abort, `usage` for numbers out of range, or what the disk says
 */
export async function* writePhantom(
  options: PhantomOptions,
  folder: string,
  { workers }: { workers?: number } = {},
): AsyncGenerator<Progress, PhantomRecord> {
  const scans = phantomScans(options);
  return yield* inWholeFolder(folder, async function* (partial) {
    for (const name of phantomClasses) {
      for (const kind of ['images', 'masks']) await mkdir(join(partial, kind, name), { recursive: true });
    }
    const rows: PhantomRow[] = [];
    const meter = new ProgressMeter('write', scans.length);
    const tasks = scans.map((order): PhantomTask => ({ folder: partial, order }));
    const pool = mapInWorkers<PhantomTask, PhantomRow>(programFile('phantomWorker'), tasks, {
      workers,
      signal: options.abort,
    });
    for await (const batch of pool) {
      for (const { result } of batch) {
        if (result instanceof AppError) throw result;
        rows.push(result);
      }
      const due = meter.due(rows.length);
      if (due !== null) yield due;
    }
    const record = recordOf(options);
    await writeFile(join(partial, 'scans.csv'), csvOf(rows));
    await writeFile(join(partial, 'phantom.json'), `${JSON.stringify(record, null, 2)}\n`);
    yield meter.at(rows.length);
    return record;
  });
}

function recordOf({ kind, seed, images, patients, signal = 1 }: PhantomOptions): PhantomRecord {
  return {
    version: 1,
    kind,
    seed,
    images,
    patients,
    signal,
    classes: phantomClasses,
    labels: lesionLabels,
    parameters: { ...phantomParameters, retinalLayers },
  };
}

/** Rows in the order of their file names, whatever order the workers ended in. */
function csvOf(rows: PhantomRow[]): string {
  const sorted = rows.toSorted((a, b) => (a.file < b.file ? -1 : 1));
  return `${[rowNames.join(','), ...sorted.map(row => rowNames.map(name => row[name]).join(','))].join('\n')}\n`;
}
