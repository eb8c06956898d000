// Draws from the kinds of distribution that the parameter table names.
import type { RandomGenerator } from '../../../shared/random.ts';
import type { Range, Spread } from './phantomParameters.ts';

/** Uniform in [low, high). */
export function between(random: RandomGenerator, [low, high]: Range): number {
  return low + (high - low) * random.uniform();
}

/** Uniform integer in [low, high], both included. */
export function integerBetween(random: RandomGenerator, [low, high]: Range): number {
  return low + random.integer(high - low + 1);
}

/** Uniform in the logarithm, so that each octave between low and high is as likely as the next. */
export function octavesBetween(random: RandomGenerator, [low, high]: Range): number {
  return low * (high / low) ** random.uniform();
}

/** Normal, cut at the ends of the spread. */
export function around(random: RandomGenerator, { mean, sd, low, high }: Spread): number {
  return Math.min(high, Math.max(low, mean + sd * random.normal()));
}

export function chance(random: RandomGenerator, probability: number): boolean {
  return random.uniform() < probability;
}

/** One of the entries, each as likely as its weight. */
export function weighted<T extends { readonly weight: number }>(random: RandomGenerator, entries: readonly T[]): T {
  let rest = random.uniform() * entries.reduce((sum, entry) => sum + entry.weight, 0);
  for (const entry of entries) {
    rest -= entry.weight;
    if (rest < 0) return entry;
  }
  return entries[entries.length - 1] as T;
}
