// The scale of the overlays as they are painted: nothing below 20 %, then up to 60 % opacity; over black and over bright tissue.
import { text } from '../../../text/index.ts';
import { heatGradient } from '../../../ui/inferno.ts';
import styles from './ExplainTab.module.css';

export function HeatMapLegend() {
  return (
    <div className={styles.legend}>
      <div className={styles.bar} style={{ background: `${heatGradient()}, linear-gradient(#c0c0c0, #000000)` }} />
      <div className={styles.ticks}>
        <span>0</span>
        <span>20 %</span>
        <span>50 %</span>
        <span>80 %</span>
        <span>max</span>
      </div>
      <p className={styles.note}>{text.run.legend}</p>
    </div>
  );
}
