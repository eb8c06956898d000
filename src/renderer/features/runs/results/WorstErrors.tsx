// The scans that the model got most surely wrong, as a strip; each opens in the viewer with its heat map.
import { filterToQuery } from '../../../../shared/domain/itemFilter.ts';
import { formatShare } from '../../../../shared/units.ts';
import type { RunResults } from '../../../client/queries/runs.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { ScanStrip, StripScan } from '../ScanStrip.tsx';
import styles from './Results.module.css';

export function WorstErrors({ results }: { results: RunResults }) {
  const { worst, classes, run, part } = results;
  return (
    <section aria-label={`${text.run.worst}, ${text.parts[part] ?? part}`}>
      <h3 className={styles.caption}>{text.run.worst}</h3>
      <p className={styles.note}>{worst.length === 0 ? text.run.noErrors : text.run.worstHint}</p>
      {worst.length > 0 && (
        <ScanStrip>
          {worst.map(scan => (
            <Scan key={scan.item} run={run} scan={scan} classes={classes} />
          ))}
        </ScanStrip>
      )}
    </section>
  );
}

function Scan({ run, scan, classes }: { run: string; scan: RunResults['worst'][number]; classes: string[] }) {
  const { item, path, label, predicted, probabilities, isHere } = scan;
  const answer = `${predicted} ${formatShare(probabilities[classes.indexOf(predicted)] ?? Number.NaN, 100)}`;
  const title = `${path.split('/').at(-1) ?? path}: ${answer}, ${text.compare.truth(label)}`;
  const href = hrefOf('label', [item], filterToQuery({ dataset: '', run, wrong: true, order: 'loss' }));
  return <StripScan {...{ item, isHere, title, href, answer, label }} />;
}
