// The slice across all B-scans at one A-scan: depth downwards, one column of the picture for each B-scan. A click goes there.

import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { enFaceMarks } from '../../../shared/scanPlaces.ts';
import { text } from '../../text/index.ts';
import shared from '../../ui/canvas.module.css';
import { useCanvasSize, useWheel } from '../../ui/useCanvasSize.ts';
import { acrossSpacing, pixelAspect } from './aspect.ts';
import { EyeBadge, StretchBadge } from './BscanMarks.tsx';
import { gainOf } from './displayTransform.ts';
import { drawAcross } from './drawAcross.ts';
import styles from './Pane.module.css';
import { PaneMessage } from './PaneMessage.tsx';
import { pickAcross } from './pickPlane.ts';
import { useOverlayPicture } from './pictures.ts';
import { moveTo, useRoom, useRoomStore } from './roomState.ts';
import { ScaleBars } from './ScaleBars.tsx';
import { usePaneDrag } from './usePaneDrag.ts';
import type { Slices } from './useSlices.ts';
import { useVolume } from './useVolume.ts';
import { type Point, placementOf, sampleAt, wholeView } from './viewport.ts';

export function AcrossPane({ slices }: { slices: Slices }) {
  const { view, settings, heights, lines, grey, greyError, overlay } = useVolume();
  const isStreaming = grey === null;
  const { shape, spacingUm } = view.header;
  const room = useRoomStore();
  const at = useRoom(state => state.at);
  const areLayersShown = useRoom(state => state.areLayersShown && !state.isAloneHeld);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { size, density } = useCanvasSize(canvas);
  const spacing = useMemo(() => acrossSpacing(spacingUm), [spacingUm]);
  // A stack of a few B-scans would be a thread at a pixel each.
  const mode = spacing === null ? 'pixels' : settings.aspect === 'pixels' ? 'micrometres' : settings.aspect;
  const aspect = spacing === null ? shape.bscans / shape.rows : pixelAspect(mode, spacing);
  const placement = placementOf(wholeView, { width: shape.bscans, height: shape.rows }, size, aspect);
  const shown = useMemo(() => lines.filter(({ key }) => !settings.hiddenLayers.includes(key)), [lines, settings.hiddenLayers]);
  const { renderer, revision, error } = slices;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision says that what the renderer draws has changed
  const picture = useMemo(() => renderer?.across(at.column) ?? null, [renderer, revision, at.column]);
  const pick = useCallback((data: Uint8Array) => pickAcross(data, shape, at.column), [shape, at.column]);
  const overlaid = useOverlayPicture(overlay, pick, shape.rows, shape.bscans);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (context == null || size.width === 0) return;
    drawAcross(context, {
      ...{ canvas: size, density, placement, shape, picture, at, overlay: overlaid },
      gain: settings.preset === 'deep' ? row => gainOf('deep', row, shape.rows) : null,
      lines: areLayersShown && heights !== null ? shown : [],
      heights,
    });
  });

  const onWheel = useCallback(
    (event: WheelEvent) => {
      event.preventDefault();
      moveTo(room, shape, { column: room.getState().at.column + Math.sign(event.deltaY) });
    },
    [room, shape],
  );
  useWheel(canvas, onWheel);
  const placeOf = (point: Point) => {
    const { x, y } = sampleAt(placement, point);
    return { bscan: Math.floor(x), row: Math.floor(y), column: at.column };
  };
  const drag = usePaneDrag({
    density,
    kindOf: () => 'mark',
    onDrag: (_, point) => moveTo(room, shape, placeOf(point)),
    onHover: point => {
      const place = point === null ? null : placeOf(point);
      const isInside = place !== null && place.bscan >= 0 && place.bscan < shape.bscans && place.row >= 0 && place.row < shape.rows;
      room.setState({ hover: isInside ? place : null });
    },
  });
  const words = text.volume;
  const marks = enFaceMarks(view.header);
  const css = (px: number) => px / density;
  return (
    <div className={styles.pane} data-pane="across">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${words.across}, ${words.acrossAt(at.column + 1, shape.columns)}`}
        className={shared.canvas}
        data-ready={renderer !== null}
        width={size.width}
        height={size.height}
        {...drag}
      />
      {renderer !== null && (
        <>
          <EyeBadge />
          {spacing === null ? <span className={styles.stretch}>{words.notToScale}</span> : <StretchBadge mode={mode} spacing={spacing} />}
          {marks !== null && (
            <>
              <span
                className={styles.mark}
                style={{ left: Math.max(14, css(placement.left) + 14), top: Math.max(52, css(placement.top) + 14) }}
              >
                {marks.firstBscan}
              </span>
              <span
                className={styles.mark}
                style={{
                  left: Math.min(css(size.width) - 14, css(placement.left + shape.bscans * placement.zoomX) - 14),
                  top: Math.max(52, css(placement.top) + 14),
                }}
              >
                {marks.lastBscan}
              </span>
            </>
          )}
          {spacing !== null && <ScaleBars placement={placement} density={density} spacing={spacing} isOne={mode === 'micrometres'} />}
        </>
      )}
      <span className={styles.caption}>
        {words.across} · {words.acrossAt(at.column + 1, shape.columns)}
      </span>
      <PaneMessage
        error={error ?? greyError}
        isWaiting={renderer === null && error === null && greyError === null}
        item={view.item}
        waitingWords={isStreaming ? undefined : words.preparing}
      />
    </div>
  );
}
