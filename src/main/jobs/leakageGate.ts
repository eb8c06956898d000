// The gate before every training and evaluation: a certificate for the manifest, or a refusal.
import type { SplitCertificate } from '../../shared/domain/dataset.ts';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import { certificateText } from '../dataset/certificateText.ts';
import { checkLeakage } from '../dataset/checkLeakage.ts';
import { unknownSubject } from './datasetRecords.ts';

/** Errors: `leakage` when a patient, an eye or a file's content is in two parts, or a patient is unknown. */
export function certify(manifest: readonly ManifestItem[], method: string): SplitCertificate {
  const items = manifest.map(item => ({ ...item, subject: item.subject === unknownSubject ? null : item.subject }));
  const assignment = new Map<string, string>(manifest.map(({ item, split }) => [item, split]));
  const certificate = checkLeakage(items, assignment, { checkedAt: new Date().toISOString(), method });
  if (certificate.ok) return certificate;
  throw new AppError(
    'leakage',
    'Expected a split in which every patient is known and in one part only, received another one. ' +
      `Split by patient; import with a patient pattern where patients are unknown.\n${certificateText(certificate)}`,
    { details: { leaks: certificate.leaks.slice(0, 20), withoutPatient: certificate.withoutPatient } },
  );
}
