// What must stand on every B-scan: eye, how far it is stretched, nasal and temporal ends, scale bars, the caliper's length.

import { bscanMarks } from '../../../shared/scanPlaces.ts';
import { text } from '../../text/index.ts';
import { EyeMark } from '../../ui/EyeMark.tsx';
import { type AspectMode, type PictureSpacing, stretchOf } from './aspect.ts';
import { caliperWords } from './caliper.ts';
import styles from './Pane.module.css';
import { useRoom } from './roomState.ts';
import { ScaleBars } from './ScaleBars.tsx';
import { useVolume } from './useVolume.ts';
import type { Placement, Size } from './viewport.ts';

interface Props {
  placement: Placement;
  density: number;
  size: Size;
  bscan: number;
  spacing: PictureSpacing | null;
}

export function BscanMarks({ placement, density, size, bscan, spacing }: Props) {
  const { view, settings } = useVolume();
  const { header } = view;
  const caliper = useRoom(state => state.caliper);
  const css = (px: number) => px / density;
  const [left, right] = [placement.left, placement.left + header.shape.columns * placement.zoomX];
  const mode = spacing === null ? 'pixels' : settings.aspect;
  const along = (share: number) => left + share * (right - left);
  return (
    <>
      <EyeBadge />
      <StretchBadge mode={mode} spacing={spacing} />
      {bscanMarks(header, bscan).map(({ at, mark }) => (
        <span
          key={`${mark}${at}`}
          className={styles.mark}
          data-mark={mark}
          // Inside the picture's edge, and on screen while that is not.
          style={{
            top: Math.max(52, css(placement.top) + 14),
            left: Math.min(css(size.width) - 14, Math.max(14, css(along(at)) + (at === 0 ? 14 : at === 1 ? -14 : 0))),
          }}
        >
          {mark}
        </span>
      ))}
      {spacing !== null && <ScaleBars placement={placement} density={density} spacing={spacing} isOne={mode === 'micrometres'} />}
      {caliper !== null && caliper.bscan === bscan && (
        <span
          className={styles.caliper}
          data-caliper
          style={{
            left: css(placement.left + ((caliper.from.x + caliper.to.x) / 2) * placement.zoomX) + 14,
            top: css(placement.top + ((caliper.from.y + caliper.to.y) / 2) * placement.zoomY) - 12,
          }}
        >
          {caliperWords(caliper, spacing)}
        </span>
      )}
    </>
  );
}

export function EyeBadge() {
  return <EyeMark eye={useVolume().view.header.laterality} hint={text.volume.eyeUnknownHint} />;
}

/** How far the picture is from true to scale; nothing where it is. */
export function StretchBadge({ mode, spacing }: { mode: AspectMode; spacing: PictureSpacing | null }) {
  const words = text.volume;
  if (mode === 'micrometres') return null;
  const times = stretchOf(mode, spacing);
  const isSquare = times === null || Math.abs(times - 1) < 0.05;
  return (
    <span className={styles.stretch} data-aspect={mode} title={spacing === null ? words.noSpacing : undefined}>
      {mode === 'times3' ? words.stretched(times ?? 3) : isSquare ? words.pixels : words.pixelsStretched(times)}
    </span>
  );
}
