// The crossing slices of a volume, opened when they are first asked for and redrawn when their look changes.
import { useMemo } from 'react';
import { curveOf, type DisplayPreset } from './displayTransform.ts';
import { type ColorTable, openSlices, type SliceLook, type SliceRenderer } from './sliceRenderer.ts';
import { type Drawn, useDrawing } from './useDrawing.ts';
import { useVolume } from './useVolume.ts';
import { useWholeWindow } from './useWindow.ts';

export type Slices = Drawn<SliceRenderer>;

export function useSlices(isOn: boolean): Slices {
  const volume = useVolume();
  const { grey, view, settings } = volume;
  const { bscans, rows, columns } = view.header.shape;
  const { low, high } = useWholeWindow(volume);
  const look = useMemo(() => ({ window: { low, high }, table: greyTable(settings.preset) }), [low, high, settings.preset]);
  const open = useMemo(
    () => (!isOn || grey === null ? null : (first: SliceLook) => openSlices(grey, { bscans, rows, columns }, first)),
    [isOn, grey, bscans, rows, columns],
  );
  return useDrawing(open, look);
}

function greyTable(preset: DisplayPreset): ColorTable {
  const curve = curveOf(preset);
  const table = new Uint8ClampedArray(1024);
  for (let i = 0; i < 256; i++) {
    table.fill(Math.round(curve(i / 255)), 4 * i, 4 * i + 3);
    table[4 * i + 3] = 255;
  }
  return table;
}
