// Where the scan lies: the fundus picture, an en face projection or a slice at one depth, with the B-scans' lines. A click goes there.

import { useQuery } from '@tanstack/react-query';
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { text } from '../../text/index.ts';
import shared from '../../ui/canvas.module.css';
import { useCanvasSize, useWheel } from '../../ui/useCanvasSize.ts';
import { EyeBadge } from './BscanMarks.tsx';
import { paintSamples } from './displayTransform.ts';
import type { OverlayPicture } from './drawBscan.ts';
import { drawFundus, type FundusPicture, fitWorld, worldAt } from './drawFundus.ts';
import { enFaceWindow, slabWords } from './enFace.ts';
import { FundusMarks } from './FundusMarks.tsx';
import { localizerRect, nearestAscan, type PlaneAffine, planeRect, planeSample, rasterPlane } from './fundusPlane.ts';
import { noCrossing } from './noCrossing.ts';
import styles from './Pane.module.css';
import { PaneMessage } from './PaneMessage.tsx';
import { pickDepth } from './pickPlane.ts';
import { toPicture, useOverlayPicture } from './pictures.ts';
import { moveTo, useRoom, useRoomStore } from './roomState.ts';
import { usePaneDrag } from './usePaneDrag.ts';
import type { Slices } from './useSlices.ts';
import { type FundusContent, useVolume } from './useVolume.ts';
import type { Point } from './viewport.ts';
import { volumeData } from './volumeData.ts';

export function FundusPane({ content: fundus, slices }: { content: FundusContent; slices: Slices }) {
  const volume = useVolume();
  const { view, localizer, enFace, settings } = volume;
  const { header } = view;
  const { shape } = header;
  const room = useRoomStore();
  const at = useRoom(state => state.at);
  const isAlone = useRoom(state => state.isAloneHeld);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { size, density } = useCanvasSize(canvas);
  const plane = useMemo(() => rasterPlane(header), [header]);
  const rect = useMemo(() => localizerRect(header), [header]);
  const isRaster = view.noEnFace === null;

  const projected = useQuery({
    ...volumeData.enFace(view, enFace),
    enabled: fundus === 'enface' && isRaster,
    placeholderData: known => known,
  });
  const picture = useMemo(() => {
    if (projected.data === undefined) return null;
    const look = {
      preset: settings.preset === 'inverted' ? ('inverted' as const) : ('vendor' as const),
      window: enFaceWindow(projected.data),
    };
    return toPicture(paintSamples(projected.data, shape.bscans, shape.columns, look), shape.columns, shape.bscans);
  }, [projected.data, settings.preset, shape]);
  const { renderer, revision } = slices;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision says that what the renderer draws has changed
  const slice = useMemo(() => (fundus === 'depth' ? (renderer?.depth(at.row) ?? null) : null), [fundus, renderer, revision, at.row]);

  const pick = useCallback((data: Uint8Array) => pickDepth(data, shape, at.row), [shape, at.row]);
  const overlaid = useOverlayPicture(fundus === 'depth' ? volume.overlay : null, pick, shape.bscans, shape.columns);

  const isPlane = fundus !== 'localizer';
  const hasPlaces = header.bscans.some(({ path }) => path !== null);
  const pixels = { x: 0, y: 0, width: header.localizer?.columns ?? 1, height: header.localizer?.rows ?? 1 };
  const world = isPlane ? planeRect(plane.affine, shape.columns, shape.bscans) : (rect ?? pixels);
  const shown: FundusPicture | null = isPlane
    ? asPlane(fundus === 'depth' ? slice : picture, plane.affine, settings.isEnFaceSmooth, fundus === 'depth' ? overlaid : null)
    : localizer === null
      ? null
      : { kind: 'upright', picture: localizer, rect: rect ?? pixels, isSmooth: true };
  const affine = isPlane && shown !== null ? plane.affine : null;
  const isLocated = shown !== null && (isPlane || (rect !== null && hasPlaces));

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (context == null || size.width === 0) return;
    const bscans = isLocated && !(isPlane && !plane.isPlaced) ? header.bscans : [];
    drawFundus(context, {
      ...{ canvas: size, density, world, shown, affine, at, header: { shape, bscans } },
      hasLines: !isPlane && !isAlone,
    });
  });

  const onWheel = useCallback(
    (event: WheelEvent) => {
      event.preventDefault();
      moveTo(room, shape, { bscan: room.getState().at.bscan + Math.sign(event.deltaY) });
    },
    [room, shape],
  );
  useWheel(canvas, onWheel);
  const placeOf = (point: Point) => {
    if (!isLocated) return null;
    const spot = worldAt(fitWorld(world, size), point);
    const isOnPlane = isPlane || (isRaster && plane.isPlaced);
    if (!isOnPlane) return nearestAscan(header, spot);
    const { column, bscan } = planeSample(plane.affine, spot);
    return { column: Math.floor(column), bscan: Math.floor(bscan) };
  };
  const drag = usePaneDrag({
    density,
    kindOf: () => 'mark',
    onDrag: (_, point) => {
      const place = placeOf(point);
      if (place !== null) moveTo(room, shape, place);
    },
    onHover: point => {
      const place = point === null ? null : placeOf(point);
      const isInside =
        place !== null && place.column >= 0 && place.column < shape.columns && place.bscan >= 0 && place.bscan < shape.bscans;
      room.setState({ hover: isInside ? { ...place, row: at.row } : null });
    },
  });

  const words = text.volume;
  const caption =
    fundus === 'enface'
      ? slabWords(enFace)
      : fundus === 'depth'
        ? [words.depthAt(at.row + 1, shape.rows), ...(plane.isPlaced ? [] : [words.unplaced])].join(' · ')
        : null;
  const isMissing = fundus === 'localizer' && header.localizer === null;
  const reason = fundus === 'enface' ? view.noEnFace : fundus === 'depth' ? noCrossing(view) : isMissing ? words.noFundus : null;
  const isWaiting = reason === null && shown === null;
  const error = fundus === 'enface' ? projected.error : fundus === 'depth' ? (slices.error ?? volume.greyError) : null;
  return (
    <div className={styles.pane} data-pane="fundus">
      <canvas
        ref={canvas}
        role="img"
        aria-label={[words.fundus, caption ?? words.localizer].join(', ')}
        className={shared.canvas}
        data-late={projected.isPlaceholderData}
        data-ready={shown !== null}
        width={size.width}
        height={size.height}
        {...drag}
      />
      {reason === null && shown !== null && (
        <>
          <EyeBadge />
          <FundusMarks
            world={world}
            size={size}
            density={density}
            isUm={isPlane ? plane.isPlaced || isSpaced(header) : rect !== null}
            isPlaced={isPlane ? plane.isPlaced : true}
          />
        </>
      )}
      {reason !== null && <span className={styles.hint}>{reason}</span>}
      {reason === null && caption !== null && <span className={styles.caption}>{caption}</span>}
      {reason === null && !isLocated && shown !== null && <span className={styles.caption}>{words.noPlaces}</span>}
      {reason === null && (
        <PaneMessage
          error={error}
          isWaiting={isWaiting && error === null}
          item={view.item}
          onRetry={() => void projected.refetch()}
          waitingWords={fundus === 'depth' && volume.grey === null ? undefined : text.loading}
        />
      )}
    </div>
  );
}

function asPlane(
  picture: CanvasImageSource | null,
  affine: PlaneAffine,
  isSmooth: boolean,
  overlay: OverlayPicture | null,
): FundusPicture | null {
  return picture === null ? null : { kind: 'plane', picture, affine, isSmooth, overlay };
}

function isSpaced({ spacingUm }: { spacingUm: { column: unknown; bscan: unknown } }): boolean {
  return spacingUm.column !== null && spacingUm.bscan !== null;
}
