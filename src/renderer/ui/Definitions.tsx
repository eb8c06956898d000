// Names and what they stand for, in two columns; what is unknown is written as unknown, and quieter.
import { Fragment, type ReactNode } from 'react';
import styles from './Definitions.module.css';

export interface Definition {
  name: string;
  value: ReactNode;
  isUnknown?: boolean;
}

export function Definitions({ rows }: { rows: readonly Definition[] }) {
  return (
    <dl className={styles.list}>
      {rows.map(({ name, value, isUnknown = false }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may stand twice, and rows do not move
        <Fragment key={at}>
          <dt>{name}</dt>
          <dd data-unknown={isUnknown}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
