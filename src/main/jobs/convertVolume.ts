// A volume file, or a series of a folder, as another format: written whole or not at all, de-identified, and read again to prove that nothing changed.
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '../../shared/errors.ts';
import { formatCount } from '../../shared/units.ts';
import { fileWriteError } from '../atomicFile.ts';
import { type ConvertTarget, type ConvertTargetName, convertTargets } from '../dataset/convertTargets.ts';
import { openBytes } from '../dataset/formats/byteSource.ts';
import { type OpenedPath, openVolumePath, type PathSeries } from '../dataset/formats/openVolumePath.ts';
import { readRaster } from '../dataset/formats/readRaster.ts';
import type { VolumeSeries } from '../dataset/formats/volumeFormat.ts';

const keyBytes = 2 ** 20;

export interface ConvertRequest {
  /** A file or a folder. */
  readonly from: string;
  readonly to: string;
  /** Which series, from 1; needed where there is more than one. */
  readonly series?: number;
  /** Write the display grey, 8 bit, in place of the stored samples. */
  readonly display?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Converted {
  readonly format: string;
  readonly target: ConvertTargetName;
  readonly files: readonly string[];
  readonly bscans: number;
  /** SHA-256 of the samples [bscan, row, column, channel], equal in what was read and what was written. */
  readonly samplesSha256: string;
  /** Kinds of identifiers that the source holds and the result does not. */
  readonly identifiersLeftOut: readonly string[];
}

/** Errors: `usage` for an unknown target or series, `conflict` where it exists, those of the readers, `internal` where reading back differs. */
export async function convertVolume(request: ConvertRequest): Promise<Converted> {
  const to = resolve(request.to);
  const target = targetOf(basename(to));
  if (existsSync(to)) throw new AppError('conflict', `Expected ${to} to be free, there is something already. Choose another name.`);
  const opened = await openVolumePath(request.from, request.signal === undefined ? {} : { signal: request.signal });
  try {
    const picked = chosen(opened, request);
    const { volume: series, format } = picked;
    const { hashing, sha256 } = hashed(request.display === true ? asDisplayed(series) : series, request);
    const files = await writeAll(convertTargets[target], hashing, to, await contentKey(opened, picked));
    try {
      await proveSame(convertTargets[target], files, hashing, sha256());
    } catch (error) {
      for (const path of files) await rm(path, { force: true });
      throw error;
    }
    return {
      ...{ format, target, files, bscans: series.header.shape.bscans, samplesSha256: sha256() },
      identifiersLeftOut: series.header.identifiers,
    };
  } finally {
    await opened.close();
  }
}

/** What tells this content from any other: the beginning of its first file, its size, and the series. */
async function contentKey({ path, isFolder }: OpenedPath, { volume, names }: PathSeries): Promise<string> {
  const source = await openBytes(isFolder ? join(path, names[0] ?? '') : path);
  try {
    const head = await source.read(0, Math.min(keyBytes, source.sizeBytes));
    return createHash('sha256').update(head).update(`${source.sizeBytes} ${volume.header.series}`).digest('hex');
  } finally {
    await source.close();
  }
}

function targetOf(name: string): ConvertTargetName {
  const found = Object.entries<ConvertTarget>(convertTargets).find(([, { pattern }]) => pattern.test(name));
  if (found !== undefined) return found[0] as ConvertTargetName;
  throw new AppError(
    'usage',
    `Expected a name that ends in .nii, .nii.gz, .mha, .mhd or .dcm, or -png or -tiff for a folder of pictures, received ${name}.`,
  );
}

function chosen({ series: all, isFolder }: OpenedPath, { series, from }: ConvertRequest): PathSeries {
  const found = series === undefined && all.length === 1 ? all[0] : all[(series ?? 0) - 1];
  if (found !== undefined) return found;
  const list = all
    .map(
      ({ volume: { header }, names }, i) =>
        `${i + 1}: ${isFolder ? `${names[0]}, ` : ''}${header.series}, ${formatCount(header.shape.bscans, 'B-scan')}`,
    )
    .join('; ');
  const holder = isFolder ? 'The folder' : 'The file';
  throw new AppError('usage', `${from}: expected --series from 1 to ${all.length}, received ${series ?? 'none'}. ${holder} holds ${list}.`);
}

/** The same volume with its display grey as samples. */
function asDisplayed(series: VolumeSeries): VolumeSeries {
  const readBscan = (async (index: number) => series.readBscan(index, 'display')) as VolumeSeries['readBscan'];
  const { header } = series;
  return { ...series, header: { ...header, sampleType: 'uint8', shape: { ...header.shape, channels: 1 } }, readBscan };
}

/** Counts and hashes what a writer takes, in order; the writers take every B-scan once. */
function hashed(series: VolumeSeries, { signal, onProgress }: ConvertRequest) {
  const hash = createHash('sha256');
  let digest: string | null = null;
  const readBscan = (async (index: number) => {
    if (signal?.aborted) throw new AppError('interrupted', 'The conversion was cancelled; nothing was written.');
    const bscan = await series.readBscan(index, 'stored');
    hash.update(new Uint8Array(bscan.data.buffer, bscan.data.byteOffset, bscan.data.byteLength));
    onProgress?.(index + 1, series.header.shape.bscans);
    return bscan;
  }) as VolumeSeries['readBscan'];
  const sha256 = (): string => {
    digest ??= hash.digest('hex');
    return digest;
  };
  return { hashing: { ...series, readBscan }, sha256 };
}

async function writeAll(target: ConvertTarget, series: VolumeSeries, to: string, salt: string): Promise<string[]> {
  const folder = target.isFolder ? to : dirname(to);
  const work = join(dirname(to), `.${basename(to)}.${process.pid}.partial`);
  const names: string[] = [];
  try {
    await mkdir(work);
    for (const { name, pieces, isPacked = false } of await target.files(series, basename(to), salt)) {
      if (!target.isFolder && existsSync(join(folder, name))) {
        throw new AppError('conflict', `Expected ${join(folder, name)} to be free, there is something already. Choose another name.`);
      }
      await pipeline([Readable.from(pieces), ...(isPacked ? [createGzip()] : []), createWriteStream(join(work, name))]);
      names.push(name);
    }
    if (target.isFolder) await rename(work, to);
    else for (const name of names) await rename(join(work, name), join(folder, name));
    return names.map(name => join(folder, name));
  } catch (error) {
    throw error instanceof AppError ? error : fileWriteError(to, error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Errors: `internal` where the result holds other samples, spacing or eye than the source, or anything of the patient. */
async function proveSame(target: ConvertTarget, files: readonly string[], { header }: VolumeSeries, expected: string): Promise<void> {
  const hash = createHash('sha256');
  const add = ({ data }: { data: Uint8Array | Uint16Array | Int16Array | Float32Array }) =>
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  if (target.isFolder) for (const path of files) add((await readRaster(path)).raster);
  else {
    const written = await openVolumePath(files[0] as string);
    try {
      const { volume: series } = written.series[0] as PathSeries;
      for (let i = 0; i < series.header.shape.bscans; i++) add(await series.readBscan(i, 'stored'));
      const identity = Object.values(series.patient).filter(value => value !== null);
      const kept =
        series.header.laterality === header.laterality &&
        (['bscan', 'row', 'column'] as const).every(axis => isSameLength(series.header, header, axis));
      if (identity.length > 0 || !kept) throw differs(files, identity.length > 0 ? 'something of the patient' : 'another spacing or eye');
    } finally {
      await written.close();
    }
  }
  if (hash.digest('hex') !== expected) throw differs(files, 'other samples');
}

/** To float32's digits. A spacing that the target has no place for may be missing. */
function isSameLength(read: VolumeSeries['header'], wanted: VolumeSeries['header'], axis: 'bscan' | 'row' | 'column'): boolean {
  const [a, b] = [read.spacingUm[axis], wanted.spacingUm[axis]];
  return a === null || (b !== null && Math.abs(a.value - b.value) <= 1e-6 * b.value);
}

function differs(files: readonly string[], what: string): AppError {
  return new AppError('internal', `Expected ${files[0]} to hold what was read, it holds ${what}. It was removed; please report this.`);
}
