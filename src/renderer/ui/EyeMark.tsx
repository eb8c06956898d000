// Which eye it is, large at the upper left of its picture; unknown is written as unknown (UX §3.4).
import { text } from '../text/index.ts';
import styles from './EyeMark.module.css';

/** `hint`: where it can be said. */
export function EyeMark({ eye, hint }: { eye: 'OD' | 'OS' | null; hint: string }) {
  return (
    <span className={styles.eye} data-unknown={eye === null} title={eye === null ? hint : undefined}>
      {eye ?? `⚠ ${text.data.eyeUnknown}`}
    </span>
  );
}
