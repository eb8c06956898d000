// Turns what a section of a panel is about on and off, from its head. The section's title names it; its keys stand beside it.
import { Switch } from '@mantine/core';
import type { CommandId } from '../keyboard/keymap.ts';
import { CommandKeys } from './Kbd.tsx';

interface Props {
  name: string;
  command: CommandId;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

export function PanelSwitch({ name, command, isOn, onChange }: Props) {
  return (
    <Switch
      size="xs"
      labelPosition="left"
      label={<CommandKeys command={command} />}
      aria-label={name}
      checked={isOn}
      onChange={event => onChange(event.currentTarget.checked)}
    />
  );
}
