// Truth against prediction: one hue by the share of the row, number and share in each cell, the diagonal framed (UX §2.3).
import { formatNumber, formatShare } from '../../../shared/units.ts';
import type { Evaluation } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import styles from './ConfusionMatrix.module.css';

export function ConfusionMatrix({ report }: { report: Evaluation['evaluation']['report'] }) {
  const { classes, confusion } = report;
  return (
    <figure className={styles.figure}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <td />
            {classes.map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {confusion.map((row, truth) => (
            <tr key={classes[truth]}>
              <th scope="row">{classes[truth]}</th>
              {row.map((count, predicted) => (
                <Cell
                  key={classes[predicted]}
                  count={count}
                  scans={row.reduce((sum, each) => sum + each, 0)}
                  isRight={truth === predicted}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption className={styles.caption}>{text.run.confusion}</figcaption>
    </figure>
  );
}

function Cell({ count, scans, isRight }: { count: number; scans: number; isRight: boolean }) {
  const share = scans === 0 ? 0 : count / scans;
  // From the panel's grey to the blue of primary buttons; white stays readable on all of it.
  const background = `color-mix(in srgb, #2F6FA8 ${Math.round(100 * share)}%, #222222)`;
  return (
    <td className={styles.cell} data-right={isRight} style={{ background }}>
      {formatNumber(count)}
      <span className={styles.share}>{scans === 0 ? '' : formatShare(share, scans)}</span>
    </td>
  );
}
