import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildIfChanged } from '../../scripts/build.ts';
import { brokenConventions } from '../../scripts/check-conventions.ts';
import { postgres15 } from '../../scripts/postgres15.ts';
import { withClient } from '../../src/platform/db/migrate.ts';
import { root } from '../../src/platform/root.ts';
import { freePort } from '../ports.ts';
import { passwords, startPostgres15 } from '../postgres15.ts';
import { get, ready, run, start, temporaryFolder, until, type Environment } from './house.ts';

const binaries = postgres15();
if (!binaries)
  console.log('Skipped: production on PostgreSQL 15, because the package postgresql-15 is not installed.');

/** Runs a command to its end. */
async function command(
  words: string[],
  environment: Environment,
): Promise<{ code: number | null; said: string }> {
  const program = run(words, environment);
  const code = await program.ended;
  return { code, said: program.said() };
}

// docs/operations.md, step by step, as a city would.
describe.skipIf(!binaries)('production on an external PostgreSQL 15', () => {
  beforeAll(() => buildIfChanged());

  it(
    'is prepared, migrated, served by two processes under the restricted role, backed up, and moved elsewhere',
    { timeout: 300_000 },
    async () => {
      const server = await startPostgres15(binaries!, await freePort());
      onTestFinished(() => server.stop());
      const folder = temporaryFolder();
      const sql = (file: string) => readFileSync(join(root, 'db', file), 'utf8');
      await withClient(server.url('postgres', 'postgres'), async (client) => {
        await client.query(sql('roles.sql'));
        for (const role of ['tsunagi_owner', 'tsunagi_service'])
          await client.query(`alter role ${role} password '${passwords[role]}'`);
        await client.query('create database tsunagi owner tsunagi_owner');
      });

      const service = {
        DATABASE_URL: server.url('tsunagi_service', 'tsunagi'),
        DATA_DIR: join(folder, 'city'),
        DEMO: undefined,
      };
      const owner = { ...service, DATABASE_OWNER_URL: server.url('tsunagi_owner', 'tsunagi') };
      const early = await command(['start'], { ...service, PROCESS: 'web' });
      expect(early).toMatchObject({ code: 1, said: expect.stringContaining('not prepared') as string });

      await withClient(server.url('postgres', 'tsunagi'), (client) => client.query(sql('database.sql')));
      const migrated = await command(['migrate', '999997', '試験市', 'シケンシ', '試験県'], owner);
      expect(migrated).toMatchObject({ code: 0, said: expect.stringContaining('試験市 (999997)') as string });
      expect(await command(['migrate'], owner)).toMatchObject({
        code: 0,
        said: 'Everything is up to date.\n',
      });
      expect(await brokenConventions(owner.DATABASE_OWNER_URL, 'm999997')).toEqual([]);

      // A role that row security does not bind is refused.
      const asOwner = await command(['start'], {
        ...service,
        DATABASE_URL: owner.DATABASE_OWNER_URL,
        PROCESS: 'web',
      });
      expect(asOwner).toMatchObject({ code: 1, said: expect.stringContaining('tsunagi_owner') as string });

      const port = await freePort();
      const base = `http://127.0.0.1:${port}`;
      const web = run(['start'], { ...service, PROCESS: 'web', PORT: String(port), BASE_URL: base });
      const worker = run(['start'], { ...service, PROCESS: 'worker', LOG: 'normal' });
      await ready(web, base);
      expect((await get(`${base}/sign-in`))?.status).toBe(200);

      // The invitation is planned here, and its mail written by the worker.
      const invite = [
        'first-administrator',
        '999997',
        '試験市こども部',
        '管 理子',
        'カン リコ',
        'riko@example.invalid',
      ];
      const invited = await command(invite, { ...owner, BASE_URL: base });
      expect(invited.code).toBe(0);
      const link = /http:\S+/.exec(invited.said)![0];
      expect((await get(link))?.status).toBe(200);
      const mails = join(service.DATA_DIR, 'mail');
      const mail = await until('the worker has written the mail', () =>
        existsSync(mails) ? readdirSync(mails).find((name) => name.endsWith('.eml')) : null,
      );
      expect(readFileSync(join(mails, mail), 'utf8')).toContain('riko@example.invalid');
      const again = await command(invite, { ...owner, BASE_URL: base });
      expect(again.code).toBe(0);
      expect((await get(link))?.text).not.toContain('password_again');
      const { rows } = await withClient(owner.DATABASE_OWNER_URL, (client) =>
        client.query<{ n: number }>('select count(*)::int as n from m999997.appointment'),
      );
      expect(rows[0]!.n).toBe(1);

      const backedUp = await command(['backup', 'all', join(folder, 'backup')], owner);
      expect(backedUp.code).toBe(0);
      const file = join(folder, 'backup', readdirSync(join(folder, 'backup'))[0]!);
      expect(await command(['audit-verify'], owner)).toMatchObject({
        code: 0,
        said: expect.stringContaining('the chain is whole') as string,
      });
      expect(await command(['restore', file], owner)).toMatchObject({
        code: 1,
        said: expect.stringContaining('--replace') as string,
      });
      expect(await command(['restore', file, '--replace'], owner)).toMatchObject({
        code: 0,
        said: expect.stringContaining('the chain is whole') as string,
      });
      await ready(web, base);

      web.child.kill('SIGTERM');
      worker.child.kill('SIGTERM');
      expect(await Promise.all([web.ended, worker.ended])).toEqual([0, 0]);
      expect(worker.said()).not.toMatch(/jobs: |rror/);

      // Another machine, the embedded database of another version.
      const elsewhere = join(folder, 'elsewhere');
      expect(await command(['restore', file], { DATA_DIR: elsewhere })).toMatchObject({
        code: 0,
        said: expect.stringContaining('試験市 is back') as string,
      });
      const moved = await start(elsewhere);
      expect((await get(`${moved.base}/sign-in`))?.text).toContain('試験市');
      moved.child.kill('SIGTERM');
      expect(await moved.ended).toBe(0);
    },
  );
});
