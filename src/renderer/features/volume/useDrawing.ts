// A renderer of the volume in the room: opened when there is something to draw, recoloured when its look changes, closed when it is gone.
import { useEffect, useRef, useState } from 'react';

/** What draws, in the looks that it can be given. */
interface Drawing<Look> {
  setLook(look: Look): void;
  close(): void;
}

export interface Drawn<Renderer> {
  /** null until it is ready. */
  renderer: Renderer | null;
  /** Grows whenever what it draws has changed. */
  revision: number;
  error: unknown;
}

/** `onLost` ends what draws, with its reason. */
type Open<Look, Renderer> = (look: Look, signal: AbortSignal, onLost: (reason: unknown) => void) => Promise<Renderer>;

/** `open`: null while there is nothing to draw; another one means anew. */
export function useDrawing<Look, Renderer extends Drawing<Look>>(open: Open<Look, Renderer> | null, look: Look): Drawn<Renderer> {
  const [state, setState] = useState<Omit<Drawn<Renderer>, 'revision'>>({ renderer: null, error: null });
  const [revision, setRevision] = useState(0);
  const newest = useRef(look);
  newest.current = look;
  const drawn = useRef<Look | null>(null);

  useEffect(() => {
    if (open === null) return;
    const ended = new AbortController();
    let opened: Renderer | null = null;
    drawn.current = newest.current;
    const fail = (error: unknown): void => {
      if (!ended.signal.aborted) setState({ renderer: null, error });
    };
    open(newest.current, ended.signal, fail).then(renderer => {
      opened = renderer;
      if (ended.signal.aborted) renderer.close();
      else setState({ renderer, error: null });
    }, fail);
    return () => {
      ended.abort();
      opened?.close();
      setState({ renderer: null, error: null });
    };
  }, [open]);

  const { renderer, error } = state;
  useEffect(() => {
    if (renderer === null || drawn.current === look) return;
    drawn.current = look;
    renderer.setLook(look);
    setRevision(known => known + 1);
  }, [renderer, look]);

  return { renderer, revision, error };
}
