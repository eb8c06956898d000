// One field of the filter: its values with counts; of many values those chosen and the first few, the rest by typing.
import { Checkbox, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatNumber } from '../../../../shared/units.ts';
import { text } from '../../../text/index.ts';
import styles from './FilterPanel.module.css';

interface Props {
  title: string;
  values: readonly { name: string; count: number }[];
  chosen: readonly string[];
  wordsOf: (name: string) => string;
  signOf?: (name: string) => ReactNode;
  onChange: (chosen: string[]) => void;
  children?: ReactNode;
}

const shownAtMost = 10;

export function FacetGroup({ title, values, chosen, wordsOf, signOf, onChange, children }: Props) {
  const [typed, setTyped] = useState('');
  const isLong = values.length > shownAtMost;
  const matching = values.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));
  const shown = isLong
    ? [
        ...matching.filter(({ name }) => chosen.includes(name)),
        ...matching.filter(({ name }) => !chosen.includes(name)).slice(0, shownAtMost),
      ]
    : values;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {children}
      {isLong && (
        <TextInput
          size="xs"
          aria-label={`${text.data.filter}: ${title}`}
          placeholder={text.labeling.pickerHint}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
      )}
      {shown.map(({ name, count }) => (
        <div key={name} className={styles.value} data-empty={count === 0}>
          <Checkbox
            size="xs"
            label={
              <span className={styles.name}>
                {signOf?.(name)}
                {wordsOf(name)}
              </span>
            }
            checked={chosen.includes(name)}
            onChange={({ currentTarget: { checked } }) => onChange(checked ? [...chosen, name] : chosen.filter(other => other !== name))}
          />
          <span className={styles.count}>{formatNumber(count)}</span>
        </div>
      ))}
      {matching.length > shown.length && <span className={styles.more}>{text.data.moreClasses(matching.length - shown.length)}</span>}
    </fieldset>
  );
}
