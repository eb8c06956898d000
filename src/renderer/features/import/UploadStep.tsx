// Dropped files on their way into the workspace; then they are looked at like any folder.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { toAppError } from '../../client/toAppError.ts';
import { type FileToSend, type UploadProgress, uploadFiles } from '../../client/upload.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import { notify } from '../../ui/notify.tsx';
import { WorkBar } from '../../ui/WorkBar.tsx';
import styles from './ImportDrawer.module.css';
import { StepButtons } from './ImportDrawer.tsx';
import { show } from './importState.ts';

export function UploadStep({ files }: { files: readonly FileToSend[] }) {
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [attempt, setAttempt] = useState(1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt is the same work again
  useEffect(() => {
    const ending = new AbortController();
    setError(null);
    const begin = (): void => {
      uploadFiles(files, { onProgress: setProgress, signal: ending.signal }).then(
        ({ folder, refused }) => {
          if (ending.signal.aborted) return;
          if (refused.length > 0) notify.failed(refused[0]?.error);
          show({ kind: 'review', folder, isFiles: !files.some(({ path }) => path.includes('/')) });
        },
        thrown => {
          if (!ending.signal.aborted) setError(toAppError(thrown));
        },
      );
    };
    // A step that is gone again before its first turn sends nothing.
    const timer = setTimeout(begin);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [files, attempt]);
  const { files: done = 0, totalFiles = files.length, sentBytes = 0, totalBytes = 0 } = progress ?? {};
  return (
    <div className={styles.step}>
      <Note>{text.import.uploadText}</Note>
      {error === null ? (
        <WorkBar
          share={totalBytes === 0 ? 0 : sentBytes / totalBytes}
          words={text.import.uploading(done, totalFiles, sentBytes, totalBytes)}
        />
      ) : (
        <Note tone="danger">{error.message}</Note>
      )}
      <StepButtons>
        <Button variant="default" onClick={() => show({ kind: 'closed' })}>
          {text.cancel}
        </Button>
        {error !== null && <Button onClick={() => setAttempt(attempt + 1)}>{text.import.tryAgain}</Button>}
      </StepButtons>
    </div>
  );
}
