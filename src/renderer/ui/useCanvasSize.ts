// A canvas that fills what it lies in, counted in screen pixels, which are what is drawn; and wheels that the page must not take.
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

export interface CanvasSize {
  size: { width: number; height: number };
  /** Screen pixels for one CSS pixel. */
  density: number;
}

export function useCanvasSize(canvas: RefObject<HTMLCanvasElement | null>): CanvasSize {
  const [state, setState] = useState<CanvasSize>({ size: { width: 0, height: 0 }, density: 1 });
  useLayoutEffect(() => {
    const element = canvas.current?.parentElement;
    if (element == null) return;
    const measure = () => {
      const density = devicePixelRatio;
      setState({ size: { width: Math.round(element.clientWidth * density), height: Math.round(element.clientHeight * density) }, density });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas]);
  return state;
}

/** React's own wheel listener could not keep the page from zooming. `onWheel` is called with the newest closure. */
export function useWheel(canvas: RefObject<HTMLCanvasElement | null>, onWheel: (event: WheelEvent) => void): void {
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [canvas, onWheel]);
}
