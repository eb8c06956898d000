// What the images themselves could give a class away by, or lose on their way to the network.
import type { ImageFacts } from '../../../../shared/domain/dataset.ts';
import { formatCount, formatNumber, formatShare, narrowSpace } from '../../../../shared/units.ts';
import type { TrainDraft } from '../draftTraining.ts';
import { linkTo, type PreflightCheck } from './finding.ts';

/** Difference of the classes' mean share of border fill from which a network could tell classes by it. */
const tellingFillShare = 0.05;
/** Ratio of aspect ratios from which stretching is worth a word. */
const tellingStretch = 1.5;
const hideFill = { name: 'maskFill', params: {} };
/** Share of one class's scans that have a size of their own. */
const tellingSizeShare = 0.5;

export const duplicateCheck: PreflightCheck = draft => {
  const sets = [...Map.groupBy(draft.manifest, ({ sha256, frame = 0 }) => `${sha256} ${frame}`).values()];
  const across = sets.filter(set => new Set(set.map(({ label }) => label)).size > 1);
  if (across.length === 0) return [];
  return [
    {
      ...{ name: 'duplicateAcrossClasses', severity: 'warning', count: across.length },
      title: `${formatCount(across.length, 'image')} in more than one class`,
      advice: 'The same file is labelled twice, differently: at least one label of each is wrong. Correct or exclude them.',
      links: across.slice(0, 3).map(([first]) => linkTo(draft, first?.path.split('/').at(-1) ?? '', { search: first?.path ?? '' })),
    },
  ];
};

export const borderFillCheck: PreflightCheck = draft => {
  const means = byClass(draft, ({ fillShare }) => fillShare);
  const [least, most] = [means[0], means.at(-1)];
  if (least === undefined || most === undefined || most.value - least.value < tellingFillShare) return [];
  const isHidden = draft.config.steps.some(({ name }) => name === 'maskFill');
  const share = (value: number) => formatShare(value, 1);
  return [
    {
      ...{ name: 'borderFill', severity: isHidden ? 'note' : 'warning', count: means.length },
      title: `Border fill differs: ${share(most.value)} of ${most.name}, ${share(least.value)} of ${least.name}`,
      advice: isHidden
        ? 'White and black borders are replaced by one grey, but their shape can still tell. Compare the result with the shortcut baseline.'
        : 'A network can tell these classes by the border alone. Add the step ‘Hide border fill’.',
      links: [linkTo(draft, `Show ${most.name}`, { classes: [most.name] })],
      ...(isHidden ? {} : { fix: { label: 'Hide border fill', settings: [{ path: 'steps', value: [hideFill, ...draft.config.steps] }] } }),
    },
  ];
};

export const sizeCheck: PreflightCheck = draft => {
  const [rows, columns] = draft.config.input.size;
  const fit = draft.config.steps.find(({ name }) => name === 'squash' || name === 'letterbox' || name === 'crop')?.name;
  const facts = [...draft.facts.values()];
  const enlarged = facts.filter(({ widthPx, heightPx }) => widthPx < columns || heightPx < rows).length;
  const aspects = facts.map(({ widthPx, heightPx }) => widthPx / heightPx / (columns / rows)).sort((a, b) => a - b);
  const stretch = aspects[Math.floor(aspects.length / 2)] ?? 1;
  const isStretched = fit === 'squash' && Math.max(stretch, 1 / stretch) >= tellingStretch;
  return [
    ...(enlarged === 0
      ? []
      : [
          {
            ...{ name: 'enlarged', severity: 'note' as const, count: enlarged, links: [] },
            title: `${formatCount(enlarged, 'scan')} smaller than ${columns} × ${rows}${narrowSpace}px`,
            advice: 'They are enlarged, which costs time and adds nothing. A smaller size does as well.',
          },
        ]),
    ...(isStretched
      ? [
          {
            ...{ name: 'stretched', severity: 'note' as const, count: facts.length, links: [] },
            title: `Scans are squeezed ${formatNumber(Math.max(stretch, 1 / stretch), 1)} × in ${stretch > 1 ? 'width' : 'height'}`,
            advice: 'Usual for OCT, and the same for every scan of one size. ‘Fit with bars’ keeps the proportions.',
          },
        ]
      : []),
  ];
};

export const sizeByClassCheck: PreflightCheck = draft => {
  const sizes = new Map<string, Map<string, number>>();
  for (const { item, label = '' } of draft.manifest) {
    const { widthPx, heightPx } = draft.facts.get(item) as ImageFacts;
    const counts = sizes.get(label) ?? new Map<string, number>();
    const size = `${widthPx} × ${heightPx}`;
    counts.set(size, (counts.get(size) ?? 0) + 1);
    sizes.set(label, counts);
  }
  const own = [...sizes].flatMap(([name, counts]) => {
    const scans = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const others = new Set([...sizes].filter(([other]) => other !== name).flatMap(([, known]) => [...known.keys()]));
    const alone = [...counts].filter(([size]) => !others.has(size)).reduce((sum, [, count]) => sum + count, 0);
    return alone / scans >= tellingSizeShare ? [{ name, share: alone / scans }] : [];
  });
  const [first] = own;
  if (first === undefined) return [];
  return [
    {
      ...{ name: 'sizeByClass', severity: 'warning', count: own.length },
      title: `Image sizes tell classes apart: ${formatShare(first.share, 1)} of ${first.name} have sizes that no other class has`,
      advice: 'A network may learn the device or the export in place of the disease. Compare the result with the shortcut baseline.',
      links: [linkTo(draft, `Show ${first.name}`, { classes: [first.name] })],
    },
  ];
};

/** Mean of a fact for each class, the smallest first. */
function byClass(draft: TrainDraft, of: (facts: ImageFacts) => number): { name: string; value: number }[] {
  const groups = Map.groupBy(draft.manifest, ({ label }) => label ?? '');
  return [...groups]
    .map(([name, items]) => {
      const values = items.map(({ item }) => of(draft.facts.get(item) as ImageFacts));
      return { name, value: values.reduce((sum, value) => sum + value, 0) / values.length };
    })
    .sort((a, b) => a.value - b.value);
}
