import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import pg from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildIfChanged } from '../../scripts/build.ts';
import { startEmbedded } from '../../src/platform/db/embedded.ts';
import { withClient } from '../../src/platform/db/migrate.ts';
import { freePort } from '../ports.ts';
import {
  get,
  isAlive,
  postmasterOf,
  ready,
  run,
  send,
  serverPid,
  settle,
  start,
  temporaryFolder,
  until,
} from './house.ts';

beforeAll(() => buildIfChanged());

const person = {
  family_name: '待田',
  given_name: '受子',
  family_kana: 'マチダ',
  given_kana: 'ウケコ',
  email: 'ukeko@example.invalid',
};

// Several processes one after another: on a busy machine that takes its time.
describe('the program as a process', { timeout: 240_000 }, () => {
  it('says so when it is started a second time on the same data, and leaves the first alone', async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    const second = run(['start'], { DATA_DIR: folder, PORT: String(first.port) });
    expect(await second.ended).toBe(0);
    expect(second.said()).toContain('既に動いています');
    expect(second.said()).toContain(`localhost:${first.port}`);
    expect((await get(`${first.base}/readyz`))?.status).toBe(200);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(postmasterOf(folder)).toBeNull();
  });

  it('starts again after kill -9 of the server and of the database, and mends a killed database while it runs', async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    process.kill(await serverPid(folder), 'SIGKILL');
    await first.ended;

    // At once, while the orphaned database may still be stopping.
    const second = await start(folder);
    const before = postmasterOf(folder)!;
    process.kill(before, 'SIGKILL');
    await until('another database server', () => {
      const now = postmasterOf(folder);
      return now !== null && now !== before;
    });
    await ready(second, second.base);

    const server = await serverPid(folder);
    process.kill(server, 'SIGKILL');
    const database = postmasterOf(folder);
    if (database !== null) process.kill(database, 'SIGKILL');
    await second.ended;
    const third = await start(folder);
    expect((await get(`${third.base}/readyz`))?.text).toBe('ready');
    third.child.kill('SIGINT');
    expect(await third.ended).toBe(0);
  });

  it('goes on answering when a process that answers is killed, and leaves none behind when the keeper is', async () => {
    const folder = temporaryFolder();
    const server = await start(folder, { WEB_PROCESSES: '2' });
    const keeper = await serverPid(folder);
    const answering = () => childrenOf(keeper).filter((pid) => commandOf(pid).includes('main.js'));
    const before = answering();
    expect(before).toHaveLength(2);
    process.kill(before[0]!, 'SIGKILL');
    await until('the other one answers', async () => (await get(`${server.base}/readyz`))?.text === 'ready');
    const now = await until('another one in its place', () => {
      const pids = answering();
      return pids.length === 2 && !pids.includes(before[0]!) && pids;
    });
    expect(server.said()).toContain('another one takes its place');
    process.kill(keeper, 'SIGKILL');
    await server.ended;
    await until('none is left', () => now.every((pid) => !isAlive(pid)));
    const again = await start(folder, { WEB_PROCESSES: '2' });
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it('may be stopped while it makes its demo ready, without a word of failure', async () => {
    const folder = temporaryFolder();
    const port = String(await freePort());
    const program = run(['start'], { DATA_DIR: folder, PORT: port, DEMO: 'true' });
    await until('it makes the demo ready', () => program.said().includes('用意しています'));
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.said()).not.toContain('    at ');
    expect(postmasterOf(folder)).toBeNull();
  });

  it('says once, in a sentence, that its port is taken, and stops the database again', async () => {
    const folder = temporaryFolder();
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await until('a port', () => other.address());
    const { port } = other.address() as AddressInfo;
    const program = run(['start'], { DATA_DIR: folder, PORT: String(port), WEB_PROCESSES: '2' });
    expect(await program.ended).toBe(1);
    expect(program.said().match(/ほかのプログラムが使っています/g)).toHaveLength(1);
    expect(program.said()).not.toContain('    at ');
    expect(postmasterOf(folder)).toBeNull();
  });

  it('answers what it has begun before it stops, and stops the database last', async () => {
    const folder = temporaryFolder();
    const server = await start(folder);
    const world = await settle(folder);
    const database = postmasterOf(folder)!;

    await world.session('administrator');
    // Somebody else's lock makes the request slow.
    const other = new pg.Client({ connectionString: world.ownerUrl });
    other.on('error', () => undefined);
    onTestFinished(() => other.end());
    await other.connect();
    await other.query('begin; set local search_path = m999997; lock table person in exclusive mode');
    const answer = send(world, server.base, 'administrator', '/people/new', person);
    await until(
      'the request waits for the lock',
      async () => (await world.owner('select from pg_locks where not granted')).length > 0,
    );
    server.child.kill('SIGTERM');
    await until('no new connection is taken', async () => (await get(`${server.base}/healthz`)) === null);
    expect(isAlive(database)).toBe(true);
    await other.query('commit');
    expect((await answer)?.status).toBe(303);
    expect(await server.ended).toBe(0);
    expect(isAlive(database)).toBe(false);
    expect(postmasterOf(folder)).toBeNull();

    const again = await start(folder);
    expect(await saved(folder)).toBe(1);
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });
});

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

async function saved(folder: string): Promise<number> {
  const embedded = await startEmbedded({ folder });
  return withClient(embedded.url('tsunagi_owner'), async (client) => {
    const { rows } = await client.query(`select from m999997.person where family_name = '待田'`);
    return rows.length;
  });
}
