// Initial values of parameters, with torch's definitions of fan and gain. Values come from a generator keyed by the parameter's name.
import type { RandomGenerator } from '../../../shared/random.ts';

export type Initializer = (size: number, random: RandomGenerator) => Float32Array;

export const constant =
  (value: number): Initializer =>
  size =>
    new Float32Array(size).fill(value);

export const uniform =
  (bound: number): Initializer =>
  (size, random) => {
    const values = new Float32Array(size);
    for (let i = 0; i < size; i++) values[i] = (2 * random.uniform() - 1) * bound;
    return values;
  };

export const normal =
  (deviation: number): Initializer =>
  (size, random) => {
    const values = new Float32Array(size);
    // Box–Muller gives two values for two uniforms; networks have tens of millions of them.
    for (let i = 0; i < size; i += 2) {
      const radius = deviation * Math.sqrt(-2 * Math.log(1 - random.uniform()));
      const angle = 2 * Math.PI * random.uniform();
      values[i] = radius * Math.cos(angle);
      if (i + 1 < size) values[i + 1] = radius * Math.sin(angle);
    }
    return values;
  };

/** He et al. 2015 (arXiv 1502.01852) with gain √2: torchvision's choice for ResNet is mode fan_out. */
export const heNormal = (fan: number): Initializer => normal(Math.sqrt(2 / fan));

/** torch's default for convolutions, linear layers and their biases: uniform within 1/√fanIn. */
export const torchDefault = (fanIn: number): Initializer => uniform(1 / Math.sqrt(fanIn));
