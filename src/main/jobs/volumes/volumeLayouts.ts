// Ways in which the samples of a file without a header may be cut, for a person to choose from by their pictures.
import type { VolumeFormatName } from '../../dataset/formats/volumes.ts';
import { imgLayouts } from '../../dataset/formats/zeissImg/imgLayouts.ts';
import type { JobContext } from '../context.ts';
import { itemVolume } from './volumePlace.ts';

/** Its counts are switches of the format, as `setOptions` and the previews take them. */
export interface VolumeLayout {
  columns: number;
  rows: number;
  bscans: number;
  /** The device's name for such a scan, where it is known. */
  protocol: string | null;
  /** What speaks for it: the file's name, its size, or nothing but that it divides the file. */
  basis: 'name' | 'size' | 'guess';
}

/** Formats that do not say how they are cut; the likeliest cut first. */
const cutters: Partial<Record<VolumeFormatName, (sizeBytes: number, name: string) => VolumeLayout[]>> = { zeissImg: imgLayouts };

/** Empty where the format says how it is cut. Errors: `notFound`; `unsupportedFormat` for an image. */
export function volumeLayouts(context: JobContext, id: string): VolumeLayout[] {
  const { place, item } = itemVolume(context, id);
  return cutters[place.format as VolumeFormatName]?.(item.sizeBytes, item.path.split('/').at(-1) ?? '') ?? [];
}
