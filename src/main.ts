import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { jobs } from './jobs.ts';
import { openAuth } from './platform/auth/auth.ts';
import { sealOpens, sealProblem } from './platform/auth/second-factor.ts';
import { startEmbedded, type Embedded } from './platform/db/embedded.ts';
import { removeMunicipality } from './platform/db/backup.ts';
import { createMunicipality, migrate, prepareCluster, withClient } from './platform/db/migrate.ts';
import { isConnectionFailure } from './platform/db/transaction.ts';
import { openHouse, type House } from './platform/house.ts';
import { installJobs } from './platform/jobs/jobs.ts';
import { root } from './platform/root.ts';
import { asPlain, PlainError, readSettings, type Settings } from './platform/settings.ts';
import { createApp } from './platform/web/app.tsx';
import { isWebProcess, openWebProcesses, tellKeeper, type WebProcesses } from './platform/web/processes.ts';
import { mount } from './routes.ts';

const open: Open = { house: null, server: null, web: null, embedded: null, stopping: false };
try {
  await main(readSettings(process.env));
} catch (error) {
  // Asked to stop while it began: what breaks off then is no failure, and stopCleanly() ends the process.
  if (open.stopping) await new Promise(() => undefined);
  // A wrong setting, a taken port or an unreachable database is told in a sentence, not as a stack.
  const plain = asPlain(error)?.message;
  if (isWebProcess && plain !== undefined) await tellKeeper(plain);
  else console.error(plain ?? error);
  await open.embedded?.stop();
  process.exit(1);
}

async function main(settings: Settings): Promise<void> {
  const running = claim(settings);
  if (running) {
    console.log(`つなぎは既に動いています（プロセス ${running.pid}）：${running.address}`);
    return;
  }
  stopCleanly();
  const { serviceUrl, ownerUrl } = await database(settings);
  if (ownerUrl) {
    await migrate(ownerUrl);
    await installJobs(ownerUrl, jobs);
  }
  const house = openHouse({ settings, serviceUrl, catalogue: jobs });
  open.house = house;
  await checkDatabase(house);
  let demoAccounts: { label: string; who: string }[] = [];
  if (ownerUrl && settings.DEMO) demoAccounts = await demo(house, ownerUrl);
  if (settings.PROCESS !== 'web') await patiently(() => house.jobs.work({ alone: !settings.DATABASE_URL }));
  if (settings.PROCESS !== 'worker') {
    if (settings.WEB_PROCESSES > 1 && !isWebProcess) {
      open.web = webProcesses(settings, serviceUrl);
      await open.web.ready;
    } else open.server = await serve(house);
  }
  if (!isWebProcess) announce(settings, demoAccounts);
}

/** Processes beside this one that answer pages, while it keeps the database and does the jobs. */
function webProcesses(settings: Settings, serviceUrl: string): WebProcesses {
  const count = settings.WEB_PROCESSES;
  return openWebProcesses(join(root, 'dist', 'server', 'main.js'), count, {
    PROCESS: 'web',
    DATABASE_URL: serviceUrl,
    // What prepares the database is done, and not theirs to know.
    DATABASE_OWNER_URL: '',
    DEMO: String(settings.DEMO),
    DATABASE_CONNECTIONS: String(Math.max(4, Math.ceil(settings.DATABASE_CONNECTIONS / count))),
  });
}

/** What is running and must be stopped, in this order but for the database, which is last. */
interface Open {
  house: House | null;
  server: Server | null;
  web: WebProcesses | null;
  embedded: Embedded | null;
  /** a signal came */
  stopping: boolean;
}

/** Tries again for half a minute while the database restarts. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (const patience = Date.now() + 30_000; ;) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionFailure(error) || Date.now() > patience) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** Where the data is: the embedded server, or the city's own. */
async function database(settings: Settings): Promise<{ serviceUrl: string; ownerUrl: string | null }> {
  if (settings.DATABASE_URL)
    return { serviceUrl: settings.DATABASE_URL, ownerUrl: settings.DATABASE_OWNER_URL ?? null };
  const embedded = await startEmbedded({ folder: settings.DATA_DIR, supervise: true });
  open.embedded = embedded;
  await prepareCluster((name) => embedded.url('postgres', name), 'tsunagi');
  return { serviceUrl: embedded.url('tsunagi_service'), ownerUrl: embedded.url('tsunagi_owner') };
}

/** Refuses a database that is not prepared, and a role that row security would not bind. */
async function checkDatabase(house: House): Promise<void> {
  const { rows } = await house.pool.query<{
    role: string;
    free: boolean;
    prepared: boolean;
    version: number;
  }>(
    `select current_user as role, current_setting('server_version_num')::int as version,
       (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
         or pg_has_role(current_user, 'tsunagi_owner', 'member') as free,
       to_regclass('shared.municipality') is not null and to_regclass('pgboss.job') is not null as prepared`,
  );
  const { role, free, prepared, version } = rows[0]!;
  if (version < 150_000) throw new PlainError('The database must be PostgreSQL 15 or newer.');
  if (free) {
    throw new PlainError(
      `DATABASE_URL signs in as ${role}, whom row security does not bind. Use tsunagi_service there.`,
    );
  }
  if (!prepared) {
    throw new PlainError(
      'The database is not prepared yet. Run npm run migrate with DATABASE_OWNER_URL (see docs/operations.md).',
    );
  }
  const code = house.settings.MUNICIPALITY;
  if (code && !(await house.municipalities()).some((one) => one.code === code))
    throw new PlainError(`MUNICIPALITY is ${code}, but no municipality has this code.`);
  // It starts all the same: after a change that was meant, administrators clear what cannot be read any more.
  if (!(await sealOpens(house))) console.error(sealProblem);
}

/** Loads the demo municipality into an empty database; returns its accounts, for the list printed at the start. */
async function demo(house: House, ownerUrl: string): Promise<{ label: string; who: string }[]> {
  const { demoMunicipality } = await import('./demo/material-municipality.ts');
  const { code, name } = demoMunicipality;
  const loading = (statement: string) =>
    withClient(ownerUrl, (client) => client.query(statement, ['m' + code, 'demo is loading']));
  const half = await loading('select from shared.applied where schema_name = $1 and name = $2');
  // Killed while loading: what is there is a torso of invented data, so it is begun again.
  if (half.rowCount) await removeMunicipality(ownerUrl, code);
  if (half.rowCount || (await house.municipalities()).length === 0) {
    await loading(`insert into shared.applied (schema_name, name, hash) values ($1, $2, '')`);
    await createMunicipality(ownerUrl, { ...demoMunicipality, demo: true });
    const started = Date.now();
    const { loadDemo } = await import('./demo/demo.ts');
    console.log(`デモの自治体（${name}）を用意しています …`);
    await loadDemo(house, ownerUrl);
    await loading('delete from shared.applied where schema_name = $1 and name = $2');
    console.log(`デモの用意ができました（${((Date.now() - started) / 1000).toFixed(1)} 秒）。`);
  }
  const { rows } = await house.pool.query<{ label: string; who: string }>(
    `select demo_role as label, name as who from shared.auth_user
     where municipality_code = $1 and demo_role is not null order by demo_position`,
    [code],
  );
  return rows;
}

async function serve(house: House): Promise<Server> {
  const { settings } = house;
  const auth = openAuth(house);
  const app = createApp({
    house,
    identify: auth.identify,
    mount: (app) => {
      app.route('/', auth.routes);
      mount(app);
    },
    addressOf: (c) =>
      (c.env as { incoming?: { socket?: { remoteAddress?: string } } }).incoming?.socket?.remoteAddress,
  });
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const { PORT, HOST } = settings;
      const text =
        error.code === 'EADDRINUSE'
          ? `ポート ${PORT} はほかのプログラムが使っています。PORT=3001 npm start のように別の番号で起動してください。`
          : error.code === 'EACCES'
            ? `PORT ${PORT} may be opened by root only: take one from 1024 on, and put a proxy before it.`
            : /^(ENOTFOUND|EADDRNOTAVAIL|EAI_AGAIN)$/.test(error.code ?? '')
              ? `HOST ${HOST} is no address of this machine: leave it out, or take 0.0.0.0 for all of them.`
              : error.message;
      reject(new PlainError(text));
    });
    server.listen(settings.PORT, settings.HOST, () => resolve());
  });
  return server;
}

function announce(settings: Settings, accounts: { label: string; who: string }[]): void {
  if (settings.PROCESS === 'worker') {
    console.log('つなぎの worker が動いています。');
    return;
  }
  console.log(`\nつなぎ：${settings.BASE_URL}`);
  if (settings.DEMO) {
    console.log('デモの入口（サインインの画面で1回押すだけです。人物・施設はすべて架空です）');
    for (const account of accounts) console.log(`  ${account.label}　${account.who}`);
  }
  console.log('');
}

/**
 * Takes the data folder for this process; or says who has it, for a second start on the same data. A city's own
 * database serves many processes, so only the embedded one is claimed.
 */
function claim(settings: Settings): { pid: number; address: string } | null {
  if (settings.DATABASE_URL) return null;
  const path = join(settings.DATA_DIR, 'tsunagi.pid');
  mkdirSync(settings.DATA_DIR, { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, `${process.pid}\n${settings.BASE_URL}\n`, { flag: 'wx' });
      process.once('exit', () => rmSync(path, { force: true }));
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid, address] = readFileSync(path, 'utf8').split('\n');
    if (isServer(Number(pid))) return { pid: Number(pid), address: address ?? '' };
    rmSync(path, { force: true }); // killed without tidying up
  }
}

/** Whether a process is a server of ours; after a reboot its number may be somebody else's. */
function isServer(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  const command = existsSync('/proc/self/cmdline')
    ? existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    : spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout;
  return Boolean(command && /scripts.start\.ts|server.main\.js/.test(command));
}

/** On a signal, or when the parent is gone: finish what was begun, hand jobs back, stop the database last. */
function stopCleanly(): void {
  const stop = async () => {
    if (open.stopping) return;
    open.stopping = true;
    const { house, server, web, embedded } = open;
    // Whatever hangs must not keep the database from being stopped.
    const patience = new Promise((resolve) => setTimeout(resolve, 25_000).unref());
    await web?.stop(20_000);
    if (server) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const idle = setInterval(() => server.closeIdleConnections(), 100).unref();
      setTimeout(() => server.closeAllConnections(), 15_000).unref();
      await Promise.race([closed, patience]);
      clearInterval(idle);
    }
    await Promise.race([house?.close(), patience]);
    await embedded?.stop();
    process.exit(0);
  };
  const stopped = () =>
    void stop().catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stopped);
  // A killed npm leaves us with another parent: then nobody could stop us any more.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stopped(), 1000).unref();
}
