import { defineConfig } from 'vitest/config';

// The engine's heavier tests: networks against their references, memory, a process of its own. One file at a time: each uses every core.
export default defineConfig({
  test: {
    include: ['tests/engine/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    execArgv: ['--expose-gc'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
