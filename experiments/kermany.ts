// Real input: CNV against NORMAL in three seeds and all four classes, held-out patients, heat maps of 20 scans.
// Usage: npm run experiment -- kermany --data FOLDER (class folders CNV, DME, DRUSEN, NORMAL; docs/reference/data.md).
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type RunEvaluation, runEvaluationSchema } from '../src/shared/domain/evaluation.ts';
import { AppError } from '../src/shared/errors.ts';
import { formatEstimate, formatMeanSd } from '../src/shared/units.ts';
import { fovea } from './commandLine.ts';
import { markdownTable, mean, resultsFolder, writeResults } from './results.ts';

const idSchema = z.looseObject({ id: z.string() });
const seeds = [1, 2, 3];
const reason = 'the documented experiment on held-out patients';

interface Trained {
  seed: number;
  trainMs: number;
  evaluation: RunEvaluation;
  folder: string;
}

export async function kermany({ data }: { data: string | undefined }): Promise<void> {
  if (data === undefined) throw new AppError('usage', 'Expected --data FOLDER (docs/reference/data.md says where to get it).');
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-kermany-'));
  try {
    const workspace = join(scratch, 'workspace');
    const pair = join(scratch, 'pair');
    for (const name of ['CNV', 'NORMAL']) cpSync(join(data, name), join(pair, name), { recursive: true });
    await fovea(workspace, 'import', pair, '--name', 'pair');
    await fovea(workspace, 'import', data, '--name', 'all');
    const two: Trained[] = [];
    for (const seed of seeds) two.push(await trainAndTest(workspace, 'pair', seed));
    const four: Trained[] = [];
    for (const seed of seeds) four.push(await trainAndTest(workspace, 'all', seed));
    await contactSheet(workspace, two[0] as Trained, pair);
    report(two, four);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Its own split for each seed, so that the three test sets differ too. */
async function trainAndTest(workspace: string, dataset: string, seed: number): Promise<Trained> {
  const split = `seed-${seed}`;
  await fovea(workspace, 'split', dataset, '--name', split, '--ratios', '.6,.15,.25', '--seed', String(seed));
  const startMs = Date.now();
  const trained = idSchema.parse(
    await fovea(workspace, 'train', '--dataset', dataset, '--split', split, '--seed', String(seed), '--name', `${dataset}-${seed}`),
  );
  const trainMs = Date.now() - startMs;
  const tested = idSchema.parse(await fovea(workspace, 'evaluate', trained.id, '--on', 'test', '--reason', reason));
  const path = join(workspace, 'runs', tested.id, 'artifacts', 'evaluation.test.json');
  const evaluation = runEvaluationSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return { seed, trainMs, evaluation, folder: join(workspace, 'runs', trained.id) };
}

/** Twenty test scans, every k-th of the file list. */
async function contactSheet(workspace: string, { folder, seed }: Trained, root: string): Promise<void> {
  const lines = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').trim().split('\n');
  const itemSchema = z.looseObject({ path: z.string(), split: z.string() });
  const test = lines.map(line => itemSchema.parse(JSON.parse(line))).filter(item => item.split === 'test');
  const chosen = Array.from({ length: 20 }, (_, i) => test[Math.floor((i * test.length) / 20)] as z.infer<typeof itemSchema>);
  const paths = chosen.map(item => join(root, item.path));
  const explained = idSchema.parse(await fovea(workspace, 'explain', `pair-${seed}`, ...paths));
  copyFileSync(
    join(workspace, 'runs', explained.id, 'artifacts', 'contactSheet.png'),
    join(resultsFolder, 'images', 'kermany-gradcam.png'),
  );
}

function report(two: readonly Trained[], four: readonly Trained[]): void {
  const value = ({ evaluation }: Trained) => evaluation.report.overall.balancedAccuracy.value ?? Number.NaN;
  const row = (run: Trained) => {
    const { overall, patients, scans } = run.evaluation.report;
    const shortcut = run.evaluation.shortcut?.balancedAccuracy;
    return [
      String(run.seed),
      `${patients} · ${scans}`,
      formatEstimate(overall.balancedAccuracy),
      formatEstimate(overall.macroAuc),
      formatEstimate(overall.macroF1),
      shortcut === undefined ? '–' : formatEstimate(shortcut),
      `${Math.round(run.trainMs / 1000)} s`,
    ];
  };
  const head = ['seed', 'test patients · scans', 'balanced accuracy', 'macro AUC', 'macro F1', 'shortcut baseline', 'training'];
  const perClass = four.flatMap(run =>
    run.evaluation.report.perClass.map(entry => [
      String(run.seed),
      entry.name,
      `${entry.patients} · ${entry.scans}`,
      formatEstimate(entry.recall),
      formatEstimate(entry.precision),
      formatEstimate(entry.auc),
    ]),
  );
  const tables = [
    '## CNV against NORMAL',
    markdownTable(head, two.map(row)),
    `Mean over seeds: balanced accuracy ${formatMeanSd(two.map(value))}.`,
    '## All four classes, class weights balanced',
    markdownTable(head, four.map(row)),
    `Mean over seeds: balanced accuracy ${formatMeanSd(four.map(value))}.`,
    markdownTable(['seed', 'class', 'test patients · scans', 'recall', 'precision', 'AUC'], perClass),
  ].join('\n\n');
  const numbers = (runs: readonly Trained[]) => runs.map(({ seed, trainMs, evaluation }) => ({ seed, trainMs, evaluation }));
  writeResults('kermany', 'npm run experiment -- kermany --data FOLDER', tables, { pair: numbers(two), all: numbers(four) });
  process.stdout.write(`${tables}\n\nMean balanced accuracy, CNV against NORMAL: ${mean(two.map(value)).toFixed(4)}\n`);
}
