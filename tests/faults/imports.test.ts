import pg from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildIfChanged } from '../../scripts/build.ts';
import { send, serverPid, settle, start, temporaryFolder, until } from './house.ts';

beforeAll(() => buildIfChanged());

const count = 1800;

/** A list of people as a city sends it; surnames are kana so that no two are alike. */
function list(): File {
  const letters = [...'アイウエオカキクケコサシスセソタチツテト'];
  const kana = (n: number) =>
    [...n.toString(20).padStart(4, '0')].map((digit) => letters[parseInt(digit, 20)]).join('');
  const rows = Array.from(
    { length: count },
    (_, n) =>
      `${kana(n)} 子,${kana(n)} コ,import${n}@example.invalid,施設職員,こもれび保育園,2027/4/1,2028/3/31`,
  );
  return new File([['氏名,フリガナ,メール,職種,所属,発令日,任期満了日', ...rows].join('\r\n')], '異動.csv');
}

// Several processes one after another: on a busy machine that takes its time.
describe('the server killed with -9 in the middle of an import', { timeout: 240_000 }, () => {
  it('checks the file anew after the restart, with every row once', async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    const world = await settle(folder);
    // Somebody else's lock keeps the check from writing what it found.
    const other = new pg.Client({ connectionString: world.ownerUrl });
    other.on('error', () => undefined);
    onTestFinished(() => other.end());
    await other.connect();
    await other.query('begin; set local search_path = m999997; lock table import_row in share mode');
    const uploaded = await send(world, first.base, 'secretariat', '/people/import', { file: list() });
    expect(uploaded?.status).toBe(303);
    const batch = Number(uploaded!.location!.split('/').at(-1));
    const page = () => world.as('secretariat').get(uploaded!.location!);
    await until('the check waits', async () => {
      const waiting = await world.owner(
        `select from pg_locks where not granted and relation = 'import_row'::regclass`,
      );
      return waiting.length > 0;
    });
    expect((await page()).text).toContain('内容を確かめています');
    process.kill(await serverPid(folder), 'SIGKILL');
    await first.ended;
    const rows = async () =>
      (
        await world.owner<{ rows: number }>(
          'select count(*)::integer as rows from import_row where batch_id = $1',
          [batch],
        )
      )[0]!.rows;

    const second = await start(folder);
    await until('the file is checked', async () => (await page()).text.includes('行を読み取りました'));
    expect(await rows()).toBe(count);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('goes on with it after the restart, and every row is there once', async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    const world = await settle(folder);
    const uploaded = await send(world, first.base, 'secretariat', '/people/import', { file: list() });
    expect(uploaded?.status).toBe(303);
    const batch = Number(uploaded!.location!.split('/').at(-1));
    await until('the file is checked', async () => {
      const [found] = await world.owner<{ checked_at: Date | null }>(
        'select checked_at from import_batch where id = $1',
        [batch],
      );
      return found!.checked_at;
    });
    // Somebody else's lock on a row of the third step keeps the import from being done too soon.
    const other = new pg.Client({ connectionString: world.ownerUrl });
    other.on('error', () => undefined);
    onTestFinished(() => other.end());
    await other.connect();
    await other.query(
      `begin; set local search_path = m999997; select from import_row where batch_id = ${batch} and row_number = 1200 for update`,
    );
    expect((await send(world, first.base, 'secretariat', `${uploaded!.location}/apply`, {}))?.status).toBe(
      303,
    );
    const progress = async () => {
      const [row] = await world.owner<{ progress: number; applied_at: Date | null }>(
        'select progress, applied_at from import_batch where id = $1',
        [batch],
      );
      return row!;
    };
    await until('the third step waits', async () => {
      const waiting = await world.owner('select from pg_locks where not granted');
      return waiting.length > 0 && (await progress()).progress >= 500;
    });
    process.kill(await serverPid(folder), 'SIGKILL');
    await first.ended;

    const second = await start(folder);
    await until('the import is done', async () => (await progress().catch(() => null))?.applied_at);
    expect((await progress()).progress).toBe(count);
    const [found] = await world.owner<{ people: string; different: string; appointments: string }>(
      `select count(*) as people, count(distinct c.email) as different,
         (select count(*) from appointment where starts_on = '2027-04-01') as appointments
       from person_contact c where c.email like 'import%@example.invalid'`,
    );
    expect(found).toEqual({ people: count, different: count, appointments: count });
    const page = await world.as('secretariat').get(uploaded!.location!);
    expect(page.status).toBe(200);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });
});
