import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../shared/errors.ts';
import { act, describe } from '../command.ts';
import { RunView } from '../watchRun.ts';
import { operations } from '../workspaces.ts';

export function addFit(program: Command): void {
  const command = program.command('fit').argument('<run-folder>', 'a folder with config.json and manifest.jsonl');
  describe(
    command,
    'Compute a run folder as it lies there, without a workspace; a run that was cut off goes on.',
    'fovea fit /cluster/runs/20260131-142233-1f3a',
  );
  act(command, async ({ output, interruption }, [name = '']) => {
    const folder = resolve(name);
    const { fitFolder } = await operations();
    const view = new RunView(output);
    const { state, error } = await fitFolder(folder, {
      ...{ interrupt: interruption.signal, kill: interruption.kill },
      onEvent: event => view.show(event),
    });
    if (error !== null && !interruption.kill.aborted) throw error;
    if (state !== 'finished') {
      throw new AppError('interrupted', `The run in ${folder} is ${state}. Go on with: fovea fit ${folder}`, {
        details: { folder, state },
      });
    }
    output.result({ name: folder, state }, `Finished: ${folder}`);
  });
}
