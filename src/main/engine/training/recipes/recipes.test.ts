import { expect, test } from 'vitest';
import { classificationRecipe } from './classification.ts';
import { type RecipeSpec, recipeConfig, recipes } from './index.ts';

const input = { dataset: 'd', split: 's', classes: ['A', 'B'], seed: 0 };
const many = { trainScans: 5000, shortSidePx: 496 };

test('on enough large scans the standard recipe is the default recipe as it stands', () => {
  expect(recipeConfig(recipes.standard, input, many)).toEqual(classificationRecipe(input));
});

test.each(Object.values<RecipeSpec>(recipes))('$name is a whole configuration that says what it is for', recipe => {
  const config = recipeConfig(recipe, input, many);
  expect([config.kind, config.data.classes]).toEqual(['train', ['A', 'B']]);
  for (const words of [recipe.title, recipe.summary, recipe.needs]) expect(words).toMatch(/^[A-Z].{4,}/);
});

test('small images are not enlarged, and few scans make small batches', () => {
  const { input: shape, training } = recipeConfig(recipes.thorough, input, { trainScans: 21, shortSidePx: 100 });
  expect([shape.size, training.batchSize]).toEqual([[96, 96], 8]);
  expect(recipeConfig(recipes.standard, input, { trainScans: 1, shortSidePx: 8 })).toMatchObject({
    ...{ input: { size: [32, 32] }, training: { batchSize: 4 } },
  });
});
