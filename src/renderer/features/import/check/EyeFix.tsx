// Which eye it is, where the file does not say or says it wrongly.
import { Button } from '@mantine/core';
import { lateralities } from '../../../../shared/domain/manifest.ts';
import type { VolumeView } from '../../../../shared/domain/volumeView.ts';
import { text } from '../../../text/index.ts';
import { stateOf } from '../../statements/index.ts';
import styles from './Check.module.css';

export function EyeFix({ view, onDone }: { view: VolumeView; onDone: () => void }) {
  const { laterality } = view.header;
  const words = text.volumeCheck;
  const choices = [...lateralities.map(eye => ({ eye, label: words.eyes[eye] })), { eye: null, label: words.eyes.unknown }];
  return (
    <fieldset className={styles.buttons} aria-label={words.about.eye}>
      {choices.map(({ eye, label }) => (
        <Button
          key={label}
          size="compact-sm"
          variant="default"
          aria-pressed={laterality === eye}
          onClick={() => stateOf(view, { laterality: eye }, words.mended, onDone)}
        >
          {label}
        </Button>
      ))}
      {view.statement.laterality !== undefined && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => stateOf(view, { laterality: undefined }, words.mended, onDone)}
        >
          {words.asInFile}
        </Button>
      )}
    </fieldset>
  );
}
