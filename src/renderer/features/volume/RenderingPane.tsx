// The volume in 3-D, on request: true to scale by its spacing, turned by dragging and by keys, black of the window see-through.

import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { type PointerEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { text } from '../../text/index.ts';
import { CommandHint } from '../../ui/CommandHint.tsx';
import shared from '../../ui/canvas.module.css';
import { useCanvasSize, useWheel } from '../../ui/useCanvasSize.ts';
import { type Camera, nearer, scaleOf, turned, usualCamera } from './camera.ts';
import { draggedWindow, intensityOf } from './displayTransform.ts';
import { drawRendering } from './drawRendering.ts';
import styles from './Pane.module.css';
import { PaneMessage } from './PaneMessage.tsx';
import { RenderingMarks } from './RenderingMarks.tsx';
import own from './RenderingPane.module.css';
import { reducedShape } from './renderingSamples.ts';
import { moveTo, useRoom, useRoomStore } from './roomState.ts';
import { type DragKind, usePaneDrag } from './usePaneDrag.ts';
import { useRendering } from './useRendering.ts';
import { useVolume } from './useVolume.ts';
import { useWindow } from './useWindow.ts';
import { boxOf, bscanPlane, noRendering, type Stretch, stretches, type VolumeBox } from './volumeBox.ts';
import type { VolumeRenderer } from './volumeRenderer.ts';

/** Degrees for a CSS px of dragging. */
const turnPerPx = 0.4;
/** Without a graphics card: how much coarser it is drawn while it turns, and when that has ended. */
const [coarseTimes, restMs] = [3, 250];

export function RenderingPane() {
  const { view } = useVolume();
  const camera = useRoom(state => state.camera) ?? usualCamera;
  const reason = noRendering(view);
  const box = useMemo(() => (reason === null ? boxOf(view.header, camera.stretch) : null), [reason, view.header, camera.stretch]);
  if (box !== null) return <Rendered box={box} camera={camera} />;
  return (
    <div className={styles.pane} data-pane="rendering">
      <span className={styles.hint}>{reason}</span>
    </div>
  );
}

function Rendered({ box, camera }: { box: VolumeBox; camera: Camera }) {
  const volume = useVolume();
  const { view, settings, change } = volume;
  const { shape } = view.header;
  const room = useRoomStore();
  const bscan = useRoom(state => state.at.bscan);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { size, density } = useCanvasSize(canvas);
  const { renderer, revision, error, retry } = useRendering(box);
  const { window, range } = useWindow(volume);
  const scale = scaleOf(camera, box.sizeUm, size);
  const isCoarse = useCoarse(camera, renderer?.isSlow ?? false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision says that what the renderer draws has changed
  const picture = useMemo(() => {
    if (renderer === null || size.width === 0) return null;
    const times = isCoarse ? 1 / coarseTimes : 1;
    const of = (px: number) => Math.max(1, Math.round(px * times));
    // A wrapper, because the canvas is the same each time.
    return { drawn: renderer.draw(camera, scale * times, { width: of(size.width), height: of(size.height) }) };
  }, [renderer, revision, camera, scale, size, isCoarse]);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (context == null || size.width === 0) return;
    const markedUm = bscanPlane(box, bscan, shape.bscans);
    drawRendering(context, {
      ...{ canvas: size, density, camera, scale, sizeUm: box.sizeUm, markedUm },
      picture: picture?.drawn ?? null,
    });
  });

  const onWheel = useCallback(
    (event: WheelEvent) => {
      event.preventDefault();
      if (event.ctrlKey) room.setState(state => ({ camera: nearer(state.camera ?? usualCamera, Math.exp(-event.deltaY / 300)) }));
      else moveTo(room, shape, { bscan: room.getState().at.bscan + Math.sign(event.deltaY || event.deltaX) });
    },
    [room, shape],
  );
  useWheel(canvas, onWheel);
  const drag = usePaneDrag({
    density,
    kindOf: (event: PointerEvent): DragKind => (event.button === 2 ? 'window' : 'turn'),
    onHover: () => undefined,
    onDrag: (kind, _, { x, y }, isStart) => {
      if (isStart) return;
      const by = { x: x / density, y: y / density };
      if (kind === 'window') change({ windows: { ...settings.windows, [intensityOf(settings.preset)]: draggedWindow(window, by, range) } });
      else
        room.setState(state => ({
          camera: turned(state.camera ?? usualCamera, { azimuth: by.x * turnPerPx, elevation: by.y * turnPerPx }),
        }));
    },
  });
  const words = text.volumeRendering;
  return (
    <div className={`${styles.pane} ${own.pane}`} data-pane="rendering">
      <div className={own.stage}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={words.name(bscan + 1, shape.bscans)}
          className={`${shared.canvas} ${own.canvas}`}
          data-ready={renderer !== null}
          data-coarse={isCoarse}
          width={size.width}
          height={size.height}
          {...drag}
        />
        {renderer !== null && <RenderingMarks box={box} camera={camera} scale={scale} size={size} density={density} />}
      </div>
      {renderer !== null && (
        <div className={own.below}>
          <Caption box={box} renderer={renderer} />
          <Controls camera={camera} />
        </div>
      )}
      <PaneMessage
        error={error ?? volume.greyError}
        isWaiting={renderer === null && error === null && volume.greyError === null}
        item={view.item}
        waitingWords={volume.grey === null ? undefined : words.preparing}
        {...(error === null ? {} : { onRetry: retry })}
      />
    </div>
  );
}

function Controls({ camera }: { camera: Camera }) {
  const room = useRoomStore();
  const words = text.volumeRendering;
  return (
    <div className={own.controls}>
      <SegmentedControl
        size="xs"
        aria-label={words.stretch}
        value={String(camera.stretch)}
        onChange={value => room.setState({ camera: { ...camera, stretch: Number(value) as Stretch } })}
        data={stretches.map(times => ({ value: String(times), label: words.stretches[times] }))}
      />
      <CommandHint command="nearer">
        <ActionIcon variant="default" size={26} aria-label={words.nearer} onClick={() => room.setState({ camera: nearer(camera, 1.25) })}>
          <IconPlus size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </CommandHint>
      <CommandHint command="farther">
        <ActionIcon variant="default" size={26} aria-label={words.farther} onClick={() => room.setState({ camera: nearer(camera, 0.8) })}>
          <IconMinus size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </CommandHint>
      <CommandHint command="resetRendering">
        <ActionIcon variant="default" size={26} aria-label={words.reset} onClick={() => room.setState({ camera: usualCamera })}>
          <IconFocusCentered size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </CommandHint>
    </div>
  );
}

/** How large it is, and everything that is not as it was measured. */
function Caption({ box, renderer }: { box: VolumeBox; renderer: VolumeRenderer }) {
  const { shape } = useVolume().view.header;
  const words = text.volumeRendering;
  const [x, y, z] = box.sizeUm;
  const [alongUm, gapUm] = [x / shape.columns, y / shape.bscans];
  const reduced = reducedShape(shape, renderer.blocks);
  const counts = (of: typeof reduced) => [of.columns, of.bscans, of.rows];
  const isReduced = counts(reduced).join() !== counts(shape).join();
  const parts = [
    words.size([x, y, z / box.stretch], box.isEstimated),
    ...(isReduced ? [words.reduced(counts(reduced), counts(shape))] : []),
    ...(box.isPlaced ? [] : [text.volume.unplaced]),
    ...(gapUm > 2 * alongUm ? [words.smoothed(gapUm)] : []),
    ...(renderer.isSlow ? [words.inSoftware] : []),
  ];
  return (
    <span className={own.caption} title={words.hint}>
      {parts.join(' · ')}
    </span>
  );
}

/** True while it turns, where that would be slow otherwise. */
function useCoarse(camera: Camera, isSlow: boolean): boolean {
  const [rested, setRested] = useState(camera);
  useEffect(() => {
    if (!isSlow) return;
    const timer = setTimeout(() => setRested(camera), restMs);
    return () => clearTimeout(timer);
  }, [camera, isSlow]);
  return isSlow && rested !== camera;
}
