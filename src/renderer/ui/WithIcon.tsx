// A word with its sign, in the colour of its weight: colour never says something alone, and nothing is green.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import styles from './WithIcon.module.css';

export type Tone = 'plain' | 'quiet' | 'accent' | 'warning' | 'danger';

export function WithIcon({ icon, tone = 'plain', children }: { icon: IconName; tone?: Tone; children: ReactNode }) {
  return (
    <span className={styles.line} data-tone={tone}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
