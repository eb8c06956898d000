// What the engine is given of a scan: the file of an image, or one B-scan of a volume in the grey that its format displays, from where on
// both take the same way through the run's preprocessing.
import { AppError } from '../../../shared/errors.ts';
import type { ParamsOf } from '../../engine/host/interactiveProtocol.ts';
import type { JobContext } from '../context.ts';
import { type ScanAddress, scanFile } from '../scans/scanFile.ts';
import { itemVolume } from '../volumes/volumePlace.ts';

export interface AskedAddress extends ScanAddress {
  /** Of an item that is a volume: which B-scan, from 0. */
  bscan?: number | undefined;
}

export interface AskedScan {
  /** Tells these pixels from all others. */
  readonly identity: readonly [string, number];
  /** Read only where no answer is known. Errors: those of the volume's reader; `unsupportedFormat` for a volume that the network cannot take. */
  source(channels: 1 | 3): Promise<ParamsOf<'explain'>['item']>;
}

/** Errors: `notFound`; `unsupportedFormat` for a volume without a B-scan, and for an image with one. */
export function askedScan(context: JobContext, { bscan, ...address }: AskedAddress): AskedScan {
  if (bscan === undefined) {
    const file = scanFile(context, address);
    return { identity: [file.sha256, file.frame], source: async () => file };
  }
  const found = itemVolume(context, address.item);
  const { path } = found.item;
  return {
    identity: [found.version, bscan],
    source: async channels => {
      const { header } = await context.volumes.ask('describe', found.place, {});
      const { rows, columns } = header.shape;
      if (header.shape.channels === 3 && channels === 3) {
        throw new AppError(
          'unsupportedFormat',
          `Expected B-scans in grey, but ${path} holds pictures in colour, and this run was trained on colour: it would see something else in their grey. Import the pictures as images.`,
          { details: { item: address.item } },
        );
      }
      const data = await context.volumes.ask('bscan', found.place, { bscan, intensity: 'display' });
      return { path: `${path}, B-scan ${bscan + 1}`, raster: { data, rows, columns, channels: 1 } };
    },
  };
}
