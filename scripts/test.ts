import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../src/platform/root.ts';
import { buildIfChanged } from './build.ts';
import { bringBrowser } from './browser.ts';
import { bringPostgres15 } from './postgres15.ts';

await buildIfChanged();
const browser = bringBrowser();
bringPostgres15();

/**
 * Where databases of tests lie, some thousand of them one after the other: in memory where there is plenty, which halves
 * what the system does for them. A run needs some 3 GB at once.
 */
function roomiest(): string {
  const memory = '/dev/shm';
  const plenty = 8 * 1024 ** 3;
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > plenty && freemem() > plenty ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

const folder = mkdtempSync(join(roomiest(), 'tsunagi-'));
// The database runs under an account of its own and must get there.
chmodSync(folder, 0o755);
const run = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, TMPDIR: folder, ...(browser ? { TSUNAGI_BROWSER: browser } : {}) },
  },
);
rmSync(folder, { recursive: true, force: true });
process.exit(run.status ?? 1);
