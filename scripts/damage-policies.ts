import { spawnSync } from 'node:child_process';
import { root } from '../src/platform/root.ts';

// Removes each line of every policies.sql in turn, in a database of its own, and looks whether the access matrix
// notices. A line nobody misses is either not needed or not tested; both are defects. With slices named only their
// lines: npm run damage-policies -- base/usage portal
const slices = process.argv.slice(2);
const run = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'tests/access-matrix/damage.config.ts',
    // a line for each as it comes: what is wrong is seen before the end
    '--reporter=verbose',
    ...(slices.length > 0 ? ['--testNamePattern', `\\b(${slices.join('|')}): `] : []),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(run.status ?? 1);
