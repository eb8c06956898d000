// Zeiss .img files with the names that the Cirrus gives them, B-scans from the top of the fundus to its bottom and each turned by half a
// circle; and the picture beside them where it has the device's width.
import { topDown } from './topDown.ts';
import type { WritableVolume } from './writableVolume.ts';

const localizerColumns = 664;

export interface ImgFiles {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The localizer, null where it is not 664 pixels wide. */
  readonly beside: { readonly name: string; readonly bytes: Uint8Array } | null;
}

export function writeImg(scanned: WritableVolume, protocol = 'Macular Cube'): ImgFiles {
  const volume = topDown(scanned);
  const { rows, columns, bscans } = volume.shape;
  const bytes = new Uint8Array(bscans * rows * columns);
  for (let bscan = 0; bscan < bscans; bscan++) {
    const at = bscan * rows * columns;
    bytes.set(volume.grey.slice(at, at + rows * columns).reverse(), at);
  }
  const stem = stemOf(volume, protocol);
  const { localizer } = volume;
  const fits = localizer.columns === localizerColumns && localizer.channels === 1;
  return {
    name: `${stem}_cube_raw.img`,
    bytes,
    beside: fits ? { name: `${stem}_lslo.bin`, bytes: new Uint8Array(localizer.data) } : null,
  };
}

/** Numbers are not padded. */
function stemOf({ patient, shape, acquiredAt, laterality }: WritableVolume, protocol: string): string {
  const [year, month, day, ...time] = acquiredAt.slice(0, 19).split(/[-T:]/).map(Number);
  return `${patient.identifier}_${protocol} ${shape.columns}x${shape.bscans}_${month}-${day}-${year}_${time.join('-')}_${laterality}_sn0001`;
}
