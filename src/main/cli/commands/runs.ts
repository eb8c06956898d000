import type { Command } from 'commander';
import { formatBytes } from '../../../shared/units.ts';
import { act, type CommandRun, describe } from '../command.ts';
import { progressLine } from '../progressLine.ts';
import { runsTable, runText } from '../runText.ts';
import { type Operations, type Session, withReader, withSession } from '../workspaces.ts';
import type { StartedRun } from '../writer.ts';

const commands = [
  ['pause', 'Pause a run after its step.', 'paused'],
  ['stop', 'End a training after its step, with a checkpoint and its evaluation.', 'stopped'],
  ['cancel', 'End a run, or take it out of the queue.', 'cancelled'],
] as const;

export function addRuns(program: Command): void {
  const runs = describe(program.command('runs'), 'The runs of the workspace.', 'fovea runs list');
  act(describe(runs.command('list'), 'All runs, newest first.', 'fovea runs list --json'), run =>
    withReader(run, (context, ops) => {
      const list = ops.listRuns(context);
      run.output.result(list, list.length === 0 ? 'No runs yet.' : runsTable(list, ops));
    }),
  );
  const show = describe(
    runs.command('show').argument('<run>', 'name or id'),
    'One run: its numbers, its test results, its log.',
    'fovea runs show clinic-resnet18-1',
  );
  act(show, (run, [name = '']) =>
    withReader(run, (context, ops) => {
      const details = ops.showRun(context, name);
      run.output.result(details, runText(details, ops));
    }),
  );
  for (const [name, summary, participle] of commands) {
    const command = describe(runs.command(name).argument('<run>', 'name or id'), summary, `fovea runs ${name} clinic-resnet18-1`);
    act(command, async (run, [which = '']) => {
      const asked =
        (await withReader(run, (context, ops) => ops.commandEngine(context, which, name))) ??
        (await withSession(run, session => session.command(which, name)));
      run.output.result({ name: asked.name, id: asked.id, command: name }, `Run ${asked.name} is being ${participle}.`);
    });
  }
  const resume = describe(
    runs.command('resume').argument('<run>', 'name or id'),
    'Go on with a run that is paused, or was interrupted, stopped by a failure or cancelled.',
    'fovea runs resume clinic-resnet18-1',
  );
  act(resume, async (run, [which = '']) => {
    const paused = await withReader(run, (context, ops) => ops.commandEngine(context, which, 'resume'));
    if (paused !== null) return run.output.result({ name: paused.name, id: paused.id, command: 'resume' }, `Run ${paused.name} goes on.`);
    await withSession(run, async (session, ops) => watchToEnd(run, session, ops, await session.resume(which)));
  });
  const rerun = runs.command('rerun').argument('<run>', 'name or id');
  rerun.option('--todays-labels', 'on the data set as it is labelled now, instead of exactly as then');
  describe(
    rerun,
    'Compute a run again: exactly, which is refused when a file is not what it was, or with the labels of today.',
    'fovea runs rerun clinic-resnet18-1',
  );
  act<{ todaysLabels?: boolean }>(rerun, (run, [which = ''], { todaysLabels = false }) =>
    withSession(run, async (session, ops) => {
      const mode = todaysLabels ? 'todaysLabels' : 'exactly';
      const options = { signal: run.interruption.signal, onProgress: progressLine(run.output) };
      await watchToEnd(run, session, ops, await session.rerun({ run: which, mode }, options));
    }),
  );
  const remove = describe(
    runs.command('delete').argument('<run>', 'name or id'),
    'Move a run to the trash.',
    'fovea runs delete clinic-resnet18-1',
  );
  act(remove, (run, [name = '']) =>
    withSession(run, async session => {
      const entry = await session.deleteRun(name);
      run.output.result(entry, `Moved run ${entry.name} to the trash (${formatBytes(entry.sizeBytes)}).`);
    }),
  );
}

async function watchToEnd({ output }: CommandRun, session: Session, ops: Operations, started: StartedRun): Promise<void> {
  output.note(`Run ${started.name} (${started.id})`);
  await session.watch(started.id);
  const details = ops.showRun(session.context, started.id);
  output.result(details, runText(details, ops));
}
