// A raster as a box in space, the way the eye is seen: x along the B-scans from the first A-scan to the last, z up to the vitreous, y away
// from who looks. Which way B-scans run follows from their places on the fundus, so that no eye is ever mirrored.
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { type EnFaceMarks, enFaceMarks } from '../../../shared/scanPlaces.ts';
import { text } from '../../text/index.ts';
import { rasterPlane } from './fundusPlane.ts';

export interface VolumeBox {
  /** µm on screen along x, y, z, depth stretched. */
  sizeUm: readonly [x: number, y: number, z: number];
  stretch: Stretch;
  /** Whether the first B-scan is the nearest from the front, so that later ones lie further away. */
  isFirstInFront: boolean;
  /** Whether the file says so. Else the first is taken for the uppermost, as in every other pane. */
  isPlaced: boolean;
  isEstimated: boolean;
  marks: EnFaceMarks | null;
}

/** How many times depth may be stretched. */
export const stretches = [1, 3] as const;
export type Stretch = (typeof stretches)[number];

/** Why a volume has no 3-D view; null where it has one. */
export function noRendering({ noEnFace, header }: Pick<VolumeView, 'noEnFace' | 'header'>): string | null {
  if (noEnFace !== null) return noEnFace;
  return boxOf(header, 1) === null ? text.volumeRendering.noSpacing : null;
}

/** null without a spacing in all three directions. */
export function boxOf(header: VolumeView['header'], stretch: Stretch): VolumeBox | null {
  const { row, column, bscan } = header.spacingUm;
  if (row === null || column === null || bscan === null) return null;
  const { affine, isPlaced } = rasterPlane(header);
  const { bscans, rows, columns } = header.shape;
  return {
    sizeUm: [columns * column.value, bscans * bscan.value, rows * row.value * stretch],
    stretch,
    // On the fundus y runs down: B-scans that follow each other upwards lie on the left of their own direction.
    isFirstInFront: affine.a * affine.d - affine.b * affine.c < 0,
    isPlaced,
    isEstimated: [row, column, bscan].some(({ source }) => source !== 'measured'),
    marks: enFaceMarks(header),
  };
}

/** Where the middle of a B-scan lies along y, with the box's middle at 0. */
export function bscanPlane({ sizeUm, isFirstInFront }: VolumeBox, bscan: number, bscans: number): number {
  return ((bscan + 0.5) / bscans - 0.5) * sizeUm[1] * (isFirstInFront ? 1 : -1);
}
