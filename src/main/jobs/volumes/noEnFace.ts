// En face, 3-D and nL exist for rasters only: between the B-scans of any other pattern there is no plane to draw.
import type { ScanPattern, VolumeHeader } from '../../../shared/domain/volume.ts';

const reasons: Record<Exclude<ScanPattern, 'raster'>, string> = {
  line: 'A line scan has one B-scan, so there is no plane to look at from the front.',
  radial: 'Radial B-scans cross in the centre and lie far apart outside: a plane between them would be invented.',
  circle: 'A circle scan runs around one ring: there is nothing between its ends to look at from the front.',
  star: 'The B-scans of a star cross in the centre and lie far apart outside: a plane between them would be invented.',
  repeated: 'These B-scans lie at one place, repeated over time: there is no plane to look at from the front.',
};

/** Why a volume has no en face; null where it has one. */
export function whyNoEnFace({ scanPattern, shape }: Pick<VolumeHeader, 'scanPattern' | 'shape'>): string | null {
  if (scanPattern !== null && scanPattern !== 'raster') return reasons[scanPattern];
  if (shape.bscans === 1) return 'There is one B-scan, so there is no plane to look at from the front.';
  return scanPattern === null ? 'The file does not say how its B-scans lie, so a plane between them would be a guess.' : null;
}
