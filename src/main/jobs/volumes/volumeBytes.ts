// A volume as NIfTI-1 in one stream: the header, then B-scan after B-scan as the thread decodes them. Any stretch of it can be asked for.
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
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
  const described = await context.volumes.ask('describe', found.place, {});
  const stored = statedHeader(context, found, described);
  const header = intensity === 'stored' ? stored : asDisplayed(stored);
  const { shape, sampleType } = header;
  const head = niftiHeader(header);
  const bscanBytes = shape.rows * shape.columns * shape.channels * sampleBytes[sampleType];
  return {
    sizeBytes: head.length + shape.bscans * bscanBytes,
    read: async function* (start, end) {
      if (start < head.length) yield head.subarray(start, end + 1);
      if (end < head.length) return;
      const [from, to] = [Math.max(0, start - head.length), end - head.length];
      const last = Math.floor(to / bscanBytes);
      const asked: Promise<Uint8Array>[] = [];
      const ask = (bscan: number): void => {
        const asking = context.volumes.ask('bscan', found.place, { bscan, intensity });
        // Whoever stops reading does not hear of it.
        asking.catch(() => undefined);
        asked.push(asking);
      };
      let next = Math.floor(from / bscanBytes);
      for (let bscan = next; bscan <= last; bscan++) {
        while (next <= Math.min(last, bscan + ahead)) ask(next++);
        const bytes = await (asked.shift() as Promise<Uint8Array>);
        const at = bscan * bscanBytes;
        yield bytes.subarray(Math.max(0, from - at), Math.min(bscanBytes, to + 1 - at));
      }
    },
  };
}

/** The display grey: one byte, one channel. */
function asDisplayed(header: VolumeHeader): VolumeHeader {
  return { ...header, sampleType: 'uint8', shape: { ...header.shape, channels: 1 } };
}
