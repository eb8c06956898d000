// The drawer of a rerun: the check with its progress, then either the new run, or what stands in its way or differs.
import { Button, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { RerunMode } from '../../../../shared/domain/runList.ts';
import type { AppError } from '../../../../shared/errors.ts';
import { api, type RunDetails } from '../../../client/api.ts';
import { go, hrefOf } from '../../../client/route.ts';
import { toAppError } from '../../../client/toAppError.ts';
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import { SideDrawer } from '../../../ui/SideDrawer.tsx';
import { Differences } from './Differences.tsx';
import { FileList } from './FileList.tsx';
import styles from './Rerun.module.css';
import { type Differing, outcomeOf, type Step } from './rerunStream.ts';

export function RerunDrawer({ run, mode, onClose }: { run: RunDetails; mode: RerunMode; onClose: () => void }) {
  const [progress, setProgress] = useState<Step>({ done: 0, total: 0 });
  const [differences, setDifferences] = useState<Differing | null>(null);
  const ending = useRef(new AbortController());
  const start = useMutation({
    mutationFn: async () => {
      const { signal } = ending.current;
      return outcomeOf(await api.runs.rerun.mutate({ run: run.id, mode }, { signal }), setProgress);
    },
    onSuccess: made => {
      onClose();
      go(hrefOf('runs', [made.id, 'live']));
    },
  });
  const plan = useMutation({
    mutationFn: async () => {
      const { signal } = ending.current;
      return outcomeOf(await api.runs.rerunPlan.mutate({ run: run.id, mode }, { signal }), setProgress);
    },
    onSuccess: outcome => outcome.mode === 'todaysLabels' && setDifferences(outcome.differences),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once, when the drawer opens
  useEffect(() => {
    const controller = new AbortController();
    ending.current = controller;
    if (mode === 'exactly') start.mutate();
    else plan.mutate();
    return () => controller.abort();
  }, []);
  const failure = start.error ?? plan.error;
  const error = failure === null || toAppError(failure).code === 'interrupted' ? null : toAppError(failure);
  const isWorking = start.isPending || plan.isPending;
  return (
    <SideDrawer
      title={mode === 'exactly' ? text.run.rerunExactly : text.run.rerunToday}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          {mode === 'todaysLabels' && (
            <Button data-autofocus disabled={differences === null} loading={start.isPending} onClick={() => start.mutate()}>
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
