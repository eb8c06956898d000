// What a model says: the share of every class as a bar, its answer dashed, for a model's word is never a person's (UX §0.4).
import { text } from '../../text/index.ts';
import { classColour } from '../../ui/classColours.ts';
import styles from './ProbabilityBars.module.css';
import type { ScanAnswer } from './useModel.ts';

/** An answer without probabilities is one that is waited for. */
export function ProbabilityBars({ answer, shownAtMost = 8 }: { answer: ScanAnswer; shownAtMost?: number }) {
  const { classes, probabilities, predicted } = answer;
  const order = classes.map((_, index) => index);
  // Few classes keep their places from scan to scan; of many the likeliest are shown.
  const shown =
    classes.length <= shownAtMost ? order : order.sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0)).slice(0, shownAtMost);
  return (
    <ul className={styles.bars} aria-label={text.viewer.answer}>
      {shown.map(index => {
        const name = classes[index] as string;
        const share = probabilities[index];
        const colour = classColour(name, classes);
        return (
          <li key={name} className={styles.bar} data-predicted={index === predicted}>
            <span className={styles.name} title={name}>
              {name}
            </span>
            <span className={styles.track}>
              {share !== undefined && (
                <span className={styles.share} style={{ width: `${100 * share}%`, borderColor: colour, background: `${colour}55` }} />
              )}
            </span>
            <span className={styles.value}>{share === undefined ? '–' : text.viewer.percent(share)}</span>
          </li>
        );
      })}
    </ul>
  );
}
