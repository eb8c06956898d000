// One-vs-rest area under the ROC curve: the chance that an item of the class scores above one of another class,
// ties counted half (Mann–Whitney by midranks; equal to scikit-learn's roc_auc_score).
import { z } from 'zod';
import { type ClassificationInput, type MetricValue, meanOverClasses, metricSpec, undefinedBecause } from './metric.ts';

/** Items of one class-against-rest question in ascending order of score, sorted once and then weighted many times. */
export interface RankedScores {
  readonly name: string;
  /** [rank] `unit << 2 | isPositive << 1 | endsTie`: everything the inner loop needs in one number. */
  readonly codes: Int32Array;
}

/** `units[item]` says which weight belongs to an item (its patient); without it each item has its own. */
export function rankScores({ labels, probabilities, classes }: ClassificationInput, classIndex: number, units?: Int32Array): RankedScores {
  const scores = Float32Array.from(labels, (_, item) => probabilities[item * classes.length + classIndex] as number);
  const order = Int32Array.from(labels, (_, item) => item).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const codes = order.map((item, rank) => {
    const next = order[rank + 1];
    const endsTie = next === undefined || scores[next] !== scores[item] ? 1 : 0;
    const isPositive = labels[item] === classIndex ? 1 : 0;
    return ((units?.[item] ?? item) << 2) | (isPositive << 1) | endsTie;
  });
  return { name: classes[classIndex] as string, codes };
}

/** `weights[unit]`: how often an item counts; absent = once. */
export function rocAucOf({ name, codes }: RankedScores, weights?: Float64Array): MetricValue {
  let area = 0;
  let negativesBelow = 0;
  let positives = 0;
  let tiePositives = 0;
  let tieNegatives = 0;
  for (let rank = 0; rank < codes.length; rank++) {
    const code = codes[rank] as number;
    const weight = weights === undefined ? 1 : (weights[code >> 2] as number);
    if ((code & 2) !== 0) tiePositives += weight;
    else tieNegatives += weight;
    if ((code & 1) !== 0) {
      area += tiePositives * (negativesBelow + tieNegatives / 2);
      positives += tiePositives;
      negativesBelow += tieNegatives;
      tiePositives = 0;
      tieNegatives = 0;
    }
  }
  if (positives === 0) return undefinedBecause(`no ${name} in the reference`);
  if (negativesBelow === 0) return undefinedBecause(`nothing but ${name} in the reference`);
  return { value: area / (positives * negativesBelow) };
}

/** AUC of each class against the rest. */
export function rocAucPerClass(input: ClassificationInput): MetricValue[] {
  return input.classes.map((_, c) => rocAucOf(rankScores(input, c)));
}

export const macroAuc = metricSpec({
  name: 'macroAuc',
  title: 'Macro AUC',
  summary: 'Mean over classes of the area under the ROC curve: how well scores order the scans, whatever the threshold.',
  reference: "Hanley & McNeil 1982; scikit-learn roc_auc_score, multi_class='ovr', average='macro'",
  params: z.strictObject({}),
  direction: 'max',
  compute: input => meanOverClasses(rocAucPerClass(input)),
});
