import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { act, describe } from '../command.ts';
import { runText } from '../runText.ts';
import { withSession } from '../workspaces.ts';

interface Options {
  reason: string;
  author: string;
  checkpoint: 'best' | 'last';
}

export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .argument('<run>', 'name or id of a training run')
    .addOption(new Option('--on <part>', 'what to evaluate on').choices(['test']).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why the test set is opened; recorded with date and count, and shown beside every test number')
    .option('--author <name>', 'who opens it', userInfo().username)
    .addOption(new Option('--checkpoint <which>', 'which network').choices(['best', 'last']).default('best'));
  describe(command, 'Open the test set for a trained run.', 'fovea evaluate clinic-resnet18-1 --on test --reason "final result"');
  act<Options>(command, (run, [name = ''], { reason, author, checkpoint }) =>
    withSession(run, async (session, ops) => {
      const { run: started, opening } = await session.evaluate({ run: name, reason, author, checkpoint });
      run.output.note(`The test set of '${opening.dataset}', split '${opening.split}', is opened for the ${ordinal(opening.count)} time.`);
      await session.watch(started.id);
      const details = ops.showRun(session.context, started.id);
      run.output.result(details, runText(details, ops));
    }),
  );
}

function ordinal(count: number): string {
  const ending = new Intl.PluralRules('en', { type: 'ordinal' }).select(count);
  return `${count}${{ one: 'st', two: 'nd', few: 'rd' }[ending as string] ?? 'th'}`;
}
