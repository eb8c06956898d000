// The fundus pane under the choice of what it shows.
import { SegmentedControl } from '@mantine/core';
import { text } from '../../text/index.ts';
import { usualEnFace } from './enFace.ts';
import styles from './FundusCell.module.css';
import { FundusPane } from './FundusPane.tsx';
import type { Slices } from './useSlices.ts';
import { type FundusContent, useVolume } from './useVolume.ts';
import type { VolumeRoute } from './useVolumeRoute.ts';

export function FundusCell({ route, slices }: { route: VolumeRoute; slices: Slices }) {
  return (
    <div className={styles.cell}>
      <FundusChoice route={route} />
      <div className={styles.pane}>
        <FundusPane content={route.fundus} slices={slices} />
      </div>
    </div>
  );
}

export function FundusChoice({ route }: { route: VolumeRoute }) {
  const { view } = useVolume();
  const words = text.volume;
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={words.fundus}
      value={route.fundus}
      onChange={value => route.setFundus(value as FundusContent, usualEnFace(view.header.surfaces, view.header.modality))}
      data={[
        { value: 'localizer', label: words.localizer },
        { value: 'enface', label: words.enFace },
        { value: 'depth', label: words.depth },
      ]}
    />
  );
}
