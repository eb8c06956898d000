// The last words of the engine.
import type { RunDetails } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import { formatDate } from '../../ui/date.ts';
import { Section } from '../../ui/Section.tsx';
import styles from './LogSection.module.css';

export function LogSection({ run }: { run: RunDetails }) {
  if (run.log.length === 0) return null;
  return (
    <Section title={text.run.log}>
      <ol className={styles.log}>
        {run.log.map(({ atByte, atMs, level, message }) => (
          <li key={atByte} data-level={level}>
            <span className={styles.time}>{formatDate(atMs)}</span> {message}
          </li>
        ))}
      </ol>
    </Section>
  );
}
