// Two scale bars, lateral and axial; one where the picture is true to scale. By the true spacing, whatever the aspect.
import type { PictureSpacing } from './aspect.ts';
import styles from './Pane.module.css';
import { lengthWords, scaleBarOf } from './scaleBar.ts';
import type { Placement } from './viewport.ts';

interface Props {
  placement: Placement;
  density: number;
  spacing: PictureSpacing;
  isOne: boolean;
}

export function ScaleBars({ placement, density, spacing, isOne }: Props) {
  const lateral = scaleBarOf((spacing.columnUm * density) / placement.zoomX);
  const axial = isOne ? null : scaleBarOf((spacing.rowUm * density) / placement.zoomY);
  return (
    <div className={styles.bars} aria-hidden>
      {axial !== null && (
        <div className={styles.axial} data-scale="axial" data-um={axial.um} style={{ height: axial.px }}>
          <span className={styles.barWords}>{lengthWords(axial.um, spacing.isEstimated)}</span>
        </div>
      )}
      {lateral !== null && (
        <div className={styles.lateral} data-scale="lateral" data-um={lateral.um} style={{ width: lateral.px }}>
          <span className={styles.barWords}>{lengthWords(lateral.um, spacing.isEstimated)}</span>
        </div>
      )}
    </div>
  );
}
