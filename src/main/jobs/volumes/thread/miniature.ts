// Small pictures of a volume, by which a person compares ways of reading it: the middle B-scan, or the whole depth from the front. Read
// past the caches: what is only tried out must not push out what is looked at.
import { encodePng } from '../../../dataset/formats/sharpCodec.ts';
import type { StoredBscan, VolumeSeries } from '../../../dataset/formats/volumeFormat.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { resize } from '../../../imaging/resize.ts';
import { percentileWindow, windowGrey } from '../../../imaging/windowGrey.ts';
import type { VolumeInUse } from './openVolumes.ts';
import type { Miniature } from './volumeTasks.ts';

/** PNG, no side longer than `px`; each side shrinks by itself, for pictures that are compared in frames of one shape. Errors: those of the reader. */
export async function miniature({ series }: VolumeInUse, { of, px }: Miniature): Promise<Uint8Array<ArrayBuffer>> {
  const whole = of === 'bscan' ? await series.readBscan(series.header.shape.bscans >> 1, 'display') : await fromTheFront(series);
  const small = resize(whole, Math.min(px, whole.rows), Math.min(px, whole.columns));
  return new Uint8Array(await encodePng(small));
}

/** B-scans that a picture from the front is made of. */
const mostBscans = 64;

/** The sum of each A-scan; of many B-scans some, spread evenly. */
async function fromTheFront({ header: { shape, sampleType }, readBscan }: VolumeSeries): Promise<Raster<Uint8Array>> {
  const { columns, channels } = shape;
  const bscans = Math.min(shape.bscans, mostBscans);
  const sums = new Float32Array(bscans * columns);
  // Stored greys need no display transform: the window below spreads them.
  const read = async (bscan: number): Promise<StoredBscan> =>
    sampleType === 'uint8' && channels === 1 ? await readBscan(bscan, 'stored') : await readBscan(bscan, 'display');
  for (let line = 0; line < bscans; line++) {
    const { data, rows } = await read(Math.floor(((line + 0.5) * shape.bscans) / bscans));
    const ofLine = sums.subarray(line * columns, (line + 1) * columns);
    // Row by row, as the samples lie.
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) ofLine[column] = (ofLine[column] as number) + (data[at++] as number);
    }
  }
  return { data: windowGrey(sums, percentileWindow(sums)), rows: bscans, columns, channels: 1 };
}
