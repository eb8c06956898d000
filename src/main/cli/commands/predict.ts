import { type Command, Option } from 'commander';
import { formatShare } from '../../../shared/units.ts';
import { act, describe, researchUse } from '../command.ts';
import { progressLine } from '../progressLine.ts';
import { withSession } from '../workspaces.ts';

export function addPredict(program: Command): void {
  const command = program
    .command('predict')
    .argument('<run>', 'name or id of a training run')
    .argument('<paths...>', 'scans or folders of scans')
    .addOption(new Option('--checkpoint <which>', 'which network').choices(['best', 'last']).default('best'));
  describe(command, 'Classify scans with a trained run.', 'fovea predict clinic-resnet18-1 ~/new-scans');
  act<{ checkpoint: 'best' | 'last' }>(command, (run, [name = '', ...paths], { checkpoint }) =>
    withSession(run, async (session, ops) => {
      const { output, interruption } = run;
      const options = { signal: interruption.signal, onProgress: progressLine(output) };
      const started = await session.predict({ run: name, paths, checkpoint }, options);
      await session.watch(started.run.id);
      const files = ops.readPredictions(session.context, started.run.id);
      const { classes } = ops.showRun(session.context, started.run.id).config.data;
      const rows = files.map(file => [
        file.name,
        file.predicted,
        ...classes.map(entry => formatShare(file.probabilities[entry] ?? Number.NaN, files.length)),
        file.seenIn === null ? '' : `the same file is in the ${file.seenIn} part of this run's data`,
      ]);
      for (const { name: refused, reason } of started.refused) output.warn(`Not read: ${refused}: ${reason}`);
      const text = [...ops.textTable(['file', 'predicted', ...classes, ''], rows), '', researchUse].join('\n');
      output.result({ name: started.run.name, id: started.run.id, files, refused: started.refused, ignored: started.ignored }, text);
    }),
  );
}
