import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../src/platform/root.ts';
import { buildIfChanged } from './build.ts';
import { bringBrowser } from './browser.ts';
import { bringPostgres15 } from './postgres15.ts';

await buildIfChanged();
const browser = bringBrowser();
bringPostgres15();
const run = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, ...(browser ? { TSUNAGI_BROWSER: browser } : {}) },
  },
);
process.exit(run.status ?? 1);
