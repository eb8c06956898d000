// What stands in a pane instead of its picture: it is coming, it failed, it does not exist.
import { text } from '../../text/index.ts';
import { CanvasFailure, CanvasWaiting } from '../../ui/CanvasMessage.tsx';
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
    return <CanvasFailure error={error} again={onRetry === undefined ? undefined : { label: text.volume.again, run: onRetry }} />;
  }
  return isWaiting ? <CanvasWaiting>{waitingWords ?? text.volume.loading(share)}</CanvasWaiting> : null;
}
