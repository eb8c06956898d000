// The workspaces that the gallery's scenes stand in: one with nothing in it, and one where a small demo ran from import to heat maps.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fovea } from '../../experiments/commandLine.ts';
import { openReader } from '../../src/main/backend.ts';
import { type VolumeSubjects, volumeWorkspace } from './volumeWorkspace.ts';

/** Ids that addresses of scenes are made from. */
export interface Subjects {
  dataset: string;
  split: string;
  /** A training run with validation results; the others were made from it. */
  run: string;
  /** Another training, on the same split. */
  secondRun: string;
  evaluateRun: string;
  explainRun: string;
  predictRun: string;
  /** A scan that the run has predicted. */
  item: string;
  /** In the workspace of volumes alone. */
  volumes: VolumeSubjects;
}

export interface Workspace {
  folder: string;
  subjects: Subjects;
}

/** A network that is trained in seconds: the gallery shows the window, not a result. */
const quick = ['architecture.name=smallCnn', 'input.size=[64,64]', 'training.epochs=15', 'training.batchSize=16'];
/** A file that says that a workspace was made to its end. */
const madeMark = 'gallery.made.2';
const scans = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'NORMAL');

const noVolumes: VolumeSubjects = { raster: '-', otherEye: '-', circle: '-', bare: '-', headerless: '-', gone: '-', run: '-' };
const nothing: Subjects = {
  ...{ dataset: '-', split: '-', run: '-', secondRun: '-', evaluateRun: '-', explainRun: '-', predictRun: '-', item: '-' },
  volumes: noVolumes,
};

export function emptyWorkspace(): Workspace {
  return { folder: newFolder('empty'), subjects: nothing };
}

/** Takes three quarters of a minute, unless it was made before in `kept`. */
export async function volumesWorkspace(kept?: string): Promise<Workspace> {
  const folder = kept === undefined ? newFolder('volumes') : join(kept, 'volumes', 'workspace');
  return { folder, subjects: { ...nothing, volumes: await volumeWorkspace(folder) } };
}

/** Takes about half a minute, unless it was made before in `kept`. */
export async function fullWorkspace(kept?: string): Promise<Workspace> {
  const folder = kept === undefined ? newFolder('full') : join(kept, 'full');
  if (existsSync(join(folder, madeMark))) return { folder, subjects: subjectsOf(folder) };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  await fovea(folder, 'demo', ...quick.flatMap(setting => ['--set', setting]));
  await fovea(folder, 'predict', subjectsOf(folder).run, scans);
  const second = ['--dataset', 'demo', '--split', 'by-patient', '--name', 'second', '--seed', '2'];
  await fovea(folder, 'train', ...second, ...[...quick, 'training.epochs=5'].flatMap(setting => ['--set', setting]));
  writeFileSync(join(folder, madeMark), '');
  return { folder, subjects: subjectsOf(folder) };
}

function subjectsOf(folder: string): Subjects {
  const reader = openReader(folder);
  try {
    const { store } = reader.context.workspace;
    const [dataset] = store.datasets.list();
    const runs = store.runs.list();
    // The list begins with the newest; what the pictures start themselves comes later.
    const of = (kind: string): string => runs.findLast(run => run.kind === kind)?.id ?? '-';
    const run = of('train');
    const trainings = runs.filter(({ kind, state }) => kind === 'train' && state === 'finished');
    return {
      dataset: dataset?.id ?? '-',
      split: dataset === undefined ? '-' : (store.splits.list(dataset.id)[0]?.id ?? '-'),
      run,
      secondRun: trainings.at(-2)?.id ?? '-',
      evaluateRun: of('evaluate'),
      explainRun: of('explain'),
      predictRun: of('predict'),
      item: store.predictions.list(run, 'val')[0]?.item ?? '-',
      volumes: noVolumes,
    };
  } finally {
    reader.close();
  }
}

function newFolder(name: string): string {
  return join(mkdtempSync(join(tmpdir(), `fovea-gallery-${name}-`)), 'workspace');
}
