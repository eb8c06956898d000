// Renders a phantom volume in worker threads into memory: samples as the device stores them, masks, layer lines, and where things lie.
import { AppError } from '../../../../shared/errors.ts';
import { deriveSeed } from '../../../../shared/random.ts';
import { programFile } from '../../../programFile.ts';
import type { WritableVolume } from '../../formats/writers/writableVolume.ts';
import { type Progress, ProgressMeter } from '../../progress.ts';
import { mapInWorkers } from '../../workerPool.ts';
import { lesionLabels } from '../phantomParameters.ts';
import type { BscanTask } from './phantomVolumeWorker.ts';
import { type RenderedBscan, subjectOf, truthSurfaces } from './renderVolumeBscan.ts';
import { indexOfPlace, type VolumeGeometry, type VolumeOrder } from './volumeGeometry.ts';
import { renderLocalizer } from './volumeLocalizer.ts';

/** Lesions of the masks with their labels. */
export const volumeLabels = { irf: lesionLabels.irf, srf: lesionLabels.srf, ped: lesionLabels.subRpe } as const;

export interface VolumeTruth {
  /** [bscan, column] with fractions, outside the scan where the volume does not reach. */
  readonly fovea: { readonly bscan: number; readonly column: number };
  readonly disc: { readonly bscan: number; readonly column: number; readonly diameterUm: number };
  /** Rows by which the eye's motion moved each B-scan. */
  readonly motionRows: readonly number[];
  /** Volume of each kind of lesion. */
  readonly lesionsNl: Record<keyof typeof volumeLabels, number>;
}

export interface PhantomVolume extends WritableVolume {
  /** Lesion labels [bscan, row, column]. */
  readonly mask: Uint8Array;
  readonly truth: VolumeTruth;
}

export interface MakeOptions {
  readonly workers?: number | undefined;
  readonly abort?: AbortSignal | undefined;
}

/** Errors: `interrupted` on abort. */
export async function* makeVolume(order: VolumeOrder, { workers, abort }: MakeOptions = {}): AsyncGenerator<Progress, PhantomVolume> {
  const { eye, geometry, look } = subjectOf(order);
  const { bscans, rows, columns, spacingUm } = geometry;
  const size = rows * columns;
  const grey = new Uint8Array(bscans * size);
  const mask = new Uint8Array(bscans * size);
  const power = look.sampleBits === 32 ? new Float32Array(bscans * size) : undefined;
  const levels = look.sampleBits === 16 ? new Uint16Array(bscans * size) : undefined;
  const heights = truthSurfaces.map(() => new Float32Array(bscans * columns));
  const meter = new ProgressMeter('render', bscans);
  const tasks = Array.from({ length: bscans }, (_, index): BscanTask => ({ order, index }));
  let done = 0;
  for await (const batch of mapInWorkers<BscanTask, RenderedBscan>(programFile('phantomVolumeWorker'), tasks, { workers, signal: abort })) {
    for (const { task, result } of batch) {
      if (result instanceof AppError) throw result;
      grey.set(result.grey, task.index * size);
      mask.set(result.mask, task.index * size);
      if (result.fine instanceof Float32Array) power?.set(result.fine, task.index * size);
      else if (result.fine !== null) levels?.set(result.fine, task.index * size);
      for (const [i, lines] of heights.entries()) lines.set(result.surfaces.subarray(i * columns, (i + 1) * columns), task.index * columns);
    }
    done += batch.length;
    const due = meter.due(done);
    if (due !== null) yield due;
  }
  const fovea = indexOfPlace(geometry, 0, 0);
  const disc = { ...indexOfPlace(geometry, eye.disc.nasalUm, eye.disc.superiorUm), diameterUm: 2 * eye.disc.radiusUm };
  return {
    laterality: order.eye,
    shape: { bscans, rows, columns },
    ...{ grey, mask, spacingUm },
    ...(power === undefined ? {} : { power }),
    ...(levels === undefined ? {} : { levels }),
    paths: pathsOf(geometry),
    surfaces: truthSurfaces.map((name, i) => ({ name, heights: heights[i] as Float32Array })),
    localizer: renderLocalizer(order),
    localizerSpacingUm: look.localizer.pixelUm,
    quality: Array.from({ length: bscans }, (_, bscan) => 24 + (deriveSeed(order.seed, 'quality', bscan) % 9)),
    averaged: Array.from({ length: bscans }, () => look.averaged),
    acquiredAt: '2024-05-06T07:08:09Z',
    patient: { identifier: `PHANTOM-${order.seed}`, name: 'Phantom, Volume', birthDate: '1950-02-03', sex: 'F' },
    truth: { fovea, disc, motionRows: [...geometry.motionRows], lesionsNl: lesionsNl(mask, spacingUm) },
  };
}

/** The first B-scan is inferior; each runs from left to right on the localizer. */
function pathsOf({ bscans, columns, spacingUm }: VolumeGeometry): WritableVolume['paths'] {
  const halfUm = ((columns - 1) * spacingUm.column) / 2;
  return Array.from({ length: bscans }, (_, bscan) => {
    const yUm = ((bscans - 1) / 2 - bscan) * spacingUm.bscan;
    return { kind: 'line' as const, start: { xUm: -halfUm, yUm }, end: { xUm: halfUm, yUm } };
  });
}

function lesionsNl(mask: Uint8Array, { bscan, row, column }: VolumeGeometry['spacingUm']): VolumeTruth['lesionsNl'] {
  const counts = new Float64Array(256);
  for (const label of mask) counts[label] = (counts[label] as number) + 1;
  // 1 nL = 10⁶ µm³.
  const nanolitres = (label: number) => ((counts[label] as number) * bscan * row * column) / 1e6;
  return { irf: nanolitres(volumeLabels.irf), srf: nanolitres(volumeLabels.srf), ped: nanolitres(volumeLabels.ped) };
}
