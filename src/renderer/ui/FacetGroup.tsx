// One field of a filter: its values, each with how many would be shown; of many values those chosen and the first few, the rest by typing.
import { Checkbox, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatNumber } from '../../shared/units.ts';
import { text } from '../text/index.ts';
import styles from './FacetGroup.module.css';

interface Props {
  title: string;
  values: readonly { name: string; count: number }[];
  chosen: readonly string[];
  wordsOf?: (name: string) => string;
  signOf?: (name: string) => ReactNode;
  onChange: (chosen: string[]) => void;
  children?: ReactNode;
}

const shownAtMost = 10;

export function FacetGroup({ title, values, chosen, wordsOf = name => name, signOf, onChange, children }: Props) {
  const [typed, setTyped] = useState('');
  const isLong = values.length > shownAtMost;
  const matching = values.filter(({ name }) => wordsOf(name).toLowerCase().includes(typed.trim().toLowerCase()));
  const shown = isLong
    ? [
        ...matching.filter(({ name }) => chosen.includes(name)),
        ...matching.filter(({ name }) => !chosen.includes(name)).slice(0, shownAtMost),
      ]
    : values;
  return (
    <FacetFrame title={title}>
      {children}
      {isLong && (
        <TextInput
          size="xs"
          aria-label={text.facets.find(title)}
          placeholder={text.facets.hint}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
      )}
      {shown.map(({ name, count }) => (
        <FacetRow
          key={name}
          label={wordsOf(name)}
          sign={signOf?.(name)}
          count={count}
          isOn={chosen.includes(name)}
          onChange={isOn => onChange(isOn ? [...chosen, name] : chosen.filter(other => other !== name))}
        />
      ))}
      {matching.length > shown.length && <span className={styles.more}>{text.facets.more(matching.length - shown.length)}</span>}
    </FacetFrame>
  );
}

/** Rows of a field under its name. */
export function FacetFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {children}
    </fieldset>
  );
}

interface RowProps {
  label: string;
  /** Before the words, such as a class's colour. */
  sign?: ReactNode;
  count: number;
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

export function FacetRow({ label, sign, count, isOn, isDisabled = false, onChange }: RowProps) {
  return (
    <div className={styles.row} data-empty={count === 0}>
      <Checkbox
        size="xs"
        label={
          <span className={styles.words}>
            {sign}
            {label}
          </span>
        }
        checked={isOn}
        disabled={isDisabled}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <span className={styles.count}>{formatNumber(count)}</span>
    </div>
  );
}
