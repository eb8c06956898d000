// How far something is, as a bar with a noun above it (UX §2.8). Without a share it only says that something is going on.
import { Progress } from '@mantine/core';
import styles from './WorkBar.module.css';

export function WorkBar({ share, words }: { share: number | null; words: string }) {
  return (
    <div className={styles.work}>
      <span className={styles.words}>{words}</span>
      <Progress.Root size={4} transitionDuration={0} className={styles.bar ?? ''}>
        <Progress.Section
          value={share === null ? 100 : Math.min(100, 100 * share)}
          striped={share === null}
          animated={share === null}
          aria-label={words}
        />
      </Progress.Root>
    </div>
  );
}
