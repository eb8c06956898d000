// Compares a folder with what was imported: a sample before the data set is linked to it, all files afterwards.
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { api } from '../../client/api.ts';
import { useLongWork } from '../../client/useLongWork.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import { notify } from '../../ui/notify.tsx';
import { WorkBar } from '../../ui/WorkBar.tsx';
import styles from './ImportDrawer.module.css';
import { StepButtons } from './ImportDrawer.tsx';
import { type LostFolder, show } from './importState.ts';

type Relinked = { files: number; missing: readonly string[]; changed: readonly string[]; unreadable: readonly unknown[] };

export function RelinkStep({ lost, folder }: { lost: LostFolder; folder: string }) {
  const { progress, error, start } = useLongWork<Relinked>();
  useEffect(() => {
    const begin = (): void => {
      void start(({ signal }) => api.datasets.relink.mutate({ root: lost.root, folder }, { signal })).then(outcome => {
        if (outcome === null) return;
        const { files, missing, changed, unreadable } = outcome;
        const isWhole = missing.length + changed.length + unreadable.length === 0;
        notify.done(isWhole ? text.import.relinked(files) : text.import.relinkedPart(missing.length + unreadable.length, changed.length));
        show({ kind: 'closed' });
      });
    };
    const timer = setTimeout(begin);
    return () => clearTimeout(timer);
  }, [start, lost.root, folder]);
  return (
    <div className={styles.step}>
      {error === null ? (
        <WorkBar
          share={progress === null || progress.total === 0 ? null : progress.done / progress.total}
          words={progress === null ? text.import.listing : text.import.verifying(progress.done, progress.total)}
        />
      ) : (
        <Note tone="danger">{error.message}</Note>
      )}
      <StepButtons>
        <Button variant="default" onClick={() => show({ kind: 'closed' })}>
          {text.close}
        </Button>
        {error !== null && <Button onClick={() => show({ kind: 'choose', lost })}>{text.import.changeFolder}</Button>}
      </StepButtons>
    </div>
  );
}
