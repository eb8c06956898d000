// The gate before every training and evaluation: a certificate for the manifest, or a refusal.
import type { SplitCertificate } from '../../shared/domain/dataset.ts';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import { certificateText } from '../dataset/certificateText.ts';
import { checkLeakage } from '../dataset/checkLeakage.ts';
import { pretrainLeaks } from '../dataset/pretrainLeaks.ts';
import { unknownSubject } from './datasetRecords.ts';

/** The check alone. `pretraining`: what the initial weights have seen; its leaks are between `pretrain` and a part. */
export function checkManifest(
  manifest: readonly ManifestItem[],
  method: string,
  pretraining: readonly ManifestItem[] = [],
): SplitCertificate {
  const items = manifest.map(item => ({ ...item, subject: item.subject === unknownSubject ? null : item.subject }));
  const assignment = new Map<string, string>(manifest.map(({ item, split }) => [item, split]));
  const certificate = checkLeakage(items, assignment, { checkedAt: new Date().toISOString(), method });
  const earlier = pretrainLeaks(
    manifest,
    pretraining.filter(item => item.subject !== unknownSubject),
  );
  return { ...certificate, leaks: [...certificate.leaks, ...earlier], ok: certificate.ok && earlier.length === 0 };
}

/** Errors: `leakage` when a patient, an eye or a file's content is in two parts, or a patient is unknown. */
export function certify(manifest: readonly ManifestItem[], method: string, pretraining: readonly ManifestItem[] = []): SplitCertificate {
  const certificate = checkManifest(manifest, method, pretraining);
  if (certificate.ok) return certificate;
  throw leakageError(certificate);
}

export function leakageError(certificate: SplitCertificate): AppError {
  const isFromPretraining = certificate.leaks.some(leak => leak.parts.includes('pretrain'));
  return new AppError(
    'leakage',
    'Expected a split in which every patient is known and in one part only, received another one. ' +
      `Split by patient; import with a patient pattern where patients are unknown.${
        isFromPretraining
          ? ' Patients that the start weights have seen may not judge: use the split that these weights were trained with.'
          : ''
      }\n${certificateText(certificate)}`,
    { details: { leaks: certificate.leaks.slice(0, 20), withoutPatient: certificate.withoutPatient } },
  );
}
