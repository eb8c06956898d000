// Words of the 3-D view of a volume.
import { formatNumber, narrowSpace } from '../../shared/units.ts';

const mm = (um: number) => formatNumber(um / 1000, 1);

export const volumeRenderingText = {
  title: '3-D',
  name: (bscan: number, bscans: number) => `3-D view, B-scan ${bscan} of ${bscans} outlined`,
  noSpacing: 'The file holds no spacing in all three directions, so nobody knows what shape the volume has. State it with Set spacing….',
  noGraphics:
    'Expected WebGL 2 to draw in 3-D, this window has none. Turn on hardware acceleration in the browser’s settings, or look at the crossing slices.',
  off: 'The 3-D view is not open. T opens it.',
  tooLarge: (most: number, samples: number) =>
    `Expected at most ${formatNumber(most)} samples to slice and turn a volume in the window, this one has ${formatNumber(samples)}. Its B-scans can be looked at one by one.`,
  lost: 'The graphics card took the 3-D view back, to draw something else or to start anew.',
  preparing: 'Preparing the 3-D view …',
  vitreous: 'vitreous',
  choroid: 'choroid',
  bscan: (mark: string | null, number: number) => (mark === null ? `B-scan ${number}` : `${mark} · B-scan ${number}`),
  ascan: (mark: string | null, number: number) => mark ?? `A-scan ${formatNumber(number)}`,
  size: ([x, y, z]: readonly [number, number, number], isEstimated: boolean) =>
    `${isEstimated ? '≈ ' : ''}${mm(x)} × ${mm(y)} × ${mm(z)}${narrowSpace}mm`,
  reduced: (shown: readonly number[], of: readonly number[]) => {
    const words = (counts: readonly number[]) => counts.map(count => formatNumber(count)).join(' × ');
    return `shown with ${words(shown)} of ${words(of)} samples`;
  },
  smoothed: (gapUm: number) => `smoothed between B-scans, ${formatNumber(gapUm)}${narrowSpace}µm apart`,
  inSoftware: 'no graphics card: coarse while it turns',
  hint: 'Drag to turn; right button for contrast and brightness: black is see-through.',
  stretch: 'Depth in the 3-D view',
  stretches: { 1: '1:1 µm', 3: '×3' },
  nearer: 'Nearer',
  farther: 'Farther',
  reset: 'As at first',
} as const;
