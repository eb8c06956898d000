// A run's letter with the line that it is drawn as.
import styles from './Compare.module.css';
import { runLine } from './runLines.ts';

export function RunLetter({ index }: { index: number }) {
  const { letter, color, dash } = runLine(index);
  return (
    <span className={styles.letter}>
      <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
        <line x1="0" x2="24" y1="4" y2="4" stroke={color} strokeWidth="2" strokeDasharray={dash.join(' ')} />
      </svg>
      {letter}
    </span>
  );
}
