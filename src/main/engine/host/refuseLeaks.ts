// The gate before every training and evaluation: no patient, eye or image content on two sides of a split.
import type { ManifestItem } from '../../../shared/domain/manifest.ts';
import { AppError } from '../../../shared/errors.ts';
import { certificateText } from '../../dataset/certificateText.ts';
import { checkLeakage } from '../../dataset/checkLeakage.ts';
import { pretrainLeaks } from '../../dataset/pretrainLeaks.ts';

/** `pretraining`: what the run's initial weights have seen. Errors: `leakage` with the leaks in its details. */
export function refuseLeaks(manifest: readonly ManifestItem[], pretraining: readonly ManifestItem[] = []): void {
  const assignment = new Map<string, string>(manifest.map(({ item, split }) => [item, split]));
  const about = { checkedAt: new Date().toISOString(), method: 'as in the manifest of this run' };
  const checked = checkLeakage(manifest, assignment, about);
  const leaks = [...checked.leaks, ...pretrainLeaks(manifest, pretraining)];
  if (checked.ok && leaks.length === 0) return;
  const certificate = { ...checked, leaks, ok: false };
  throw new AppError('leakage', `Expected no patient, eye or image on two sides of the split.\n${certificateText(certificate)}`, {
    details: { leaks: certificate.leaks.slice(0, 20) },
  });
}
