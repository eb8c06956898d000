// What went wrong with a run: what it means, the engine's last lines, and what to do.
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { api, type RunDetails } from '../../../client/api.ts';
import { go, runHref } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import { notify } from '../../../ui/notify.tsx';
import styles from './RunProblem.module.css';

const detailsSchema = z.object({ lastLines: z.array(z.string()).default([]) });

export function RunProblem({ run }: { run: RunDetails }) {
  if (run.error === null || run.state === 'running' || run.state === 'queued') return null;
  const { code, message, details } = run.error;
  const lastLines = detailsSchema.safeParse(details ?? {}).data?.lastLines ?? [];
  const { progress } = run;
  const stopped = progress !== null && progress.phase === 'train' ? text.run.stopped(progress.done, progress.total) : null;
  return (
    <section className={styles.problem} aria-label={text.states[run.state]}>
      <Note tone={run.state === 'failed' ? 'danger' : 'warning'}>{lastLines.length === 0 ? message : withoutLines(message)}</Note>
      {stopped !== null && <p className={styles.stopped}>{stopped}</p>}
      {code === 'outOfMemory' && run.kind === 'train' && <SmallerBatch run={run} />}
      {lastLines.length > 0 && (
        <details className={styles.lines} open={run.state === 'failed'}>
          <summary>{text.run.lastLines}</summary>
          <pre>{lastLines.slice(-20).join('\n')}</pre>
        </details>
      )}
    </section>
  );
}

/** The lines of the engine stand below by themselves. */
function withoutLines(message: string): string {
  return message.replace(/\s*Its last lines:[\s\S]*$/, '');
}

function SmallerBatch({ run }: { run: RunDetails }) {
  const batch = Math.max(1, Math.floor(run.config.training.batchSize / 2));
  const { data, kind: _kind, version: _version, ...config } = run.config;
  const retry = useMutation({
    mutationFn: () =>
      api.compute.train.mutate({
        ...{ dataset: run.datasetId ?? data.dataset, split: data.split, seed: config.seed },
        config: JSON.parse(
          JSON.stringify({ ...config, data: { classes: data.classes }, training: { ...config.training, batchSize: batch } }),
        ),
      }),
    onSuccess: ({ run: made }) => go(runHref(made.id)),
    onError: notify.failed,
  });
  return (
    <div className={styles.retry}>
      <Button loading={retry.isPending} disabled={run.config.training.batchSize < 2} onClick={() => retry.mutate()}>
        {text.run.retryBatch(batch)}
      </Button>
      <Note>{text.run.retryNote}</Note>
    </div>
  );
}
