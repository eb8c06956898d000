// The last words of the engine, the newest in sight.
import { useEffect, useRef } from 'react';
import type { RunDetails } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { formatDateToSecond } from '../../../ui/date.ts';
import styles from './LiveTab.module.css';

export function RunLog({ log }: { log: RunDetails['log'] }) {
  const list = useRef<HTMLOListElement>(null);
  const newest = log.at(-1)?.atByte;
  useEffect(() => {
    if (newest !== undefined) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  if (log.length === 0) return null;
  return (
    <section aria-labelledby="run-log">
      <h3 className={styles.title} id="run-log">
        {text.run.log}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ol ref={list} className={styles.log} tabIndex={0}>
        {log.map(({ atByte, atMs, level, message }) => (
          <li key={atByte} data-level={level}>
            <span className={styles.time}>{formatDateToSecond(atMs)}</span> {message}
          </li>
        ))}
      </ol>
    </section>
  );
}
