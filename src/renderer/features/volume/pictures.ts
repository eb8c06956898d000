// Samples as pictures that canvases put together, painted anew only when they or their look change.
import { useMemo } from 'react';
import { heatOpacity } from '../../../shared/heatScale.ts';
import { opacitySteps } from '../../ui/opacitySteps.ts';
import type { VoxelShape } from './displayNifti.ts';
import type { Samples } from './displayTransform.ts';
import type { OverlayPicture } from './drawBscan.ts';
import { fillMask, paintFill } from './fillMask.ts';
import { labelColour, labelOutline, overlayTable, type VolumeOverlay } from './overlay.ts';
import { useRoom } from './roomState.ts';

export function toPicture(rgba: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas;
}

/** Of samples that are grey by the vendor's transform only: others have no white of that meaning. */
export function useFillPicture(grey: Samples | null, { rows, columns }: VoxelShape): OffscreenCanvas | null {
  return useMemo(() => {
    const mask = grey instanceof Uint8Array ? fillMask(grey, rows, columns) : null;
    return mask === null ? null : toPicture(paintFill(mask, columns), columns, rows);
  }, [grey, rows, columns]);
}

/**
 * A plane of what is laid over the volume, by `pick`. Fill at the opacity of now, outlines at full strength: fills alone are too alike for
 * many eyes (UX §2.2). null while there is none, it is off, or the scan alone is looked at.
 */
export function useOverlayPicture(
  overlay: VolumeOverlay | null,
  pick: (data: Uint8Array) => Uint8Array,
  rows: number,
  columns: number,
): OverlayPicture | null {
  const opacity = useRoom(state => (state.isOverlayShown && !state.isAloneHeld ? (opacitySteps[state.opacityStep] ?? 0) : 0));
  const painted = useMemo(() => {
    if (overlay === null) return null;
    const plane = pick(overlay.data);
    const table = new Uint32Array(overlayTable(overlay).buffer);
    const rgba = new Uint8ClampedArray(plane.length * 4);
    const pixels = new Uint32Array(rgba.buffer);
    for (let i = 0; i < plane.length; i++) pixels[i] = table[plane[i] as number] as number;
    const outlines = overlay.labels.map(label => ({ colour: labelColour(label), lines: labelOutline(plane, rows, columns, label) }));
    return { picture: toPicture(rgba, columns, rows), outlines: outlines.filter(({ lines }) => lines.length > 0) };
  }, [overlay, pick, rows, columns]);
  if (painted === null || overlay === null || opacity === 0) return null;
  return { ...painted, isSmooth: overlay.kind === 'map', opacity: overlay.kind === 'map' ? opacity / heatOpacity : opacity };
}
