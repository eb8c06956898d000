// A volume file, or a series of a folder, as another format: written whole or not at all, de-identified, and read again to prove that nothing changed.
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '../../shared/errors.ts';
import { formatCount } from '../../shared/units.ts';
import { fileWriteError } from '../atomicFile.ts';
import { type ConvertTarget, type ConvertTargetName, convertTargets } from '../dataset/convertTargets.ts';
import { noPatient } from '../dataset/formats/arraySeries.ts';
import { openBytes } from '../dataset/formats/byteSource.ts';
import { dicomPatient } from '../dataset/formats/dicom/writeDicomOpt.ts';
import { identityKinds, type WriteOptions } from '../dataset/formats/foveaNote.ts';
import { namedSwitches } from '../dataset/formats/namedSwitches.ts';
import { type OpenedPath, openVolumePath, type PathSeries } from '../dataset/formats/openVolumePath.ts';
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
  /** Write who was scanned and when; without it neither. */
  readonly keepsIdentity?: boolean;
  /** Switches of the format that is read, each `name=value`. */
  readonly switches?: readonly string[];
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
  /** Kinds of what the result tells of the patient; none without `keepsIdentity`. */
  readonly identifiersKept: readonly string[];
}

/** Errors: `usage` for an unknown target or series, `conflict` where it exists, those of the readers, `internal` where reading back differs. */
export async function convertVolume(request: ConvertRequest): Promise<Converted> {
  const to = resolve(request.to);
  const target = targetOf(basename(to));
  if (existsSync(to)) throw new AppError('conflict', `Expected ${to} to be free, there is something already. Choose another name.`);
  const { switches = [], signal } = request;
  const opened = await openVolumePath(request.from, { params: namedSwitches(switches), ...(signal === undefined ? {} : { signal }) });
  try {
    const picked = chosen(opened, request);
    const { volume: series, format } = picked;
    const { hashing, sha256 } = hashed(request.display === true ? asDisplayed(series) : series, request);
    const options = { keepsIdentity: request.keepsIdentity === true };
    const files = await writeAll(convertTargets[target], hashing, to, await contentKey(opened, picked), options);
    try {
      await proveSame(target, to, hashing, sha256(), options);
    } catch (error) {
      for (const path of files) await rm(path, { force: true });
      if (convertTargets[target].isFolder) await rmdir(to);
      throw error;
    }
    return {
      ...{ format, target, files, bscans: series.header.shape.bscans, samplesSha256: sha256() },
      identifiersLeftOut: options.keepsIdentity ? otherKinds(series) : series.header.identifiers,
      identifiersKept: options.keepsIdentity ? keptKinds(series) : [],
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

async function writeAll(target: ConvertTarget, series: VolumeSeries, to: string, salt: string, options: WriteOptions): Promise<string[]> {
  const folder = target.isFolder ? to : dirname(to);
  const work = join(dirname(to), `.${basename(to)}.${process.pid}.partial`);
  const names: string[] = [];
  try {
    await mkdir(work);
    for (const { name, pieces, isPacked = false } of await target.files(series, basename(to), salt, options)) {
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

/** Errors: `internal` where the result holds other samples, spacing, eye or patient than it should. */
async function proveSame(
  target: ConvertTargetName,
  to: string,
  source: VolumeSeries,
  expected: string,
  options: WriteOptions,
): Promise<void> {
  const { header } = source;
  const hash = createHash('sha256');
  const written = await openVolumePath(to);
  try {
    const { volume: read } = written.series[0] as PathSeries;
    if (written.series.length !== 1) throw differs(to, `${written.series.length} series`);
    for (let i = 0; i < read.header.shape.bscans; i++) {
      const { data } = await read.readBscan(i, 'stored');
      hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
    const keepsGeometry =
      read.header.laterality === header.laterality &&
      (['bscan', 'row', 'column'] as const).every(axis => isSameLength(read.header, header, axis));
    if (!keepsGeometry) throw differs(to, 'another spacing or eye');
    const wanted = options.keepsIdentity === true ? (target === 'dicom' ? dicomPatient(source.patient) : source.patient) : noPatient;
    const isSamePatient = (['identifier', 'name', 'birthDate', 'sex'] as const).every(key => read.patient[key] === wanted[key]);
    if (!isSamePatient) throw differs(to, options.keepsIdentity === true ? 'another patient' : 'something of the patient');
    if (!isSameTime(read.header.acquiredAt, header.acquiredAt, options)) throw differs(to, 'another date');
  } finally {
    await written.close();
  }
  if (hash.digest('hex') !== expected) throw differs(to, 'other samples');
}

/** To the second with the identity, else to the year at most. */
function isSameTime(read: string | null, source: string | null, { keepsIdentity = false }: WriteOptions): boolean {
  if (read === null) return !keepsIdentity || source === null;
  if (keepsIdentity) return read.slice(0, 19) === source?.slice(0, 19);
  return read.slice(0, 10) === `${source?.slice(0, 4)}-01-01` && read.length === 10;
}

/** What a result with identity tells. */
function keptKinds({ patient, header }: VolumeSeries): string[] {
  return [...identityKinds(patient), ...(header.acquiredAt === null ? [] : ['date'])];
}

/** Identifiers beyond patient and date, which no target has a place for. */
function otherKinds({ header }: VolumeSeries): string[] {
  return header.identifiers.filter(kind => !/^(name|birth date|sex|patient id|study date)$/i.test(kind));
}

/** To float32's digits. A spacing that the target has no place for may be missing. */
function isSameLength(read: VolumeSeries['header'], wanted: VolumeSeries['header'], axis: 'bscan' | 'row' | 'column'): boolean {
  const [a, b] = [read.spacingUm[axis], wanted.spacingUm[axis]];
  return a === null || (b !== null && Math.abs(a.value - b.value) <= 1e-6 * b.value);
}

function differs(to: string, what: string): AppError {
  return new AppError('internal', `Expected ${to} to hold what was read, it holds ${what}. It was removed; please report this.`);
}
