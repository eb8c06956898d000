// How far samples are apart, as a person knows it; a field left empty is unknown.
import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { AsInFile } from './AsInFile.tsx';
import styles from './OptionsForm.module.css';
import { stateOf } from './volumeActs.ts';

const axes = ['column', 'row', 'bscan'] as const;
type Typed = Record<(typeof axes)[number], number | string>;

export function SpacingForm({ view, onDone }: { view: VolumeView; onDone: () => void }) {
  const { spacingUm, shape } = view.header;
  const [typed, setTyped] = useState<Typed>({
    column: spacingUm.column?.value ?? '',
    row: spacingUm.row?.value ?? '',
    bscan: spacingUm.bscan?.value ?? '',
  });
  const words = text.volumeCheck;
  const lengthOf = (axis: (typeof axes)[number]): number | null => {
    const value = typed[axis];
    return typeof value === 'number' && value > 0 ? value : null;
  };
  const stated = { column: lengthOf('column'), row: lengthOf('row'), bscan: lengthOf('bscan') };
  const isNothing = axes.every(axis => stated[axis] === null && spacingUm[axis] === null);
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        stateOf(view, { spacingUm: stated }, words.mended, onDone);
      }}
    >
      <div className={styles.fields}>
        {axes
          .filter(axis => axis !== 'bscan' || shape.bscans > 1)
          .map(axis => (
            <NumberInput
              key={axis}
              size="xs"
              label={words.axes[axis]}
              suffix=" µm"
              placeholder={text.data.card.unknown}
              min={0}
              decimalScale={4}
              hideControls
              value={typed[axis]}
              onChange={value => setTyped(known => ({ ...known, [axis]: value }))}
            />
          ))}
      </div>
      <div className={styles.buttons}>
        <Button size="compact-sm" type="submit" disabled={isNothing}>
          {words.apply}
        </Button>
        <AsInFile view={view} about="spacingUm" onDone={onDone} />
      </div>
    </form>
  );
}
