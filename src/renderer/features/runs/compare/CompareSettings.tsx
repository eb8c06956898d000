// The settings in which the runs differ; what is the same in all of them is left out.
import type { RunDetails } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import table from '../../../ui/table.module.css';
import styles from './Compare.module.css';
import { changedSettings } from './changedSettings.ts';
import { RunLetter } from './RunLetter.tsx';

export function CompareSettings({ runs }: { runs: readonly RunDetails[] }) {
  const rows = changedSettings(runs);
  if (rows.length === 0) return <Note>{text.compare.sameSettings}</Note>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={table.scroll} tabIndex={0} aria-label={text.tableOf(text.compare.settings)}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{text.run.setting}</th>
            {runs.map(({ id }, index) => (
              <th key={id} scope="col">
                <RunLetter index={index} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ path, values }) => (
            <tr key={path}>
              <td className={styles.path}>{path}</td>
              {values.map((value, index) => (
                <td key={runs[index]?.id} className={value === null ? styles.quiet : undefined}>
                  {value ?? text.compare.noSetting}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
