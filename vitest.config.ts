import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/database.ts'],
    // The program is loaded once for a worker, not once for each file: a file leaves nothing behind in the process.
    isolate: false,
    // Two at a time even on two cores: much of a test is waiting for the database and the browser.
    maxWorkers: Math.max(2, availableParallelism()),
    // Generous: on a busy machine nothing is to fail for being slow. Speed has its own place, `npm run bench`.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
