import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { formatCount } from '../../../shared/units.ts';
import { act, collect, describe, wholeNumber } from '../command.ts';
import { runText } from '../runText.ts';
import { type Operations, withReader, withSession } from '../workspaces.ts';

interface Options {
  dataset: string;
  split: string;
  name?: string;
  config?: string;
  set?: string[];
  seed?: string;
  preview?: string;
  recipe?: string;
  parent?: string;
  weights?: string;
}

export function addTrain(program: Command): void {
  const command = program
    .command('train')
    .requiredOption('--dataset <name>', 'name or id of a data set')
    .requiredOption('--split <name>', 'name or id of one of its splits')
    .option('--name <name>', 'name of the run (default: data set, architecture and a number)')
    .option('--config <file>', 'a configuration, or part of one, as JSON, laid over the default recipe')
    .option('--set <path=value>', 'one value of the configuration, as JSON; can be repeated', collect)
    .option('--recipe <name>', 'quick, standard, thorough or fineTune (default: standard)')
    .option('--parent <run>', 'take the configuration of an earlier run in place of a recipe’s')
    .option('--weights <name>', 'start from imported weights, or from a run: its best checkpoint, or with run:NAME@last its last')
    .option('--seed <n>', 'the same seed gives the same network')
    .option('--preview <dir>', 'only write eight inputs as the network would get them');
  describe(
    command,
    'Train a classifier. Ctrl-C stops after the step with a checkpoint; `fovea runs resume` goes on from there.',
    'fovea train --dataset clinic --split main --set training.epochs=10 --set architecture=smallCnn --seed 1',
  );
  act<Options>(command, async (run, _args, options) => {
    if (options.preview !== undefined) {
      const folder = options.preview;
      return withReader(run, async (context, ops) => {
        const plan = ops.planTraining(context, requestOf(options, ops));
        const files = await ops.previewTraining(plan, folder, { signal: run.interruption.signal });
        const rows = files.map(({ name, label, source }) => [name, label, source]);
        run.output.result(files, `${ops.textTable(['file', 'class', 'made from'], rows).join('\n')}\nIn ${folder}.`);
      });
    }
    return withSession(run, async (session, ops) => {
      const { run: started, unlabelled } = await session.train(requestOf(options, ops));
      run.output.note(`Run ${started.name} (${started.id})`);
      if (unlabelled > 0) run.output.note(`${formatCount(unlabelled, 'scan')} without a label left out.`);
      await session.watch(started.id);
      const details = ops.showRun(session.context, started.id);
      const next = `Next: fovea evaluate ${details.name} --on test --reason "…"   ·   fovea explain ${details.name} PATH…`;
      run.output.result(details, `${runText(details, ops)}\n${next}`);
    });
  });
}

function requestOf({ dataset, split, name, config, set = [], seed, recipe, parent, weights }: Options, ops: Operations) {
  return {
    ...{ dataset, split, name, recipe, parent, weights, set: set.map(ops.parseSetting) },
    seed: seed === undefined ? undefined : wholeNumber('--seed', seed, 0, 2 ** 32 - 1),
    config: config === undefined ? undefined : readConfigFile(config),
  };
}

function readConfigFile(path: string) {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw toAppError(error);
  }
  try {
    return z.json().parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('usage', `Expected JSON in '${path}', received something else: ${toAppError(error).message}`, { cause: error });
  }
}
