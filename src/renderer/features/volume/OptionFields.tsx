// The switches of the format: registration, legacy intensity, the layout of a bare file. The picture follows at once, with Undo; numbers
// that only fit together are applied together.
import { Button, NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useState } from 'react';
import type { FormatOption } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { PanelHint, PanelPart } from '../../ui/Panel.tsx';
import { setOptionsOf } from '../statements/index.ts';
import { useVolume } from './useVolume.ts';

export function OptionFields() {
  const { view } = useVolume();
  const { options } = view;
  const numbers = options.filter(isNumber);
  return (
    <PanelPart caption={text.volume.options}>
      {options.map(option => (
        <OptionField key={option.name} option={option} onSet={value => setOptionsOf(view, { [option.name]: value })} />
      ))}
      {numbers.length > 0 && <NumberForm key={view.version} numbers={numbers} />}
    </PanelPart>
  );
}

function isNumber({ kind }: FormatOption): boolean {
  return kind === 'integer' || kind === 'number';
}

function OptionField({ option, onSet }: { option: FormatOption; onSet: (value: FormatOption['value']) => void }) {
  const { label, help, kind, value, choices } = option;
  if (isNumber(option)) return null;
  return (
    <>
      {kind === 'switch' ? (
        <Switch size="xs" label={label} checked={value === true} onChange={event => onSet(event.currentTarget.checked)} />
      ) : (
        <NativeSelect
          size="xs"
          label={label}
          value={JSON.stringify(value)}
          data={choices.map(choice => ({ value: JSON.stringify(choice.value), label: choice.label }))}
          onChange={event => onSet(JSON.parse(event.currentTarget.value))}
        />
      )}
      <PanelHint>{help}</PanelHint>
    </>
  );
}

function NumberForm({ numbers }: { numbers: readonly FormatOption[] }) {
  const { view } = useVolume();
  const [draft, setDraft] = useState<Record<string, number | string>>(() =>
    Object.fromEntries(numbers.map(({ name, value }) => [name, typeof value === 'number' ? value : ''])),
  );
  const wanted = (name: string) => (typeof draft[name] === 'number' ? draft[name] : null);
  const isChanged = numbers.some(({ name, value }) => wanted(name) !== value);
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        setOptionsOf(view, Object.fromEntries(numbers.map(({ name }) => [name, wanted(name)])));
      }}
    >
      {numbers.map(({ name, label, help }) => (
        <NumberInput
          key={name}
          size="xs"
          mb={8}
          label={label}
          description={help}
          min={0}
          value={draft[name] ?? ''}
          onChange={value => setDraft(known => ({ ...known, [name]: value }))}
        />
      ))}
      <Button size="compact-sm" type="submit" variant="default" disabled={!isChanged}>
        {text.volume.apply}
      </Button>
    </form>
  );
}
