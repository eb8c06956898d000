import { defineConfig } from 'vitest/config';

// The API as programs meet it: a real host on a real workspace, over HTTP and its WebSocket.
export default defineConfig({
  test: { include: ['tests/contract/**/*.test.ts'], pool: 'forks', testTimeout: 60_000, hookTimeout: 60_000 },
});
