// Files that are not what they were.
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import styles from './Rerun.module.css';

const mostShown = 200;

export function FileList({ title, files }: { title: string; files: readonly string[] }) {
  if (files.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>
        {title} <span className={styles.count}>{files.length}</span>
      </h3>
      <ul className={styles.list}>
        {files.slice(0, mostShown).map(file => (
          <li key={file} className={styles.file}>
            {file}
          </li>
        ))}
      </ul>
      {files.length > mostShown && <Note>{text.run.more(files.length - mostShown)}</Note>}
    </section>
  );
}
