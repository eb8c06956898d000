// How a file is read, as a draft that is applied whole: the ways to cut a file that does not tell, then every switch of its format. Whoever
// shows this draws the draft, so that it is seen before it is set.
import { Button, NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useState } from 'react';
import type { FormatOption, VolumeView } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { LayoutChoice } from './LayoutChoice.tsx';
import styles from './OptionsForm.module.css';
import { type Options, setOptionsOf } from './volumeActs.ts';

interface Props {
  view: VolumeView;
  onDraft: (draft: Options | null) => void;
  onDone: () => void;
}

export function OptionsForm({ view, onDraft, onDone }: Props) {
  const stored: Options = Object.fromEntries(view.options.map(({ name, value }) => [name, value]));
  const [draft, setDraft] = useState(stored);
  const words = text.volumeCheck;
  const change = (changed: Options): void => {
    setDraft(changed);
    onDraft(changed);
  };
  const usual = (): void => change(Object.fromEntries(view.options.map(option => [option.name, option.default])));
  const isChanged = view.options.some(({ name, value }) => draft[name] !== value);
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        setOptionsOf(view, draft, onDone);
      }}
    >
      {isBare(view) && <LayoutChoice view={view} draft={draft} onChoose={cut => change({ ...draft, ...cut })} />}
      <div className={styles.fields}>
        {view.options
          .filter(({ kind }) => kind !== 'switch')
          .map(option => (
            <Field
              key={option.name}
              option={option}
              value={draft[option.name] ?? null}
              hint={hintOf(view, option.name)}
              onChange={value => change({ ...draft, [option.name]: value })}
            />
          ))}
      </div>
      <div className={styles.switches}>
        {view.options
          .filter(({ kind }) => kind === 'switch')
          .map(({ name, label, help }) => (
            <Switch
              key={name}
              size="xs"
              label={label}
              title={help}
              checked={draft[name] === true}
              onChange={event => change({ ...draft, [name]: event.currentTarget.checked })}
            />
          ))}
      </div>
      <div className={styles.buttons}>
        <Button size="compact-sm" type="submit" disabled={!isChanged}>
          {words.apply}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={usual}>
          {words.usual}
        </Button>
      </div>
    </form>
  );
}

/** Whether the file does not say how it is cut. */
export function isBare({ options }: VolumeView): boolean {
  return options.some(({ name }) => name === 'columns');
}

interface FieldProps {
  option: FormatOption;
  value: Options[string];
  hint: string;
  onChange: (value: Options[string]) => void;
}

function Field({ option: { label, help, kind, choices }, value, hint, onChange }: FieldProps) {
  if (kind === 'choice') {
    return (
      <NativeSelect
        size="xs"
        label={label}
        title={help}
        value={JSON.stringify(value)}
        data={choices.map(choice => ({ value: JSON.stringify(choice.value), label: choice.label }))}
        onChange={event => onChange(JSON.parse(event.currentTarget.value) as Options[string])}
      />
    );
  }
  return (
    <NumberInput
      size="xs"
      label={label}
      title={help}
      placeholder={hint}
      min={0}
      hideControls
      value={typeof value === 'number' ? value : ''}
      onChange={next => onChange(typeof next === 'number' ? next : null)}
    />
  );
}

/** What an empty field stands for now. */
function hintOf({ header: { shape } }: VolumeView, name: string): string {
  return name === 'columns' || name === 'rows' || name === 'bscans' ? String(shape[name]) : text.volumeCheck.fromFile;
}
