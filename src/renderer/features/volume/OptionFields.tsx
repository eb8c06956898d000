// The switches of the format: registration, legacy intensity, the layout of a bare file. The picture follows at once, with Undo.
import { Button, NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useState } from 'react';
import type { FormatOption } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { PanelHint, PanelPart } from '../../ui/Panel.tsx';
import { useVolume } from './useVolume.ts';
import { setOptionOf } from './volumeActs.ts';

export function OptionFields() {
  const { view } = useVolume();
  if (view.options.length === 0) return null;
  return (
    <PanelPart caption={text.volume.options}>
      {view.options.map(option => (
        <OptionField key={`${option.name} ${JSON.stringify(option.value)}`} option={option} />
      ))}
    </PanelPart>
  );
}

function OptionField({ option }: { option: FormatOption }) {
  const { view } = useVolume();
  const { name, label, help, kind, value, choices } = option;
  const [typed, setTyped] = useState<number | string>(typeof value === 'number' ? value : '');
  const set = (next: FormatOption['value']) => setOptionOf(view, name, next);
  return (
    <>
      {kind === 'switch' && (
        <Switch size="xs" label={label} checked={value === true} onChange={event => set(event.currentTarget.checked)} />
      )}
      {kind === 'choice' && (
        <NativeSelect
          size="xs"
          label={label}
          value={JSON.stringify(value)}
          data={choices.map(choice => ({ value: JSON.stringify(choice.value), label: choice.label }))}
          onChange={event => set(JSON.parse(event.currentTarget.value))}
        />
      )}
      {kind === 'integer' && (
        <NumberInput
          size="xs"
          label={label}
          value={typed}
          onChange={setTyped}
          rightSectionWidth={64}
          rightSection={
            <Button size="compact-xs" variant="default" disabled={typed === value} onClick={() => set(typed === '' ? null : Number(typed))}>
              {text.volume.apply}
            </Button>
          }
        />
      )}
      <PanelHint>{help}</PanelHint>
    </>
  );
}
