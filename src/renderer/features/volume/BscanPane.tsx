// The B-scan: the first thing that a volume shows. Wheel and arrows step through them, a click marks a place in every pane.

import { type PointerEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { bscanOffset } from '../../../shared/scanPlaces.ts';
import { text } from '../../text/index.ts';
import shared from '../../ui/canvas.module.css';
import { useCanvasSize, useWheel } from '../../ui/useCanvasSize.ts';
import { useBscanModel } from './asked.ts';
import { bscanSpacing, pixelAspect } from './aspect.ts';
import { BscanAnswer } from './BscanAnswer.tsx';
import { BscanMarks } from './BscanMarks.tsx';
import { createBscanPainter } from './bscanPainter.ts';
import { snapped } from './caliper.ts';
import { draggedWindow, intensityOf } from './displayTransform.ts';
import { drawBscan } from './drawBscan.ts';
import styles from './Pane.module.css';
import { PaneMessage } from './PaneMessage.tsx';
import { pickBscan } from './pickPlane.ts';
import { useFillPicture, useOverlayPicture } from './pictures.ts';
import { moveTo, useRoom, useRoomStore } from './roomState.ts';
import { useHeatOverlay } from './useHeatOverlay.ts';
import { type DragKind, usePaneDrag } from './usePaneDrag.ts';
import { useBscan, useVolume } from './useVolume.ts';
import { useWindow } from './useWindow.ts';
import { type Point, panned, placementOf, sampleAt, zoomedAt } from './viewport.ts';

export function BscanPane({ isCrossing }: { isCrossing: boolean }) {
  const volume = useVolume();
  const { view, settings, change, heights, lines, overlay } = volume;
  const { shape, spacingUm } = view.header;
  const room = useRoomStore();
  // All but what changes as the cursor moves, or as another pane does.
  const state = useRoom(
    useShallow(({ at, view, caliper, areLayersShown, isAloneHeld, isPanHeld, isMeasuring }) => ({
      ...{ at, view, caliper, areLayersShown, isAloneHeld, isPanHeld, isMeasuring },
    })),
  );
  const { at, isAloneHeld } = state;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { size, density } = useCanvasSize(canvas);
  const spacing = useMemo(() => bscanSpacing(spacingUm), [spacingUm]);
  const aspect = pixelAspect(settings.aspect, spacing);
  const picture = useMemo(() => ({ width: shape.columns, height: shape.rows }), [shape]);
  const placement = placementOf(state.view, picture, size, aspect);

  const { shown, isLate, error, retry } = useBscan(volume, at.bscan);
  const { window, range } = useWindow(volume);
  const [paint] = useState(createBscanPainter);
  const fill = useFillPicture(intensityOf(settings.preset) === 'display' ? (shown?.samples ?? null) : null, shape);
  const overlaidBscan = shown?.bscan ?? at.bscan;
  const pick = useCallback((data: Uint8Array) => pickBscan(data, shape, overlaidBscan), [shape, overlaidBscan]);
  const overlaid = useOverlayPicture(overlay, pick, shape.rows, shape.columns);
  const answered = useBscanModel();
  const heat = useHeatOverlay(answered);
  const shownLines = useMemo(() => {
    if (heights === null || shown === null) return [];
    const { bscans, columns } = shape;
    const from = (index: number) => (index * bscans + shown.bscan) * columns;
    return lines
      .filter(({ key }) => !settings.hiddenLayers.includes(key))
      .map(line => ({ line, heights: heights.subarray(from(line.index), from(line.index) + columns) }));
  }, [heights, lines, settings.hiddenLayers, shape, shown]);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (context == null || size.width === 0) return;
    if (shown === null) {
      context.fillStyle = '#000';
      context.fillRect(0, 0, size.width, size.height);
      return;
    }
    const painted = paint(shown.samples, shape, { preset: settings.preset, window });
    drawBscan(context, {
      ...{ canvas: size, density, placement, rows: shape.rows, columns: shape.columns, picture: painted },
      overlays: [overlaid, isLate ? null : heat].filter(overlay => overlay !== null),
      fill: settings.isFillHatched && !isAloneHeld ? fill : null,
      lines: state.areLayersShown && !isAloneHeld ? shownLines : [],
      marked: isAloneHeld ? null : { column: at.column, row: isCrossing ? at.row : null },
      caliper: state.caliper?.bscan === at.bscan ? state.caliper : null,
    });
  });

  const zoomBy = (factor: number, point: Point) => room.setState({ view: zoomedAt(state.view, factor, point, picture, size, aspect) });
  const newest = useRef({ zoomBy, density });
  newest.current = { zoomBy, density };
  const onWheel = useCallback(
    (event: WheelEvent) => {
      event.preventDefault();
      if (!event.ctrlKey) {
        moveTo(room, shape, { bscan: room.getState().at.bscan + Math.sign(event.deltaY || event.deltaX) });
        return;
      }
      const box = (event.currentTarget as Element).getBoundingClientRect();
      const scale = newest.current.density;
      newest.current.zoomBy(Math.exp(-event.deltaY / 300), { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale });
    },
    [room, shape],
  );
  useWheel(canvas, onWheel);
  useLayoutEffect(() => {
    room.setState({ zoomBy: factor => newest.current.zoomBy(factor, { x: size.width / 2, y: size.height / 2 }) });
  }, [room, size]);

  const kindOf = (event: PointerEvent): DragKind => {
    if (event.button === 2) return 'window';
    if (event.button === 1 || state.isPanHeld) return 'pan';
    return state.isMeasuring ? 'measure' : 'mark';
  };
  const drag = usePaneDrag({
    ...{ density, kindOf },
    onHover: point => room.setState({ hover: point === null ? null : placeAt(sampleAt(placement, point), at.bscan, shape) }),
    onDrag: (kind, point, by, isStart) => {
      if (kind === 'pan') room.setState({ view: panned(state.view, by, picture, size, aspect) });
      else if (kind === 'window') {
        const dragged = draggedWindow(window, { x: by.x / density, y: by.y / density }, range);
        if (!isStart) change({ windows: { ...settings.windows, [intensityOf(settings.preset)]: dragged } });
      } else {
        const sample = sampleAt(placement, point);
        if (kind === 'mark') moveTo(room, shape, { column: Math.floor(sample.x), row: Math.floor(sample.y) });
        else if (isStart) room.setState({ caliper: { bscan: at.bscan, from: sample, to: sample } });
        else
          room.setState(({ caliper }) => (caliper === null ? {} : { caliper: { ...caliper, to: snapped(caliper.from, sample, aspect) } }));
      }
    },
  });

  const words = text.volume;
  const offset = bscanOffset(view.header, at.bscan);
  return (
    <div className={styles.pane} data-pane="bscan">
      <canvas
        ref={canvas}
        role="img"
        aria-label={words.bscan(view.header.series, at.bscan + 1, shape.bscans)}
        className={shared.canvas}
        data-late={isLate && shown !== null}
        data-pan={state.isPanHeld}
        data-frame={shown?.bscan}
        width={size.width}
        height={size.height}
        {...drag}
      />
      {shown !== null && <BscanMarks placement={placement} density={density} size={size} bscan={at.bscan} spacing={spacing} />}
      <span className={styles.place} title={offset === null ? undefined : words.centreHint}>
        {words.place(at.bscan + 1, shape.bscans)}
        {offset !== null && <span className={styles.quiet}> · {words.fromCentre(offset.distanceUm, offset.mark)}</span>}
      </span>
      {shown !== null && <BscanAnswer shown={answered} />}
      <PaneMessage error={error} isWaiting={shown === null && error === null} onRetry={retry} item={view.item} />
    </div>
  );
}

function placeAt({ x, y }: Point, bscan: number, { rows, columns }: { rows: number; columns: number }) {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  return column < 0 || row < 0 || column >= columns || row >= rows ? null : { bscan, row, column };
}
