// Explains the network's answer for one scan: its numbers, and the map in cells and on the pixels of the file.
import type { Explained } from '../../../shared/domain/explanation.ts';
import { AppError } from '../../../shared/errors.ts';
import { softmaxRows } from '../inference/classifier.ts';
import type { Pipeline } from '../preprocess/pipeline.ts';
import { argmax } from '../training/fit.ts';
import { type CamMethod, camMethods } from './camMethods.ts';
import type { Explanation, GradCam } from './gradCam.ts';
import { camMassOnFill } from './render/camMass.ts';
import { flatReason, type HeatMap } from './render/heatMap.ts';
import { mapToImage } from './render/mapToImage.ts';
import type { Scan } from './scan.ts';

export interface ExplainOptions {
  pipeline: Pipeline;
  /** The explainer's. */
  method: CamMethod;
  /** Outputs of the network. */
  classes: number;
  /** Index of the class to explain; null = the predicted one. */
  class: number | null;
}

export interface ItemExplanation {
  numbers: Omit<Explained, 'item' | 'path' | 'overlay'>;
  /** As it leaves the network, in cells of the feature map. */
  map: HeatMap;
  /** The same on the pixels of the file. */
  onImage: HeatMap;
}

const doesNotDepend = "The gradient is zero here: the model's answer does not depend on this feature map. No map is drawn.";

/** Errors: `unknownName` for a method that is not there. */
export function camMethodOf(name: string): CamMethod {
  const method = camMethods.find(known => known === name);
  if (method !== undefined) return method;
  throw new AppError('unknownName', `Expected a known explanation method, received '${name}'. Known: ${camMethods.join(', ')}.`);
}

/** Index of the class to explain. Errors: `unknownName` for a class that the network lacks. */
export function classToExplain(name: string | null, classes: readonly string[]): number | null {
  if (name === null) return null;
  const index = classes.indexOf(name);
  if (index >= 0) return index;
  throw new AppError('unknownName', `Expected a class of this run, received '${name}'. Known: ${classes.join(', ')}.`);
}

/** Errors: `nonFinite` for a map that holds NaN or infinity. */
export async function explainItem(explainer: GradCam, scan: Scan, options: ExplainOptions): Promise<ItemExplanation> {
  const { explained, explanation } = await explainClass(explainer, scan, options);
  const { map, logits, depends } = explanation;
  const onImage = mapToImage(map, options.pipeline, scan.placement, scan.shown.rows, scan.shown.columns);
  const onFill = camMassOnFill(onImage, { data: scan.fill, rows: onImage.rows, columns: onImage.columns }).value;
  const flat = flatReason(onImage);
  return {
    numbers: {
      predicted: argmax(logits),
      explained,
      probabilities: Array.from(softmaxRows(logits, logits.length)),
      method: options.method,
      layer: explainer.layer.name,
      maximum: map.data.reduce((most, value) => Math.max(most, value), 0),
      massOnFill: Number.isNaN(onFill) ? null : onFill,
      ...(flat === null ? {} : { flat: depends ? flat : doesNotDepend }),
    },
    map,
    onImage,
  };
}

/** The predicted class is known only after a forward pass; asking for it first costs one more pass where nobody chose a class. */
async function explainClass(
  explainer: GradCam,
  scan: Scan,
  { classes, class: wanted }: ExplainOptions,
): Promise<{ explained: number; explanation: Explanation }> {
  const explain = async (index: number): Promise<Explanation> => {
    const target = new Float32Array(classes);
    target[index] = 1;
    const [explanation] = await explainer.explain(scan.input, target);
    return explanation as Explanation;
  };
  const guess = wanted ?? 0;
  const first = await explain(guess);
  const explained = wanted ?? argmax(first.logits);
  return { explained, explanation: explained === guess ? first : await explain(explained) };
}
