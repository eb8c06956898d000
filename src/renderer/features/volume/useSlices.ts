// The crossing slices of a volume, opened when they are first asked for and redrawn when their look changes.
import { useEffect, useMemo, useRef, useState } from 'react';
import { curveOf, type DisplayPreset } from './displayTransform.ts';
import { type ColorTable, openSlices, type SliceLook, type SliceRenderer } from './sliceRenderer.ts';
import { useVolume } from './useVolume.ts';
import { useWholeWindow } from './useWindow.ts';

export interface Slices {
  /** null until it is ready. */
  renderer: SliceRenderer | null;
  /** Grows whenever what it draws has changed. */
  revision: number;
  error: unknown;
}

export function useSlices(isOn: boolean): Slices {
  const volume = useVolume();
  const { grey, view, settings } = volume;
  const { bscans, rows, columns } = view.header.shape;
  const [renderer, setRenderer] = useState<SliceRenderer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [revision, setRevision] = useState(0);

  const { low, high } = useWholeWindow(volume);
  const look = useMemo(() => ({ window: { low, high }, table: greyTable(settings.preset) }), [low, high, settings.preset]);
  const newest = useRef(look);
  newest.current = look;
  const drawn = useRef<SliceLook | null>(null);

  useEffect(() => {
    if (!isOn || grey === null) return;
    let isOver = false;
    let opened: SliceRenderer | null = null;
    drawn.current = newest.current;
    openSlices(grey, { bscans, rows, columns }, newest.current).then(
      slices => {
        opened = slices;
        if (isOver) slices.close();
        else setRenderer(slices);
      },
      (thrown: unknown) => setError(thrown),
    );
    return () => {
      isOver = true;
      opened?.close();
      setRenderer(null);
      setError(null);
    };
  }, [isOn, grey, bscans, rows, columns]);

  useEffect(() => {
    if (renderer === null || drawn.current === look) return;
    drawn.current = look;
    renderer.setLook(look);
    setRevision(known => known + 1);
  }, [renderer, look]);

  return { renderer, revision, error };
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
