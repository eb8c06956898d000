// Who said what of an item, newest first; what was taken back is struck through, and a model's part is named.
import { itemTasks } from '../../../shared/domain/label.ts';
import type { HistoryEntry } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import { formatDate } from '../../ui/date.ts';
import styles from './LabelHistory.module.css';
import { labelWords, taskWords } from './labelActs.ts';

export function LabelHistory({ history }: { history: readonly HistoryEntry[] }) {
  const shown = history.filter(({ undoes }) => undoes === null).toReversed();
  if (shown.length === 0) return <p className={styles.none}>{text.data.noHistory}</p>;
  return (
    <ol className={styles.list}>
      {shown.map(entry => (
        <li key={entry.event} className={styles.entry} data-undone={entry.isUndone} aria-current={entry.isCurrent ? 'true' : undefined}>
          <span className={styles.what}>{wordsOf(entry)}</span>
          <span className={styles.who}>
            {entry.initials ?? text.data.sources[entry.source]}
            {entry.basisRun !== null && ` · ${text.data.confirmed(entry.basisRun.name)}`}
            {entry.isUndone && ` · ${text.data.undone}`}
          </span>
          <time className={styles.when} dateTime={new Date(entry.atMs).toISOString()}>
            {formatDate(entry.atMs)}
          </time>
        </li>
      ))}
    </ol>
  );
}

function wordsOf({ task, kind, value }: HistoryEntry): string {
  const name = taskWords(task);
  if (task === itemTasks.class || name === null) return labelWords(kind, value);
  return kind === 'none' ? text.data.noLonger(name) : name;
}
