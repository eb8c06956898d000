// The confusion matrix: the counts from which all threshold metrics follow.
import { type ClassificationInput, predictedClasses } from './metric.ts';

/** Counts [truth, prediction] in C order; whole numbers, or sums of weights. */
export interface ConfusionMatrix {
  readonly counts: Float64Array;
  readonly classes: readonly string[];
}

export function confusionMatrix(input: ClassificationInput): ConfusionMatrix {
  const classCount = input.classes.length;
  const counts = new Float64Array(classCount * classCount);
  const predicted = predictedClasses(input);
  for (let item = 0; item < predicted.length; item++) {
    const cell = (input.labels[item] as number) * classCount + (predicted[item] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
  return { counts, classes: input.classes };
}

/** One class against all others. */
export interface ClassCounts {
  readonly name: string;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

export function classCounts({ counts, classes }: ConfusionMatrix, classIndex: number): ClassCounts {
  const classCount = classes.length;
  let truth = 0;
  let predicted = 0;
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    total += count;
    if (Math.floor(i / classCount) === classIndex) truth += count;
    if (i % classCount === classIndex) predicted += count;
  }
  const truePositives = counts[classIndex * classCount + classIndex] as number;
  return {
    name: classes[classIndex] as string,
    truePositives,
    falsePositives: predicted - truePositives,
    falseNegatives: truth - truePositives,
    trueNegatives: total - truth - predicted + truePositives,
  };
}

export function allClassCounts(confusion: ConfusionMatrix): ClassCounts[] {
  return confusion.classes.map((_, c) => classCounts(confusion, c));
}
