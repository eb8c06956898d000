import { expect, test } from 'vitest';
import { fitWeights } from './fitWeights.ts';

const description = (classes: number, channels: number) => ({
  ...{ inputShape: [8, 8, channels], outputShape: [classes], parameters: 0, featureMaps: [] },
  tensors: [
    { name: 'conv.weight', shape: [4, channels, 3, 3], kind: 'parameter' as const },
    { name: 'bn.running_mean', shape: [4], kind: 'state' as const },
    { name: 'fc.weight', shape: [classes, 4], kind: 'parameter' as const },
    { name: 'fc.bias', shape: [classes], kind: 'parameter' as const },
  ],
});
const variants = { two: description(2, 1), three: description(3, 1), colour: description(2, 3) };
const stored = (changes: Record<string, number[] | null> = {}) => {
  const shapes = { 'conv.weight': [4, 3, 3, 3], 'bn.running_mean': [4], 'fc.weight': [1000, 4], 'fc.bias': [1000], ...changes };
  return new Map(Object.entries(shapes).flatMap(([name, shape]) => (shape === null ? [] : [[name, shape] as const])));
};

test('any number of classes and channels fits, and torch’s step counters do not disturb', () => {
  expect(fitWeights(stored(), variants)).toEqual({ classes: 1000, channels: 3 });
  expect(fitWeights(stored({ 'conv.weight': [4, 1, 3, 3], 'bn.num_batches_tracked': [] }), variants)).toEqual({
    classes: 1000,
    channels: 1,
  });
});

test('what is missing, extra, of another shape or at odds is listed', () => {
  const problemsOf = (changes: Record<string, number[] | null>): unknown => {
    try {
      return fitWeights(stored(changes), variants);
    } catch (error) {
      return (error as { details: { problems: string[] } }).details.problems;
    }
  };
  expect(problemsOf({ 'bn.running_mean': null })).toEqual(["'bn.running_mean' is missing"]);
  expect(problemsOf({ 'layer9.weight': [1] })).toEqual(["'layer9.weight' is not part of this architecture"]);
  expect(problemsOf({ 'conv.weight': [4, 3, 5, 3] })).toEqual(["'conv.weight' is [4,3,5,3], expected [4,channels,3,3]"]);
  expect(problemsOf({ 'fc.weight': [1000, 4, 1] })).toEqual(["'fc.weight' is [1000,4,1], expected [classes,4]"]);
  expect(problemsOf({ 'fc.bias': [10] })).toEqual(['its tensors disagree on the number of classes: 1000, 10']);
});
