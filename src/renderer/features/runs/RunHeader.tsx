// Name, state and progress of a run, and what can be done to it while it is at work.
import { Button, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { formatNumber } from '../../../shared/units.ts';
import { api, type RunDetails } from '../../client/api.ts';
import { toAppError } from '../../client/toAppError.ts';
import { text } from '../../text/index.ts';
import { formatDate } from '../../ui/date.ts';
import { Note } from '../../ui/Note.tsx';
import styles from './RunHeader.module.css';
import { RunStateMark } from './RunStateMark.tsx';

export function RunHeader({ run }: { run: RunDetails }) {
  const facts = [`${text.kinds[run.kind]} on ${run.dataset} · ${run.split}`, run.architecture, formatDate(run.createdMs)];
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        <h1 className={styles.name}>{run.name}</h1>
        <RunStateMark state={run.state} progress={run.progress} />
        <Commands run={run} />
      </div>
      <p className={styles.facts}>{facts.join('   ')}</p>
      {(run.state === 'running' || run.state === 'paused') && run.progress !== null && <RunProgress progress={run.progress} />}
    </header>
  );
}

type Command = keyof typeof text.run.commands;

const possible: Partial<Record<RunDetails['state'], Command[]>> = {
  running: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  interrupted: ['resume'],
  failed: ['resume'],
};

function Commands({ run }: { run: RunDetails }) {
  const send = useMutation({ mutationFn: (command: Command) => api.runs[command].mutate({ run: run.id }) });
  const hints: Partial<Record<Command, string>> = { stop: text.run.stopHint, resume: text.run.resumeHint };
  return (
    <>
      <div className={styles.commands}>
        {possible[run.state]?.map(command => (
          <Button
            key={command}
            variant={command === 'resume' ? 'filled' : 'default'}
            title={hints[command]}
            loading={send.isPending && send.variables === command}
            onClick={() => send.mutate(command)}
          >
            {text.run.commands[command]}
          </Button>
        ))}
      </div>
      {send.error !== null && <Note tone="danger">{toAppError(send.error).message}</Note>}
    </>
  );
}

function RunProgress({ progress }: { progress: NonNullable<RunDetails['progress']> }) {
  const { phase, done, total, itemsPerSecond } = progress;
  const rate = typeof itemsPerSecond === 'number' ? ` · ${formatNumber(itemsPerSecond)} scans/s` : '';
  const words = `${nounOf(phase)} ${formatNumber(done)} of ${formatNumber(total)}${rate}`;
  return (
    <div className={styles.progress}>
      <Progress
        value={total > 0 ? (100 * done) / total : 0}
        size="sm"
        aria-label={words}
        transitionDuration={0}
        color="var(--accent)"
        bg="var(--divider)"
      />
      <span className={styles.facts}>{words}</span>
    </div>
  );
}

function nounOf(phase: string): string {
  const [what = '', part] = phase.split(' ');
  const nouns: Record<string, string> = { train: 'Training step', explain: 'Explaining scan', predict: 'Predicting scan' };
  if (what === 'evaluate') return `Evaluating ${part === undefined ? '' : `${text.parts[part] ?? part} `}scan`;
  return nouns[what] ?? phase;
}
