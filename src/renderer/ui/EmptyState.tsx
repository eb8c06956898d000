// A place with nothing in it yet says what belongs there and how it gets there.
import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface Props {
  title: string;
  text?: ReactNode;
  /** Buttons; the first one is the next step. */
  children?: ReactNode;
}

export function EmptyState({ title, text, children }: Props) {
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>{title}</h2>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
