// A classification report as text for the terminal: aligned tables, each number with its interval or a footnote.
import type { ClassificationReport, Estimate } from '../../../shared/domain/evaluation.ts';
import { formatCount, formatEstimateParts, formatNumber, narrowSpace } from '../../../shared/units.ts';

const overallTitles: Record<keyof ClassificationReport['overall'], string> = {
  balancedAccuracy: 'Balanced accuracy',
  accuracy: 'Accuracy',
  macroF1: 'Macro F1',
  macroAuc: 'Macro AUC',
  mcc: 'Matthews correlation',
  ece: 'Calibration error (ECE)',
  logLoss: 'Log loss',
};

/** Ends with a line break. `title` says what was evaluated, e.g. `Test · run 7f3a`. */
export function renderReport(report: ClassificationReport, title?: string): string {
  const footnotes = new Footnotes();
  const sections = [
    [...(title === undefined ? [] : [title]), subtitle(report)],
    overallTable(report),
    perClassTable(report, footnotes),
    footnotes.lines(),
    confusionTable(report),
    report.perClass.map(({ sentence }) => sentence),
    worstErrorTable(report),
    ['Research use only, not for diagnosis.'],
  ];
  return `${sections
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function subtitle({ patients, scans, unlabelledScans, interval }: ClassificationReport): string {
  const unlabelled = unlabelledScans === 0 ? '' : ` · ${formatCount(unlabelledScans, 'scan')} without a label left out`;
  return (
    `${formatCount(patients, 'patient')} · ${formatCount(scans, 'scan')}${unlabelled} · ` +
    `${100 * interval.coverage}${narrowSpace}% CI: patients resampled ${formatNumber(interval.resamples)} times`
  );
}

function overallTable({ overall }: ClassificationReport): string[] {
  const rows = Object.entries(overallTitles).map(([name, title]) => {
    const estimate = overall[name as keyof typeof overall];
    const { value, interval } = formatEstimateParts(estimate);
    return [title, value, interval ?? estimate.reason ?? ''];
  });
  return table([['', 'value', `95${narrowSpace}% CI`], ...rows], ['left', 'right', 'left']);
}

function perClassTable({ perClass }: ClassificationReport, footnotes: Footnotes): string[] {
  const rows = perClass.map(({ name, patients, scans, recall, precision, specificity, f1, auc }) => [
    name,
    formatNumber(patients),
    formatNumber(scans),
    ...[recall, precision, specificity, f1, auc].map(estimate => footnotes.cell(estimate)),
  ]);
  const head = ['Class', 'patients', 'scans', 'recall', 'precision', 'specificity', 'F1', 'AUC'];
  return table([head, ...rows], ['left', 'right', 'right', 'left', 'left', 'left', 'left', 'left']);
}

function confusionTable({ classes, confusion }: ClassificationReport): string[] {
  const rows = confusion.map((row, truth) => [classes[truth] as string, ...row.map(count => formatNumber(count))]);
  const align = ['left' as const, ...classes.map(() => 'right' as const)];
  return ['Scans: rows are the truth, columns the prediction', ...table([['', ...classes], ...rows], align)];
}

function worstErrorTable({ worstErrors }: ClassificationReport): string[] {
  if (worstErrors.length === 0) return ['No scan is wrong.'];
  const rows = worstErrors.map(({ item, label, predicted, probabilityOfPredicted, probabilityOfLabel }) => [
    item,
    label,
    `${predicted} ${formatNumber(probabilityOfPredicted, 2)}`,
    formatNumber(probabilityOfLabel, 2),
  ]);
  return [
    'Most surely wrong',
    ...table([['scan', 'truth', 'prediction', 'given to the truth'], ...rows], ['left', 'left', 'left', 'right']),
  ];
}

/** Cells too narrow for a reason get a raised number; the reasons follow below the table. */
class Footnotes {
  readonly #reasons: string[] = [];

  cell(estimate: Estimate): string {
    const { value, interval } = formatEstimateParts(estimate);
    if (interval !== null) return `${value} (${interval})`;
    if (estimate.reason === undefined) return value;
    if (!this.#reasons.includes(estimate.reason)) this.#reasons.push(estimate.reason);
    return `${value} ${raised(this.#reasons.indexOf(estimate.reason) + 1)}`;
  }

  lines(): string[] {
    return this.#reasons.map((reason, index) => `${raised(index + 1)} ${reason}`);
  }
}

function raised(number: number): string {
  return [...String(number)].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}

function table(rows: readonly (readonly string[])[], align: readonly ('left' | 'right')[]): string[] {
  const widths = align.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row =>
    row
      .map((cell, column) => (align[column] === 'right' ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
