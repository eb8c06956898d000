// What stands over a canvas instead of its picture: why there is none, with another try where one may help, or that it is coming.
import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { toAppError } from '../client/toAppError.ts';
import styles from './CanvasMessage.module.css';
import { Note } from './Note.tsx';

interface Props {
  error: unknown;
  again?: { label: string; run: () => void } | undefined;
}

export function CanvasFailure({ error, again }: Props) {
  return (
    <div className={styles.failure}>
      <Note tone="danger">{toAppError(error).message}</Note>
      {again !== undefined && (
        <Button variant="default" onClick={again.run}>
          {again.label}
        </Button>
      )}
    </div>
  );
}

export function CanvasWaiting({ children }: { children: ReactNode }) {
  return (
    <span className={styles.waiting} role="status">
      <Loader size={12} color="var(--hint)" /> {children}
    </span>
  );
}
