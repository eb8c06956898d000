// The 3-D view's renderer: opened when the volume is there, anew when its samples or its shape change, recoloured when its look does.
import { useMemo, useRef, useState } from 'react';
import { AppError } from '../../../shared/errors.ts';
import { text } from '../../text/index.ts';
import { gainOf } from './displayTransform.ts';
import { type Drawn, useDrawing } from './useDrawing.ts';
import { useVolume } from './useVolume.ts';
import { useWholeWindow } from './useWindow.ts';
import type { VolumeBox } from './volumeBox.ts';
import { openRendering, type RenderingLook, type VolumeRenderer } from './volumeRenderer.ts';

export interface Rendering extends Drawn<VolumeRenderer> {
  retry: () => void;
}

export function useRendering(box: VolumeBox): Rendering {
  const volume = useVolume();
  const { grey, view, settings } = volume;
  const { preset } = settings;
  const { shape } = view.header;
  const [attempt, setAttempt] = useState(0);
  const { low, high } = useWholeWindow(volume);
  const look = useMemo(() => ({ window: { low, high }, preset }), [low, high, preset]);
  const isDeep = preset === 'deep';
  const newestBox = useRef(box);
  newestBox.current = box;
  const boxKey = [...box.sizeUm, box.isFirstInFront].join(' ');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says that the box is another one, the attempt that it is tried again
  const open = useMemo(() => {
    if (grey === null) return null;
    const gain = isDeep ? (row: number) => gainOf('deep', row, shape.rows) : null;
    return (first: RenderingLook, signal: AbortSignal, onLost: (reason: unknown) => void) =>
      openRendering({ grey, shape, box: newestBox.current, look: first, gain }, signal, () =>
        onLost(new AppError('environment', text.volumeRendering.lost)),
      );
  }, [grey, shape, boxKey, isDeep, attempt]);

  return { ...useDrawing(open, look), retry: () => setAttempt(known => known + 1) };
}
