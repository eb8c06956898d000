import { defineConfig } from 'vitest/config';

// The desktop program as it is built, on a stand-in for Electron, and as it is packed, around a folder that stands for Electron's binary.
export default defineConfig({
  test: {
    include: ['tests/electron/**/*.test.ts'],
    globalSetup: ['tests/electron/buildFirst.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 40_000 } },
  },
});
