// Under the scan, always while a heat map is shown: its colours, the raw maximum, and whether maps share one scale (UX §2.3).
import { UnstyledButton } from '@mantine/core';
import { text } from '../../text/index.ts';
import { heatGradient } from '../../ui/inferno.ts';
import { CommandKeys } from '../../ui/Kbd.tsx';
import styles from './LegendBar.module.css';
import type { ModelView } from './useModel.ts';
import { useView, useViewSettings } from './viewerState.ts';

const gradient = `${heatGradient()}, linear-gradient(#c8c8c8, #1a1a1a)`;

export function LegendBar({ model }: { model: ModelView }) {
  const [{ isSameScale }, change] = useViewSettings();
  const isHeatShown = useView(state => state.isHeatShown);
  const { data } = model.heatMap;
  const words = text.viewer;
  if (!isHeatShown || data === undefined || model.grid === null) return null;
  return (
    <div className={styles.legend} data-legend>
      <span className={styles.scale} title={words.legend}>
        <span>0</span>
        <span className={styles.ramp} style={{ background: gradient }} />
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
