// The volumes that have just come in, one after the other: pictures and five lines to look at, and what is wrong mended on the spot.
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ItemFilter } from '../../../../shared/domain/itemFilter.ts';
import { itemQueries, pageSize } from '../../../client/queries/items.ts';
import { volumeQueries } from '../../../client/queries/volumes.ts';
import { queryClient } from '../../../client/queries.ts';
import { text } from '../../../text/index.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Note } from '../../../ui/Note.tsx';
import { PatientNote } from '../../statements/index.ts';
import { StepButtons } from '../ImportDrawer.tsx';
import { type RefusedFile, show } from '../importState.ts';
import styles from './Check.module.css';
import { VolumeCheck } from './VolumeCheck.tsx';

export function CheckStep({ dataset, refused }: { dataset: string; refused: readonly RefusedFile[] }) {
  const [index, setIndex] = useState(0);
  const filter: ItemFilter = { dataset, kinds: ['volume'], order: 'patient' };
  const page = useQuery(itemQueries.page(filter, Math.floor(index / pageSize)));
  const total = page.data?.total ?? 0;
  const next = page.data?.items[(index % pageSize) + 1]?.id;
  useEffect(() => {
    if (next !== undefined) void queryClient.prefetchQuery(volumeQueries.show(next));
  }, [next]);
  return (
    <div className={styles.step}>
      {refused.length > 0 && <Refused files={refused} />}
      <PatientNote dataset={dataset} />
      {total > 1 && <Pager index={index} total={total} onIndex={setIndex} />}
      <Loaded query={page}>
        {({ items }) => {
          const tile = items[index % pageSize];
          return tile === undefined ? <EmptyState title={text.volumeCheck.none} /> : <VolumeCheck key={tile.id} tile={tile} />;
        }}
      </Loaded>
      <StepButtons>
        <LooksRight />
      </StepButtons>
    </div>
  );
}

/** The drawer is open already when this button comes: it takes the focus by itself. */
function LooksRight() {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Button ref={button} onClick={() => show({ kind: 'closed' })}>
      {text.volumeCheck.looksRight}
    </Button>
  );
}

function Pager({ index, total, onIndex }: { index: number; total: number; onIndex: (index: number) => void }) {
  const { previous, next, place } = text.volumeCheck;
  return (
    <nav className={styles.pager} aria-label={text.volumeCheck.volumes}>
      <ActionIcon variant="default" size={28} aria-label={previous} disabled={index === 0} onClick={() => onIndex(index - 1)}>
        <IconChevronLeft size={16} stroke={1.5} aria-hidden />
      </ActionIcon>
      <span role="status">{place(index + 1, total)}</span>
      <ActionIcon variant="default" size={28} aria-label={next} disabled={index + 1 >= total} onClick={() => onIndex(index + 1)}>
        <IconChevronRight size={16} stroke={1.5} aria-hidden />
      </ActionIcon>
    </nav>
  );
}

const refusedShown = 5;

function Refused({ files }: { files: readonly RefusedFile[] }) {
  return (
    <Note tone="warning">
      {text.volumeCheck.refused(files.length)}
      <ul className={styles.refused}>
        {files.slice(0, refusedShown).map(({ name, reason }) => (
          <li key={name}>{reason.startsWith(name) ? reason : `${name}: ${reason}`}</li>
        ))}
      </ul>
    </Note>
  );
}
