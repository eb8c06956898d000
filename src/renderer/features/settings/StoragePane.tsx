// What the workspace takes of the disk, and what lies in the trash. Emptying it is one of the three modals (UX §1.3).
import { Button } from '@mantine/core';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatBytes } from '../../../shared/units.ts';
import { api } from '../../client/api.ts';
import { queryClient } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { formatDate } from '../../ui/date.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import { notify } from '../../ui/notify.tsx';
import { CopyLine } from './CopyLine.tsx';
import styles from './panes.module.css';

/** Sizes change without a notice, so they are asked for whenever the pane is opened. */
const storage = queryOptions({ queryKey: ['storage'], queryFn: () => api.system.storage.query(), staleTime: 0 });
const shownEntries = 20;
type Use = Awaited<ReturnType<typeof api.system.storage.query>>;

export function StoragePane() {
  const query = useQuery(storage);
  return <Loaded query={query}>{use => <Storage use={use} />}</Loaded>;
}

function Storage({ use }: { use: Use }) {
  const { parts, freeBytes, dir } = use;
  const total = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  return (
    <div className={styles.fields}>
      <CopyLine label={text.about.workspace} value={dir} />
      <dl className={styles.sizes}>
        {parts.map(({ name, sizeBytes }) => (
          <div key={name} className={styles.size}>
            <dt>
              {text.about.parts[name].name}
              <span className={styles.about}>{text.about.parts[name].about}</span>
            </dt>
            <dd>{formatBytes(sizeBytes)}</dd>
          </div>
        ))}
        <div className={styles.size} data-total>
          <dt>{text.about.total}</dt>
          <dd>{formatBytes(total)}</dd>
        </div>
        <div className={styles.size}>
          <dt>{text.about.free}</dt>
          <dd>{formatBytes(freeBytes)}</dd>
        </div>
      </dl>
      <Trash use={use} />
    </div>
  );
}

function Trash({ use: { trash, parts } }: { use: Use }) {
  const [isAsking, setAsking] = useState(false);
  const sizeBytes = parts.find(({ name }) => name === 'trash')?.sizeBytes ?? 0;
  const emptying = useMutation({
    mutationFn: () => api.system.emptyTrash.mutate(),
    onSuccess: ({ freedBytes }) => notify.done(text.about.emptied(formatBytes(freedBytes))),
    onError: notify.failed,
    onSettled: () => {
      setAsking(false);
      void queryClient.invalidateQueries({ queryKey: storage.queryKey });
    },
  });
  if (trash.length === 0) return <Note>{text.about.trashEmpty}</Note>;
  return (
    <section aria-label={text.about.trash}>
      <div className={styles.head}>
        <h3 className={styles.title}>{text.about.trash}</h3>
        <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
          {text.about.empty}
        </Button>
      </div>
      <ul className={styles.list}>
        {trash.slice(0, shownEntries).map(({ id, kind, name, sizeBytes: size, deletedMs }) => (
          <li key={id} className={styles.size}>
            <span className={styles.entry} title={name}>
              {name}
              <span className={styles.about}>
                {text.about.kinds[kind]} · {formatDate(deletedMs)}
              </span>
            </span>
            <span>{formatBytes(size)}</span>
          </li>
        ))}
        {trash.length > shownEntries && <li className={styles.about}>{text.about.moreTrash(trash.length - shownEntries)}</li>}
      </ul>
      <ConfirmModal
        title={text.about.emptyTitle}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        action={text.about.emptyAction(formatBytes(sizeBytes))}
        onConfirm={() => emptying.mutate()}
        isWorking={emptying.isPending}
      >
        <p>{text.about.emptyText(trash.length, formatBytes(sizeBytes))}</p>
      </ConfirmModal>
    </section>
  );
}
