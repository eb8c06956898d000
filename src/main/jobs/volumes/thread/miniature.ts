// Small pictures of a volume, by which a person compares ways of reading it: the middle B-scan, or the whole depth from the front. Read
// past the caches: what is only tried out must not push out what is looked at.
import { encodePng } from '../../../dataset/formats/sharpCodec.ts';
import type { VolumeSeries } from '../../../dataset/formats/volumeFormat.ts';
import { projectBscan } from '../../../imaging/enFace.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { resize } from '../../../imaging/resize.ts';
import { percentileWindow, windowGrey } from '../../../imaging/windowGrey.ts';
import type { VolumeInUse } from './openVolumes.ts';
import type { Miniature } from './volumeTasks.ts';

/** PNG, no side longer than `px`; each side shrinks by itself, for pictures that are compared in frames of one shape. Errors: those of the reader. */
export async function miniature({ series }: VolumeInUse, { of, px }: Miniature): Promise<Uint8Array<ArrayBuffer>> {
  const whole = of === 'bscan' ? await series.readBscan(series.header.shape.bscans >> 1, 'display') : await fromTheFront(series, px);
  const small = resize(whole, Math.min(px, whole.rows), Math.min(px, whole.columns));
  return new Uint8Array(await encodePng(small));
}

/** Mean of each A-scan; of more B-scans than `most` as many, spread evenly. */
async function fromTheFront({ header: { shape }, readBscan }: VolumeSeries, most: number): Promise<Raster<Uint8Array>> {
  const { rows, columns } = shape;
  const bscans = Math.min(shape.bscans, most);
  const means = new Float32Array(bscans * columns);
  const slab = { upper: new Float32Array(columns).fill(-0.5), lower: new Float32Array(columns).fill(rows - 0.5) };
  for (let line = 0; line < bscans; line++) {
    const shown = await readBscan(Math.floor(((line + 0.5) * shape.bscans) / bscans), 'display');
    means.set(projectBscan(shown, slab, 'mean'), line * columns);
  }
  return { data: windowGrey(means, percentileWindow(means)), rows: bscans, columns, channels: 1 };
}
