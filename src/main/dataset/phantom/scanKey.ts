// What names one scan of a phantom. Every draw is keyed by it and a purpose, so that none depends on another, on the class or on the count.
import { type RandomGenerator, randomGenerator } from '../../../shared/random.ts';

export interface ScanKey {
  seed: number;
  /** Number of the patient, from 0. */
  patient: number;
  /** Number of the scan within the patient, from 0. */
  index: number;
}

/** The generator for one purpose within one scan. */
export function scanRandom({ seed, patient, index }: ScanKey, purpose: string): RandomGenerator {
  return randomGenerator(seed, 'phantom', purpose, patient, index);
}
