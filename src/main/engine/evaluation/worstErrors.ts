// The scans that a model got most surely wrong: where label errors, artefacts and blind spots show first.
import type { ClassificationReport } from '../../../shared/domain/evaluation.ts';

export interface JudgedItem {
  readonly item: string;
  readonly label: number;
  readonly predicted: number;
  readonly probabilities: readonly number[];
}

/** Wrong items in ascending order of the probability given to their true class, at most `limit`. */
export function worstErrors(items: readonly JudgedItem[], classes: readonly string[], limit: number): ClassificationReport['worstErrors'] {
  return items
    .filter(({ label, predicted }) => predicted !== label)
    .map(({ item, label, predicted, probabilities }) => ({
      item,
      label: classes[label] as string,
      predicted: classes[predicted] as string,
      probabilityOfLabel: probabilities[label] as number,
      probabilityOfPredicted: probabilities[predicted] as number,
    }))
    .sort((a, b) => a.probabilityOfLabel - b.probabilityOfLabel)
    .slice(0, limit);
}
