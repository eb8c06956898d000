// The stages of `npm test`, in the order they run. A stage whose file is missing fails.

/** `vitest`: the configuration of a vitest project. `script`: a TypeScript file that ends with the line `N passed, N failed`. */
export type Stage = { readonly name: string } & ({ readonly vitest: string } | { readonly script: string });

export const stages: readonly Stage[] = [
  { name: 'check', script: 'scripts/check/check.ts' },
  { name: 'unit', vitest: 'vitest.config.ts' },
  { name: 'conformance', script: 'tests/conformance/run.ts' },
  { name: 'engine', vitest: 'tests/engine/vitest.config.ts' },
  { name: 'contract', vitest: 'tests/contract/vitest.config.ts' },
  { name: 'electron', vitest: 'tests/electron/vitest.config.ts' },
  { name: 'e2e', vitest: 'tests/e2e/vitest.config.ts' },
];
