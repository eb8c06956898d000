// Below the B-scan: one column for each, as high as the device rates it; a click jumps, a drag scrubs, arrows step (UX §3.9).
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatNumber } from '../../../shared/units.ts';
import { text } from '../../text/index.ts';
import { useCanvasSize } from '../../ui/useCanvasSize.ts';
import { moveTo, useRoom, useRoomStore } from './roomState.ts';
import styles from './SliceRuler.module.css';
import { useVolume } from './useVolume.ts';

export function SliceRuler() {
  const { header } = useVolume().view;
  const { shape, bscans } = header;
  const room = useRoomStore();
  const current = useRoom(state => state.at.bscan);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { size, density } = useCanvasSize(canvas);
  const [hover, setHover] = useState<{ bscan: number; x: number } | null>(null);
  const qualities = useMemo(() => bscans.map(({ quality }) => quality), [bscans]);
  const most = useMemo(() => Math.max(0, ...qualities.map(quality => quality ?? 0)), [qualities]);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null || size.width === 0) return;
    context.clearRect(0, 0, size.width, size.height);
    const step = size.width / shape.bscans;
    const gap = step >= 5 * density ? density : 0;
    const [top, bottom] = [4 * density, size.height - 4 * density];
    for (let bscan = 0; bscan < shape.bscans; bscan++) {
      const quality = qualities[bscan] ?? null;
      const share = quality === null || most <= 0 ? 1 : Math.max(0.15, quality / most);
      context.fillStyle = bscan === hover?.bscan ? '#969696' : '#5C5C5C';
      context.fillRect(bscan * step, bottom - (bottom - top) * share, Math.max(1, step - gap), (bottom - top) * share);
    }
    const width = Math.max(3 * density, step - gap);
    const left = Math.min(size.width - width, current * step);
    context.fillStyle = '#E6E6E6';
    context.fillRect(left, 0, width, size.height);
  });

  const bscanAt = (event: PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(shape.bscans - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * shape.bscans)));
  };
  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    moveTo(room, shape, { bscan: bscanAt(event) });
  };
  const onPointerMove = (event: PointerEvent) => {
    const bscan = bscanAt(event);
    setHover({ bscan, x: event.clientX - event.currentTarget.getBoundingClientRect().left });
    if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(room, shape, { bscan });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: shape.bscans - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    moveTo(room, shape, { bscan: to });
  };
  const quality = hover === null ? null : (qualities[hover.bscan] ?? null);
  return (
    <div
      className={styles.ruler}
      role="slider"
      tabIndex={0}
      aria-label={text.volume.ruler}
      aria-valuemin={1}
      aria-valuemax={shape.bscans}
      aria-valuenow={current + 1}
      aria-valuetext={text.volume.place(current + 1, shape.bscans)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setHover(null)}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} className={styles.canvas} width={size.width} height={size.height} aria-hidden />
      {hover !== null && (
        <span className={styles.loupe} style={{ left: hover.x }}>
          {text.volume.rulerHint(
            hover.bscan + 1,
            quality === null ? null : [formatNumber(quality, 1), header.qualityUnit].filter(Boolean).join(' '),
          )}
        </span>
      )}
    </div>
  );
}
