import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { makeWorld, type World } from '../../../tests/world.ts';
import { createMunicipality, withClient } from '../db/migrate.ts';
import { writing, type Actor } from '../db/transaction.ts';
import { openHouse, type House } from '../house.ts';
import { defineJob, type Job } from './job.ts';
import { installJobs } from './jobs.ts';

describe('a job', () => {
  let world: World;
  let house: House;
  let actor: Actor;
  let done: string[];
  let failing: number;
  let whileRunning: () => Promise<void>;

  const write = defineJob({
    name: 'test.write',
    data: z.object({ title: z.string() }),
    async run(tx, { title }) {
      done.push(title);
      await tx.db
        .insertInto('notice')
        .values({ person_id: world.person.coordinator, title, url: '/', created_at: tx.now })
        .execute();
      await whileRunning();
      if (failing-- > 0) throw new Error('the mail server did not answer');
    },
  });
  const long = defineJob({
    name: 'test.long',
    data: z.object({}),
    long: true,
    async run(_tx, _data, tools) {
      done.push('begun');
      while (!tools.stopping()) await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('stopping');
    },
  });
  const nightly = defineJob({
    name: 'test.nightly',
    data: z.object({}),
    schedule: '30 3 * * *',
    async run() {
      done.push('nightly');
    },
  });
  const catalogue = [write, long, nightly] as Job<never>[];

  const open = () =>
    openHouse({
      settings: world.house.settings,
      serviceUrl: world.serviceUrl,
      catalogue,
      poolSize: 6,
    });
  const queue = <T extends object>(text: string, values: unknown[] = []) =>
    withClient(world.ownerUrl, async (client) => (await client.query(text, values)).rows as T[]);
  /** Time passes: what waits for its next try is due. */
  const wait = () => queue(`update pgboss.job set start_after = now() where state = 'retry'`);
  const states = async (name: string) =>
    (
      await queue<{ state: string }>('select state from pgboss.job where name = $1 order by created_on', [
        name,
      ])
    ).map((row) => row.state);
  const notices = async () => (await world.owner<{ title: string }>('select title from notice')).length;
  const plan = (title: string, options?: { after?: Date; once?: string }) =>
    writing(actor, (tx) => tx.plan(write, { title }, options));

  beforeEach(async () => {
    world = await makeWorld();
    await installJobs(world.ownerUrl, catalogue);
    house = open();
    actor = { ...world.actor('coordinator'), house };
    done = [];
    failing = 0;
    whileRunning = async () => undefined;
  });
  afterEach(async () => {
    await house.close();
    await world.close();
  });

  it('cannot be planned when nobody runs it', async () => {
    const unknown = defineJob({ name: 'test.unknown', data: z.object({}), run: async () => undefined });
    await expect(writing(actor, (tx) => tx.plan(unknown, {}))).rejects.toThrow('src/jobs.ts');
  });

  it('is planned with the transaction, and forgotten when that is undone', async () => {
    await expect(
      writing(actor, async (tx) => {
        await tx.plan(write, { title: 'undone' });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await plan('kept');
    expect(await house.jobs.drain()).toBe(1);
    expect(done).toEqual(['kept']);
  });

  it('is planned once however often it is asked for under the same key', async () => {
    await plan('first', { once: 'reminder:7' });
    await plan('second', { once: 'reminder:7' });
    await plan('another', { once: 'reminder:8' });
    await house.jobs.drain();
    expect(done.sort()).toEqual(['another', 'first']);
    await plan('third, after the first was done', { once: 'reminder:7' });
    expect(await house.jobs.drain()).toBe(0);
  });

  it('waits for the moment it is meant for', async () => {
    await plan('tomorrow', { after: new Date(Date.now() + 24 * 3600_000) });
    expect(await house.jobs.drain()).toBe(0);
  });

  it('does its work once when it is delivered twice', async () => {
    await plan('once');
    await house.jobs.drain();
    // As when the worker died after the commit and before it could say so.
    await queue(`update pgboss.job set state = 'retry', completed_on = null where name = 'test.write'`);
    expect(await house.jobs.drain()).toBe(1);
    expect(done).toEqual(['once']);
    expect(await notices()).toBe(1);
  });

  it('leaves nothing of a failed try, and is tried again later and later', async () => {
    failing = 2;
    await plan('patient');
    const delays: number[] = [];
    for (const expected of [0, 0, 1]) {
      await house.jobs.drain();
      expect(await notices()).toBe(expected);
      const [row] = await queue<{ delay: number; state: string }>(
        `select extract(epoch from start_after - now())::float8 as delay, state from pgboss.job where name = 'test.write'`,
      );
      if (row!.state === 'retry') delays.push(row!.delay);
      await wait();
    }
    expect(delays).toHaveLength(2);
    expect(delays[0]).toBeGreaterThan(1);
    // Doubled each time, half of it by chance: from 5 to 10 seconds, then from 10 to 20.
    expect(delays[1]).toBeGreaterThanOrEqual(delays[0]! * 0.9);
    expect(await states('test.write')).toEqual(['completed']);
  });

  it('that fails for good is shown to the administrator of its municipality with the reason, and can be run again', async () => {
    failing = 13;
    await plan('hopeless');
    for (let attempt = 0; attempt < 13; attempt++) {
      await house.jobs.drain();
      await wait();
    }
    const letters = await house.jobs.deadLetters('999997');
    expect(letters).toMatchObject([
      { name: 'test.write', tries: 13, message: 'the mail server did not answer' },
    ]);
    expect(letters[0]!.failed_at).toBeInstanceOf(Date);
    expect(await house.jobs.deadLetters('012041')).toEqual([]);
    expect(await house.jobs.redrive('012041', letters[0]!.id)).toBe(false);
    expect(await notices()).toBe(0);
    expect(await house.jobs.redrive('999997', letters[0]!.id)).toBe(true);
    expect(await house.jobs.deadLetters('999997')).toEqual([]);
    await house.jobs.drain();
    expect(await notices()).toBe(1);
    expect(await house.jobs.redrive('999997', letters[0]!.id)).toBe(false);
  });

  it('that comes round does so in the time zone of each municipality, and no longer when it is removed', async () => {
    await createMunicipality(world.ownerUrl, {
      code: '999998',
      name: '別試験市',
      name_kana: 'ベツシケンシ',
      prefecture: '試験県',
      time_zone: 'Pacific/Honolulu',
    });
    const former = defineJob({ name: 'test.former', data: z.object({}), run: async () => undefined });
    await installJobs(world.ownerUrl, [former] as Job<never>[]);
    await queue(
      `insert into pgboss.schedule (name, key, cron, timezone, data) values ('test.former', '999997', '0 0 * * *', 'UTC', '{}')`,
    );
    await house.jobs.work();
    const schedules = await queue('select name, key, cron, timezone, data from pgboss.schedule order by key');
    expect(schedules).toEqual([
      {
        name: 'test.nightly',
        key: '999997',
        cron: '30 3 * * *',
        timezone: 'Asia/Tokyo',
        data: { municipality: '999997', data: {} },
      },
      {
        name: 'test.nightly',
        key: '999998',
        cron: '30 3 * * *',
        timezone: 'Pacific/Honolulu',
        data: { municipality: '999998', data: {} },
      },
    ]);
  });

  it('is handed back when the process stops, and taken up by the next', async () => {
    await house.jobs.work();
    await writing(actor, (tx) => tx.plan(long, {}));
    await vi.waitFor(() => expect(done).toEqual(['begun']), { timeout: 20_000 });
    await house.close();
    expect(await states('test.long')).toEqual(['retry']);
    await wait();
    house = open();
    await house.jobs.work();
    await vi.waitFor(() => expect(done).toEqual(['begun', 'begun']), { timeout: 20_000 });
  });

  it('in the hands of a killed process is taken up at once by the only other one', async () => {
    await plan('orphan');
    await queue(
      `update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() where name = 'test.write'`,
    );
    expect(await house.jobs.drain()).toBe(0);
    await house.jobs.work({ alone: true });
    await vi.waitFor(() => expect(done).toEqual(['orphan']), { timeout: 20_000 });
  });

  it('in the hands of a killed process among several is known by its missing heartbeat', async () => {
    await plan('orphan');
    const [row] = await queue<{ heartbeat_seconds: number }>(
      `select heartbeat_seconds from pgboss.job where name = 'test.write'`,
    );
    expect(row!.heartbeat_seconds).toBe(60);
  });
});
