// Kills Fovea at random moments of importing, training and writing checkpoints, and counts what is lost: nothing may be.
// Usage: npm run experiment -- kills [--trials 200]. Runs on generated images; the moments are drawn from a fixed seed.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../src/shared/errors.ts';
import { randomGenerator } from '../src/shared/random.ts';
import { writeImages } from '../tests/engine/runFixture.ts';
import { fovea } from './commandLine.ts';
import { importKills, importReference } from './kills/importKills.ts';
import { type EndRecord, failures, type KillRecord, killTable } from './kills/tally.ts';
import { type TrainingKind, trainingKills, trainReference } from './kills/trainingKills.ts';
import { writeResults } from './results.ts';

const seed = 2026;
/** Two images a patient. */
const patients = { import: 750, training: 30 };
const shares: Record<'import' | TrainingKind, number> = { import: 0.25, engine: 0.15, app: 0.15, both: 0.15, checkpoint: 0.3 };

export async function kills({ trials = '200' }: { trials: string | undefined }): Promise<void> {
  const total = Number(trials);
  if (!Number.isInteger(total) || total < 1)
    throw new AppError('usage', `Expected --trials to be a whole number above 0, received '${trials}'.`);
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-kills-'));
  const records: { kills: KillRecord[]; ends: EndRecord[] } = { kills: [], ends: [] };
  const add = (part: typeof records) => {
    records.kills.push(...part.kills);
    records.ends.push(...part.ends);
    process.stderr.write(`${records.kills.length} starts\n${failures(part.kills, part.ends).join('\n')}`);
  };
  const images = { import: join(scratch, 'images'), training: join(scratch, 'few') };
  for (const use of ['import', 'training'] as const) await writeImages(images[use], patients[use]);
  const count = (kind: keyof typeof shares) => Math.ceil(total * shares[kind]);
  mkdirSync(join(scratch, 'imports'));
  const importing = await importReference(images.import, join(scratch, 'imports'));
  add(await importKills(importing, count('import'), randomGenerator(seed, 'kills', 'import')));

  const workspace = join(scratch, 'workspace');
  await fovea(workspace, 'import', images.training, '--name', 'scans');
  await fovea(workspace, 'split', 'scans', '--name', 'main', '--seed', '1');
  const training = await trainReference(workspace);
  for (const kind of ['engine', 'app', 'both', 'checkpoint'] as const) {
    add(await trainingKills(training, kind, count(kind), randomGenerator(seed, 'kills', kind)));
  }
  const table = killTable(records.kills, records.ends);
  writeResults('kills', 'npm run experiment -- kills', table, { seed, ...records });
  process.stdout.write(`${table}\n`);
  const found = failures(records.kills, records.ends);
  if (found.length > 0) throw new AppError('conflict', `Expected nothing to be lost, received (see ${scratch}):\n${found.join('\n')}`);
  rmSync(scratch, { recursive: true });
}
