// What must stand on every fundus picture: superior, nasal, inferior, temporal at its sides, and how long a length is.
import { markOf } from '../../../shared/scanPlaces.ts';
import { fitWorld } from './drawFundus.ts';
import type { Rect } from './fundusPlane.ts';
import styles from './Pane.module.css';
import { lengthWords, scaleBarOf } from './scaleBar.ts';
import { useVolume } from './useVolume.ts';
import type { Size } from './viewport.ts';

/** In the left panel, where the mark of inferior stands beside it. */
const smallBarPx = 32;

interface Props {
  world: Rect;
  size: Size;
  density: number;
  /** Whether a unit of the world is a µm. */
  isUm: boolean;
  /** Whether up in the picture is known to be up in the eye. */
  isPlaced: boolean;
}

export function FundusMarks({ world, size, density, isUm, isPlaced }: Props) {
  const { header } = useVolume().view;
  const { scale } = fitWorld(world, size);
  const [width, height] = [world.width * scale, world.height * scale].map(px => px / density) as [number, number];
  const [roomX, roomY] = [size.width / density, size.height / density];
  const bar = isUm && scale > 0 ? scaleBarOf(density / scale, width < 400 ? smallBarPx : undefined) : null;
  const { laterality } = header;
  const isEstimated = [header.localizer?.spacingUm.column?.source, header.spacingUm.column?.source].includes('estimated');
  return (
    <>
      {laterality !== null && isPlaced && (
        <>
          <span className={styles.mark} style={{ left: (roomX - width) / 2 + 12, top: roomY / 2 - 18 }}>
            {markOf(-1, 0, laterality)}
          </span>
          <span className={styles.mark} style={{ left: (roomX + width) / 2 - 12, top: roomY / 2 - 18 }}>
            {markOf(1, 0, laterality)}
          </span>
          <span className={styles.mark} style={{ left: roomX / 2, top: (roomY - height) / 2 + 12 }}>
            {markOf(0, -1, laterality)}
          </span>
          <span className={styles.mark} style={{ left: roomX / 2, top: (roomY + height) / 2 - 12 }}>
            {markOf(0, 1, laterality)}
          </span>
        </>
      )}
      {bar !== null && (
        <div className={styles.bars} aria-hidden>
          <div className={styles.lateral} data-scale="fundus" data-um={bar.um} style={{ width: bar.px }}>
            <span className={styles.barWords}>{lengthWords(bar.um, isEstimated)}</span>
          </div>
        </div>
      )}
    </>
  );
}
