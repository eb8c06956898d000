// Kills of an import at random moments: the data set is there whole or not at all, and the same command goes on from its journal.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openReader } from '../../src/main/backend.ts';
import { diagnosisTask } from '../../src/main/jobs/datasetRecords.ts';
import type { RandomGenerator } from '../../src/shared/random.ts';
import { reopen } from './checkRun.ts';
import type { EndRecord, KillRecord } from './tally.ts';
import { startFovea } from './victim.ts';

const kind = 'import';
const killsPerImport = 3;

export interface ImportStage {
  images: string;
  /** Folder for workspaces: each import gets its own. */
  scratch: string;
  /** What an undisturbed import puts into the store, and how long Fovea lived for it. */
  reference: string;
  importMs: number;
}

interface Trial {
  workspace: string;
  /** Lines of the journal after the last kill: files that have been read. */
  journal: string[];
  isComplete: boolean;
}

/** Imports once undisturbed. */
export async function importReference(images: string, scratch: string): Promise<ImportStage> {
  const workspace = join(scratch, 'undisturbed');
  const startMs = performance.now();
  const { exitCode, stderr } = await startImport(images, workspace).ended;
  if (exitCode !== 0) throw new Error(`The undisturbed import failed: ${stderr}`);
  return { images, scratch, reference: imported(workspace), importMs: performance.now() - startMs };
}

/** Kills until `count` kills have met a live process; each import is killed a few times and then let go on to its end. */
export async function importKills(
  stage: ImportStage,
  count: number,
  random: RandomGenerator,
): Promise<{ kills: KillRecord[]; ends: EndRecord[] }> {
  const kills: KillRecord[] = [];
  const ends: EndRecord[] = [];
  for (let met = 0; met < count; ) {
    const trial: Trial = { workspace: join(stage.scratch, `import-${ends.length + 1}`), journal: [], isComplete: false };
    const before = met;
    while (!trial.isComplete && met < count && met - before < killsPerImport) {
      const record = await killOnce(stage, trial, random);
      kills.push(record);
      if (record.hit > 0) met += 1;
    }
    ends.push({ kind, kills: met - before, differences: await letFinish(stage, trial) });
  }
  return { kills, ends };
}

/** Starts the import or goes on with it, kills it (its workers are threads of it), opens the workspace again and looks. */
async function killOnce(stage: ImportStage, trial: Trial, random: RandomGenerator): Promise<KillRecord> {
  const { workspace } = trial;
  const atMs = random.uniform() * stage.importMs;
  const app = startImport(stage.images, workspace);
  await Promise.race([delay(atMs), app.ended]);
  const hit = Number(app.kill());
  await app.ended;
  const recorded = journalLines(workspace);

  const problems: string[] = [];
  const backend = await reopen(workspace, problems);
  const { store } = backend.context.workspace;
  problems.push(...store.integrityProblems());
  trial.isComplete = store.datasets.find('scans') !== null;
  await backend.close();
  if (trial.isComplete && imported(workspace) !== stage.reference) problems.push('The data set is there, but not whole.');
  // Neither going on nor opening the workspace may drop what had been read, unless the data set is there.
  const kept = new Set(journalLines(workspace));
  const lost = trial.isComplete ? [] : [...new Set([...trial.journal, ...recorded])].filter(line => !kept.has(line));
  trial.journal = recorded;
  return {
    ...{ kind, atMs: Math.round(atMs), hit, cutCheckpoint: false, recordedRows: recorded.length, lostRows: lost.length },
    ...{ unreadableFiles: recorded.filter(line => !isJson(line)), problems },
  };
}

/** Runs the same command once more; returns what is not as it should be. */
async function letFinish(stage: ImportStage, trial: Trial): Promise<string[]> {
  const { exitCode, stderr } = await startImport(stage.images, trial.workspace).ended;
  if (trial.isComplete) return exitCode === 0 ? ['The data set was imported twice.'] : [];
  if (exitCode !== 0) return [`The import did not finish: ${stderr}`];
  const resumed = Number(/Went on from an earlier import: (\d+) files/.exec(stderr)?.[1] ?? 0);
  const differences = imported(trial.workspace) === stage.reference ? [] : [`The data set in ${trial.workspace} is another one.`];
  return resumed === trial.journal.length ? differences : [...differences, `Of ${trial.journal.length} files read, ${resumed} were known.`];
}

function startImport(images: string, workspace: string) {
  return startFovea(workspace, 'import', images, '--name', 'scans');
}

/** Everything that an import writes, except times, random ids and the patients' hashes, which differ from workspace to workspace. */
function imported(workspace: string): string {
  const { context, close } = openReader(workspace);
  try {
    const { store } = context.workspace;
    const { id, classes, report, itemCount } = store.datasets.get('scans');
    const patients = new Map(store.patients.ofDataset(id).map(({ subject, identifier }) => [subject, identifier]));
    const items = store.items
      .list(id)
      .map(({ dataset: _dataset, createdMs: _createdMs, subject, ...item }) => ({ ...item, patient: patients.get(subject) }));
    const labels = store.labels.currentOfDataset(id, diagnosisTask).map(({ item, value, source }) => [item, value, source]);
    return JSON.stringify({ classes, report, itemCount, items, labels });
  } finally {
    close();
  }
}

/** The whole lines of the import's journal, without its head. */
function journalLines(workspace: string): string[] {
  const incoming = join(workspace, 'incoming');
  const names = existsSync(incoming) ? readdirSync(incoming).filter(name => name.endsWith('.journal')) : [];
  return names.flatMap(name => readFileSync(join(incoming, name), 'utf8').split('\n').slice(1, -1));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
