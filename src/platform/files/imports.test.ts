import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  stateOf,
  tidyImports,
  verdictCounts,
  type ImportKind,
} from './imports.ts';

/** A kind that writes towns: name only, one row refused when it says so, the database refuses a name twice. */
const kind: ImportKind<{ name: string }> = defineImport<{ name: string }>({
  kind: 'test',
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
  async check(_tx, rows) {
    return {
      notes: [],
      rows: rows.map(({ row_number, fields }) => ({
        row_number,
        verdict: fields['town'] ? ('new' as const) : ('refused' as const),
        label: fields['town'] ?? '',
        target_id: null,
        data: { name: fields['town'] ?? '' },
        changes: [],
        messages: fields['town'] ? [] : ['町字がありません。'],
      })),
    };
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
  world.writing('secretariat', (tx) => receiveFile(tx, kind, { name, bytes: text }));

const jobActor = (): Actor => ({ ...world.actor(null), kind: 'job', label: 'job:import.test' });

/** Runs the job as the worker would; `stopAfter` transactions the process is told to stop, as at a restart. */
async function run(batch_id: number, stopAfter = Infinity): Promise<void> {
  await world.owner('update import_batch set apply_requested_at = now() where id = $1', [batch_id]);
  let count = 0;
  const tools = {
    writing: <R>(work: Parameters<typeof writing<R>>[1]) => {
      count++;
      return writing(jobActor(), work);
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

const batchOf = (id: number) => world.reading('secretariat', (tx) => batchById(tx, 'test', id));

describe('taking in a table', () => {
  it('shows a batch to nobody who lacks the duty it belongs to, not even with another import duty', async () => {
    const { batch_id } = await take(table('隠', 3));
    for (const who of ['coordinator', 'facility_head', 'observer', 'auditor'] as const) {
      const seen = await world.reading(who, async (tx) => ({
        batch: await batchById(tx, 'test', batch_id),
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
      chooseColumns(tx, kind, batch, { columns: { town: 0 }, constants: {} }),
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
    expect(await world.owner('select 1 from import_row where batch_id = $1', [batch_id])).toEqual([]);
    expect(stateOf((await batchOf(batch_id))!)).toBe('discarded');
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
  });
});
