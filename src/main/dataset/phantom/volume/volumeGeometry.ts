// Where the samples of a phantom volume lie in the eye, and how the eye lies in its depth: place, side, tilt, and motion between B-scans.
import { randomGenerator } from '../../../../shared/random.ts';
import type { Eye } from '../eyeAnatomy.ts';
import { stackLayers } from '../layerStack.ts';
import { type DeviceLook, deviceLooks, type PhantomDevice, type ScanPlace, spacingOf } from './deviceLooks.ts';
import type { VolumeEye } from './volumeEye.ts';
import type { VolumeDisease } from './volumeLesions.ts';
import { type CutLine, insideDiscUm, stackAlong } from './volumeStack.ts';

/** Everything about a phantom volume follows from this. */
export interface VolumeOrder {
  readonly device: PhantomDevice;
  readonly eye: Eye;
  readonly place: ScanPlace;
  readonly disease: VolumeDisease;
  readonly seed: number;
  /** Fewer B-scans over the same field, for tests; the device's own number where left out. */
  readonly bscans?: number;
}

export interface VolumeGeometry {
  readonly bscans: number;
  readonly rows: number;
  readonly columns: number;
  readonly spacingUm: { readonly bscan: number; readonly row: number; readonly column: number };
  /** What lies at the middle of the scan and of the localizer. */
  readonly centre: { readonly nasalUm: number; readonly superiorUm: number };
  /** +1 where columns run to the nose (OD), −1 where they run from it (OS). */
  readonly nasalSign: 1 | -1;
  /** Rows by which each B-scan lies deeper than the first plan: the eye's motion [bscan], whole rows. */
  readonly motionRows: Int16Array;
  /** Row of Bruch's membrane at the fovea without motion. */
  readonly foveaRow: number;
  /** Flattening that keeps the retina inside the scan. */
  readonly flattening: number;
}

const probes = 13;

export function volumeGeometry(order: VolumeOrder, eye: VolumeEye): VolumeGeometry {
  const look: DeviceLook = deviceLooks[order.device];
  const size = look.scans[order.place];
  const bscans = order.bscans ?? size.bscans;
  const spacing = spacingOf(look, order.place);
  const spacingUm = { ...spacing, bscan: bscans === 1 ? spacing.bscan : size.heightUm / (bscans - 1) };
  const centre = order.place === 'macula' ? { nasalUm: 0, superiorUm: 0 } : { nasalUm: eye.disc.nasalUm, superiorUm: eye.disc.superiorUm };
  const motionRows = drawMotion(order, look, bscans);
  const nasalSign = order.eye === 'OD' ? 1 : -1;
  const base = { bscans, rows: size.rows, columns: size.columns, spacingUm, centre, nasalSign, motionRows } as const;
  return { ...base, ...placeInDepth(eye, look, size) };

  /** Puts the middle of the retina where the device has it; flattens the eye until it fits. */
  function placeInDepth(subject: VolumeEye, { retinaAt }: DeviceLook, { widthUm, heightUm, rows }: typeof size) {
    const motion = Math.max(...motionRows.map(Math.abs), 0);
    for (let flattening = 1; ; flattening *= 0.85) {
      let top = Number.NEGATIVE_INFINITY;
      let bottom = Number.POSITIVE_INFINITY;
      for (let i = 0; i < probes; i++) {
        const superiorUm = centre.superiorUm + heightUm * (i / (probes - 1) - 0.5);
        const nasalUm = Float32Array.from({ length: probes }, (_, j) => centre.nasalUm + widthUm * (j / (probes - 1) - 0.5));
        const stack = stackAlong(subject, { nasalUm, superiorUm, columnUm: widthUm / (probes - 1) });
        for (let j = 0; j < probes; j++) {
          const height = flattening * bruchHeightUm(subject, nasalUm[j] as number, superiorUm);
          const thick = stackLayers.reduce((sum, name) => sum + (stack[name].thicknessUm[j] as number), 0);
          top = Math.max(top, height + thick);
          bottom = Math.min(bottom, height);
        }
      }
      const spread = (top - bottom) / spacingUm.row;
      const room = rows - 2 * motion - 0.12 * rows - 160 / spacingUm.row;
      if (spread > room && flattening > 0.05) continue;
      // Middle of highest surface and lowest membrane, kept so that both stay inside.
      const wanted = retinaAt * rows + (top + bottom) / 2 / spacingUm.row;
      const lowest = top / spacingUm.row + motion + 0.05 * rows;
      const highest = rows - motion - 160 / spacingUm.row + bottom / spacingUm.row;
      return { foveaRow: Math.max(lowest, Math.min(highest, wanted)), flattening };
    }
  }
}

/** Where B-scan `index` cuts the eye. */
export function cutLineOf({ columns, spacingUm, centre, nasalSign, bscans }: VolumeGeometry, index: number): CutLine {
  const nasalUm = new Float32Array(columns);
  for (let x = 0; x < columns; x++) nasalUm[x] = centre.nasalUm + nasalSign * (x - (columns - 1) / 2) * spacingUm.column;
  return { nasalUm, superiorUm: centre.superiorUm + (index - (bscans - 1) / 2) * spacingUm.bscan, columnUm: spacingUm.column };
}

/** Row of Bruch's membrane, and inside the disc of the floor that takes its place [column]. */
export function bruchRowsOf(geometry: VolumeGeometry, eye: VolumeEye, { nasalUm, superiorUm }: CutLine, index: number): Float32Array {
  const { foveaRow, flattening, spacingUm, motionRows } = geometry;
  const base = foveaRow + (motionRows[index] as number);
  return nasalUm.map(nasal => base - (flattening * bruchHeightUm(eye, nasal, superiorUm)) / spacingUm.row);
}

/** [bscan, column] of a place in the eye, with fractions; outside the scan too. */
export function indexOfPlace({ columns, bscans, spacingUm, centre, nasalSign }: VolumeGeometry, nasalUm: number, superiorUm: number) {
  return {
    bscan: (superiorUm - centre.superiorUm) / spacingUm.bscan + (bscans - 1) / 2,
    column: (nasalSign * (nasalUm - centre.nasalUm)) / spacingUm.column + (columns - 1) / 2,
  };
}

/** Height above Bruch's membrane at the fovea: curvature, tilt and undulation; the cup lies deeper. */
function bruchHeightUm(eye: VolumeEye, nasalUm: number, superiorUm: number): number {
  const { anatomy, tilt, undulation, undulationUm, disc } = eye;
  const distance2 = nasalUm ** 2 + superiorUm ** 2;
  // Beyond 5 mm the parabola would run out of the scan where a sphere does not.
  const bowl = anatomy.curvatureUm * (distance2 / 3000 ** 2) * (1 / (1 + distance2 / 9000 ** 2));
  const slope = tilt.nasalUm * nasalUm + tilt.superiorUm * superiorUm;
  const inside = insideDiscUm(eye, nasalUm, superiorUm);
  const cup = Math.min(1, Math.max(0, (inside - (disc.radiusUm - disc.cupRadiusUm)) / (0.7 * disc.cupRadiusUm)));
  return bowl + slope + undulationUm * undulation(nasalUm, superiorUm) - disc.cupDepthUm * cup * cup * (3 - 2 * cup);
}

/** Breathing, drift and jitter in whole rows; none where the device tracks the eye. */
function drawMotion({ seed, device }: VolumeOrder, { motion, rowUm }: DeviceLook, bscans: number): Int16Array {
  const random = randomGenerator(seed, 'phantom-volume', 'motion', device);
  const phase = 2 * Math.PI * random.uniform();
  const drift = motion.driftUm * random.normal();
  return Int16Array.from({ length: bscans }, (_, bscan) => {
    const share = bscan / Math.max(1, bscans - 1);
    const breath = motion.bscansPerBreath === 0 ? 0 : motion.breathUm * Math.sin(phase + (2 * Math.PI * bscan) / motion.bscansPerBreath);
    return Math.round((drift * (share - 0.5) + breath + motion.jitterUm * random.normal()) / rowUm);
  });
}
