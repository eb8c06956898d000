// What the pointer does on a pane, by button and tool: mark a place, measure, move the picture, window and level, turn.
import { type PointerEvent, useRef } from 'react';
import type { Point } from './viewport.ts';

export type DragKind = 'mark' | 'measure' | 'pan' | 'window' | 'turn';

interface Options {
  density: number;
  kindOf: (event: PointerEvent) => DragKind;
  /** Device pixels of the canvas. */
  onDrag: (kind: DragKind, at: Point, by: Point, isStart: boolean) => void;
  onHover: (at: Point | null) => void;
}

export function usePaneDrag({ density, kindOf, onDrag, onHover }: Options) {
  const drag = useRef<{ kind: DragKind; at: Point } | null>(null);
  const pointOf = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) * density, y: (event.clientY - box.top) * density };
  };
  const end = () => {
    drag.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = pointOf(event);
      drag.current = { kind: kindOf(event), at };
      onDrag(drag.current.kind, at, { x: 0, y: 0 }, true);
    },
    onPointerMove: (event: PointerEvent) => {
      const at = pointOf(event);
      onHover(at);
      if (drag.current === null) return;
      const by = { x: at.x - drag.current.at.x, y: at.y - drag.current.at.y };
      drag.current = { ...drag.current, at };
      onDrag(drag.current.kind, at, by, false);
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: () => onHover(null),
    onContextMenu: (event: { preventDefault: () => void }) => event.preventDefault(),
  };
}
