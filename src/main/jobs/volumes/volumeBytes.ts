// The samples of a volume in one stream, B-scan after B-scan as the thread decodes them: all of it as NIfTI-1, or some B-scans as they are.
// Any stretch of it can be asked for.
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import { AppError } from '../../../shared/errors.ts';
import { niftiHeader } from '../../dataset/formats/nifti/writeNifti.ts';
import type { JobContext } from '../context.ts';
import { statedHeader } from './showVolume.ts';
import type { Intensity } from './thread/volumeTasks.ts';
import type { ItemVolume } from './volumePlace.ts';

export interface VolumeBytes {
  readonly sizeBytes: number;
  /** Bytes from `start` to `end`, both included. */
  read(start: number, end: number): AsyncGenerator<Uint8Array>;
}

const sampleBytes: Record<VolumeHeader['sampleType'], number> = { uint8: 1, uint16: 2, int16: 2, float32: 4 };
/** B-scans that are decoded ahead of what was sent. */
const ahead = 2;

/** Errors: `badInput` for what NIfTI-1 cannot hold; those of `showVolume`. */
export async function volumeBytes(context: JobContext, found: ItemVolume, intensity: Intensity): Promise<VolumeBytes> {
  const header = await headerOf(context, found, intensity);
  const head = niftiHeader(header);
  const samples = samplesOf(context, found, header, { intensity, first: 0, count: header.shape.bscans });
  return {
    sizeBytes: head.length + samples.sizeBytes,
    read: async function* (start, end) {
      if (start < head.length) yield head.subarray(start, end + 1);
      if (end >= head.length) yield* samples.read(Math.max(0, start - head.length), end - head.length);
    },
  };
}

export interface BscanStretch {
  readonly intensity: Intensity;
  readonly first: number;
  readonly count: number;
}

/** [bscan, row, column, channel], little-endian. Errors: `usage` for B-scans that are not there; those of `showVolume`. */
export async function bscanBytes(context: JobContext, found: ItemVolume, stretch: BscanStretch): Promise<VolumeBytes> {
  const header = await headerOf(context, found, stretch.intensity);
  const { bscans } = header.shape;
  if (stretch.first < 0 || stretch.count < 1 || stretch.first + stretch.count > bscans) {
    throw new AppError(
      'usage',
      `${found.item.path}: expected B-scans from 0 to ${bscans - 1}, received ${stretch.count} from '${stretch.first}' on.`,
    );
  }
  return samplesOf(context, found, header, stretch);
}

function samplesOf(
  context: JobContext,
  { place }: ItemVolume,
  header: VolumeHeader,
  { intensity, first, count }: BscanStretch,
): VolumeBytes {
  const { shape, sampleType } = header;
  const bscanBytes = shape.rows * shape.columns * shape.channels * sampleBytes[sampleType];
  return {
    sizeBytes: count * bscanBytes,
    read: async function* (start, end) {
      const last = Math.floor(end / bscanBytes);
      const asked: Promise<Uint8Array>[] = [];
      const ask = (index: number): void => {
        const asking = context.volumes.ask('bscan', place, { bscan: first + index, intensity });
        // Whoever stops reading does not hear of it.
        asking.catch(() => undefined);
        asked.push(asking);
      };
      let next = Math.floor(start / bscanBytes);
      for (let index = next; index <= last; index++) {
        while (next <= Math.min(last, index + ahead)) ask(next++);
        const bytes = await (asked.shift() as Promise<Uint8Array>);
        const at = index * bscanBytes;
        yield bytes.subarray(Math.max(0, start - at), Math.min(bscanBytes, end + 1 - at));
      }
    },
  };
}

/** Of the display: one byte, one channel. */
async function headerOf(context: JobContext, found: ItemVolume, intensity: Intensity): Promise<VolumeHeader> {
  const stored = statedHeader(context, found, await context.volumes.ask('describe', found.place, {}));
  return intensity === 'stored' ? stored : { ...stored, sampleType: 'uint8', shape: { ...stored.shape, channels: 1 } };
}
