// How the file is read: the switches of its format, which the pictures follow at once, with Undo; or of a bare file the way that it is cut,
// seen before it is applied.
import { NativeSelect, Switch } from '@mantine/core';
import { useState } from 'react';
import type { FormatOption } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { PanelHint, PanelPart } from '../../ui/Panel.tsx';
import { type Options, OptionsForm, ReadingPictures, setOptionsOf } from '../statements/index.ts';
import { useVolume } from './useVolume.ts';

export function OptionFields() {
  const { view } = useVolume();
  return (
    <PanelPart caption={text.volume.options}>
      {view.options.map(option => (
        <OptionField key={option.name} option={option} onSet={value => setOptionsOf(view, { [option.name]: value })} />
      ))}
    </PanelPart>
  );
}

export function BareFields({ onDone }: { onDone: () => void }) {
  const { view } = useVolume();
  const [draft, setDraft] = useState<Options | null>(null);
  return (
    <PanelPart caption={text.volume.options}>
      <ReadingPictures view={view} draft={draft} isNarrow />
      <OptionsForm view={view} onDraft={setDraft} onDone={onDone} />
    </PanelPart>
  );
}

interface FieldProps {
  option: FormatOption;
  onSet: (value: FormatOption['value']) => void;
}

function OptionField({ option: { label, help, kind, value, choices }, onSet }: FieldProps) {
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
