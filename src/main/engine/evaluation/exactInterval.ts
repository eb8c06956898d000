// Exact binomial bounds for the case that resampling cannot see: no error (or no success) among n patients
// (Clopper & Pearson, Biometrika 1934; two-sided). A bootstrap would answer "1.00–1.00" there, a certainty nobody has.

/** The largest loss from 1 (or rise from 0) that n patients without a counterexample leave possible. */
export function exactMargin(patients: number, coverage = 0.95): number {
  return 1 - ((1 - coverage) / 2) ** (1 / patients);
}
