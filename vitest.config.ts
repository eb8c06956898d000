import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Unit tests live beside their files; the slower suites have their own projects under tests/ (see scripts/test.mjs).
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', 'tests/golden/**/*.test.ts', 'tests/docs.test.ts'],
    pool: 'forks',
    // One for each core: most files wait for processes and disks of their own.
    maxWorkers: availableParallelism(),
    // For what hangs: on a busy machine a test that starts several processes takes more than a minute.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
