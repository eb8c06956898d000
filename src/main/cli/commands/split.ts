import type { Command } from 'commander';
import { AppError } from '../../../shared/errors.ts';
import { act, describe, wholeNumber } from '../command.ts';
import { withSession } from '../workspaces.ts';

interface Options {
  name: string;
  ratios: string;
  group: string;
  seed: string;
}

export function addSplit(program: Command): void {
  const command = program
    .command('split')
    .argument('<dataset>', 'name or id')
    .requiredOption('--name <name>', 'name of the split')
    .option('--ratios <train,val,test>', 'shares of training, validation and test', '.6,.15,.25')
    .option('--group <level>', 'what stays together: patient, eye or none', 'patient')
    .option('--seed <n>', 'the same seed gives the same split', '0');
  describe(
    command,
    'Share the patients out to training, validation and test.',
    'fovea split clinic --name main --ratios .6,.15,.25 --group patient --seed 1',
  );
  act<Options>(command, (run, [dataset = ''], { name, ratios, group, seed }) =>
    withSession(run, async (session, ops) => {
      const request = { dataset, name, group, ratios: parseRatios(ratios), seed: wholeNumber('--seed', seed, 0, 2 ** 32 - 1) };
      const { certificate, findings } = await session.splitDataset(request);
      const text = [
        `Split '${name}' of data set '${dataset}'`,
        ops.certificateText(certificate),
        ...findings.map(finding => `Warning: ${finding.message}`),
        `Next: fovea train --dataset ${dataset} --split ${name}`,
      ].join('\n');
      run.output.result({ ...request, certificate, findings }, text);
    }),
  );
}

function parseRatios(text: string): [number, number, number] {
  const ratios = text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part)));
  const [train, val, test] = ratios;
  if (ratios.length === 3 && train !== undefined && val !== undefined && test !== undefined) return [train, val, test];
  throw new AppError('usage', `Expected three shares for train, val and test such as .6,.15,.25, received '${text}'.`);
}
