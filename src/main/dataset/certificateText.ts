// A split's certificate as text for a terminal.
import type { SplitCertificate } from '../../shared/domain/dataset.ts';
import { textTable } from './textTable.ts';

const leaksShown = 10;
const leakWords = { patient: 'the same patient', eye: 'the same eye', content: 'the same file content' };

/** The counts as a table, then the verdict and the first ten leaks. */
export function certificateText(certificate: SplitCertificate): string {
  const { parts, leaks, withoutPatient } = certificate;
  const rows = parts.flatMap(part => [
    ...part.classes.map(({ name, patients, eyes, scans }) => [part.name, name === '' ? '(no class)' : name, patients, eyes, scans]),
    [part.name, 'all', part.patients, part.eyes, part.scans],
  ]);
  const verdict = certificate.ok
    ? ['No leak: no patient, no eye and no file content is in two parts.']
    : [
        ...(leaks.length > 0 ? [`LEAKS: ${leaks.length}.`] : []),
        ...leaks
          .slice(0, leaksShown)
          .map(leak => `  ${leakWords[leak.kind]} in ${leak.parts.join(' and ')}: ${leak.key} (scans: ${leak.items.length})`),
        ...(leaks.length > leaksShown ? [`  … and ${leaks.length - leaksShown} more`] : []),
        ...(withoutPatient > 0 ? [`NOT CERTIFIED: scans whose patient is unknown: ${withoutPatient}.`] : []),
      ];
  return [
    `${certificate.method}; checked ${certificate.checkedAt}`,
    '',
    ...textTable(['part', 'class', 'patients', 'eyes', 'scans'], rows),
    '',
    ...verdict,
    '',
  ].join('\n');
}
