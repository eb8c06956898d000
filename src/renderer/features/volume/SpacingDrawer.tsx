// *Set spacing…*: what a person knows of the distance between samples. The picture stays visible.
import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { stateOf } from '../statements/index.ts';
import styles from './SpacingDrawer.module.css';

const axes = ['column', 'row', 'bscan'] as const;
type Fields = Record<(typeof axes)[number], number | string>;

interface Props {
  view: VolumeView;
  isOpen: boolean;
  onClose: () => void;
}

export function SpacingDrawer({ view, isOpen, onClose }: Props) {
  return (
    <SideDrawer title={text.volume.spacingTitle} isOpen={isOpen} onClose={onClose}>
      <SpacingForm key={view.version} view={view} onClose={onClose} />
    </SideDrawer>
  );
}

function SpacingForm({ view, onClose }: Pick<Props, 'view' | 'onClose'>) {
  const words = text.volume;
  const { spacingUm, shape } = view.header;
  const [fields, setFields] = useState<Fields>({
    column: spacingUm.column?.value ?? '',
    row: spacingUm.row?.value ?? '',
    bscan: spacingUm.bscan?.value ?? '',
  });
  const shown = axes.filter(axis => axis !== 'bscan' || shape.bscans > 1);
  const isStated = view.statement.spacingUm !== undefined;
  const lengthOf = (axis: keyof Fields) => (typeof fields[axis] === 'number' && fields[axis] > 0 ? fields[axis] : null);
  const isEmpty = axes.every(axis => lengthOf(axis) === null);
  const save = () => {
    stateOf(view, { spacingUm: { bscan: lengthOf('bscan'), row: lengthOf('row'), column: lengthOf('column') } }, words.spacingSaved);
    onClose();
  };
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        if (!isEmpty) save();
      }}
    >
      <p className={styles.hint}>{words.spacingHint}</p>
      {shown.map(axis => (
        <NumberInput
          key={axis}
          label={words.spacingFields[axis]}
          suffix=" µm"
          min={0}
          decimalScale={4}
          value={fields[axis]}
          description={spacingUm[axis] === null ? text.volume.status.spacing.unknown : text.volume.status.spacing[spacingUm[axis].source]}
          onChange={value => setFields(known => ({ ...known, [axis]: value }))}
        />
      ))}
      <span className={styles.actions}>
        <Button type="submit" disabled={isEmpty}>
          {words.spacingSave}
        </Button>
        {isStated && (
          <Button
            variant="default"
            onClick={() => {
              stateOf(view, { spacingUm: undefined }, words.asInFile);
              onClose();
            }}
          >
            {words.asInFile}
          </Button>
        )}
      </span>
    </form>
  );
}
