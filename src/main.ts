import { createServer, type Server } from 'node:http';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { jobs } from './jobs.ts';
import { openAuth } from './platform/auth/auth.ts';
import { startEmbedded, type Embedded } from './platform/db/embedded.ts';
import { createMunicipality, migrate, prepareCluster } from './platform/db/migrate.ts';
import { openHouse, type House } from './platform/house.ts';
import { installJobs } from './platform/jobs/jobs.ts';
import { readSettings, SettingsError, type Settings } from './platform/settings.ts';
import { createApp } from './platform/web/app.tsx';
import { mount } from './routes.ts';

try {
  await main(readSettings(process.env));
} catch (error) {
  // A wrong setting, a taken port or an unreachable database is told in a sentence, not as a stack.
  console.error(error instanceof SettingsError || isPlain(error) ? (error as Error).message : error);
  process.exit(1);
}

function isPlain(error: unknown): boolean {
  return error instanceof Error && 'plain' in error;
}

async function main(settings: Settings): Promise<void> {
  const running = otherStart(settings);
  if (running) {
    console.log(`つなぎは既に動いています（プロセス ${running.pid}）：${running.address}`);
    return;
  }
  const { serviceUrl, ownerUrl, embedded } = await database(settings);
  if (ownerUrl) {
    await migrate(ownerUrl);
    await installJobs(ownerUrl, jobs);
  }
  const house = openHouse({ settings, serviceUrl, catalogue: jobs });
  let demoAccounts: { label: string; who: string }[] = [];
  if (ownerUrl && settings.DEMO) demoAccounts = await demo(house, ownerUrl);
  let server: Server | null = null;
  if (settings.PROCESS !== 'worker') server = await serve(house);
  if (settings.PROCESS !== 'web') await house.jobs.work();
  announce(settings, demoAccounts);
  stopCleanly(settings, house, server, embedded);
}

/** Where the data is: the embedded server, or the city's own. */
async function database(
  settings: Settings,
): Promise<{ serviceUrl: string; ownerUrl: string | null; embedded: Embedded | null }> {
  if (settings.DATABASE_URL) {
    return {
      serviceUrl: settings.DATABASE_URL,
      ownerUrl: settings.DATABASE_OWNER_URL ?? null,
      embedded: null,
    };
  }
  const embedded = await startEmbedded({ folder: settings.DATA_DIR, supervise: true });
  await prepareCluster((name) => embedded.url('postgres', name), 'tsunagi');
  return { serviceUrl: embedded.url('tsunagi_service'), ownerUrl: embedded.url('tsunagi_owner'), embedded };
}

async function demo(house: House, ownerUrl: string): Promise<{ label: string; who: string }[]> {
  const { demoMunicipality, loadDemo } = await import('./demo/demo.ts');
  if ((await house.municipalities()).length > 0) return [];
  await createMunicipality(ownerUrl, { ...demoMunicipality, demo: true });
  const started = Date.now();
  console.log(`デモの自治体（${demoMunicipality.name}）を用意しています …`);
  const accounts = await loadDemo(house, ownerUrl);
  console.log(`デモの用意ができました（${((Date.now() - started) / 1000).toFixed(1)} 秒）。`);
  return accounts;
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
  const server = createServer(getRequestListener(app.fetch));
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const text =
        error.code === 'EADDRINUSE'
          ? `ポート ${settings.PORT} はほかのプログラムが使っています。PORT=3001 npm start のように別の番号で起動してください。`
          : error.message;
      reject(Object.assign(new Error(text), { plain: true }));
    });
    server.listen(settings.PORT, settings.HOST, () => resolve());
  });
  return server;
}

function announce(settings: Settings, accounts: { label: string; who: string }[]): void {
  mkdirSync(settings.DATA_DIR, { recursive: true });
  writeFileSync(pidFile(settings), `${process.pid}\n${settings.BASE_URL}\n`);
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

function pidFile(settings: Settings): string {
  return join(settings.DATA_DIR, 'tsunagi.pid');
}

/** A second start on the same data finds the first still running. */
function otherStart(settings: Settings): { pid: number; address: string } | null {
  if (settings.DATABASE_URL || !existsSync(pidFile(settings))) return null;
  const [pid, address] = readFileSync(pidFile(settings), 'utf8').split('\n');
  try {
    process.kill(Number(pid), 0);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return Number(pid) !== process.pid && command.includes('start.ts')
      ? { pid: Number(pid), address: address ?? '' }
      : null;
  } catch {
    return null; // killed without tidying up
  }
}

/** On a signal, or when the parent is gone: finish what was begun, hand jobs back, stop the database last. */
function stopCleanly(
  settings: Settings,
  house: House,
  server: Server | null,
  embedded: Embedded | null,
): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    if (server) {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 10_000).unref();
      });
    }
    await house.close();
    await embedded?.stop();
    rmSync(pidFile(settings), { force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
  // A killed npm leaves us with another parent: then nobody could stop us any more.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid !== parent && void stop(), 1000).unref();
}
