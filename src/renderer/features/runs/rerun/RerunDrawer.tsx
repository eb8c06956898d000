// The drawer of a rerun: the check with its progress, then either the new run, or what stands in its way or differs.
import { Button, Progress } from '@mantine/core';
import { z } from 'zod';
import type { RerunMode } from '../../../../shared/domain/runList.ts';
import type { AppError } from '../../../../shared/errors.ts';
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import { SideDrawer } from '../../../ui/SideDrawer.tsx';
import { Differences } from './Differences.tsx';
import { FileList } from './FileList.tsx';
import styles from './Rerun.module.css';
import type { Step } from './rerunStream.ts';
import type { Rerun } from './useRerun.ts';

export function RerunDrawer({ rerun, mode }: { rerun: Rerun; mode: RerunMode }) {
  const { error, differences, isWorking, isStarting, progress, start, close } = rerun;
  return (
    <SideDrawer
      title={mode === 'exactly' ? text.run.rerunExactly : text.run.rerunToday}
      isOpen
      onClose={close}
      footer={
        <>
          <Button variant="default" onClick={close}>
            {text.cancel}
          </Button>
          {mode === 'todaysLabels' && (
            <Button data-autofocus disabled={differences === null} loading={isStarting} onClick={start}>
              {text.run.start}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.body}>
        {isWorking && <Checking mode={mode} progress={progress} />}
        {error !== null && <Refusal error={error} />}
        {differences !== null && error === null && <Differences differences={differences} />}
      </div>
    </SideDrawer>
  );
}

function Checking({ mode, progress: { done, total } }: { mode: RerunMode; progress: Step }) {
  const words = mode === 'exactly' ? text.run.checking(done, total) : text.run.comparing;
  return (
    <div role="status" className={styles.checking}>
      <span>{words}</span>
      <Progress
        value={total === 0 ? 0 : (100 * done) / total}
        size="sm"
        aria-label={words}
        transitionDuration={0}
        color="var(--accent)"
        bg="var(--divider)"
      />
    </div>
  );
}

const refusalSchema = z.object({
  changed: z.array(z.string()),
  missing: z.array(z.string()),
  unreadable: z.array(z.object({ name: z.string(), reason: z.string() })),
});

function Refusal({ error }: { error: AppError }) {
  const files = refusalSchema.safeParse(error.details).data;
  return (
    <>
      <Note tone="danger">{error.message}</Note>
      {files !== undefined && (
        <>
          <FileList title={text.run.changedFiles} files={files.changed} />
          <FileList title={text.run.missingFiles} files={files.missing} />
          <FileList title={text.run.unreadableFiles} files={files.unreadable.map(({ name, reason }) => `${name}: ${reason}`)} />
        </>
      )}
    </>
  );
}
