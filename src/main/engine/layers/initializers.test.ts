import { describe, expect, it } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { constant, heNormal, normal, torchDefault } from './initializers.ts';

const random = () => randomGenerator(1, 'initializers');

describe('initial values', () => {
  it('are normal with the asked deviation: mean, variance, kurtosis, and neighbours without correlation', () => {
    const values = normal(0.5)(200_001, random());
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const moment = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
    expect(mean).toBeCloseTo(0, 2);
    expect(moment(2)).toBeCloseTo(0.25, 2);
    expect(moment(4) / moment(2) ** 2).toBeCloseTo(3, 1);
    let neighbours = 0;
    for (let i = 1; i < values.length; i++) neighbours += (values[i] as number) * (values[i - 1] as number);
    expect(neighbours / values.length / 0.25).toBeCloseTo(0, 1);
  });

  it('have the variance 2 / fan for ReLU networks', () => {
    const values = heNormal(50)(100_000, random());
    expect(values.reduce((sum, value) => sum + value ** 2, 0) / values.length).toBeCloseTo(2 / 50, 3);
  });

  it('stay within 1 / √fanIn in torch’s default, and are the constant that is asked for', () => {
    const values = torchDefault(16)(10_000, random());
    expect(Math.max(...values)).toBeLessThanOrEqual(0.25);
    expect(Math.min(...values)).toBeLessThan(-0.24);
    expect(constant(3)(2, random())).toEqual(Float32Array.of(3, 3));
  });
});
