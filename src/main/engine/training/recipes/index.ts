// Recipes: complete configurations for a purpose, each the default recipe with a few places changed, adapted to the data it is for.
import { applySetting, type Json, type Setting } from '../../../../shared/domain/configSettings.ts';
import { type RunConfig, runConfigSchema } from '../../../../shared/domain/runConfig.ts';
import { AppError } from '../../../../shared/errors.ts';
import { classificationRecipe, type RecipeInput } from './classification.ts';

export interface RecipeSpec {
  readonly name: string;
  readonly title: string;
  /** What it is for, in plain words. */
  readonly summary: string;
  /** What it needs beside labelled scans. */
  readonly needs: string;
  /** True for one that makes sense only with start weights. */
  readonly needsWeights?: true;
  readonly settings: readonly Setting[];
}

/** What the defaults depend on. */
export interface RecipeData {
  /** Scans to train on. */
  trainScans: number;
  /** Median over the scans of the shorter side. */
  shortSidePx: number;
}

export const recipes = {
  quick: {
    name: 'quick',
    title: 'Quick look',
    summary: 'Is there anything to learn? A small network that says so before longer training.',
    needs: 'Any computer',
    settings: [
      { path: 'architecture', value: { name: 'smallCnn', params: { width: 16 } } },
      { path: 'optimizer.params.learningRate', value: 0.003 },
      { path: 'training.epochs', value: 20 },
    ],
  },
  standard: {
    name: 'standard',
    title: 'Standard',
    summary: 'A good first result on some hundred to some ten thousand scans: ResNet-18 at 128 px.',
    needs: 'Any computer',
    settings: [],
  },
  thorough: {
    name: 'thorough',
    title: 'Thorough',
    summary: 'Fine detail in larger images: ResNet-50 at 224 px, in smaller batches for longer.',
    needs: 'A GPU, or patience',
    settings: [
      { path: 'architecture', value: { name: 'resnet50', params: {} } },
      { path: 'input.size', value: [224, 224] },
      { path: 'optimizer.params.learningRate', value: 0.0005 },
      { path: 'training.batchSize', value: 16 },
      { path: 'training.epochs', value: 40 },
    ],
  },
  fineTune: {
    name: 'fineTune',
    title: 'Fine-tune',
    summary: 'Goes on from weights that have learned something alike: fewer epochs in smaller steps.',
    needs: 'Start weights of ResNet-18',
    needsWeights: true,
    settings: [
      { path: 'optimizer.params.learningRate', value: 0.0002 },
      { path: 'training.epochs', value: 12 },
    ],
  },
} as const satisfies Record<string, RecipeSpec>;

export const defaultRecipe = recipes.standard.name;

/** Errors: `unknownName` with the known names. */
export function findRecipe(name: string): RecipeSpec {
  const found = Object.values<RecipeSpec>(recipes).find(recipe => recipe.name === name);
  if (found !== undefined) return found;
  const known = Object.keys(recipes);
  throw new AppError('unknownName', `Expected a known recipe, received '${name}'. Known: ${known.join(', ')}.`, {
    details: { family: 'recipe', name, known },
  });
}

/** The whole configuration of a recipe for this data. */
export function recipeConfig(recipe: RecipeSpec, input: RecipeInput, data: RecipeData): RunConfig {
  const base: Json = JSON.parse(JSON.stringify(classificationRecipe(input)));
  return adapt(runConfigSchema.parse(recipe.settings.reduce(applySetting, base)), data);
}

const smallestSidePx = 32;
const smallestBatch = 4;

/** Images are not enlarged, and an epoch has at least two steps. */
function adapt(config: RunConfig, { trainScans, shortSidePx }: RecipeData): RunConfig {
  const mostPx = Math.max(smallestSidePx, Math.floor(shortSidePx / 32) * 32);
  const [rows, columns] = config.input.size;
  const mostBatch = Math.max(smallestBatch, 2 ** Math.floor(Math.log2(Math.max(1, trainScans / 2))));
  return {
    ...config,
    input: { ...config.input, size: [Math.min(rows, mostPx), Math.min(columns, mostPx)] },
    training: { ...config.training, batchSize: Math.min(config.training.batchSize, mostBatch) },
  };
}
