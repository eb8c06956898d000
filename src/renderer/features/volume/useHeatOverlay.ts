// The heat map of the B-scan on screen, laid over it like a mask or a map from a file.
import { heatOpacity } from '../../../shared/heatScale.ts';
import { opacitySteps } from '../../ui/opacitySteps.ts';
import { useContours, useHeatPicture, useHeatSettings } from '../answer/index.ts';
import type { BscanModel } from './asked.ts';
import type { OverlayPicture } from './drawBscan.ts';
import { useRoom } from './roomState.ts';
import { useVolume } from './useVolume.ts';

/** null while there is none, it is off, or the scan alone is looked at. */
export function useHeatOverlay({ model: { grid, scaleMax } }: BscanModel): OverlayPicture | null {
  const { shape } = useVolume().view.header;
  const [{ hasContours }] = useHeatSettings();
  const opacity = useRoom(state => (state.isOverlayShown && !state.isAloneHeld ? (opacitySteps[state.heatStep] ?? 0) : 0));
  const picture = useHeatPicture(grid, scaleMax);
  const contours = useContours(grid, shape, scaleMax, hasContours);
  if (picture === null || opacity === 0) return null;
  return {
    ...{ picture, isSmooth: true, opacity: opacity / heatOpacity },
    outlines: contours.filter(({ length }) => length > 0).map(lines => ({ colour: 'rgba(255, 255, 255, .85)', lines })),
  };
}
