// Which eye it is, where the file does not say or says it wrongly. "As in the file" takes the statement back.
import { SegmentedControl } from '@mantine/core';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { AsInFile } from './AsInFile.tsx';
import styles from './EyeChoice.module.css';
import { stateOf } from './volumeActs.ts';

const values = { OD: 'OD', OS: 'OS', unknown: null } as const;
type Value = keyof typeof values;

export function EyeChoice({ view, onDone }: { view: VolumeView; onDone?: () => void }) {
  const words = text.volumeCheck;
  return (
    <div className={styles.eye}>
      <SegmentedControl
        size="xs"
        aria-label={words.about.eye}
        value={view.header.laterality ?? 'unknown'}
        onChange={value => stateOf(view, { laterality: values[value as Value] }, words.eyeSet[value as Value], onDone)}
        data={(['OD', 'OS', 'unknown'] satisfies Value[]).map(value => ({ value, label: words.eyes[value] }))}
      />
      <AsInFile view={view} about="laterality" onDone={onDone} />
    </div>
  );
}
