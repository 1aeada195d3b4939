import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['tests/access-matrix/damage.ts'],
    globalSetup: ['tests/database.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 900_000,
  },
});
