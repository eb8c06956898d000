import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schedules } from './index.ts';

const golden = JSON.parse(readFileSync(new URL('../../../../tests/golden/optimizers/schedules.json', import.meta.url), 'utf8')) as {
  steps: number;
  schedules: Record<string, { options: Record<string, number>; learningRate: number[] }>;
};
const ofTorch = (name: string) => golden.schedules[name] as { options: Record<string, number>; learningRate: number[] };

function expectEqual(name: string, factor: (options: Record<string, number>, step: number) => number): void {
  const { options, learningRate } = ofTorch(name);
  const ours = learningRate.map((_, step) => (options.maxRate as number) * factor(options, step));
  for (const [step, rate] of learningRate.entries()) expect(ours[step], `step ${step}`).toBeCloseTo(rate, 10);
}

describe('schedules give torch’s learning rates', () => {
  it.each(['oneCycle', 'oneCycleCustom'])('%s', name => {
    expectEqual(name, (options, step) =>
      schedules.oneCycle.factor(
        {
          rise: options.warmupFraction as number,
          startDivisor: options.startDivisor as number,
          endDivisor: options.finalDivisor as number,
        },
        step,
        golden.steps,
      ),
    );
  });

  it.each(['cosine', 'cosineMin'])('%s', name => {
    expectEqual(name, (options, step) =>
      schedules.cosine.factor({ warmup: 0, end: (options.minRate as number) / (options.maxRate as number) }, step, golden.steps),
    );
  });

  it.each(['polynomial', 'polynomialLinear'])('%s', name => {
    expectEqual(name, (options, step) => schedules.polynomial.factor({ power: options.power as number }, step, golden.steps));
  });
});

describe('schedules stay within bounds', () => {
  it('warms up linearly, reaches the full rate once and ends finite, for any number of steps', () => {
    for (const total of [1, 2, 3, 7, 100]) {
      for (const spec of [schedules.oneCycle, schedules.cosine, schedules.polynomial, schedules.constant]) {
        const params = spec.params.parse(spec.name === 'cosine' ? { warmup: 0.3 } : {});
        for (let step = 0; step < total; step++) {
          const factor = spec.factor(params as never, step, total);
          expect(factor >= 0 && factor <= 1, `${spec.name} step ${step} of ${total}: ${factor}`).toBe(true);
        }
      }
    }
  });
});
