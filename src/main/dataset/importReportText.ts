// The report on an import as text for a terminal.
import type { ImportReport } from '../../shared/domain/dataset.ts';
import { formatCount } from '../../shared/units.ts';
import { textTable } from './textTable.ts';

const severityWords = { error: 'ERROR', warning: 'Warning', note: 'Note' };
const sizesShown = 10;

/** Counts by class, image sizes, findings with examples, and every unreadable file with its reason. */
export function importReportText(report: ImportReport): string {
  const { files, items, volumes, bscans, patients, classes, sizes, unreadable, ignored, findings } = report;
  const ofThem = volumes === 0 ? '' : ` of which ${formatCount(volumes, 'volume')} with ${formatCount(bscans, 'B-scan')},`;
  const classRows = [...classes.map(({ name, patients, scans }) => [name, patients, scans]), ['all', patients, items]];
  const sizeRows = sizes.slice(0, sizesShown).map(({ name, scans }) => [name, scans]);
  return [
    report.root,
    `Seen: ${files} (scans ${items},${ofThem} unreadable ${unreadable.length}, ignored ${ignored.length})`,
    '',
    ...textTable(['class', 'patients', 'scans'], classRows),
    '',
    ...textTable(['image', 'scans'], sizeRows),
    ...(sizes.length > sizesShown ? [`… and ${sizes.length - sizesShown} more kinds`] : []),
    '',
    ...findings.flatMap(({ severity, message, count, examples }) => [
      `${severityWords[severity]}: ${message}`,
      ...examples.slice(0, 3).map(example => `  ${example}`),
      ...(count > 3 ? [`  … ${count} in all`] : []),
    ]),
    // Most reasons begin with the file's name.
    ...unreadable.map(({ name, reason }) => `Not read: ${reason.startsWith(name) ? '' : `${name}: `}${reason}`),
    '',
  ].join('\n');
}
