import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { randomGenerator, shuffled } from '../../../shared/random.ts';
import { sampler } from './sampler.ts';

const exponents = { squareRoot: 0.5, full: 0 } as const;

export const balanced = sampler({
  name: 'balanced',
  title: 'Rare classes more often',
  summary: 'Rare classes more often, frequent ones less: an epoch keeps its length, items repeat or wait for a later epoch.',
  reference: 'Mahajan et al. 2018 (square root); PyTorch WeightedRandomSampler, here without replacement',
  params: z.strictObject({
    mode: z
      .enum(['squareRoot', 'full'])
      .default('squareRoot')
      .meta({ title: 'Share of a class', description: 'By the square root of its count, or the same for all.' }),
  }),
  order: (labels, seed, epoch, { mode }) => {
    const members = new Map<number, number[]>();
    for (const [item, label] of labels.entries()) {
      if (label < 0) throw new AppError('badInput', `Expected a label for every item with the sampler 'balanced', item ${item} has none.`);
      const known = members.get(label);
      if (known === undefined) members.set(label, [item]);
      else known.push(item);
    }
    const classes = [...members.keys()].sort((a, b) => a - b);
    const draws = shareOut(
      labels.length,
      classes.map(label => (members.get(label)?.length ?? 0) ** exponents[mode]),
    );
    const drawn = classes.flatMap((label, i) => drawFrom(members.get(label) ?? [], draws[i] as number, seed, epoch, label));
    return Int32Array.from(shuffled(drawn, randomGenerator(seed, 'sampler', epoch)));
  },
});

/** Whole numbers that add up to `total`, in proportion to the weights (largest remainders; the earlier one at a tie). */
function shareOut(total: number, weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map(weight => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const largestFirst = [...exact.keys()].sort((a, b) => remainder(b) - remainder(a) || a - b);
  const missing = total - shares.reduce((a, b) => a + b, 0);
  for (const i of largestFirst.slice(0, missing)) shares[i] = (shares[i] as number) + 1;
  return shares;

  function remainder(i: number): number {
    return (exact[i] as number) - (shares[i] as number);
  }
}

/** Passes through the class in random orders, one after another: no item comes twice before all came once. */
function drawFrom(items: number[], count: number, seed: number, epoch: number, label: number): number[] {
  const drawn: number[] = [];
  for (let pass = 0; drawn.length < count; pass++) {
    drawn.push(...shuffled(items, randomGenerator(seed, 'sampler', epoch, label, pass)).slice(0, count - drawn.length));
  }
  return drawn;
}
