// Name and state of a run, and what can be done to it now.
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, type RunDetails } from '../../../client/api.ts';
import { hrefOf } from '../../../client/route.ts';
import { useCommands } from '../../../keyboard/useCommands.ts';
import { text } from '../../../text/index.ts';
import { formatDate } from '../../../ui/date.ts';
import { notify } from '../../../ui/notify.tsx';
import { RunStateMark } from '../RunStateMark.tsx';
import { RerunMenu } from '../rerun/RerunMenu.tsx';
import styles from './RunHead.module.css';

type Command = keyof typeof text.run.commands;

const possible: Record<RunDetails['state'], Command[]> = {
  queued: ['cancel'],
  running: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  finished: [],
  cancelled: ['resume'],
  interrupted: ['resume'],
  failed: ['resume'],
};

export function RunHead({ run }: { run: RunDetails }) {
  const send = useMutation({ mutationFn: (command: Command) => api.runs[command].mutate({ run: run.id }), onError: notify.failed });
  const canStop = run.kind === 'train';
  const commands = possible[run.state]
    .map(command => (command === 'stop' && !canStop ? 'cancel' : command))
    .filter(command => canStop || command !== 'pause');
  const [pause] = commands.filter(command => command === 'pause' || command === 'resume');
  useCommands('run', {
    pauseRun: pause === undefined ? { run: () => undefined, disabled: text.states[run.state] } : () => send.mutate(pause),
    stopRun: commands.includes('stop') ? () => send.mutate('stop') : { run: () => undefined, disabled: text.states[run.state] },
  });
  const facts = [text.kinds[run.kind], run.architecture, `${run.dataset} · ${run.split}`, formatDate(run.createdMs)];
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <div className={styles.line}>
          <h2 className={styles.name}>{run.name}</h2>
          <RunStateMark state={run.state} progress={run.progress} />
        </div>
        <p className={styles.facts}>
          {facts.join('  ·  ')}
          {run.parent !== null && (
            <>
              {'  ·  '}
              <a href={hrefOf('runs', [run.parent])}>{run.rerun === null ? text.run.ofTraining : text.run.rerunOf[run.rerun]}</a>
            </>
          )}
        </p>
      </div>
      <div className={styles.commands}>
        {commands.map(command => (
          <Button
            key={command}
            variant={command === 'resume' ? 'filled' : 'default'}
            title={text.run.hints[command]}
            loading={send.isPending && send.variables === command}
            onClick={() => send.mutate(command)}
          >
            {text.run.commands[command]}
          </Button>
        ))}
        {run.kind !== 'evaluate' && <RerunMenu run={run} />}
      </div>
    </header>
  );
}
