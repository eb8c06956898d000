// A query on screen: waiting, refused with the reason, or there.
import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toAppError } from '../client/toAppError.ts';
import { text } from '../text/index.ts';
import styles from './Loaded.module.css';
import { Note } from './Note.tsx';

export function Loaded<Data>({ query, children }: { query: UseQueryResult<Data>; children: (data: Data) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) {
    return (
      <div className={styles.refused}>
        <Note tone="danger">{toAppError(query.error).message}</Note>
        <Button variant="default" size="compact-xs" loading={query.isFetching} onClick={() => void query.refetch()}>
          {text.tryAgain}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.waiting}>
      <Note tone="quiet">
        <Loader size={12} color="var(--hint)" mr={8} />
        {text.loading}
      </Note>
    </div>
  );
}
