// The answers of the thread, each from the volume that a question names.
import { AppError } from '../../../../shared/errors.ts';
import { encodeNumbers } from '../../../dataset/formats/samples.ts';
import { encodePng } from '../../../dataset/formats/sharpCodec.ts';
import type { StoredBscan } from '../../../dataset/formats/volumeFormat.ts';
import { displayGrey } from '../../../imaging/displayGrey.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { miniature } from './miniature.ts';
import { type VolumeInUse, withVolume } from './openVolumes.ts';
import { projectEnFace } from './projectEnFace.ts';
import { decodedBscan, surfacesOf } from './readSeries.ts';
import type { Answers, DescribedVolume, TaskKind, VolumePlace, VolumeTask } from './volumeTasks.ts';

/** Names that lie at the back of the retina, the first one found counts. */
const backLines = ['BM', 'RPE', 'EZ'];

/** Every answer of bytes is a copy of its own, to be given away. Errors: those of `withVolume`; `usage` for a B-scan that is not there. */
export async function answerTask(place: VolumePlace, task: VolumeTask): Promise<Answers[TaskKind]> {
  return await withVolume<Answers[TaskKind]>(place, async volume => {
    if (task.kind === 'describe') return await describe(volume);
    if (task.kind === 'localizer') return await localizerPng(volume);
    if (task.kind === 'surfaces') return copied(await surfacesOf(volume));
    if (task.kind === 'enFace') return copied(await projectEnFace(volume, task));
    if (task.kind === 'miniature') return await miniature(volume, task);
    const bscan = await decodedBscan(volume, checkedIndex(volume, task.bscan), task.kind === 'display' ? 'display' : task.intensity);
    return task.kind === 'display' ? new Uint8Array(await encodePng(bscan as Raster<Uint8Array>)) : copied(bscan.data);
  });
}

async function describe(volume: VolumeInUse): Promise<DescribedVolume> {
  return { header: volume.series.header, uprightShare: await uprightShare(volume) };
}

async function uprightShare(volume: VolumeInUse): Promise<number | null> {
  const { surfaces, shape } = volume.series.header;
  const front = surfaces.findIndex(({ name }) => name === 'ILM');
  const back = backLines.map(wanted => surfaces.findIndex(({ name }) => name === wanted)).find(index => index >= 0);
  if (front < 0 || back === undefined) return null;
  const heights = await surfacesOf(volume);
  const size = shape.bscans * shape.columns;
  let [both, upright] = [0, 0];
  for (let i = 0; i < size; i++) {
    const thickness = (heights[back * size + i] as number) - (heights[front * size + i] as number);
    if (Number.isNaN(thickness)) continue;
    both += 1;
    if (thickness > 0) upright += 1;
  }
  return both === 0 ? null : upright / both;
}

async function localizerPng({ series }: VolumeInUse): Promise<Uint8Array<ArrayBuffer> | null> {
  const raster = await series.readLocalizer();
  if (raster === null) return null;
  const { data } = raster;
  return new Uint8Array(await encodePng(data instanceof Uint8Array ? { ...raster, data } : displayGrey(raster)));
}

function checkedIndex({ series, path }: VolumeInUse, bscan: number): number {
  const { bscans } = series.header.shape;
  if (Number.isInteger(bscan) && bscan >= 0 && bscan < bscans) return bscan;
  throw new AppError('usage', `${path}: expected a B-scan from 0 to ${bscans - 1}, received '${bscan}'.`);
}

/** What is cached stays; what is sent is given away with its memory. */
function copied(data: StoredBscan['data']): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encodeNumbers(data));
}
