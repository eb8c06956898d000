// What each run reaches on the validation scans that it shares with the first, and the difference with its interval.
import { formatEstimateParts, formatNumber, narrowSpace, undefinedMark } from '../../../../shared/units.ts';
import type { RunDetails } from '../../../client/api.ts';
import type { ComparedRun, RunComparison } from '../../../client/queries/runs.ts';
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import table from '../../../ui/table.module.css';
import { measureTitles } from '../live/curveSpecs.ts';
import styles from './Compare.module.css';
import { RunLetter } from './RunLetter.tsx';
import { runLine } from './runLines.ts';

type Metric = ComparedRun['metrics'][number];

export function CompareMetrics({ runs, comparison }: { runs: readonly RunDetails[]; comparison: RunComparison }) {
  return (
    <div className={styles.pairs}>
      {comparison.others.map((other, at) => {
        const { letter } = runLine(at + 1);
        return (
          <section key={other.run} aria-label={text.compare.pair(letter, runs[at + 1]?.name ?? '')}>
            <h3 className={styles.pairTitle}>
              <RunLetter index={at + 1} /> {text.compare.against} <RunLetter index={0} />
            </h3>
            {'reason' in other ? <Note tone="warning">{other.reason}</Note> : <Pair other={other} letter={letter} />}
          </section>
        );
      })}
    </div>
  );
}

function Pair({ other, letter }: { other: ComparedRun; letter: string }) {
  const { scans, patients, relabelled, metrics } = other;
  return (
    <>
      <p className={styles.note}>
        {text.compare.shared(patients, scans)}
        {relabelled > 0 && ` ${text.compare.relabelled(relabelled)}`}
      </p>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{text.compare.measure}</th>
            <th scope="col" className={table.number}>
              A
            </th>
            <th scope="col" className={table.number}>
              {letter}
            </th>
            <th scope="col">{text.compare.difference(letter)}</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map(metric => (
            <tr key={metric.name}>
              <th scope="row">{measureTitles[metric.name] ?? metric.name}</th>
              <td className={table.number}>{valueText(metric.base)}</td>
              <td className={table.number}>{valueText(metric.other)}</td>
              <td>
                <Difference difference={metric.difference} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function valueText(value: number | null): string {
  return value === null ? undefinedMark : formatNumber(value, 3);
}

/** With its sign, so that which way it goes is seen at once; between negative numbers a dash would not be read. */
function Difference({ difference }: { difference: Metric['difference'] }) {
  const { value, interval } = formatEstimateParts(difference);
  const sign = (difference.value ?? 0) > 0 ? '+' : '';
  return (
    <span data-uncertain={interval === null} className={styles.difference}>
      {sign}
      {value}
      <span className={styles.quiet}>
        {interval === null ? (difference.reason ?? '') : `95${narrowSpace}% CI ${interval.replace('–', ' to ')}`}
      </span>
    </span>
  );
}
