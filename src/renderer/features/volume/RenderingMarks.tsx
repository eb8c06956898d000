// What must stand around the 3-D view, so that no side is taken for another: eye, nasal and temporal, first and last B-scan, vitreous.
import { text } from '../../text/index.ts';
import { EyeBadge, StretchBadge } from './BscanMarks.tsx';
import { type Camera, projected, type Space } from './camera.ts';
import { facesAway } from './drawRendering.ts';
import styles from './Pane.module.css';
import { useVolume } from './useVolume.ts';
import type { Size } from './viewport.ts';
import type { VolumeBox } from './volumeBox.ts';

interface Props {
  box: VolumeBox;
  camera: Camera;
  scale: number;
  size: Size;
  density: number;
}

/** CSS px from the box, and between the two ends of depth below which only the one that is seen is told. */
const [besidePx, leastDepthPx] = [18, 40];
/** From here on the upper or lower side is seen well enough for marks to stand at its rim. */
const rimDegrees = 15;

export function RenderingMarks({ box, camera, scale, size, density }: Props) {
  const { shape } = useVolume().view.header;
  const words = text.volumeRendering;
  const { sizeUm, marks } = box;
  const frame = { camera, canvas: size };
  const on = (space: Space) => {
    const { x, y } = projected(camera, scale, space, size);
    return { x: x / density, y: y / density };
  };
  /** At the rim of a side face that is never before the box; half-way up where the face is seen from its edge. */
  const beside = (axis: 0 | 1, side: number) => {
    const space = [0, 0, 0] as [number, number, number];
    space[axis] = side;
    const facing = Math.abs(projected(camera, 1, space, size).away);
    const height = Math.max(facing, Math.min(1, Math.abs(camera.elevation) / rimDegrees));
    const isLower = facesAway(frame, axis, side) === camera.elevation < 0;
    space[axis] *= sizeUm[axis] / 2;
    space[2] = ((isLower ? -height : height) * sizeUm[2]) / 2;
    const rim = on(space);
    // Away from the box along its side, or from its middle where that side is seen from the front.
    const axisMiddle = on([0, 0, space[2]]);
    const isSideways = Math.hypot(rim.x - axisMiddle.x, rim.y - axisMiddle.y) > besidePx;
    const middle = isSideways ? axisMiddle : { x: size.width / density / 2, y: size.height / density / 2 };
    const length = Math.hypot(rim.x - middle.x, rim.y - middle.y) || 1;
    return {
      left: rim.x + ((rim.x - middle.x) / length) * besidePx * (axis === 0 ? 1 : 2.2),
      top: rim.y + ((rim.y - middle.y) / length) * besidePx,
    };
  };
  const [front, back] = box.isFirstInFront ? [1, shape.bscans] : [shape.bscans, 1];
  const ofBscan = (number: number) => words.bscan((number === 1 ? marks?.firstBscan : marks?.lastBscan) ?? null, number);
  const corners = [-1, 1].flatMap(x => [-1, 1].map(y => ({ x: (x * sizeUm[0]) / 2, y: (y * sizeUm[1]) / 2 })));
  const upright = corners.map(({ x, y }) => ({ top: on([x, y, sizeUm[2] / 2]), bottom: on([x, y, -sizeUm[2] / 2]) }));
  const { top, bottom } = upright.reduce((best, edge) => (edge.top.x < best.top.x ? edge : best));
  const isFlat = Math.abs(bottom.y - top.y) < leastDepthPx;
  return (
    <>
      <EyeBadge />
      <StretchBadge mode={camera.stretch === 1 ? 'micrometres' : 'times3'} spacing={{ rowUm: 1, columnUm: 1, isEstimated: false }} />
      <Mark name="firstAscan" at={beside(0, -1)}>
        {words.ascan(marks?.firstAscan ?? null, 1)}
      </Mark>
      <Mark name="lastAscan" at={beside(0, 1)}>
        {words.ascan(marks?.lastAscan ?? null, shape.columns)}
      </Mark>
      <Mark name="front" at={beside(1, -1)}>
        {ofBscan(front)}
      </Mark>
      <Mark name="back" at={beside(1, 1)}>
        {ofBscan(back)}
      </Mark>
      {(!isFlat || camera.elevation >= 0) && (
        <Mark name="vitreous" at={{ left: top.x - 34, top: top.y + 2 }}>
          {words.vitreous}
        </Mark>
      )}
      {(!isFlat || camera.elevation < 0) && (
        <Mark name="choroid" at={{ left: bottom.x - 32, top: bottom.y - 2 }}>
          {words.choroid}
        </Mark>
      )}
    </>
  );
}

function Mark({ name, at, children }: { name: string; at: { left: number; top: number }; children: string }) {
  return (
    <span className={styles.mark} data-side={name} style={{ ...at, whiteSpace: 'nowrap' }}>
      {children}
    </span>
  );
}
