// Takes back what a person has stated of one thing, so that the file's word counts again; nothing where nobody has.
import { Button } from '@mantine/core';
import type { VolumeStatement, VolumeView } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { stateOf } from './volumeActs.ts';

interface Props {
  view: VolumeView;
  about: keyof VolumeStatement;
  onDone?: (() => void) | undefined;
}

export function AsInFile({ view, about, onDone }: Props) {
  const { asInFile } = text.volumeCheck;
  if (view.statement[about] === undefined) return null;
  return (
    <Button size="compact-sm" variant="subtle" color="gray" onClick={() => stateOf(view, { [about]: undefined }, asInFile, onDone)}>
      {asInFile}
    </Button>
  );
}
