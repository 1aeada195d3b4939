import { spawnSync } from 'node:child_process';
import { root } from '../src/platform/root.ts';

// Removes each line of every policies.sql in turn, in a database of its own, and looks whether the access matrix
// notices. A line nobody misses is either not needed or not tested; both are defects. With slices named only their
// lines: npm run damage-policies -- base/usage portal
const run = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'tests/access-matrix/damage.config.ts',
    // what is unnoticed is a line as soon as it is known, and at the end a sum
    '--reporter=dot',
    '--disable-console-intercept',
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, DAMAGED_SLICES: process.argv.slice(2).join(' ') } },
);
process.exit(run.status ?? 1);
