// One run at work: starts its engine, follows its folder, passes commands on, and settles how it ended.
import type { Control, RunState } from '../../shared/domain/runEvent.ts';
import { AppError } from '../../shared/errors.ts';
import { type EngineExit, type EngineProcess, startEngine } from '../engine/host/client.ts';
import { clearControl, waitingControl, writeControl } from '../engine/host/runFolderWriter.ts';
import { isRunLocked } from '../engine/host/runLock.ts';
import { type JobContext, runFolderOf } from './context.ts';
import { settleRun } from './endState.ts';
import { catchUp, followRun } from './followRun.ts';
import { giveWay } from './giveWay.ts';

export interface RunJob {
  readonly run: string;
  /** The state that the run ended in. Rejects when the store cannot be written. */
  readonly done: Promise<RunState>;
  /** Pause, resume, stop (finish the step, checkpoint, evaluate) or cancel (end). Stop and cancel kill an engine that does not react. */
  command(command: Control['command']): void;
  /** For the end of the app: the engine finishes its step, writes a checkpoint and ends as interrupted; killed after the grace time. */
  close(): Promise<void>;
}

/** Starts the engine on a run that is new or to be resumed. Errors: `locked` when one is at work in its folder; `damaged`. */
export async function startRunJob(context: JobContext, run: string): Promise<RunJob> {
  const folder = runFolderOf(context, run);
  const { store } = context.workspace;
  if (isRunLocked(folder)) {
    throw new AppError('locked', `Expected no engine at work on run ${run}, but one holds its folder. Wait for it, or end that process.`);
  }
  await catchUp(context, run);
  clearControl(folder);
  store.runs.setState(run, 'running', Date.now());
  const engine = startEngine({ ...context.engine, runFolder: folder });
  if (engine.pid !== null) giveWay(engine.pid);
  store.jobs.setRunning(run, engine.pid);
  context.notifications.publish({ topic: 'runs' });
  const follower = followRun(context, run);
  const done = engine.exited.then(async exit => {
    await follower.stop();
    clearControl(folder);
    return settleRun(context, run, exit);
  });
  return {
    run,
    done,
    command: command => sendCommand({ folder, command, graceMs: context.graceMs, exited: engine.exited, kill: engine.kill }),
    close: async () => {
      engine.disconnect();
      await endWithin(engine, context.graceMs);
      await done;
    },
  };
}

interface SentCommand {
  folder: string;
  command: Control['command'];
  graceMs: number;
  exited: Promise<unknown>;
  kill: () => void;
}

/**
 * Writes a command. The engine takes it when its current step ends: if it has not taken stop or cancel within the grace time, it is
 * killed. After stop it may evaluate as long as it needs; after cancel it has the grace time again to end.
 */
export function sendCommand({ folder, command, graceMs, exited, kill }: SentCommand): void {
  const { id } = writeControl(folder, command);
  if (command !== 'stop' && command !== 'cancel') return;
  let ended = false;
  const onEnd = exited.then(() => {
    ended = true;
  });
  void Promise.race([onEnd, delay(graceMs)]).then(async () => {
    if (ended) return;
    if (waitingControl(folder)?.id === id) return kill();
    if (command === 'stop') return;
    await Promise.race([onEnd, delay(graceMs)]);
    if (!ended) kill();
  });
}

async function endWithin(engine: EngineProcess, graceMs: number): Promise<EngineExit> {
  const timer = setTimeout(engine.kill, graceMs);
  const exit = await engine.exited;
  clearTimeout(timer);
  return exit;
}

function delay(ms: number): Promise<void> {
  // Does not keep the process alive: after the engine has ended there is nothing to wait for.
  return new Promise(resolve => setTimeout(resolve, ms).unref());
}
