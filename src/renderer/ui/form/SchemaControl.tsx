// The control that fits a field of a schema.
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Json } from '../../../shared/domain/configSettings.ts';
import styles from './controls.module.css';
import type { ControlIds } from './FormRow.tsx';
import { NumberControl } from './NumberControl.tsx';
import { type Field, numbersText, parseNumbers } from './schema.ts';

interface Props {
  field: Field;
  ids: ControlIds;
  value: Json | undefined;
  isWrong: boolean;
  onChange: (value: Json) => void;
}

export function SchemaControl({ field, ids, value, isWrong, onChange }: Props) {
  switch (field.control) {
    case 'switch':
      return (
        <Switch {...ids} size="sm" color="accent" checked={value === true} onChange={event => onChange(event.currentTarget.checked)} />
      );
    case 'options':
      return (
        <NativeSelect
          {...ids}
          size="xs"
          className={styles.options}
          data={field.options.map(option => ({ value: option, label: spoken(option) }))}
          value={String(value)}
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
    case 'numbers':
      return <NumbersControl ids={ids} value={value} isWrong={isWrong} onChange={onChange} />;
    case 'number': {
      const { minimum, maximum, isWhole } = field;
      const range = minimum === null || maximum === null ? undefined : { minimum, maximum, step: isWhole ? 1 : (maximum - minimum) / 100 };
      return (
        <NumberControl
          {...{ ids, isWrong, isWhole, range, onChange }}
          label={field.title}
          unit={field.unit}
          value={typeof value === 'number' ? value : Number.NaN}
        />
      );
    }
  }
}

/** `squareRoot` → Square root; `fp32` stays. */
export function spoken(name: string): string {
  if (/\d/.test(name)) return name;
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function NumbersControl({ ids, value, isWrong, onChange }: Omit<Props, 'field'>) {
  const [written, setWritten] = useState(numbersText(value));
  useEffect(() => setWritten(numbersText(value)), [value]);
  return (
    <TextInput
      {...ids}
      size="xs"
      className={styles.numbers}
      value={written}
      error={isWrong || parseNumbers(written) === null}
      onChange={event => {
        setWritten(event.currentTarget.value);
        const parsed = parseNumbers(event.currentTarget.value);
        if (parsed !== null) onChange(parsed);
      }}
      onBlur={() => {
        if (parseNumbers(written) === null) setWritten(numbersText(value));
      }}
    />
  );
}
