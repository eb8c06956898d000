// One training epoch from image files against PyTorch with its DataLoader: same images, network, batch, threads and workers.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../src/shared/errors.ts';
import { type Comparison, compare } from '../orchestrate.ts';
import { type EpochWorkload, peersPython, torchEpochCommand } from '../peers/peerCommands.ts';
import type { WorkerCommand } from '../workerProcess.ts';

const rounds = 7;

/** `data`: a folder with the class folders CNV and NORMAL. */
export async function benchEpoch({ threads, data }: { threads: number; data: string | undefined }): Promise<Comparison[]> {
  if (data === undefined || !existsSync(join(data, 'CNV'))) {
    throw new AppError(
      'usage',
      'Expected --data FOLDER with the class folders CNV and NORMAL (docs/reference/data.md says where to get it).',
    );
  }
  const python = peersPython();
  const folder = mkdtempSync(join(tmpdir(), 'bench-epoch-'));
  try {
    const splitFile = join(folder, 'split.json');
    writeFileSync(splitFile, execFileSync(python, [join(import.meta.dirname, '..', 'peers', 'splitFolders.py'), data, 'CNV', 'NORMAL']));
    // A warm-up turn and the counted ones.
    const work = { root: resolve(data), splitFile, sizePx: 128, batch: 32, epochs: rounds + 1, threads, workers: 2 };
    const results: Comparison[] = [];
    for (const cache of [false, true]) {
      const title = cache ? 'epoch, decoded images kept' : 'epoch, every image decoded anew';
      process.stderr.write(`${title} …\n`);
      results.push(await compare({ title, subject: foveaCommand(work, cache), peers: [torchEpochCommand(python, work)], rounds }));
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function foveaCommand({ splitFile, sizePx, ...work }: EpochWorkload, cache: boolean): WorkerCommand {
  const options = { split: splitFile, size: sizePx, ...work };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return {
    name: cache ? 'Fovea with its cache' : 'Fovea',
    command: process.execPath,
    args: [join(import.meta.dirname, 'worker.ts'), ...flags, ...(cache ? ['--cache'] : [])],
  };
}
