// En face of a raster between two boundaries, with offsets in µm as the volume's rows are spaced now.
import { AppError } from '../../../shared/errors.ts';
import type { JobContext } from '../context.ts';
import { whyNoEnFace } from './noEnFace.ts';
import { statedHeader } from './showVolume.ts';
import type { EnFaceSlab } from './thread/volumeTasks.ts';
import type { ItemVolume } from './volumePlace.ts';

export interface SlabUm extends Omit<EnFaceSlab, 'upperRows' | 'lowerRows'> {
  /** Down is more than 0. */
  readonly upperUm: number;
  readonly lowerUm: number;
}

/** float32, little-endian [bscan, column]. Errors: `usage` where it has no en face, no such line, or no row spacing for an offset. */
export async function enFaceOf(context: JobContext, found: ItemVolume, { upperUm, lowerUm, ...slab }: SlabUm): Promise<Uint8Array> {
  const header = statedHeader(context, found, await context.volumes.ask('describe', found.place, {}));
  const why = whyNoEnFace(header);
  if (why !== null) throw new AppError('usage', `Expected a raster for an en face picture. ${why}`);
  const { row } = header.spacingUm;
  const rows = (um: number): number => {
    if (um === 0) return 0;
    if (row !== null) return um / row.value;
    throw new AppError(
      'usage',
      'Expected the spacing of rows for an offset in µm, it is unknown. Set the spacing first, or use no offset.',
    );
  };
  return await context.volumes.ask('enFace', found.place, { ...slab, upperRows: rows(upperUm), lowerRows: rows(lowerUm) });
}
