// The scans that the model got most surely wrong, as a strip; each opens in the viewer with its heat map.
import { filterToQuery } from '../../../../shared/domain/itemFilter.ts';
import { formatShare } from '../../../../shared/units.ts';
import { thumbnailUrl } from '../../../client/pictures.ts';
import type { RunResults } from '../../../client/queries/runs.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import styles from './Results.module.css';

export function WorstErrors({ results }: { results: RunResults }) {
  const { worst, classes, run, part } = results;
  return (
    <section aria-label={`${text.run.worst}, ${text.parts[part] ?? part}`}>
      <h3 className={styles.caption}>{text.run.worst}</h3>
      <p className={styles.note}>{worst.length === 0 ? text.run.noErrors : text.run.worstHint}</p>
      {worst.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div className={styles.strip} tabIndex={0}>
          {worst.map(scan => (
            <Scan key={scan.item} run={run} scan={scan} classes={classes} />
          ))}
        </div>
      )}
    </section>
  );
}

function Scan({ run, scan, classes }: { run: string; scan: RunResults['worst'][number]; classes: string[] }) {
  const { item, path, label, predicted, probabilities, isHere } = scan;
  const name = path.split('/').at(-1) ?? path;
  const sureness = formatShare(probabilities[classes.indexOf(predicted)] ?? Number.NaN, 100);
  const words = (
    <>
      <span className={styles.picture}>{isHere ? <img src={thumbnailUrl(item, 128)} alt="" loading="lazy" /> : text.run.gone}</span>
      <span className={styles.scanText}>
        {predicted} {sureness}
      </span>
      <span className={`${styles.scanText} ${styles.quiet}`}>truth {label}</span>
    </>
  );
  const title = `${name}: ${predicted} ${sureness}, truth ${label}`;
  if (!isHere) {
    return (
      <div className={styles.scan} title={title}>
        {words}
      </div>
    );
  }
  return (
    <a
      className={styles.scan}
      title={title}
      aria-label={title}
      href={hrefOf('label', [item], filterToQuery({ dataset: '', run, wrong: true, order: 'loss' }))}
    >
      {words}
    </a>
  );
}
