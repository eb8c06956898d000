// Scans of a run in a row, each with its picture and two lines; one whose file is there opens in the viewer.
import type { ReactNode } from 'react';
import { thumbnailUrl } from '../../client/pictures.ts';
import { text } from '../../text/index.ts';
import styles from './ScanStrip.module.css';

export function ScanStrip({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.strip} tabIndex={0}>
      {children}
    </div>
  );
}

interface Props {
  item: string;
  isHere: boolean;
  title: string;
  href: string;
  answer: string;
  label: string;
}

export function StripScan({ item, isHere, title, href, answer, label }: Props) {
  const content = (
    <>
      <span className={styles.picture}>{isHere ? <img src={thumbnailUrl(item, 128)} alt="" loading="lazy" /> : text.run.gone}</span>
      <span className={styles.words}>{answer}</span>
      <span className={`${styles.words} ${styles.quiet}`}>{text.compare.truth(label)}</span>
    </>
  );
  return isHere ? (
    <a className={styles.scan} title={title} aria-label={title} href={href}>
      {content}
    </a>
  ) : (
    <div className={styles.scan} title={title}>
      {content}
    </div>
  );
}
