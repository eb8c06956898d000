// Whether images that are numbered in sequence are slices of one volume: asked where the names suggest it, never assumed.
import { SegmentedControl } from '@mantine/core';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import styles from './ImportDrawer.module.css';
import type { Proposal } from './useImportReview.ts';

interface Props {
  proposal: Proposal;
  isDisabled: boolean;
  onSlices: (slices: boolean) => void;
}

type Kind = keyof typeof text.slices.kinds;

export function SlicePart({ proposal: { sequences, slices }, isDisabled, onSlices }: Props) {
  if (sequences === null && !slices) return null;
  const words = text.slices;
  return (
    <section className={styles.part} aria-label={words.title}>
      <div className={styles.head}>
        <h3>{words.title}</h3>
        <SegmentedControl
          size="xs"
          aria-label={words.title}
          value={(slices ? 'slices' : 'images') satisfies Kind}
          data={(['images', 'slices'] satisfies Kind[]).map(value => ({ value, label: words.kinds[value] }))}
          onChange={kind => onSlices(kind === 'slices')}
          disabled={isDisabled}
          transitionDuration={0}
        />
      </div>
      <Note>{slices ? words.chosen : words.found(sequences?.images ?? 0, sequences?.volumes ?? 0)}</Note>
    </section>
  );
}
