import type { Command } from 'commander';
import { act, describe, wholeNumber } from '../command.ts';
import { progressLine } from '../progressLine.ts';
import { operations } from '../workspaces.ts';

interface Options {
  out: string;
  images: string;
  patients: string;
  seed: string;
  signal: string;
}

export function addPhantom(program: Command): void {
  const command = program
    .command('phantom')
    .argument('<kind>', 'what to make: oct-bscan')
    .requiredOption('--out <dir>', 'folder to make; it must be empty or absent')
    .option('--images <n>', 'number of scans', '200')
    .option('--patients <n>', 'number of patients', '40')
    .option('--seed <n>', 'the same seed gives the same scans', '0')
    .option('--signal <s>', 'strength of the lesions: 1 as designed, 0 none', '1');
  describe(
    command,
    'Synthetic scans with known lesions. Needs no workspace.',
    'fovea phantom oct-bscan --out phantom --images 2000 --patients 400 --seed 7',
  );
  act<Options>(command, async ({ output, interruption }, [kind = ''], { out, ...numbers }) => {
    const request = {
      ...{ kind, folder: out },
      images: wholeNumber('--images', numbers.images, 1, 1_000_000),
      patients: wholeNumber('--patients', numbers.patients, 1, 1_000_000),
      seed: wholeNumber('--seed', numbers.seed, 0, 2 ** 32 - 1),
      signal: Number(numbers.signal),
    };
    const { makePhantom } = await operations();
    const record = await makePhantom(request, { signal: interruption.signal, onProgress: progressLine(output) });
    const text = `${record.images} scans of ${record.patients} patients in ${out}: images, masks, scans.csv, phantom.json.`;
    output.result({ name: kind, folder: out, ...record }, text);
  });
}
