// A number with its 95 % interval and n, or the reason why there is none (UX §2.5).
import type { Estimate } from '../../shared/domain/evaluation.ts';
import { formatCount, formatEstimateParts, narrowSpace } from '../../shared/units.ts';
import styles from './Estimated.module.css';

interface Props {
  estimate: Estimate;
  /** Told beside the interval. */
  patients?: number;
  size?: 'normal' | 'large';
}

export function Estimated({ estimate, patients, size = 'normal' }: Props) {
  const { value, interval } = formatEstimateParts(estimate);
  const notes = [
    ...(interval === null ? [] : [size === 'large' ? `95${narrowSpace}% CI ${interval}` : interval]),
    ...(interval !== null || estimate.reason === undefined ? [] : [estimate.reason]),
    ...(patients === undefined ? [] : [formatCount(patients, 'patient')]),
  ];
  return (
    <span className={styles.estimate} data-size={size} data-uncertain={interval === null}>
      <span className={styles.value}>{value}</span>
      {notes.length > 0 && <span className={styles.notes}>{notes.join(' · ')}</span>}
    </span>
  );
}
