// What the side panels are made of: a column of titled parts, quiet captions, hints in small print.
import { type ReactNode, useId } from 'react';
import styles from './Panel.module.css';

export function Panel({ children }: { children: ReactNode }) {
  return <div className={styles.panel}>{children}</div>;
}

interface SectionProps {
  title: string;
  /** Beside the title, at the right. */
  aside?: ReactNode;
  children?: ReactNode;
}

export function PanelSection({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {aside !== undefined && (typeof aside === 'string' ? <span className={styles.aside}>{aside}</span> : aside)}
      </header>
      {children}
    </section>
  );
}

/** A part without a title line of its own, under a quiet caption where one is given. */
export function PanelPart({ caption, children }: { caption?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={caption === undefined ? undefined : id}>
      {caption !== undefined && (
        <h3 id={id} className={styles.caption}>
          {caption}
        </h3>
      )}
      {children}
    </section>
  );
}

export function PanelHint({ role, children }: { role?: 'status'; children: ReactNode }) {
  return (
    <p className={styles.hint} role={role}>
      {children}
    </p>
  );
}
