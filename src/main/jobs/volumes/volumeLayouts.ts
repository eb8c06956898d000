// Ways in which the samples of a file without a header may be cut, for a person to choose from: whole sets of switches.
import type { FormatOption } from '../../../shared/domain/volumeView.ts';
import { formatNumber } from '../../../shared/units.ts';
import type { VolumeFormatName } from '../../dataset/formats/volumes.ts';
import { imgLayouts } from '../../dataset/formats/zeissImg/imgLayouts.ts';
import type { JobContext } from '../context.ts';
import { itemVolume } from './volumePlace.ts';

export interface VolumeLayout {
  /** Such as "512 × 1 024 × 128, Macular Cube 512x128 (by the file’s name)". */
  label: string;
  /** As `setOptions` and the preview take them; switches of another kind stay as they are. */
  options: Record<string, FormatOption['value']>;
}

interface Cut {
  columns: number;
  rows: number;
  bscans: number;
  protocol: string | null;
  basis: 'name' | 'size' | 'guess';
}

/** Formats that do not say how they are cut; the likeliest cut first. */
const cutters: Partial<Record<VolumeFormatName, (sizeBytes: number, name: string) => Cut[]>> = { zeissImg: imgLayouts };
const bases: Record<Cut['basis'], string> = { name: 'by the file’s name', size: 'by the file’s size', guess: 'divides the file' };

/** Empty where the format says how it is cut. Errors: `notFound`; `unsupportedFormat` for an image. */
export function volumeLayouts(context: JobContext, id: string): VolumeLayout[] {
  const { place, item } = itemVolume(context, id);
  const cuts = cutters[place.format as VolumeFormatName]?.(item.sizeBytes, item.path.split('/').at(-1) ?? '') ?? [];
  return cuts.map(({ columns, rows, bscans, protocol, basis }) => ({
    label: `${[columns, rows, bscans].map(count => formatNumber(count)).join(' × ')}${protocol === null ? '' : `, ${protocol}`} (${bases[basis]})`,
    options: { ...(place.options as VolumeLayout['options']), columns, rows, bscans },
  }));
}
