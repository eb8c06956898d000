// Under the scan, always while a heat map is shown: its colours, the raw maximum, and whether maps share one scale (UX §2.3).
import { UnstyledButton } from '@mantine/core';
import { text } from '../../text/index.ts';
import { heatRamp } from '../../ui/inferno.ts';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { useHeatSettings } from './heatSettings.ts';
import styles from './LegendBar.module.css';
import type { ModelView } from './useModel.ts';

export function LegendBar({ model, isMapShown }: { model: ModelView; isMapShown: boolean }) {
  const [{ isSameScale }, change] = useHeatSettings();
  const { data } = model.heatMap;
  const words = text.viewer;
  if (!isMapShown || data === undefined || model.grid === null) return null;
  return (
    <div className={styles.legend} data-legend>
      <span className={styles.scale} title={words.legend}>
        <span>0</span>
        <span className={styles.ramp} style={{ background: heatRamp }} />
        <span>{isSameScale ? words.shared(model.shared.maximum, model.shared.maps) : words.rawMaximum(data.maximum)}</span>
      </span>
      {isSameScale && <span className={styles.quiet}>{words.rawMaximum(data.maximum)}</span>}
      <UnstyledButton className={styles.toggle} aria-pressed={isSameScale} onClick={() => change({ isSameScale: !isSameScale })}>
        {isSameScale ? words.sameScale : words.perMap} <CommandKeys command="toggleSameScale" />
      </UnstyledButton>
      <span className={styles.meaning}>{words.meaning}</span>
    </div>
  );
}
