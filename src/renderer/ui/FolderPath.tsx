// Where a folder lies, each folder above it a way there. A long way shows its end.
import { Fragment } from 'react';
import { text } from '../text/index.ts';
import styles from './FolderPicker.module.css';

const shown = 4;

export function FolderPath({ path, onPath }: { path: string; onPath: (path: string) => void }) {
  const names = path.split('/').filter(name => name !== '');
  const parts = [{ name: '/', path: '/' }, ...names.map((name, at) => ({ name, path: `/${names.slice(0, at + 1).join('/')}` }))];
  const hidden = Math.max(0, parts.length - shown);
  return (
    <nav className={styles.path} aria-label={text.folder.path} title={path}>
      {hidden > 0 && <span className={styles.hint}>…</span>}
      {parts.slice(hidden).map((part, at, all) => (
        <Fragment key={part.path}>
          {(at > 0 || hidden > 0) && part.path !== '/' && all[at - 1]?.path !== '/' && <span className={styles.hint}>/</span>}
          {at === all.length - 1 ? (
            <span className={styles.last} aria-current="location">
              {part.name}
            </span>
          ) : (
            <button type="button" className={styles.part} onClick={() => onPath(part.path)}>
              {part.name}
            </button>
          )}
        </Fragment>
      ))}
    </nav>
  );
}
