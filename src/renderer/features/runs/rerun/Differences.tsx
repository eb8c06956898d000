// In what the data set of today differs from the run's: relabelled, new, gone, left out.
import type { RunDetails } from '../../../client/api.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import styles from './Rerun.module.css';
import type { Differing } from './rerunStream.ts';

const groups = ['relabelled', 'added', 'unlabelled', 'gone'] as const;
const mostShown = 100;

export function Differences({ differences }: { differences: Differing }) {
  const isSame = groups.every(group => differences[group].length === 0);
  return (
    <>
      <Note>{isSame ? text.run.noDifference : text.run.unchanged(differences.unchanged)}</Note>
      {groups.map(group => (
        <Group key={group} title={text.run.differences[group]} changes={differences[group]} isThere={group !== 'gone'} />
      ))}
    </>
  );
}

function Group({ title, changes, isThere }: { title: string; changes: Differing['added']; isThere: boolean }) {
  if (changes.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>
        {title} <span className={styles.count}>{changes.length}</span>
      </h3>
      <ul className={styles.list}>
        {changes.slice(0, mostShown).map(({ item, path, from, to, part }) => (
          <li key={item} className={styles.change}>
            {isThere ? (
              <a href={hrefOf('label', [item])} className={styles.path} title={path}>
                {path}
              </a>
            ) : (
              <span className={styles.path} title={path}>
                {path}
              </span>
            )}
            <span className={styles.labels}>{labels(from, to)}</span>
            <span className={styles.part}>{text.parts[part] ?? part}</span>
          </li>
        ))}
      </ul>
      {changes.length > mostShown && <Note>{text.run.more(changes.length - mostShown)}</Note>}
    </section>
  );
}

function labels(from: RunDetails['name'] | null, to: string | null): string {
  if (from === null) return to ?? '';
  return to === null ? from : `${from} → ${to}`;
}
