// A sentence to the reader: an empty list, a finding, a failure. May be followed by the command that helps.
import type { ReactNode } from 'react';
import styles from './Note.module.css';
import type { Tone } from './WithIcon.tsx';

export function Note({ tone = 'quiet', command, children }: { tone?: Tone; command?: string; children: ReactNode }) {
  return (
    <div className={styles.note} data-tone={tone} role={tone === 'danger' ? 'alert' : undefined}>
      {children}
      {command !== undefined && <code className={styles.command}>{command}</code>}
    </div>
  );
}
