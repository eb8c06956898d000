// The split that comes with an import, so that training is one step away; there is none where nothing can be trained yet.
import type { DataItem, SplitCertificate } from '../../shared/domain/dataset.ts';
import type { SplitName } from '../../shared/domain/manifest.ts';
import { checkLeakage } from '../dataset/checkLeakage.ts';
import { firstSplit, firstSplitName } from '../dataset/firstSplit.ts';
import { describeSplit, splitInput } from '../dataset/split.ts';

export interface ImportSplit {
  name: string;
  seed: number;
  params: { ratios: number[]; group: string };
  certificate: SplitCertificate;
  /** By path. */
  assignment: Map<string, SplitName>;
}

/** null for scans without classes or patients, and where a class has too few patients. A certificate knows patients by their hash. */
export function importSplit(items: readonly DataItem[], hashSubject: (identifier: string) => string): ImportSplit | null {
  if (items.some(({ patient }) => patient === null)) return null;
  const inputs = items.map(item => ({ ...splitInput(item), subject: hashSubject(item.patient as string) }));
  const made = firstSplit(inputs);
  if (made === null) return null;
  const { options, assignment } = made;
  const { ratios, group, seed } = options;
  const certificate = checkLeakage(inputs, assignment, { checkedAt: new Date().toISOString(), method: describeSplit(options) });
  return { name: firstSplitName, seed, params: { ratios: [...ratios], group }, certificate, assignment };
}
