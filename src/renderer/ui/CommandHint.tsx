// A tooltip with a command's words and keys.
import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { type CommandId, commandSpec } from '../keyboard/keymap.ts';
import styles from './CommandHint.module.css';
import { CommandKeys } from './Kbd.tsx';

export function CommandHint({ command, children }: { command: CommandId; children: ReactElement }) {
  return (
    <Tooltip
      label={
        <span className={styles.hint}>
          {commandSpec(command).label} <CommandKeys command={command} />
        </span>
      }
    >
      {children}
    </Tooltip>
  );
}
