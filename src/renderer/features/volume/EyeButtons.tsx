// Which eye it is, where the file does not say or says it wrongly. "As in the file" takes the statement back.
import { SegmentedControl } from '@mantine/core';
import { text } from '../../text/index.ts';
import { stateOf } from '../statements/index.ts';
import styles from './EyeButtons.module.css';
import { useVolume } from './useVolume.ts';

const values = { OD: 'OD', OS: 'OS', unknown: null } as const;
type Value = keyof typeof values;

export function EyeButtons() {
  const { view } = useVolume();
  const words = text.volume;
  const { laterality } = view.header;
  return (
    <SegmentedControl
      size="xs"
      className={styles.eye ?? ''}
      aria-label={words.markEye}
      value={laterality ?? 'unknown'}
      onChange={value => {
        const eye = values[value as Value];
        stateOf(view, { laterality: eye }, words.eyeMarked(eye ?? words.markUnknown.toLowerCase()));
      }}
      data={[
        { value: 'OD', label: words.markOd },
        { value: 'OS', label: words.markOs },
        { value: 'unknown', label: words.markUnknown },
      ]}
    />
  );
}
