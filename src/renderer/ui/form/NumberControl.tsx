// A number as a field, with a slider beside it where both ends are known and near.
import { NumberInput, Slider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { text } from '../../text/index.ts';
import styles from './controls.module.css';
import type { ControlIds } from './FormRow.tsx';

interface Props {
  ids: ControlIds;
  label: string;
  value: number;
  isWhole?: boolean;
  unit?: string | null;
  isWrong?: boolean;
  /** The slider's range; none without. */
  range?: { minimum: number; maximum: number; step: number } | undefined;
  onChange: (value: number) => void;
}

/** What is written is passed on as it is, outside of any range too: whoever knows the rules says what is wrong. */
export function NumberControl({ ids, label, value, isWhole = false, unit, isWrong = false, range, onChange }: Props) {
  const [written, setWritten] = useState<number | string>(value);
  const [dragged, setDragged] = useState<number | null>(null);
  useEffect(() => setWritten(value), [value]);
  const isNumber = typeof written === 'number';
  return (
    <>
      <NumberInput
        {...ids}
        size="xs"
        className={styles.number}
        value={dragged ?? written}
        error={isWrong || !isNumber}
        clampBehavior="none"
        allowDecimal={!isWhole}
        decimalScale={10}
        hideControls
        suffix={unit == null ? '' : ` ${unit}`}
        onChange={next => {
          setWritten(next);
          if (typeof next === 'number') onChange(next);
        }}
        onBlur={() => {
          if (!isNumber) setWritten(value);
        }}
      />
      {range !== undefined && (
        <Slider
          className={styles.slider}
          size="sm"
          color="gray"
          label={null}
          min={range.minimum}
          max={range.maximum}
          step={range.step}
          value={dragged ?? Math.min(range.maximum, Math.max(range.minimum, value))}
          thumbLabel={text.form.slider(label)}
          onChange={setDragged}
          onChangeEnd={next => {
            setDragged(null);
            onChange(next);
          }}
        />
      )}
    </>
  );
}
