import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take longest begin first, so that no worker is left alone with one of them at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const long = [/journeys\/pages/, /security\/(leaks|fuzz)/, /tests\/journeys/, /tests\/faults/];
    const rank = ({ moduleId }: TestSpecification) => (long.findIndex((one) => one.test(moduleId)) + 5) % 5;
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: '#ui', development: false } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/database.ts'],
    // The program is loaded once for a worker, not once for each file: a file leaves nothing behind in the process.
    isolate: false,
    // Much is made and thrown away: with the default of 16 MB for what is young, a tenth of a run is spent on looking through it.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongestFirst },
    // Two at a time even on two cores: much of a test is waiting for the database and the browser.
    maxWorkers: Math.max(2, availableParallelism()),
    // Generous: on a busy machine nothing is to fail for being slow. Speed has its own place, `npm run bench`.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
