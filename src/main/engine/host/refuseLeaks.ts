// The gate before every training and evaluation: no patient, eye or image content on two sides of a split.
import type { ManifestItem } from '../../../shared/domain/manifest.ts';
import { AppError } from '../../../shared/errors.ts';
import { certificateText } from '../../dataset/certificateText.ts';
import { checkLeakage } from '../../dataset/checkLeakage.ts';

/** Errors: `leakage` with the leaks in its details. */
export function refuseLeaks(manifest: readonly ManifestItem[]): void {
  const assignment = new Map<string, string>(manifest.map(({ item, split }) => [item, split]));
  const about = { checkedAt: new Date().toISOString(), method: 'as in the manifest of this run' };
  const certificate = checkLeakage(manifest, assignment, about);
  if (certificate.ok) return;
  throw new AppError('leakage', `Expected no patient, eye or image on two sides of the split.\n${certificateText(certificate)}`, {
    details: { leaks: certificate.leaks.slice(0, 20) },
  });
}
