// A switch that a key turns as well: its keys stand behind its words.
import { Switch } from '@mantine/core';
import type { CommandId } from '../keyboard/keymap.ts';
import { CommandKeys } from './Kbd.tsx';
import styles from './KeyedSwitch.module.css';

interface Props {
  label: string;
  command: CommandId;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

export function KeyedSwitch({ label, command, isOn, onChange }: Props) {
  return (
    <Switch
      size="xs"
      label={
        <span className={styles.keyed}>
          {label} <CommandKeys command={command} />
        </span>
      }
      checked={isOn}
      onChange={event => onChange(event.currentTarget.checked)}
    />
  );
}
