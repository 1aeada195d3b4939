import { spawnSync } from 'node:child_process';
import { root } from '../src/platform/root.ts';

// Removes each line of every policies.sql in turn, in a database of its own, and looks whether the access matrix
// notices. A line nobody misses is either not needed or not tested; both are defects.
const run = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'tests/access-matrix/damage.config.ts',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(run.status ?? 1);
