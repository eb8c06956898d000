// Patients, eyes or file contents that given weights have seen and that a training means to be judged by.
import type { Leak } from '../../shared/domain/dataset.ts';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { checkLeakage } from './checkLeakage.ts';

/** Parts of a training that must not hold what an earlier training did with a part of its own: selecting twice by one part is no leak. */
const mustNotMeet = { train: ['val', 'test'], val: ['test'], test: [] } as const;

/** `pretraining`: the items that the weights come from, with the parts they had there. Every leak is between `pretrain` and a part. */
export function pretrainLeaks(manifest: readonly ManifestItem[], pretraining: readonly ManifestItem[]): Leak[] {
  const found = new Map<string, Leak>();
  for (const [part, judged] of Object.entries(mustNotMeet)) {
    const seen = pretraining.filter(item => item.split === part).map(item => ({ ...item, item: `pretrain ${item.item}` }));
    const own = manifest.filter(item => judged.some(name => name === item.split));
    const assignment = new Map([
      ...seen.map(({ item }) => [item, 'pretrain'] as const),
      ...own.map(({ item, split }) => [item, split] as const),
    ]);
    const { leaks } = checkLeakage([...seen, ...own], assignment, { checkedAt: '', method: '' });
    for (const leak of leaks) {
      if (!leak.parts.includes('pretrain')) continue;
      const items = leak.items.filter(item => !item.startsWith('pretrain '));
      const key = `${leak.kind} ${leak.key}`;
      const known = found.get(key);
      const parts = [...new Set([...(known?.parts ?? []), ...leak.parts])];
      found.set(key, { ...leak, parts, items: [...new Set([...(known?.items ?? []), ...items])] });
    }
  }
  return [...found.values()];
}
