import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import type { Actor } from '../db/transaction.ts';
import { writing } from '../db/transaction.ts';
import {
  batchById,
  batchRows,
  chooseColumns,
  defineImport,
  discardBatch,
  importJob,
  receiveFile,
  resumeImport,
  stateOf,
  tidyImports,
  verdictCounts,
  type ImportKind,
} from './imports.ts';

/** What happens while a file is being checked. */
let meanwhile = async (): Promise<void> => undefined;
afterEach(() => {
  meanwhile = async () => undefined;
});

/** A kind that writes towns: name only, one row refused when it says so, the database refuses a name twice. */
const kind: ImportKind<{ name: string }> = defineImport<{ name: string }>({
  // a queue there is: the check of a long file is planned in it, and run here
  kind: 'areas',
  title: '町字',
  lead: '',
  base: '/test/import',
  home: { label: '町字', href: '/test' },
  duty: 'areas.manage',
  fields: [
    { name: 'town', label: '町字', aliases: ['町字名'], required: true, constant: { help: '' } },
    { name: 'note', label: '備考' },
  ],
  template: ['町字名'],
  async check(_tx, rows, hand) {
    const checked = rows.map(({ row_number, fields }) => ({
      row_number,
      verdict: fields['town'] ? ('new' as const) : ('refused' as const),
      label: fields['town'] ?? '',
      target_id: null,
      data: { name: fields['town'] ?? '' },
      changes: [],
      messages: fields['town'] ? [] : ['町字がありません。'],
    }));
    await hand(checked.splice(0, 400));
    await meanwhile();
    return { notes: [], rows: checked };
  },
  async apply(tx, rows) {
    const added = await tx.db
      .insertInto('town')
      .values(rows.map(({ data }) => ({ name: data.name })))
      .returning('id')
      .execute();
    return {
      targets: new Map(added.map(({ id }, at) => [rows[at]!.row_number, id])),
      refused: new Map(),
    };
  },
});
const job = importJob(kind);

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const bytes = (text: string) => new TextEncoder().encode(text);
const table = (prefix: string, count: number) =>
  bytes(`町字名,備考\n${Array.from({ length: count }, (_, at) => `${prefix}${at},`).join('\n')}\n`);

const take = (text: Uint8Array, name = '町字.csv') =>
  world.writing('secretariat', (tx) => receiveFile(tx, kind, job, { name, bytes: text }));

const jobActor = (): Actor => ({ ...world.actor(null), kind: 'job', label: 'job:import.test' });

/** A person releases a file, and the job writes it. */
async function run(batch_id: number, stopAfter = Infinity): Promise<void> {
  await world.owner('update import_batch set apply_requested_at = now() where id = $1', [batch_id]);
  await work(batch_id, stopAfter);
}

/** Runs the job as the worker would; `stopAfter` transactions the process is told to stop, as at a restart. */
async function work(batch_id: number, stopAfter = Infinity): Promise<void> {
  let count = 0;
  const tools = {
    writing: <R>(work: Parameters<typeof writing<R>>[1], person_id: number | null = null) => {
      count++;
      return writing({ ...jobActor(), person_id }, work);
    },
    stopping: () => count > stopAfter,
    mail: async () => undefined,
  };
  await writing(jobActor(), (tx) => job.run(tx, { batch_id }, tools));
}

const towns = async (prefix: string) =>
  Number(
    (await world.owner<{ count: string }>(`select count(*) from town where name like $1`, [`${prefix}%`]))[0]!
      .count,
  );

const counted = async (batch_id: number) =>
  (
    await world.owner<{ rows: number; parts: number }>(
      `select (select count(*)::integer from import_row where batch_id = $1) as rows,
         (select count(*)::integer from import_part where batch_id = $1) as parts`,
      [batch_id],
    )
  )[0]!;

const batchOf = (id: number) => world.reading('secretariat', (tx) => batchById(tx, 'areas', id));

describe('taking in a table', () => {
  it('shows a batch to nobody who lacks the duty it belongs to, not even with another import duty', async () => {
    const { batch_id } = await take(table('隠', 3));
    for (const who of ['coordinator', 'facility_head', 'observer', 'auditor'] as const) {
      const seen = await world.reading(who, async (tx) => ({
        batch: await batchById(tx, 'areas', batch_id),
        rows: await batchRows(tx, batch_id, null, { limit: 10, offset: 0 }),
      }));
      expect(seen).toEqual({ batch: undefined, rows: [] });
    }
  });

  it('writes nothing before a person has looked', async () => {
    const { batch_id, next } = await take(table('待', 5));
    expect(next).toBe('check');
    expect(await towns('待')).toBe(0);
    expect(await world.reading('secretariat', (tx) => verdictCounts(tx, batch_id))).toEqual({
      new: 5,
      changed: 0,
      same: 0,
      refused: 0,
    });
  });

  it('goes on after being killed in the middle, and doubles nothing', async () => {
    const { batch_id } = await take(table('続', 1700));
    await work(batch_id);
    // The first transaction starts the job, the next two write 500 rows each.
    await expect(run(batch_id, 2)).rejects.toThrow('stopping');
    expect(await towns('続')).toBe(1000);
    const between = await batchOf(batch_id);
    expect(stateOf(between!)).toBe('applying');
    expect(between!.progress).toBe(1000);
    await run(batch_id);
    expect(await towns('続')).toBe(1700);
    expect((await batchOf(batch_id))!.progress).toBe(1700);
    await run(batch_id);
    expect(await towns('続')).toBe(1700);
  });

  it('writes each row once when two workers run the same batch at the same time', async () => {
    const { batch_id } = await take(table('二', 1200));
    await Promise.all([work(batch_id), work(batch_id)]);
    expect(await counted(batch_id)).toEqual({ rows: 1200, parts: 2 });
    await Promise.all([run(batch_id), run(batch_id)]);
    expect(await towns('二')).toBe(1200);
    expect((await batchOf(batch_id))!.progress).toBe(1200);
  });

  it('sets aside the one row the database refuses and writes all the others', async () => {
    await world.owner(`insert into town (name) values ('拒7')`);
    const { batch_id } = await take(table('拒', 20));
    await run(batch_id);
    expect(await towns('拒')).toBe(20);
    const refused = await world.reading('secretariat', (tx) =>
      batchRows(tx, batch_id, 'refused', { limit: 10, offset: 0 }),
    );
    expect(refused.map((row) => row.label)).toEqual(['拒7']);
    expect(refused[0]!.messages[0]).toContain('もう一度取り込んでください');
    expect(stateOf((await batchOf(batch_id))!)).toBe('applied');
  });

  it('tells the person who began it when it is done, once', async () => {
    const { batch_id } = await take(table('報', 3));
    await run(batch_id);
    await run(batch_id);
    const notices = await world.owner<{ title: string; url: string }>(
      'select title, url from notice where person_id = $1 and url = $2',
      [world.person.secretariat, `/test/import/${batch_id}`],
    );
    expect(notices).toHaveLength(1);
    expect(notices[0]!.title).toContain('新規3件');
  });

  it('asks which column is which, and remembers the answer for the next file with these headings', async () => {
    const odd = bytes('ところ,メモ\n覚1,a\n覚2,b\n');
    const first = await take(odd);
    expect(first.next).toBe('columns');
    const batch = (await batchOf(first.batch_id))!;
    await world.writing('secretariat', (tx) =>
      chooseColumns(tx, kind, job, batch, { columns: { town: 0 }, constants: {} }),
    );
    expect((await world.reading('secretariat', (tx) => verdictCounts(tx, first.batch_id))).new).toBe(2);
    expect((await take(odd)).next).toBe('check');
  });

  it('keeps text that PostgreSQL cannot hold from stopping a file', async () => {
    const { batch_id } = await take(bytes('町字名,備考\n"奇\\u0000妙",\uFFFD\n'));
    const rows = await world.reading('secretariat', (tx) =>
      batchRows(tx, batch_id, null, { limit: 5, offset: 0 }),
    );
    expect(rows).toHaveLength(1);
  });

  it('forgets what it read when it is given up', async () => {
    const { batch_id } = await take(table('捨', 4));
    const batch = (await batchOf(batch_id))!;
    await world.writing('secretariat', (tx) => discardBatch(tx, batch));
    expect(await counted(batch_id)).toEqual({ rows: 0, parts: 0 });
    expect(stateOf((await batchOf(batch_id))!)).toBe('discarded');
  });

  it('checks a short file at once and leaves a long one to the job', async () => {
    const short = await take(table('短', 500));
    expect(stateOf((await batchOf(short.batch_id))!)).toBe('checked');
    const long = await take(table('長', 501));
    expect(long.next).toBe('check');
    expect(stateOf((await batchOf(long.batch_id))!)).toBe('checking');
    expect(await counted(long.batch_id)).toEqual({ rows: 0, parts: 1 });
    await work(long.batch_id);
    expect(stateOf((await batchOf(long.batch_id))!)).toBe('checked');
    expect((await batchOf(long.batch_id))!.progress).toBe(0);
    expect(await counted(long.batch_id)).toEqual({ rows: 501, parts: 1 });
    await work(long.batch_id);
    expect(await counted(long.batch_id)).toEqual({ rows: 501, parts: 1 });
  });

  it('leaves nothing half-checked when the process is stopped, and checks anew afterwards', async () => {
    const { batch_id } = await take(table('止', 900));
    // The first transaction starts the job, the second checks.
    await expect(work(batch_id, 1)).rejects.toThrow('stopping');
    expect(stateOf((await batchOf(batch_id))!)).toBe('checking');
    expect((await counted(batch_id)).rows).toBe(0);
    await work(batch_id);
    expect((await counted(batch_id)).rows).toBe(900);
  });

  it('says that a check failed, keeps the file, and can be told to try again', async () => {
    const { batch_id } = await take(table('敗', 900));
    meanwhile = () => Promise.reject(new Error('no room left'));
    await expect(work(batch_id)).rejects.toThrow('no room left');
    const failed = (await batchOf(batch_id))!;
    expect(stateOf(failed)).toBe('failed');
    expect(failed.failure).toBe('内容を確かめる途中で止まりました。');
    expect(await counted(batch_id)).toEqual({ rows: 0, parts: 1 });
    meanwhile = async () => undefined;
    await work(batch_id);
    expect(stateOf((await batchOf(batch_id))!)).toBe('checked');
  });

  it('stops checking what somebody gave up meanwhile, and keeps nothing of it', async () => {
    const { batch_id } = await take(table('途', 900));
    meanwhile = async () => {
      const batch = (await batchOf(batch_id))!;
      await world.writing('secretariat', (tx) => discardBatch(tx, batch));
    };
    await work(batch_id);
    expect(stateOf((await batchOf(batch_id))!)).toBe('discarded');
    expect(await counted(batch_id)).toEqual({ rows: 0, parts: 0 });
  });

  it('checks with the rights of whoever asked: without them any more there is no answer', async () => {
    const { batch_id } = await take(table('権', 600));
    await world.owner('update import_batch set check_requested_by = $1 where id = $2', [
      world.person.coordinator,
      batch_id,
    ]);
    await expect(work(batch_id)).rejects.toThrow('may not see the file');
    expect(stateOf((await batchOf(batch_id))!)).toBe('failed');
    expect((await counted(batch_id)).rows).toBe(0);
    const batch = (await batchOf(batch_id))!;
    await world.writing('secretariat', (tx) => resumeImport(tx, job, batch));
    await work(batch_id);
    expect((await counted(batch_id)).rows).toBe(600);
  });

  it('does not let the columns be chosen anew while it checks', async () => {
    const { batch_id } = await take(table('列', 600));
    const batch = (await batchOf(batch_id))!;
    await expect(
      world.writing('secretariat', (tx) =>
        chooseColumns(tx, kind, job, batch, { columns: { town: 0 }, constants: {} }),
      ),
    ).rejects.toThrow('もう始まっている');
  });

  it('deletes what was read a month after it was written in or left lying, and keeps what is under way', async () => {
    const left = await take(table('古', 2));
    const written = await take(table('済', 2));
    await run(written.batch_id);
    const waiting = await take(table('新', 2));
    await world.owner(`update import_batch set created_at = created_at - interval '40 days' where id = $1`, [
      left.batch_id,
    ]);
    await world.owner(`update import_batch set applied_at = applied_at - interval '40 days' where id = $1`, [
      written.batch_id,
    ]);
    const none = async () => Promise.reject(new Error('not needed'));
    await writing(jobActor(), (tx) =>
      tidyImports.run(tx, {}, { writing: none, stopping: () => false, mail: none }),
    );
    const kept = await world.owner<{ batch_id: string }>(
      'select distinct batch_id from import_row where batch_id = any($1)',
      [[left.batch_id, written.batch_id, waiting.batch_id]],
    );
    expect(kept.map((row) => Number(row.batch_id))).toEqual([waiting.batch_id]);
    expect((await counted(left.batch_id)).parts + (await counted(written.batch_id)).parts).toBe(0);
    expect((await counted(waiting.batch_id)).parts).toBe(1);
  });
});
