// All commands, each in a file of its own.
import { Command } from 'commander';
import { addGlobals, researchUse } from './command.ts';
import { addConvert } from './commands/convert.ts';
import { addDatasets } from './commands/datasets.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addExplain } from './commands/explain.ts';
import { addExport } from './commands/export.ts';
import { addFit } from './commands/fit.ts';
import { addFormats } from './commands/formats.ts';
import { addImport } from './commands/import.ts';
import { addInspect } from './commands/inspect.ts';
import { addModels } from './commands/models.ts';
import { addPhantom } from './commands/phantom.ts';
import { addPredict } from './commands/predict.ts';
import { addRuns } from './commands/runs.ts';

import { addServe } from './commands/serve.ts';
import { addSplit } from './commands/split.ts';
import { addTrain } from './commands/train.ts';
import { addWeights } from './commands/weights.ts';

/** In the order of a person's way through them. */
const adders = [
  ...[addDoctor, addDemo, addServe, addFormats, addInspect, addConvert, addModels, addWeights, addPhantom],
  ...[addImport, addDatasets, addSplit, addTrain, addFit, addEvaluate, addPredict, addExplain, addRuns, addExport],
];

export function buildProgram(): Command {
  const program = addGlobals(new Command('fovea'))
    .description('Fovea: deep learning on retinal OCT, on your own machine.')
    .usage('<command> [options]')
    .addHelpText('after', `\nExample:\n  fovea demo\n\n${researchUse}`)
    .helpCommand(false);
  for (const add of adders) add(program);
  settle(program);
  return program;
}

/** Errors are thrown, not printed, for every command alike: one place decides on words and exit code. */
function settle(command: Command): void {
  command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .showHelpAfterError(false);
  for (const child of command.commands) settle(child);
}
