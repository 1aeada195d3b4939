import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildIfChanged } from '../../scripts/build.ts';
import { root } from '../../src/platform/root.ts';
import { freePort } from '../ports.ts';
import { get, ready, run, serverPid } from './house.ts';

const asRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const may = (path: string) =>
  spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'test', '-x', path]).status === 0;
const shared = asRoot && may(join(root, 'node_modules'));
if (!asRoot) console.log('Skipped: starts as root, because the tests run as an ordinary user.');
else if (!shared)
  console.log('Skipped: start as an ordinary user, because this repository is readable by root only.');

/** A copy of the repository: what git keeps and the build; the packages by a link. */
function clone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-clone-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of [
    'package.json',
    'package-lock.json',
    'vite.config.ts',
    'tsconfig.json',
    'db',
    'dist',
    'scripts',
    'src',
  ])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function give(folder: string, { uid, gid }: typeof nobody): void {
  spawnSync('chown', ['-hR', `${uid}:${gid}`, folder]);
}

async function startIn(cwd: string, as?: typeof nobody) {
  const port = await freePort();
  const environment = { PORT: String(port), HOME: join(cwd, 'home') };
  const program = run(['start'], environment, { cwd, ...(as ? { as } : {}) });
  const base = `http://127.0.0.1:${port}`;
  await ready(program, base);
  return { ...program, base };
}

// Several processes one after another: on a busy machine that takes its time.
describe.skipIf(!asRoot)('the repository', { timeout: 240_000 }, () => {
  beforeAll(() => buildIfChanged());

  it('in a folder that only root may enter keeps its database outside, and finds it again when the folder is opened', async () => {
    const folder = clone();
    chmodSync(folder, 0o700);
    const data = join(folder, '.data');
    const outside = join('/var/lib/tsunagi', createHash('sha256').update(data).digest('hex').slice(0, 12));
    onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
    const first = await startIn(folder);
    expect(first.said()).toContain(`The database lives in ${outside}`);
    expect((await get(`${first.base}/healthz`))?.text).toBe('ok');
    expect(existsSync(join(outside, 'postgresql-data', 'PG_VERSION'))).toBe(true);
    expect(existsSync(join(data, 'postgresql-data'))).toBe(false);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    chmodSync(folder, 0o755);
    const second = await startIn(folder);
    expect(existsSync(join(data, 'postgresql-data'))).toBe(false);
    process.kill(await serverPid(data), 'SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it.skipIf(!shared)(
    'of an ordinary user is started by that user, and afterwards by root on the same data',
    async () => {
      const folder = clone();
      chmodSync(folder, 0o755);
      give(folder, nobody);
      const first = await startIn(folder, nobody);
      expect((await get(`${first.base}/readyz`))?.text).toBe('ready');
      process.kill(await serverPid(join(folder, '.data')), 'SIGTERM');
      expect(await first.ended).toBe(0);

      const second = await startIn(folder);
      expect((await get(`${second.base}/readyz`))?.text).toBe('ready');
      second.child.kill('SIGTERM');
      expect(await second.ended).toBe(0);
    },
  );

  it.skipIf(!shared)('on data of another user says whose it is', async () => {
    const folder = clone();
    chmodSync(folder, 0o755);
    const data = join(folder, '.data');
    mkdirSync(join(data, 'postgresql-data'), { recursive: true });
    writeFileSync(join(data, 'postgresql-data', 'PG_VERSION'), '18\n');
    give(folder, nobody);
    chownSync(join(data, 'postgresql-data'), 12345, 12345);
    const program = run(['start'], { HOME: folder }, { cwd: folder, as: nobody });
    expect(await program.ended).toBe(1);
    expect(program.said()).toContain('belongs to another user of this machine');
    expect(readFileSync(join(data, 'postgresql-data', 'PG_VERSION'), 'utf8')).toBe('18\n');
  });
});
