import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '../src/platform/db/migrate.ts';

export interface Postgres15 {
  /** `password` only when connecting over the network, as the service would. */
  url(role: string, database: string): string;
  stop(): Promise<void>;
}

export const passwords: Record<string, string> = {
  postgres: 'only-for-tests-admin',
  tsunagi_owner: 'only-for-tests-owner',
  tsunagi_service: 'only-for-tests-service',
};

/** A throw-away PostgreSQL 15 of the system's, on 127.0.0.1 with passwords, as a city would run it. */
export async function startPostgres15(binaries: string, port: number): Promise<Postgres15> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-pg15-'));
  const data = join(folder, 'data');
  const asRoot = process.getuid?.() === 0;
  chmodSync(folder, 0o755);
  if (asRoot) chownSync(folder, 65534, 65534);
  const command = (name: string, args: string[]): [string, string[]] =>
    asRoot
      ? [
          'setpriv',
          [
            '--reuid=65534',
            '--regid=65534',
            '--clear-groups',
            '--pdeathsig',
            'INT',
            join(binaries, name),
            ...args,
          ],
        ]
      : [join(binaries, name), args];
  const env = { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8' };
  const made = spawnSync(
    ...command('initdb', [
      '-D',
      data,
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '--auth-local=trust',
      '--auth-host=scram-sha-256',
      '--no-sync',
    ]),
    { env, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const child = spawn(
    ...command('postgres', [
      '-D',
      data,
      '-k',
      folder,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'fsync=off',
      // As docs/operations.md asks of a city's server.
      '-c',
      'max_locks_per_transaction=512',
    ]),
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const local = `postgresql://postgres@/postgres?host=${encodeURIComponent(folder)}&port=${port}`;
  for (let attempt = 0; ; attempt++) {
    try {
      await withClient(local, (client) =>
        client.query(`alter role postgres password '${passwords['postgres']}'`),
      );
      break;
    } catch (error) {
      if (attempt > 600 || child.exitCode !== null)
        throw new Error(`PostgreSQL 15: ${log}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  return {
    url: (role, database) => `postgresql://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`,
    async stop() {
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
