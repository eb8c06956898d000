// What stands in a pane instead of its picture: it is coming, it failed, it does not exist.
import { Button, Loader } from '@mantine/core';
import { toAppError } from '../../client/toAppError.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import styles from './Pane.module.css';
import { useStreamProgress } from './streamProgress.ts';

interface Props {
  error: unknown;
  isWaiting: boolean;
  onRetry?: () => void;
  /** Whose stream is waited for. */
  item: string;
  waitingWords?: string | undefined;
}

export function PaneMessage({ error, isWaiting, onRetry, item, waitingWords }: Props) {
  const share = useStreamProgress(state => state[item] ?? null);
  if (error !== null && error !== undefined) {
    return (
      <div className={styles.message}>
        <Note tone="danger">{toAppError(error).message}</Note>
        {onRetry !== undefined && (
          <Button variant="default" onClick={onRetry}>
            {text.volume.again}
          </Button>
        )}
      </div>
    );
  }
  if (!isWaiting) return null;
  return (
    <span className={styles.waiting} role="status">
      <Loader size={12} color="var(--hint)" /> {waitingWords ?? text.volume.loading(share)}
    </span>
  );
}
