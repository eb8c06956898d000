// A plain table of text; of a long one the first rows, then how many more there are.
import { text } from '../../../text/index.ts';
import table from '../../../ui/table.module.css';
import styles from './RowTable.module.css';

interface Props {
  label: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** Columns from here on hold numbers. */
  numbersFrom?: number;
}

const shownAtMost = 100;

export function RowTable({ label, head, rows, numbersFrom = Number.POSITIVE_INFINITY }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={text.tableOf(label)}>
      <table className={table.table}>
        <thead>
          <tr>
            {head.map((words, i) => (
              <th key={words} scope="col" className={i >= numbersFrom ? table.number : undefined}>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownAtMost).map(cells => (
            <tr key={cells.join('\n')}>
              {cells.map((words, i) => (
                <td key={head[i]} className={i >= numbersFrom ? table.number : styles.words}>
                  {words}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shownAtMost && <p className={styles.more}>{text.data.report.more(rows.length - shownAtMost)}</p>}
    </section>
  );
}
