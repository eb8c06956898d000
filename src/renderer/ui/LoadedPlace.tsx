// The query that a whole place stands on, in the middle of it: waiting, there is no such thing, or refused with the reason.
import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toAppError } from '../client/toAppError.ts';
import { text } from '../text/index.ts';
import { EmptyState } from './EmptyState.tsx';
import styles from './LoadedPlace.module.css';

interface Props<Data> {
  query: UseQueryResult<Data>;
  /** Said of an address that leads to nothing. */
  missing?: string;
  /** Where to go instead. */
  way?: { label: string; href: string };
  children: (data: Data) => ReactNode;
}

export function LoadedPlace<Data>({ query, missing, way, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) {
    return (
      <p className={styles.waiting} role="status">
        <Loader size={12} color="var(--hint)" />
        {text.loading}
      </p>
    );
  }
  const { code, message } = toAppError(query.error);
  const isMissing = missing !== undefined && (code === 'notFound' || code === 'unknownName');
  return (
    <div role="alert" className={styles.refused}>
      <EmptyState
        sign={isMissing ? undefined : 'alert'}
        title={isMissing ? missing : text.notLoaded}
        text={isMissing ? text.missingHint : message}
      >
        {way !== undefined && (
          <Button component="a" href={way.href} variant={isMissing ? 'filled' : 'default'}>
            {way.label}
          </Button>
        )}
        {!isMissing && (
          <Button loading={query.isFetching} onClick={() => void query.refetch()}>
            {text.tryAgain}
          </Button>
        )}
      </EmptyState>
    </div>
  );
}
