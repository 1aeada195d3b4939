import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { root } from '../../src/platform/root.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleVisit } from '../../src/improvement/visits/samples.ts';
import { verifyAudit } from '../../src/platform/audit/verify.ts';
import { invitationMail } from '../../src/platform/auth/jobs.ts';
import { backup, removeMunicipality, restore } from '../../src/platform/db/backup.ts';
import { createMunicipality, withClient } from '../../src/platform/db/migrate.ts';
import { makeWorld, type World } from '../world.ts';

let world: World;
let folder: string;
let file: string;

// What a line-based format could stumble over.
const nasty = 'タブ\tと改行\nと\\.と\\N、行区切り\u2028と段落区切り\u2029、CR\r、引用"\'、𠮷野家';

beforeAll(async () => {
  world = await makeWorld();
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-fault-'));
  file = join(folder, 'backup.tsunagi.gz');
  await createMunicipality(world.ownerUrl, {
    code: '999998',
    name: '隣試験市',
    name_kana: 'トナリシケンシ',
    prefecture: '試験県',
  });
  for (let n = 0; n < 4; n++) {
    await world.writing('coordinator', (tx) =>
      sampleVisit(tx, {
        facility_id: world.facility[n]!,
        lead_id: world.person.coordinator,
        planned_on: '2026-11-20',
        record: {
          visited_on: '2026-11-20',
          hearing: `${n}：${nasty}`,
          issues: [{ title: `課題${n}`, theme_code: 'development' }],
          follow_ups: [{ what: `約束${n}`, due_on: '2026-12-10' }],
        },
      }),
    );
  }
  await world.as('administrator').get(`/people/${world.person.facility_head}`);
  await world.as('auditor').get('/');
  await world.writing('coordinator', (tx) =>
    tx.plan(invitationMail, { invitation_id: 1 }, { after: new Date('2026-12-24T00:00:00Z') }),
  );
  await world.owner(
    `insert into m999998.organisation (name, kind, created_at, updated_at) values ('隣の団体', 'circle', now(), now())`,
  );
  await withClient(world.ownerUrl, (client) =>
    client.query(
      `insert into shared.auth_user (id, municipality_code, person_id, name, email) values ('neighbour', '999998', 1, '隣 人', 'neighbour@example.invalid')`,
    ),
  );
  await backup(world.ownerUrl, '999997', file);
}, 120_000);

afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every table of a municipality, its accounts and waiting jobs: number of rows and a checksum over them. */
async function fingerprint(code: string): Promise<Record<string, string>> {
  return withClient(world.ownerUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = $1 order by 1`,
      ['m' + code],
    );
    const found: Record<string, string> = {};
    const look = async (name: string, from: string) => {
      const { rows } = await client.query<{ print: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(row::text, E'\\n' order by row::text collate "C")), '') as print from ${from}`,
      );
      found[name] = rows[0]!.print;
    };
    for (const { name } of tables) await look(name, `m${code}.${name} as row`);
    const mine = `(select id from shared.auth_user where municipality_code = '${code}')`;
    await look('auth_user', `shared.auth_user as row where municipality_code = '${code}'`);
    await look('auth_account', `shared.auth_account as row where user_id in ${mine}`);
    await look('auth_two_factor', `shared.auth_two_factor as row where user_id in ${mine}`);
    await look(
      'jobs',
      `(select id, name, data, start_after, keep_until from pgboss.job where data ->> 'municipality' = '${code}' and state in ('created', 'retry')) as row`,
    );
    return found;
  });
}

const destroy = () => world.owner('drop schema m999997 cascade');

describe('backup and restore of a municipality', () => {
  it('brings everything back after its schema has been destroyed, and leaves the neighbour alone', async () => {
    const before = await fingerprint('999997');
    const neighbour = await fingerprint('999998');
    expect(before['visit_record']).toMatch(/^4 /);
    expect(before['auth_user']).toMatch(/^[1-9]/);
    expect(before['jobs']).toMatch(/^[1-9]/);
    expect(Number(before['audit_event']!.split(' ')[0])).toBeGreaterThan(4);
    await destroy();
    await restore(world.ownerUrl, file, { replace: true });
    expect(await fingerprint('999997')).toEqual(before);
    expect(await fingerprint('999998')).toEqual(neighbour);
    expect((await verifyAudit(world.ownerUrl, 'm999997')).breaches).toEqual([]);

    // It works as before, under the same row security, and numbers nothing anew.
    const [last] = await world.owner<{ id: number }>('select max(id)::int as id from visit');
    const id = await world.writing('coordinator', (tx) =>
      sampleVisit(tx, {
        facility_id: world.facility[0]!,
        lead_id: world.person.coordinator,
        planned_on: '2026-11-20',
      }),
    );
    expect(id).toBeGreaterThan(last!.id);
    expect((await world.as('coordinator').get(`/visits/${id}`)).status).toBe(200);
    expect((await world.as('observer').get(`/visits/${id}`)).status).toBe(404);
    expect((await verifyAudit(world.ownerUrl, 'm999997')).breaches).toEqual([]);
  });

  it('gives no number again that belonged to a row deleted before the backup', async () => {
    const add = () =>
      world.owner<{ id: number }>(
        `insert into organisation (name, kind, created_at, updated_at) values ('消える団体', 'circle', now(), now()) returning id::int`,
      );
    const [gone] = await add();
    await world.owner('delete from organisation where id = $1', [gone!.id]);
    const later = join(folder, 'later.tsunagi.gz');
    await backup(world.ownerUrl, '999997', later);
    await restore(world.ownerUrl, later, { replace: true });
    const [fresh] = await add();
    expect(fresh!.id).toBeGreaterThan(gone!.id);
    await world.owner('delete from organisation where id = $1', [fresh!.id]);
  });

  it('does not touch a municipality that is still there unless told to replace it', async () => {
    const before = await fingerprint('999997');
    await expect(restore(world.ownerUrl, file)).rejects.toThrow('--replace');
    expect(await fingerprint('999997')).toEqual(before);
  });

  it('puts back the state of the backup, not a mixture', async () => {
    const later = join(folder, 'state.tsunagi.gz');
    const before = await fingerprint('999997');
    await backup(world.ownerUrl, '999997', later);
    await world.owner(`update organisation set name = name || '（改）' where kind = 'department'`);
    await world.owner('delete from notice');
    await world.owner(`update pgboss.job set state = 'completed' where data ->> 'municipality' = '999997'`);
    await restore(world.ownerUrl, later, { replace: true });
    expect(await fingerprint('999997')).toEqual(before);
  });

  it('refuses a damaged file and leaves what is there as it is', async () => {
    const before = await fingerprint('999997');
    const whole = readFileSync(file);
    const damaged = join(folder, 'damaged.tsunagi.gz');
    const refused = async (damage: () => void) => {
      damage();
      await expect(restore(world.ownerUrl, damaged, { replace: true })).rejects.toThrow(
        /is damaged|is not a backup/,
      );
      expect(await fingerprint('999997')).toEqual(before);
    };
    for (const part of [10, 0.3, 0.9]) {
      await refused(() => {
        copyFileSync(file, damaged);
        truncateSync(damaged, part < 1 ? Math.floor(whole.length * part) : part);
      });
    }
    await refused(() => {
      const flipped = Buffer.from(whole);
      flipped[Math.floor(whole.length / 2)]! ^= 0xff;
      writeFileSync(damaged, flipped);
    });
    // Cut between two tables and packed again: the checksum of the packing is right, the last line is missing.
    await refused(() => {
      const text = gunzipSync(whole);
      writeFileSync(damaged, gzipSync(text.subarray(0, text.lastIndexOf('\\.\n') + 3)));
    });
    await refused(() => writeFileSync(damaged, 'これは控えではありません\n'));
    await refused(() => writeFileSync(damaged, gzipSync('{"format":"something else"}\n')));
    await expect(restore(world.ownerUrl, join(folder, 'nowhere'), { replace: true })).rejects.toThrow();
    expect(await fingerprint('999997')).toEqual(before);
  });

  it('refuses a file that contradicts itself and leaves what is there as it is', async () => {
    const before = await fingerprint('999997');
    const contradicting = join(folder, 'contradicting.tsunagi.gz');
    // An appointment of somebody who is not in the file.
    const lines = gunzipSync(readFileSync(file)).toString().split('\n');
    const start = lines.findIndex((line) => line.startsWith('{') && line.includes('"table":"person",'));
    lines.splice(start + 1, 1);
    writeFileSync(contradicting, gzipSync(lines.join('\n')));
    await expect(restore(world.ownerUrl, contradicting, { replace: true })).rejects.toThrow('foreign key');
    expect(await fingerprint('999997')).toEqual(before);
  });

  it('brings a backup of an older version up to date, and refuses one of a newer version', async () => {
    const before = await fingerprint('999997');
    const other = join(folder, 'other-version.tsunagi.gz');
    const lines = gunzipSync(readFileSync(file)).toString().split('\n');
    const head = JSON.parse(lines[0]!) as { migrations: string[] };
    const write = (migrations: string[], rest: string[]) =>
      writeFileSync(other, gzipSync([JSON.stringify({ ...head, migrations }), ...rest].join('\n')));

    write([...head.migrations, '9999_future.sql'], lines.slice(1));
    await expect(restore(world.ownerUrl, other, { replace: true })).rejects.toThrow('newer version');
    expect(await fingerprint('999997')).toEqual(before);

    // As it was before the newest that brought a table.
    const newest = '0097_consultations_kept-tables.sql';
    const since = head.migrations.indexOf(newest);
    const tables = [
      ...readFileSync(join(root, 'db/municipality', newest), 'utf8').matchAll(/^create table ([a-z_]+)/gm),
    ].map((match) => match[1]!);
    for (const later of head.migrations.slice(since + 1))
      expect(readFileSync(join(root, 'db/municipality', later), 'utf8'), later).not.toMatch(/^create table/m);
    let table = '';
    const older = lines.slice(1).filter((line) => {
      table = /^\{"schema":"municipality","table":"([a-z_]+)"/.exec(line)?.[1] ?? table;
      return !tables.includes(table);
    });
    expect(older.length).toBeLessThan(lines.length - 1);
    const counted = (line: string) =>
      line.startsWith('{"tables":')
        ? JSON.stringify({ tables: (JSON.parse(line) as { tables: number }).tables - tables.length })
        : line;
    write(head.migrations.slice(0, since), older.map(counted));
    await restore(world.ownerUrl, file, { replace: true });
    const reference = await fingerprint('999997');
    await restore(world.ownerUrl, other, { replace: true });
    const after = await fingerprint('999997');
    const unlike = Object.fromEntries(['applied', ...tables].map((name) => [name, null]));
    for (const name of tables) expect(after[name], name).toBeDefined();
    expect({ ...after, ...unlike }).toEqual({ ...reference, ...unlike });
  });

  it('leaves no half file behind when it cannot be written', async () => {
    const nowhere = join(folder, 'a-file');
    writeFileSync(nowhere, '');
    await expect(backup(world.ownerUrl, '999997', join(nowhere, 'backup.gz'))).rejects.toThrow();
    const full = join(folder, 'full.gz');
    symlinkSync('/dev/full', `${full}.partial`); // a disk without room
    await expect(backup(world.ownerUrl, '999997', full)).rejects.toThrow('The backup was not written');
    expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual([]);
  });

  it('removes a municipality for good, and can bring it back from its file into a database that has forgotten it', async () => {
    const before = await fingerprint('999997');
    const neighbour = await fingerprint('999998');
    const last = join(folder, 'last.tsunagi.gz');
    await backup(world.ownerUrl, '999997', last);
    await removeMunicipality(world.ownerUrl, '999997');
    const gone = await fingerprint('999997');
    expect(Object.values(gone).every((print) => print === '0 ')).toBe(true);
    expect(await fingerprint('999998')).toEqual(neighbour);
    await restore(world.ownerUrl, last);
    expect(await fingerprint('999997')).toEqual(before);
    expect(await fingerprint('999998')).toEqual(neighbour);
  });
});
