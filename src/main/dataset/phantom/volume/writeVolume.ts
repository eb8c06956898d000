// Writes a phantom volume to a folder: the volume in its format, masks.nii.gz, surfaces.nii.gz, surfaces.xml and truth.json.
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '../../../../shared/errors.ts';
import { writeIowaSurfaces } from '../../formats/iowaXml/writeIowaSurfaces.ts';
import { writeNifti } from '../../formats/nifti/writeNifti.ts';
import { type Progress, ProgressMeter } from '../../progress.ts';
import { inWholeFolder } from '../wholeFolder.ts';
import { type DeviceLook, deviceLooks, phantomDevices, scanPlaces } from './deviceLooks.ts';
import { type MakeOptions, makeVolume, type PhantomVolume, volumeLabels } from './makeVolume.ts';
import { truthSurfaces } from './renderVolumeBscan.ts';
import { shiftsOf } from './trackingShifts.ts';
import type { VolumeOrder } from './volumeGeometry.ts';
import { volumeDiseases } from './volumeLesions.ts';
import { maskSeries, surfaceSeries } from './volumeSeries.ts';
import { type VolumeFile, type VolumeTarget, type VolumeTargetName, volumeTargets } from './volumeTargets.ts';

/** Raised with every change of what is drawn. */
const version = 1;
const packTickMs = 250;

export interface WriteVolumeOrder extends VolumeOrder {
  readonly format: VolumeTargetName;
}

/** The contents of truth.json: what is true of the volume, and what is needed to make it again. */
export interface VolumeRecord {
  readonly version: number;
  readonly kind: 'volume';
  readonly order: WriteVolumeOrder;
  /** The volume first. */
  readonly files: readonly string[];
  readonly shape: PhantomVolume['shape'];
  readonly spacingUm: PhantomVolume['spacingUm'];
  readonly truth: PhantomVolume['truth'];
  /** Where the file's B-scans lie from where they belong, if the format registers them. */
  readonly storedShifts: readonly { readonly rows: number; readonly columns: number }[] | null;
  readonly surfaces: readonly string[];
  readonly labels: typeof volumeLabels;
  readonly look: DeviceLook;
}

/** Formats that a device's volumes can be written in. */
export function formatsOf(device: VolumeOrder['device']): VolumeTargetName[] {
  const entries = Object.entries(volumeTargets) as [VolumeTargetName, VolumeTarget][];
  return entries.filter(([, { devices }]) => devices.includes(device)).map(([name]) => name);
}

/** Errors: `usage` for a choice that is not there, `conflict` when the folder is not empty, `interrupted`, `diskFull`. */
export async function* writeVolume(
  order: WriteVolumeOrder,
  folder: string,
  options: MakeOptions = {},
): AsyncGenerator<Progress, VolumeRecord> {
  requireKnown(order);
  return yield* inWholeFolder(folder, async function* (partial) {
    const volume = yield* makeVolume(order, options);
    const target: VolumeTarget = volumeTargets[order.format];
    const own = yield* filesOf(target, volume, order.seed, options);
    const spacing = volume.spacingUm;
    const iowa = { shape: volume.shape, spacingUm: spacing, laterality: volume.laterality, surfaces: volume.surfaces.map(withStored) };
    const beside: VolumeFile[] = [
      { name: 'masks.nii.gz', pieces: writeNifti(maskSeries(volume)) },
      { name: 'surfaces.nii.gz', pieces: writeNifti(surfaceSeries(volume)) },
      { name: 'surfaces.xml', pieces: textPieces(writeIowaSurfaces(iowa)) },
    ];
    const meter = new ProgressMeter('write', own.length + beside.length);
    for (const [done, { name, pieces }] of [...own, ...beside].entries()) {
      const packing = name.endsWith('.gz') ? [createGzip()] : [];
      await pipeline([Readable.from(pieces), ...packing, createWriteStream(join(partial, name))], signalOf(options));
      yield meter.at(done + 1);
    }
    const record = recordOf(order, volume, own);
    await writeFile(join(partial, 'truth.json'), `${JSON.stringify(record, null, 2)}\n`);
    return record;
  });
}

/** The volume's files, with progress where a format takes long to pack. */
async function* filesOf(
  target: VolumeTarget,
  volume: PhantomVolume,
  seed: number,
  { abort }: MakeOptions,
): AsyncGenerator<Progress, readonly VolumeFile[]> {
  const meter = new ProgressMeter('pack', volume.shape.bscans);
  let packed = 0;
  const onBscan = (done: number): void => {
    if (abort?.aborted) throw new AppError('interrupted', 'Making the phantom was cancelled.');
    packed = done;
  };
  let files: readonly VolumeFile[] | null = null;
  const working = target.files(volume, { seed, onBscan }).then(made => {
    files = made;
  });
  for (;;) {
    await Promise.race([working, setTimeout(packTickMs)]);
    if (files !== null) return files;
    yield meter.at(packed);
  }
}

function signalOf({ abort }: MakeOptions): { signal?: AbortSignal } {
  return abort === undefined ? {} : { signal: abort };
}

function* textPieces(texts: Iterable<string>): Generator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'utf8');
}

const withStored = ({ name, heights }: PhantomVolume['surfaces'][number]) => ({ name, stored: name, source: 'model' as const, heights });

function recordOf(order: WriteVolumeOrder, volume: PhantomVolume, own: readonly VolumeFile[]): VolumeRecord {
  const shifts = order.format === 'e2e' ? shiftsOf(volume, order.seed).map(({ rows, columns }) => ({ rows, columns })) : null;
  return {
    ...{ version, kind: 'volume', order },
    files: own.map(({ name }) => name),
    ...{ shape: volume.shape, spacingUm: volume.spacingUm, truth: volume.truth, storedShifts: shifts },
    ...{ surfaces: truthSurfaces, labels: volumeLabels, look: deviceLooks[order.device] },
  };
}

function requireKnown({ device, eye, place, disease, format, seed, bscans }: WriteVolumeOrder): void {
  const choices = [
    ['device', device, phantomDevices],
    ['eye', eye, ['OD', 'OS']],
    ['place', place, scanPlaces],
    ['disease', disease, volumeDiseases],
  ] as const;
  for (const [what, received, known] of choices) {
    if (!(known as readonly string[]).includes(received)) {
      throw new AppError('usage', `Expected a ${what} of ${known.join(', ')}, received '${received}'.`);
    }
  }
  if (!formatsOf(device).includes(format)) {
    throw new AppError('usage', `Expected a format of ${device}: ${formatsOf(device).join(', ')}; received '${format}'.`);
  }
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new AppError('usage', `Expected a seed from 0 to 4294967295, received ${seed}.`);
  if (bscans !== undefined && !(Number.isInteger(bscans) && bscans >= 2 && bscans <= 512)) {
    throw new AppError('usage', `Expected 2 to 512 B-scans, received ${bscans}.`);
  }
}
