import type { Command } from 'commander';
import { AppError } from '../../../shared/errors.ts';
import { act, type CommandRun, describe, wholeNumber } from '../command.ts';
import { progressLine } from '../progressLine.ts';
import { operations } from '../workspaces.ts';

interface Options {
  out: string;
  seed: string;
  images?: string;
  patients?: string;
  signal?: string;
  device?: string;
  eye?: string;
  at?: string;
  disease?: string;
  format?: string;
  bscans?: string;
}

/** Options that one kind alone takes. */
const own = {
  'oct-bscan': ['images', 'patients', 'signal'],
  volume: ['device', 'eye', 'at', 'disease', 'format', 'bscans'],
} as const satisfies Record<string, readonly (keyof Options)[]>;
type Kind = keyof typeof own;
const makers: Record<Kind, (run: CommandRun, options: Options) => Promise<void>> = { 'oct-bscan': makeBscans, volume: makeVolume };

export function addPhantom(program: Command): void {
  const command = program
    .command('phantom')
    .argument('<kind>', 'what to make: oct-bscan or volume')
    .requiredOption('--out <dir>', 'folder to make; it must be empty or absent')
    .option('--seed <n>', 'the same seed gives the same scans', '0')
    .option('--images <n>', 'oct-bscan: number of scans (200)')
    .option('--patients <n>', 'oct-bscan: number of patients (40)')
    .option('--signal <s>', 'oct-bscan: strength of the lesions, 1 as designed, 0 none (1)')
    .option('--device <name>', 'volume: cirrus, spectralis or topcon (spectralis)')
    .option('--eye <eye>', 'volume: OD or OS (OD)')
    .option('--at <place>', 'volume: macula or disc (macula)')
    .option('--disease <name>', 'volume: none, edema or neovascular (neovascular)')
    .option('--format <name>', "volume: one of the device's formats, or nifti, metaImage, dicom (its own)")
    .option('--bscans <n>', 'volume: fewer B-scans than the device takes');
  describe(
    command,
    'Synthetic scans with known lesions and layers. Needs no workspace.',
    'fovea phantom oct-bscan --out phantom --images 2000 --patients 400 --seed 7\n  fovea phantom volume --out eye --device topcon --eye OS --format fda',
  );
  act<Options>(command, async (run, [kind = ''], options) => {
    if (!(kind in own)) {
      throw new AppError('unknownName', `Expected a kind of phantom, received '${kind}'. Known: ${Object.keys(own).join(', ')}.`);
    }
    for (const [other, names] of Object.entries(own)) {
      const stray = names.find(name => options[name] !== undefined);
      if (other !== kind && stray !== undefined) {
        throw new AppError('usage', `--${stray} belongs to '${other}', received it with '${kind}'. Leave it out.`);
      }
    }
    await makers[kind as Kind](run, options);
  });
}

async function makeBscans({ output, interruption }: CommandRun, { out, seed, images = '200', patients = '40', signal = '1' }: Options) {
  const request = {
    folder: out,
    images: wholeNumber('--images', images, 1, 1_000_000),
    patients: wholeNumber('--patients', patients, 1, 1_000_000),
    seed: wholeNumber('--seed', seed, 0, 2 ** 32 - 1),
    signal: Number(signal),
  };
  const { makePhantom } = await operations();
  const record = await makePhantom(request, { signal: interruption.signal, onProgress: progressLine(output) });
  const text = `${record.images} scans of ${record.patients} patients in ${out}: images, masks, scans.csv, phantom.json.`;
  output.result({ name: 'oct-bscan', folder: out, ...record }, text);
}

async function makeVolume({ output, interruption }: CommandRun, { out, seed, format, bscans, ...chosen }: Options) {
  const { device = 'spectralis', eye = 'OD', at = 'macula', disease = 'neovascular' } = chosen;
  const request = {
    ...{ folder: out, device, eye, place: at, disease },
    seed: wholeNumber('--seed', seed, 0, 2 ** 32 - 1),
    ...(format === undefined ? {} : { format }),
    ...(bscans === undefined ? {} : { bscans: wholeNumber('--bscans', bscans, 2, 512) }),
  };
  const { makePhantomVolume } = await operations();
  const record = await makePhantomVolume(request, { signal: interruption.signal, onProgress: progressLine(output) });
  const { shape, truth, files } = record;
  const nl = Object.entries(truth.lesionsNl).map(([name, value]) => `${name.toUpperCase()} ${value.toFixed(1)} nL`);
  const text = [
    `${files[0]} in ${out}: ${shape.bscans} B-scans of ${shape.columns} × ${shape.rows}, ${record.order.eye}, ${nl.join(', ')}.`,
    'Beside it: masks.nii.gz, surfaces.nii.gz, surfaces.xml (OCTExplorer), truth.json.',
  ];
  output.result({ name: 'volume', folder: out, ...record }, text.join('\n'));
}
