// Runs as people see them: state, the one number that counts with its interval and n, and what stands beside that number.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Estimate, type RunEvaluation, runEvaluationSchema } from '../../shared/domain/evaluation.ts';
import type { RunState } from '../../shared/domain/runEvent.ts';
import type { RunFilter, RunSort } from '../../shared/domain/runList.ts';
import { readEnvironment } from '../engine/host/runFolder.ts';
import { isRunLocked } from '../engine/host/runLock.ts';
import { classificationRecipe } from '../engine/training/recipes/classification.ts';
import type { Artifact } from '../store/artifact.ts';
import type { Checkpoint } from '../store/checkpoint.ts';
import type { Metric } from '../store/metric.ts';
import type { Run } from '../store/run.ts';
import type { RunListRow } from '../store/runList.ts';
import type { LogLine } from '../store/runLog.ts';
import type { TestOpening } from '../store/testOpening.ts';
import { readOwner } from '../workspace/owner.ts';
import { checkConfig } from './checkConfig.ts';
import { type JobContext, runFolderOf } from './context.ts';

/** The balanced accuracy of one evaluation, with everything that must be read beside it. */
export interface Headline {
  split: string;
  metric: 'balancedAccuracy';
  estimate: Estimate;
  patients: number;
  scans: number;
  /** Balanced accuracy of a model that sees only border fill, size, file density and grey level; null without facts. */
  shortcut: Estimate | null;
  /** How often this test set has been opened; null for a split that is no test set. */
  testOpenings: number | null;
}

export interface RunSummary {
  name: string;
  id: string;
  kind: Run['kind'];
  state: RunState;
  dataset: string;
  split: string;
  architecture: string;
  parent: string | null;
  createdMs: number;
  startedMs: number | null;
  finishedMs: number | null;
  progress: Run['progress'];
  headline: Headline | null;
  tags: string[];
  note: string;
  rerun: Run['rerun'];
}

/** One evaluation of a run: its report, and for a test set the look at it. */
export interface EvaluationView {
  /** The run that computed it. */
  run: string;
  runName: string;
  evaluation: RunEvaluation;
  opening: TestOpening | null;
  testOpenings: number | null;
}

export interface RunDetails extends RunSummary {
  folder: string;
  /** Id in the store; null when it is gone. */
  datasetId: string | null;
  config: Run['config'];
  /** The default recipe for the same data: what the configuration is told apart from. */
  recipe: Run['config'];
  environment: ReturnType<typeof readEnvironment>;
  /** Its own evaluations, then those of the test set by runs made from it. */
  evaluations: EvaluationView[];
  latest: Metric[];
  checkpoints: Checkpoint[];
  artifacts: Artifact[];
  /** What every run folder holds from the start, as far as it is there. */
  ownFiles: { name: string; sizeBytes: number; atMs: number }[];
  error: Run['error'];
  log: LogLine[];
}

const logLinesShown = 20;
const ownFileNames = ['config.json', 'manifest.jsonl', 'events.jsonl'];

/** Newest first. */
export function listRuns(context: JobContext): RunSummary[] {
  return context.workspace.store.runs.list().map(run => summarise(context, run));
}

/** One page of the list, however long that is. */
export interface RunPage {
  total: number;
  runs: RunSummary[];
}

export function pageOfRuns(
  { workspace: { store } }: JobContext,
  { filter, sort, offset, limit }: { filter: RunFilter; sort: RunSort; offset: number; limit: number },
): RunPage {
  return { total: store.runList.count(filter), runs: store.runList.page(filter, sort, { offset, limit }).map(fromRow) };
}

function fromRow(row: RunListRow): RunSummary {
  const { headlineSplit, value, low, high, reason, patients, scans, shortcut, testOpenings, datasetId: _, ...summary } = row;
  const estimate = { value, low, high, ...(reason === null ? {} : { reason }) };
  const headline =
    headlineSplit === null
      ? null
      : ({
          split: headlineSplit,
          metric: 'balancedAccuracy',
          estimate,
          patients: patients ?? 0,
          scans: scans ?? 0,
          shortcut,
          testOpenings,
        } as const);
  return { ...summary, headline };
}

/** Errors: `notFound`. */
export function showRun(context: JobContext, idOrName: string): RunDetails {
  const { store } = context.workspace;
  const run = store.runs.get(idOrName);
  const folder = runFolderOf(context, run.id);
  const children = store.runs.childrenOf(run.id).filter(child => child.kind === 'evaluate');
  const log = store.logs.list(run.id);
  return {
    ...summarise(context, run),
    folder,
    datasetId: run.dataset,
    config: run.config,
    recipe: recipeFor(run.config),
    environment: readEnvironment(folder),
    evaluations: [run, ...children].flatMap(source => evaluationsOf(context, source)),
    latest: store.metrics.latest(run.id),
    checkpoints: store.checkpoints.list(run.id),
    artifacts: store.artifacts.list(run.id),
    ownFiles: ownFilesOf(folder),
    error: run.error,
    log: log.slice(-logLinesShown),
  };
}

function ownFilesOf(folder: string): RunDetails['ownFiles'] {
  return ownFileNames.flatMap(name => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats === undefined ? [] : [{ name, sizeBytes: stats.size, atMs: Math.round(stats.mtimeMs) }];
  });
}

/** The evaluations that a run itself has computed. A document that is none of ours (a foreign run's) is left out. */
export function evaluationsOf({ workspace: { store } }: JobContext, run: Run): EvaluationView[] {
  const { dataset, split: splitName } = run.config.data;
  return store.evaluations.list(run.id).flatMap(({ split, results }) => {
    const evaluation = runEvaluationSchema.safeParse(results).data;
    if (evaluation === undefined) return [];
    const isTest = split === 'test';
    return {
      run: run.id,
      runName: run.name,
      evaluation,
      opening: isTest ? (store.testOpenings.ofRun(run.id)[0] ?? null) : null,
      testOpenings: isTest ? store.testOpenings.ofSplit(dataset, splitName).length : null,
    };
  });
}

function summarise(context: JobContext, run: Run): RunSummary {
  const { id, name, kind, parent, createdMs, startedMs, finishedMs, progress, config, tags, note, rerun } = run;
  const view = evaluationsOf(context, run).at(-1);
  return {
    ...{ name, id, kind, state: stateNow(context, run), dataset: config.data.dataset, split: config.data.split },
    ...{ architecture: config.architecture.name, parent, createdMs, startedMs, finishedMs, progress, tags, note, rerun },
    headline: view === undefined ? null : headlineOf(view),
  };
}

function recipeFor({ data, seed }: Run['config']): Run['config'] {
  return checkConfig(classificationRecipe({ ...data, seed }));
}

function headlineOf({ evaluation, testOpenings }: EvaluationView): Headline {
  const { report, shortcut, split } = evaluation;
  const { patients, scans, overall } = report;
  const estimate = overall.balancedAccuracy;
  return { split, metric: 'balancedAccuracy', estimate, patients, scans, shortcut: shortcut?.balancedAccuracy ?? null, testOpenings };
}

/** A run that the store has as running while no engine and no Fovea is at work on it was cut off; the next writer records that. */
function stateNow(context: JobContext, run: Run): RunState {
  if (context.workspace.mode === 'write' || !['running', 'paused'].includes(run.state)) return run.state;
  const isAlive = readOwner(context.workspace.paths) !== null || isRunLocked(runFolderOf(context, run.id));
  return isAlive ? run.state : 'interrupted';
}
