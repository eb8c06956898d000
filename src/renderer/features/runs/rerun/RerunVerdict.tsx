// What an exact rerun promises, checked: identical to the original bit for bit, or where it first differs and what was other.
import { formatNumber } from '../../../../shared/units.ts';
import type { RerunComparison } from '../../../client/queries/runs.ts';
import { runHref } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { WithIcon } from '../../../ui/WithIcon.tsx';
import styles from './Rerun.module.css';

export function RerunVerdict({ comparison }: { comparison: RerunComparison }) {
  const { identical, original, numbers, predictions, weights, weightsSha256, environment } = comparison;
  const { first } = numbers;
  const words = identical ? text.run.compared.identical : text.run.compared.different;
  return (
    <section className={styles.verdict} aria-label={words}>
      <p className={styles.verdictTitle}>
        <WithIcon icon={identical ? 'check' : 'alert'} tone={identical ? 'plain' : 'warning'}>
          {words}
        </WithIcon>{' '}
        <a href={runHref(original.id)}>{original.name}</a>
      </p>
      <p className={styles.verdictText}>
        {[text.run.comparedNumbers(numbers.compared), text.run.predictions[predictions], text.run.weights[weights]].join(' · ')}
        {weightsSha256.rerun !== null && (
          <>
            {' · '}
            <code>sha256 {weightsSha256.rerun.slice(0, 12)}…</code>
          </>
        )}
      </p>
      {first !== null && (
        <p className={styles.verdictText}>
          {text.run.firstDifference}: {first.series}, step {formatNumber(first.step)}: {valueText(first.original)} →{' '}
          {valueText(first.rerun)}
        </p>
      )}
      {!identical && environment.length > 0 && (
        <>
          <p className={styles.verdictText}>{text.run.environmentDiffers}</p>
          <ul className={styles.list}>
            {environment.map(({ name, original: before, rerun: after }) => (
              <li key={name} className={styles.file}>
                {name}: {before} → {after}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function valueText(value: number | null): string {
  return value === null ? '—' : String(value);
}
