// The 3-D view's renderer: opened when the volume is there, anew when its samples or its shape change, recoloured when its look does.
import { useEffect, useMemo, useRef, useState } from 'react';
import { AppError } from '../../../shared/errors.ts';
import { text } from '../../text/index.ts';
import { gainOf } from './displayTransform.ts';
import { useVolume } from './useVolume.ts';
import { useWholeWindow } from './useWindow.ts';
import type { VolumeBox } from './volumeBox.ts';
import { openRendering, type RenderingLook, type VolumeRenderer } from './volumeRenderer.ts';

export interface Rendering {
  /** null until it is ready. */
  renderer: VolumeRenderer | null;
  /** Grows whenever what it draws has changed. */
  revision: number;
  error: unknown;
  retry: () => void;
}

/** `box`: null for a volume without a 3-D view. */
export function useRendering(box: VolumeBox | null): Rendering {
  const volume = useVolume();
  const { grey, view, settings } = volume;
  const { preset } = settings;
  const { shape } = view.header;
  const [state, setState] = useState<{ renderer: VolumeRenderer | null; error: unknown }>({ renderer: null, error: null });
  const [revision, setRevision] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const { low, high } = useWholeWindow(volume);
  const look = useMemo(() => ({ window: { low, high }, preset }), [low, high, preset]);
  const newest = useRef({ look, box });
  newest.current = { look, box };
  const drawn = useRef<RenderingLook | null>(null);
  const isDeep = preset === 'deep';
  const boxKey = box === null ? null : [...box.sizeUm, box.isFirstInFront].join(' ');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says that the box is another one, the attempt that it is tried again
  useEffect(() => {
    const known = newest.current;
    if (known.box === null || grey === null) return;
    const ended = new AbortController();
    let opened: VolumeRenderer | null = null;
    drawn.current = known.look;
    const lost = () => setState({ renderer: null, error: new AppError('environment', text.volumeRendering.lost) });
    const gain = isDeep ? (row: number) => gainOf('deep', row, shape.rows) : null;
    openRendering({ grey, shape, box: known.box, look: known.look, gain }, ended.signal, lost).then(
      renderer => {
        opened = renderer;
        if (ended.signal.aborted) renderer.close();
        else setState({ renderer, error: null });
      },
      (error: unknown) => {
        if (!ended.signal.aborted) setState({ renderer: null, error });
      },
    );
    return () => {
      ended.abort();
      opened?.close();
      setState({ renderer: null, error: null });
    };
  }, [grey, shape, boxKey, isDeep, attempt]);

  const { renderer, error } = state;
  useEffect(() => {
    if (renderer === null || drawn.current === look) return;
    drawn.current = look;
    renderer.setLook(look);
    setRevision(known => known + 1);
  }, [renderer, look]);

  return { renderer, revision, error, retry: () => setAttempt(known => known + 1) };
}
