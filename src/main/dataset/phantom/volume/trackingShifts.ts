// How far each B-scan of an .e2e file lies from where it belongs: the format stores B-scans as taken, and beside them how to register them.
import { randomGenerator } from '../../../../shared/random.ts';
import type { ShearShift } from '../../../imaging/shearShift.ts';
import type { WritableVolume } from '../../formats/writers/writableVolume.ts';

/** Whole rows and columns, so that registering gives the volume back to the sample; edges that were not scanned stay empty. */
export function shiftsOf({ shape }: Pick<WritableVolume, 'shape'>, seed: number): ShearShift[] {
  const random = randomGenerator(seed, 'phantom-volume', 'tracking');
  return Array.from({ length: shape.bscans }, () => ({
    rows: Math.round(4 * random.normal()),
    columns: Math.round(1.5 * random.normal()),
    shear: 0,
  }));
}
