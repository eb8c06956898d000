// A place with nothing in it yet says what belongs there and how it gets there.
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface Props {
  title: string;
  /** Above the title, where something is wrong. */
  sign?: 'alert' | undefined;
  text?: ReactNode;
  /** Buttons; the first one is the next step. */
  children?: ReactNode;
}

export function EmptyState({ title, sign, text, children }: Props) {
  return (
    <div className={styles.empty}>
      {sign !== undefined && <IconAlertTriangle className={styles.sign} size={24} stroke={1.5} aria-hidden />}
      <h2 className={styles.title}>{title}</h2>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
