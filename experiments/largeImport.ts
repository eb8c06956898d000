// A hundred thousand scans imported as a window does it: cancelled, killed and gone on with, counted at the end.
// Usage: npm run experiment -- import. Needs 9 GB below the folder for temporary files.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { peakRssMiB } from '../bench/lineProtocol.ts';
import { quantile } from '../src/main/jobs/training/estimate.ts';
import { AppError } from '../src/shared/errors.ts';
import { formatNumber } from '../src/shared/units.ts';
import { type Program, startProgram } from '../tests/e2e/program.ts';
import { apiOf } from '../tests/e2e/testing/api.ts';
import { markdownTable, writeResults } from './results.ts';

const demo = join(import.meta.dirname, '..', 'resources', 'demo');
const command = 'npm run experiment -- import';
const scans = 100_000;
const scansPerPatient = 5;
/** As many of each: empty files, files that are cut off, second copies of a scan. */
const oddOnes = 20;
const classes = ['CNV', 'DME', 'DRUSEN', 'NORMAL'];
const queryEveryMs = 100;

interface Part {
  name: string;
  /** Files read when it began and when it ended. */
  from: number;
  to: number;
  /** Until the import before it, cancelled, had let go. */
  waitedMs: number;
  seconds: number;
  /** Between two tellings of how far it is. */
  longestSilenceMs: number;
  /** How long the program took to answer what a window asks meanwhile. */
  answersMs: number[];
  peakMemoryMiB: number;
}

export async function largeImport(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-import-'));
  const [folder, workspace] = [join(scratch, 'scans'), join(scratch, 'workspace')];
  try {
    makeScans(folder);
    const parts: Part[] = [];
    let program = await startProgram(workspace);
    parts.push(await importPart('cancelled', program, { workspace, folder, endAt: scans * 0.3, end: 'cancel' }));
    const datasetsAfterCancel = (await apiOf(workspace).datasets.list.query()).length;
    parts.push(await importPart('gone on, killed', program, { workspace, folder, endAt: scans * 0.6, end: 'kill' }));
    program = await startProgram(workspace);
    const datasetsAfterKill = (await apiOf(workspace).datasets.list.query()).length;
    parts.push(await importPart('gone on, to its end', program, { workspace, folder, endAt: Number.POSITIVE_INFINITY, end: 'cancel' }));
    const found = await countFound(workspace);
    await program.end('SIGTERM');
    report(parts, { datasetsAfterCancel, datasetsAfterKill, ...found });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The demo's scans, each made a file of its own by a comment in it. */
function makeScans(folder: string): void {
  const originals = classes.map(name => readdirSync(join(demo, name)).map(file => readFileSync(join(demo, name, file))));
  for (const name of classes) mkdirSync(join(folder, name), { recursive: true });
  for (let i = 0; i < scans; i++) {
    const ofClass = i % classes.length;
    const sources = originals[ofClass] as Buffer[];
    const source = sources[Math.floor(i / classes.length) % sources.length] as Buffer;
    const patient = 1_000_000 + Math.floor(i / classes.length / scansPerPatient) * classes.length + ofClass;
    writeFileSync(join(folder, classes[ofClass] as string, `${classes[ofClass]}-${patient}-${i}.jpeg`), withComment(source, `scan ${i}`));
  }
  for (const [i, whole] of (originals[0] as Buffer[]).slice(0, oddOnes).entries()) {
    writeFileSync(join(folder, 'CNV', `CNV-1-${i}.jpeg`), '');
    writeFileSync(join(folder, 'CNV', `CNV-2-${i}.jpeg`), whole.subarray(0, whole.length / 2));
  }
  const normal = readdirSync(join(folder, 'NORMAL')).slice(0, oddOnes);
  for (const file of normal) copyFileSync(join(folder, 'NORMAL', file), join(folder, 'NORMAL', file.replace('.jpeg', '9.jpeg')));
}

/** The JPEG file with a comment segment after its start of image. */
function withComment(jpeg: Buffer, text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.of(0xff, 0xfe), length, Buffer.from(text, 'latin1'), jpeg.subarray(2)]);
}

interface PartOptions {
  workspace: string;
  folder: string;
  /** Ends the part once this many files are read. */
  endAt: number;
  end: 'cancel' | 'kill';
}

async function importPart(name: string, program: Program, options: PartOptions): Promise<Part> {
  process.stderr.write(`${name} …\n`);
  const startMs = performance.now();
  const part: Part = { name, from: 0, to: 0, waitedMs: 0, seconds: 0, longestSilenceMs: 0, answersMs: [], peakMemoryMiB: 0 };
  const stop = new AbortController();
  const asking = askMeanwhile(options.workspace, part, program, stop.signal);
  while (!(await isImported(part, program, options, stop))) part.waitedMs = performance.now() - startMs;
  part.seconds = (performance.now() - startMs) / 1000;
  stop.abort();
  await asking;
  return part;
}

/** False where the import before it has not let go of the folder yet. */
async function isImported(part: Part, program: Program, { workspace, folder, endAt, end }: PartOptions, stop: AbortController) {
  let lastMs = performance.now();
  let isFirst = true;
  try {
    const stream = await apiOf(workspace).datasets.import.mutate({ folder, name: 'large', split: true }, { signal: stop.signal });
    for await (const entry of stream) {
      part.longestSilenceMs = Math.max(part.longestSilenceMs, performance.now() - lastMs);
      lastMs = performance.now();
      if (!('progress' in entry) || entry.progress.phase !== 'read') continue;
      const { done } = entry.progress;
      if (isFirst) part.from = done;
      isFirst = false;
      part.to = done;
      if (done < endAt) continue;
      const ended = end === 'kill' ? program.end('SIGKILL') : null;
      stop.abort();
      await ended;
    }
  } catch (error) {
    if (stop.signal.aborted) return true;
    if (isFirst && error instanceof Error && error.message.includes('is being imported just now')) return false;
    throw error;
  }
  return true;
}

/** Asks for the data sets again and again, as an open window may, and notes the program's memory. */
async function askMeanwhile(workspace: string, part: Part, program: Program, signal: AbortSignal): Promise<void> {
  const api = apiOf(workspace);
  while (!signal.aborted) {
    const askedMs = performance.now();
    try {
      await api.datasets.list.query(undefined, { signal });
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    part.answersMs.push(performance.now() - askedMs);
    part.peakMemoryMiB = peakRssMiB(program.process.pid);
    await delay(queryEveryMs);
  }
}

interface Found {
  scans: number;
  patients: number;
  unreadable: number;
  duplicates: number;
}

async function countFound(workspace: string): Promise<Found> {
  const api = apiOf(workspace);
  const { report } = await api.datasets.show.query({ dataset: 'large' });
  const { items, patients, unreadable, duplicates } = report;
  return { scans: items, patients, unreadable: unreadable.length, duplicates: duplicates.length };
}

function report(parts: readonly Part[], found: Found & { datasetsAfterCancel: number; datasetsAfterKill: number }): void {
  const ms = (value: number): string => formatNumber(value, 0);
  const head = [
    'part',
    'files read',
    'began after, ms',
    'seconds',
    'files a second',
    'longest silence, ms',
    'answers, ms: median',
    '99 %',
    'peak MiB',
  ];
  const rows = parts.map(({ name, from, to, waitedMs, seconds, longestSilenceMs, answersMs, peakMemoryMiB }) => [
    ...[name, `${formatNumber(from)} to ${formatNumber(to)}`, ms(waitedMs), ms(seconds), ms((to - from) / seconds), ms(longestSilenceMs)],
    ...[ms(quantile(answersMs, 0.5)), ms(quantile(answersMs, 0.99)), ms(peakMemoryMiB)],
  ]);
  const expected = { scans: scans + oddOnes, patients: scans / scansPerPatient, unreadable: 2 * oddOnes, duplicates: oddOnes };
  const counts = (['scans', 'patients', 'unreadable', 'duplicates'] as const).map(name => [
    name,
    formatNumber(expected[name]),
    formatNumber(found[name]),
  ]);
  const halves = `Data sets to be seen after cancelling: ${found.datasetsAfterCancel}; after the kill: ${found.datasetsAfterKill}.`;
  const tables = `${markdownTable(head, rows)}\n\n${halves}\n\n${markdownTable(['at the end', 'made', 'found'], counts)}`;
  const partNumbers = parts.map(({ answersMs: _answersMs, ...part }) => part);
  writeResults('import', command, tables, { parts: partNumbers, expected, found });
  process.stdout.write(`${tables}\n`);
  const isRight = (['scans', 'patients', 'unreadable', 'duplicates'] as const).every(name => expected[name] === found[name]);
  if (!isRight || found.datasetsAfterCancel + found.datasetsAfterKill > 0)
    throw new AppError('conflict', 'Expected the import to find exactly what was made, and nothing before its end.');
}
