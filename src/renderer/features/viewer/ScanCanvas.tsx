// The scan on its canvas: zoom at the cursor, pan, window and level by drag, the value under the cursor. It draws when something changed.
import { type PointerEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Pixels } from '../../../shared/domain/pixels.ts';
import type { ScanAddress } from '../../client/queries/scans.ts';
import { text } from '../../text/index.ts';
import shared from '../../ui/canvas.module.css';
import { opacitySteps } from '../../ui/opacitySteps.ts';
import { useCanvasSize, useWheel } from '../../ui/useCanvasSize.ts';
import { type HeatGrid, useContours } from '../answer/index.ts';
import { drawScan } from './drawScan.ts';
import { draggedWindow, rawValueAt } from './paintPixels.ts';
import { useFillLayer, useHeatLayer, useParts, useScanLayer } from './useLayers.ts';
import { useView } from './viewerState.ts';
import { fitted, panned, pixelAt, zoomedAt } from './viewport.ts';

interface Props {
  address: ScanAddress;
  /** For a screen reader. */
  label: string;
  pixels: Pixels;
  /** Height of a pixel over its width. */
  aspect: number;
  isFillHatched: boolean;
  heat: { grid: HeatGrid; scaleMax: number; hasContours: boolean } | null;
}

export function ScanCanvas({ address, label, pixels, aspect, isFillHatched, heat }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { size, density } = useCanvasSize(canvas);
  const view = useView();
  const { columns, rows } = pixels.image;
  const image = useMemo(() => ({ width: columns, height: rows }), [columns, rows]);
  const viewport = view.viewport ?? fitted(image, size, aspect);
  const window = view.window ?? pixels.window;
  const shownHeat = view.isHeatShown && !view.isRawHeld ? heat : null;
  const scan = useScanLayer(pixels, window);
  const fill = useFillLayer(pixels);
  const parts = useParts(address, pixels, { viewport, canvas: size, aspect, window });
  const heatLayer = useHeatLayer(heat?.grid ?? null, pixels.image, heat?.scaleMax ?? 0);
  const contours = useContours(heat?.grid ?? null, pixels.image, heat?.scaleMax ?? 0, heat?.hasContours ?? false);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (context == null || size.width === 0) return;
    const opacity = opacitySteps[view.opacityStep] ?? 0;
    const heatNow = shownHeat === null ? null : heatLayer;
    drawScan(context, {
      ...size,
      viewport,
      aspect,
      scan: [scan, ...parts.layers],
      heat: heatNow,
      fill: isFillHatched ? fill : null,
      opacity,
      contours,
      density,
    });
  });

  const zoomBy = useCallback(
    (factor: number, at?: { x: number; y: number }) => {
      const centre = { x: size.width / 2, y: size.height / 2 };
      useView.setState(({ viewport: known }) => ({ viewport: zoomedAt(known ?? fitted(image, size, aspect), factor, at ?? centre) }));
    },
    [image, size, aspect],
  );
  useWheelZoom(canvas, density, zoomBy);
  useEffect(() => {
    useView.setState({ zoomBy });
  }, [zoomBy]);

  const drag = useRef<{ kind: 'pan' | 'window'; x: number; y: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { kind: event.button === 2 ? 'window' : 'pan', x: event.clientX, y: event.clientY };
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const { current } = drag;
    if (current === null) {
      const box = event.currentTarget.getBoundingClientRect();
      pointer.current = { x: (event.clientX - box.left) * density, y: (event.clientY - box.top) * density };
      return tellValue();
    }
    const by = { x: event.clientX - current.x, y: event.clientY - current.y };
    drag.current = { ...current, x: event.clientX, y: event.clientY };
    if (current.kind === 'window') useView.setState({ window: draggedWindow(window, by, pixels.bits) });
    else useView.setState({ viewport: panned(viewport, { x: by.x * density, y: by.y * density }, image, size, aspect) });
  };
  const onPointerUp = () => {
    drag.current = null;
  };
  /** In canvas pixels; null away from it. */
  const pointer = useRef<{ x: number; y: number } | null>(null);
  const tellValue = () => {
    const pixel = pointer.current === null ? null : pixelAt(viewport, pointer.current, image, aspect);
    // A part at full size knows the pixel itself.
    const value = pixel === null ? null : [...parts.pixels, pixels].map(source => rawValueAt(source, pixel)).find(found => found !== null);
    const readout = pixel === null || value == null ? null : text.viewer.readout(pixel, value);
    if (readout !== useView.getState().readout) useView.setState({ readout });
  };
  // What lies below a pointer that rests changes, too: by the keys, and when a part at full size arrives.
  useEffect(tellValue);

  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={shared.canvas}
      data-pan={view.isPanHeld}
      width={size.width}
      height={size.height}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onPointerLeave={() => {
        pointer.current = null;
        tellValue();
      }}
      onContextMenu={event => event.preventDefault()}
    />
  );
}

/** Ctrl+wheel and pinch. */
function useWheelZoom(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  density: number,
  zoomBy: (factor: number, at: { x: number; y: number }) => void,
): void {
  const onWheel = useCallback(
    (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = (event.currentTarget as Element).getBoundingClientRect();
      zoomBy(Math.exp(-event.deltaY / 300), { x: (event.clientX - box.left) * density, y: (event.clientY - box.top) * density });
    },
    [density, zoomBy],
  );
  useWheel(canvas, onWheel);
}
