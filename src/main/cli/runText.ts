// Runs as text: the list, and one run with its numbers. A test number never stands without the count of looks at its test set.
import type { Estimate, RunEvaluation } from '../../shared/domain/evaluation.ts';
import { formatCount, formatDuration, formatEstimate, formatEstimateParts, formatNumber, formatShare } from '../../shared/units.ts';
import type { EvaluationView, Headline, RunDetails, RunSummary } from '../backend.ts';
import { researchUse } from './command.ts';
import type { Operations } from './workspaces.ts';

export function runsTable(runs: readonly RunSummary[], { textTable }: Operations): string {
  const rows = runs.map(({ name, kind, state, dataset, split, headline, createdMs }) => [
    name,
    kind,
    state,
    `${dataset}, ${split}`,
    headline === null
      ? ''
      : `${headline.split} ${brief(headline.estimate)}, ${formatCount(headline.patients, 'patient')}${looks(headline)}`,
    headline?.shortcut == null ? '' : brief(headline.shortcut),
    dateText(createdMs),
  ]);
  return textTable(['name', 'kind', 'state', 'data', 'balanced accuracy', 'shortcut baseline', 'created'], rows).join('\n');
}

export function runText(run: RunDetails, ops: Operations): string {
  const { name, kind, id, state, dataset, split, architecture, startedMs, finishedMs, folder, config, error } = run;
  const took = startedMs === null || finishedMs === null ? '' : `, ${formatDuration(finishedMs - startedMs)}`;
  const head = [
    `Run ${name} (${id}): ${kind}, ${state}${took}`,
    `Data ${dataset}, split ${split}, classes ${config.data.classes.join(', ')}`,
    `Network ${architecture}, input ${config.input.size.join(' × ')}, seed ${config.seed}`,
    `Folder ${folder}`,
  ];
  const problem = error === null ? [] : [`${error.code}: ${error.message}`, ...run.log.map(logText)];
  const evaluations = run.evaluations.map(view => evaluationText(view, ops));
  return [head.join('\n'), ...(problem.length === 0 ? [] : [problem.join('\n')]), ...evaluations].join('\n\n') + researchNote(evaluations);
}

/** One evaluation: the headline with what stands beside it, then the full report. */
export function evaluationText(view: EvaluationView, { renderReport }: Operations): string {
  const { evaluation, opening, runName } = view;
  const { report, shortcut, attribution, checkpoint, split } = evaluation;
  const { patients, overall } = report;
  const parts = { train: 'Training', val: 'Validation', test: 'Test' };
  const title = `${parts[split as keyof typeof parts] ?? split} · run ${runName}${checkpoint === null ? '' : ` · checkpoint of epoch ${checkpoint.epoch}`}`;
  const looked =
    opening === null
      ? []
      : [
          `This test set was opened ${formatCount(view.testOpenings ?? opening.count, 'time')}; ` +
            `this is look ${opening.count}: ${dateText(opening.atMs)}, ${opening.author}: "${opening.reason}"`,
        ];
  return [
    title,
    `Balanced accuracy  ${formatEstimate(overall.balancedAccuracy, patients)}`,
    `Shortcut baseline  ${shortcutText(shortcut?.balancedAccuracy ?? null)}`,
    `Heat map on fill   ${attributionText(attribution)}`,
    ...looked,
    '',
    renderReport(report).trimEnd(),
  ].join('\n');
}

function shortcutText(estimate: Estimate | null): string {
  if (estimate === null) return '— (no facts of the scans in this run)';
  return `${formatEstimate(estimate)}, from border fill, size, file density and grey level alone`;
}

/** Value and interval; why an interval is missing stands in the run itself. */
function brief(estimate: Estimate): string {
  const { value, interval } = formatEstimateParts(estimate);
  return interval === null ? value : `${value} (${interval})`;
}

function attributionText(attribution: RunEvaluation['attribution']): string {
  if (attribution === null) return '— (no heat map has any mass)';
  const { massOnFill, fillShare, scans, layer } = attribution;
  const percent = (share: number): string => formatShare(share, 1000);
  return `${percent(massOnFill)} of Grad-CAM's mass lies on border fill, which covers ${percent(fillShare)} of the scans (${formatCount(scans, 'scan')}, ${layer})`;
}

function looks({ testOpenings }: Headline): string {
  return testOpenings === null ? '' : `, opened ${formatNumber(testOpenings)} ×`;
}

function logText({ atMs, level, message }: RunDetails['log'][number]): string {
  return `${new Date(atMs).toISOString()} ${level} ${message}`;
}

function researchNote(evaluations: readonly string[]): string {
  return evaluations.length === 0 ? `\n\n${researchUse}\n` : '\n';
}

function dateText(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
}
