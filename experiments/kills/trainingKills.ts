// Kills of training: Fovea's process, its engine, or both, at random moments; then the run goes on and must end as if nothing had been.
import { existsSync, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openReader } from '../../src/main/backend.ts';
import { runFolderNames } from '../../src/main/engine/host/runFolder.ts';
import type { RandomGenerator } from '../../src/shared/random.ts';
import { checkRun, fileHash, halfWrittenCheckpoints, isMetric, recordedLines, reopen } from './checkRun.ts';
import type { EndRecord, KillRecord } from './tally.ts';
import { type EngineFound, killProcess, processEnded, startFovea, type Victim } from './victim.ts';

const kindNames = {
  engine: 'training: the engine',
  app: 'training: Fovea, not its engine',
  both: 'training: Fovea and its engine',
  checkpoint: 'training: the engine, at a checkpoint',
};
export type TrainingKind = keyof typeof kindNames;

const killsPerRun = 3;
/** A kill at a checkpoint comes within this time of its first byte. */
const checkpointSpanMs = 10;
/** A kill comes within this time of the event that called for it. */
const jitterMs = 30;
const pollMs = 5;

/** A workspace with a data set `scans` and its split `main`, and how an undisturbed run on it went. */
export interface TrainingStage {
  workspace: string;
  reference: RunResult;
  /** How much it recorded, and how long Fovea and its engine lived before its first event. */
  eventBytes: number;
  appStartMs: number;
  engineStartMs: number;
}

interface RunResult {
  /** SHA-256 of each checkpoint's weights and optimizer slots. */
  hashes: Record<string, string>;
  metrics: string[];
  predictions: string[];
}

interface Trial {
  kind: TrainingKind;
  name: string;
  /** Runs of the workspace from before. */
  known: ReadonlySet<string>;
  /** null until there is one: a kill may come before. */
  run: string | null;
  isFinished: boolean;
}

/** `checkpointSteps` changes how often a checkpoint is written, and nothing of what is computed. */
function startTraining(workspace: string, name: string, checkpointSteps: number): Victim {
  const settings = [
    'architecture={"name":"smallCnn","params":{"width":8}}',
    'input={"size":[32,32],"channels":1}',
    'training.epochs=12',
    'training.batchSize=5',
    `training.checkpointSteps=${checkpointSteps}`,
  ].flatMap(setting => ['--set', setting]);
  return startFovea(workspace, 'train', '--dataset', 'scans', '--split', 'main', '--seed', '1', '--name', name, ...settings);
}

/** Trains once undisturbed. */
export async function trainReference(workspace: string): Promise<TrainingStage> {
  const startMs = performance.now();
  const app = startTraining(workspace, 'reference', 3);
  const engine = await app.engine();
  const engineMs = performance.now();
  if (engine !== null) await recorded(engine.runFolder, 1, app);
  const firstEventMs = performance.now();
  const { exitCode, stderr } = await app.ended;
  if (exitCode !== 0 || engine === null) throw new Error(`The undisturbed run failed: ${stderr}`);
  return {
    ...{ workspace, reference: runResult(workspace, 'reference'), eventBytes: eventBytes(engine.runFolder) },
    ...{ appStartMs: firstEventMs - startMs, engineStartMs: firstEventMs - engineMs },
  };
}

/** Kills until `count` kills have met a live process; each run is killed a few times and then let go on to its end. */
export async function trainingKills(
  stage: TrainingStage,
  kind: TrainingKind,
  count: number,
  random: RandomGenerator,
): Promise<{ kills: KillRecord[]; ends: EndRecord[] }> {
  const kills: KillRecord[] = [];
  const ends: EndRecord[] = [];
  for (let met = 0; met < count; ) {
    const trial: Trial = { kind, name: `${kind}-${ends.length + 1}`, known: new Set(runFolders(stage)), run: null, isFinished: false };
    const before = met;
    while (!trial.isFinished && met < count && met - before < killsPerRun) {
      const record = await killOnce(stage, trial, random);
      kills.push(record);
      if (record.hit > 0) met += 1;
    }
    ends.push({ kind: kindNames[kind], kills: met - before, differences: await letFinish(stage, trial) });
  }
  return { kills, ends };
}

/** Starts the run or goes on with it, kills, starts Fovea again and looks at what is there. */
async function killOnce(stage: TrainingStage, trial: Trial, random: RandomGenerator): Promise<KillRecord> {
  const { kind } = trial;
  const { workspace } = stage;
  const app =
    trial.run === null
      ? startTraining(workspace, trial.name, kind === 'checkpoint' ? 1 : 3)
      : startFovea(workspace, 'runs', 'resume', trial.run);
  const { atMs, hit, engine } = await strike(stage, kind, app, random);
  if (kind !== 'app' && engine !== null) await processEnded(engine.pid);
  const runFolder = engine?.runFolder ?? newFolder(stage, trial);
  const lines = runFolder === null ? [] : recordedLines(runFolder);
  const cutCheckpoint = runFolder !== null && halfWrittenCheckpoints(runFolder).length > 0;
  const { exitCode, stderr } = await app.ended;
  // An engine that lost its Fovea finishes its step and ends by itself.
  if (engine !== null) await processEnded(engine.pid);

  const problems: string[] = [];
  const backend = await reopen(workspace, problems);
  const folder = newFolder(stage, trial);
  trial.run = folder === null ? null : (folder.split('/').at(-1) ?? null);
  const after = trial.run === null ? null : checkRun(backend, trial.run, lines);
  if (after === null) problems.push(...backend.context.workspace.store.integrityProblems());
  await backend.close();
  trial.isFinished = after?.state === 'finished';
  // An engine that was killed after its last word leaves a finished run.
  if (hit > 0 && exitCode === 0 && !trial.isFinished) problems.push(`Fovea took no notice of its engine's end: ${stderr}`);
  if (after !== null && !['finished', 'interrupted'].includes(after.state)) problems.push(`The run reads ${after.state}: ${stderr}`);
  return {
    ...{ kind: kindNames[kind], atMs: Math.round(atMs), hit, cutCheckpoint, recordedRows: lines.filter(isMetric).length },
    ...{ lostRows: after?.lostRows ?? 0, unreadableFiles: after?.unreadableFiles ?? [] },
    problems: [...problems, ...(after?.problems ?? [])],
  };
}

interface Strike {
  /** Milliseconds after Fovea's start. */
  atMs: number;
  /** Live processes that were killed. */
  hit: number;
  engine: EngineFound | null;
}

/**
 * Waits for a random moment and kills: one in six before the first event, the others somewhere in what is left of the run, told by how
 * much it has recorded, so that a busy machine does not move them.
 */
async function strike(stage: TrainingStage, kind: TrainingKind, app: Victim, random: RandomGenerator): Promise<Strike> {
  const startMs = performance.now();
  const [isEarly, share, afterMs] = [random.uniform() < 1 / 6, random.uniform(), random.uniform()];
  if (isEarly && kind === 'app') await Promise.race([delay(share * stage.appStartMs), app.ended]);
  else {
    const engine = await app.engine();
    if (engine === null) return { atMs: performance.now() - startMs, hit: 0, engine };
    const { runFolder } = engine;
    if (isEarly) await Promise.race([delay(share * stage.engineStartMs), app.ended]);
    else {
      const before = eventBytes(runFolder);
      await recorded(runFolder, before + 1 + share * Math.max(0, stage.eventBytes - before), app);
      await delay(afterMs * jitterMs);
    }
    if (kind === 'checkpoint') {
      await Promise.race([nextCheckpoint(runFolder), app.ended]);
      await delay(afterMs * checkpointSpanMs);
    }
  }
  const engine = app.engineNow();
  const engineHit = kind !== 'app' && engine !== null && killProcess(engine.pid);
  const appHit = (kind === 'app' || kind === 'both') && app.kill();
  return { atMs: performance.now() - startMs, hit: Number(engineHit) + Number(appHit), engine };
}

/** Resolves when events.jsonl has that many bytes, or when Fovea has ended. */
async function recorded(runFolder: string, bytes: number, app: Victim): Promise<void> {
  const ending = new AbortController();
  void app.ended.then(() => ending.abort());
  while (!ending.signal.aborted && eventBytes(runFolder) < bytes) await delay(pollMs);
}

function eventBytes(runFolder: string): number {
  return statSync(join(runFolder, runFolderNames.events), { throwIfNoEntry: false })?.size ?? 0;
}

/** Resolves when the engine begins to write a checkpoint. */
function nextCheckpoint(runFolder: string): Promise<void> {
  return new Promise(resolve => {
    const watcher = watch(join(runFolder, 'checkpoints'), (_event, name) => {
      if (name === null || !/^\d+\.\d+\.partial$/.test(name)) return;
      watcher.close();
      resolve();
    });
  });
}

/** Lets the run go on undisturbed; returns what differs from the run that was never killed. */
async function letFinish({ workspace, reference }: TrainingStage, trial: Trial): Promise<string[]> {
  if (!trial.isFinished) {
    const app = trial.run === null ? startTraining(workspace, trial.name, 3) : startFovea(workspace, 'runs', 'resume', trial.run);
    const { exitCode, stderr } = await app.ended;
    if (exitCode !== 0) return [`The run did not finish: ${stderr}`];
  }
  const result = runResult(workspace, trial.run ?? trial.name);
  const parts = ['hashes', 'metrics', 'predictions'] as const;
  return parts.filter(part => JSON.stringify(result[part]) !== JSON.stringify(reference[part])).map(part => `${part} of ${trial.name}`);
}

function runResult(workspace: string, nameOrId: string): RunResult {
  const { context, close } = openReader(workspace);
  try {
    const { store, paths } = context.workspace;
    const { id } = store.runs.get(nameOrId);
    const checkpoints = join(paths.runs, id, 'checkpoints');
    const files = readdirSync(checkpoints, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.safetensors'));
    return {
      hashes: Object.fromEntries(files.sort().map(name => [name, fileHash(join(checkpoints, name))])),
      metrics: store.metrics.list(id).map(({ series, step, epoch, value }) => `${series} ${step} ${epoch} ${value}`),
      predictions: store.predictions.list(id, 'val').map(prediction => JSON.stringify(prediction)),
    };
  } finally {
    close();
  }
}

/** The folder of the trial's run, once there is one. */
function newFolder(stage: TrainingStage, { known }: Trial): string | null {
  const name = runFolders(stage).find(entry => !known.has(entry));
  return name === undefined ? null : join(stage.workspace, 'runs', name);
}

function runFolders({ workspace }: TrainingStage): string[] {
  const runs = join(workspace, 'runs');
  return existsSync(runs) ? readdirSync(runs).filter(name => !name.endsWith('.partial')) : [];
}
