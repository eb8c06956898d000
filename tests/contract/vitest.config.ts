import { defineConfig } from 'vitest/config';

// The API as its callers meet it: a real host on a real workspace. The same test bodies run twice, once over HTTP and its WebSocket,
// once over the messages of the desktop window, every one of them through `structuredClone`. What is HTTP's alone runs once.
const common = { pool: 'forks', testTimeout: 60_000, hookTimeout: 60_000 } as const;
const include = ['tests/contract/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: 'http', include, exclude: ['tests/contract/ipc*.test.ts'], env: { FOVEA_TEST_LINK: 'http' } } },
      { test: { ...common, name: 'ipc', include, exclude: ['tests/contract/http*.test.ts'], env: { FOVEA_TEST_LINK: 'ipc' } } },
    ],
  },
});
