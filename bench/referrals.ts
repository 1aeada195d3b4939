import type pg from 'pg';
import { hasDuties } from './questions.ts';

// Creating a referral with its audit row and its job, against a bare transaction that writes the same rows.

interface Line {
  what: string;
  figure: string;
  limit: string;
  ratio: string;
  wanted: string;
  ok: boolean;
}
interface Measured {
  rate: number;
  p99: number;
  count: number;
}
interface Bench {
  base: string;
  owner: pg.Client;
  /** of a worker of the demo's district team */
  cookie: string;
  load(
    path: string,
    cookie: string,
    connections: number,
    duration: number,
    form: () => string,
  ): Promise<Measured>;
  perConnection(
    connections: number,
    duration: number,
    work: (client: pg.PoolClient) => Promise<unknown>,
  ): Promise<Measured>;
  say(line: Line): void;
}

const need = '測定用の必要';

export async function referrals({ base, owner, cookie, load, perConnection, say }: Bench): Promise<void> {
  // One of those the worker's own list shows.
  const list = await (await fetch(`${base}/cases`, { headers: { cookie } })).text();
  const shown = [...list.matchAll(/href="\/cases\/(\d+)"/g)].map((match) => match[1]);
  const { rows: cases } = await owner.query<{
    id: number;
    team_id: number;
    worker_id: number;
    member_id: number;
  }>(
    `select support_case.id, support_case.team_id, worker_id, member_id from support_case join case_member on case_id = support_case.id
     where support_case.id = any($1::bigint[]) order by support_case.id limit 1`,
    [shown],
  );
  const one = cases[0]!;
  const path = `/referrals/new?case=${one.id}`;
  const page = await (await fetch(base + path, { headers: { cookie } })).text();
  const csrf = /name="_csrf" value="([^"]+)"/.exec(page)![1]!;
  const count = async (): Promise<number> =>
    Number((await owner.query<{ n: string }>('select count(*) as n from referral')).rows[0]!.n);
  const before = await count();
  const sent = await load(path, cookie, 8, 4000, () =>
    new URLSearchParams({
      _csrf: csrf,
      _once: crypto.randomUUID(),
      need,
      age_band: '1-2',
      urgency: 'normal',
      channel: 'account',
    }).toString(),
  );
  // Those before the measurement, for warming up, are made as well.
  const made = (await count()) - before;
  if (made < sent.count) throw new Error(`${made} referrals of ${sent.count} sent forms.`);
  const ready = new WeakSet<object>();
  const bare = await perConnection(8, 3000, async (client) => {
    if (!ready.has(client)) {
      await client.query(
        `set app.person = '${one.worker_id}'; ${hasDuties(['network', 'case.work', 'referral.watch', 'public'])};
         set app.case_teams = '${one.team_id}'`,
      );
      ready.add(client);
    }
    await writes(client, one);
  });
  const ratio = sent.rate / bare.rate;
  const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')} /s`;
  say({
    what: 'creating a referral (form → audit, job, guard), 8 connections',
    figure: `${perSecond(sent.rate)}, p99 ${sent.p99.toFixed(0)} ms`,
    limit: perSecond(bare.rate),
    ratio: `${Math.round(100 * ratio)} %`,
    wanted: 'at least 40 % of the bare transaction that writes the same rows',
    ok: ratio >= 0.4,
  });
}

async function writes(
  client: pg.PoolClient,
  {
    id: case_id,
    team_id,
    worker_id,
    member_id,
  }: { id: number; team_id: number; worker_id: number; member_id: number },
): Promise<void> {
  await client.query('begin');
  await client.query({
    name: 'referral-token',
    text: 'insert into submission (token, person_id, answered_at) values ($1, $2, now())',
    values: [crypto.randomUUID(), worker_id],
  });
  const { rows } = await client.query<{ id: number }>({
    name: 'referral-origin',
    text: `insert into referral_origin (team_id, case_id, member_id, created_by, created_at)
      values ($1, $2, $3, $4, now()) returning id`,
    values: [team_id, case_id, member_id, worker_id],
  });
  const { id } = rows[0]!;
  await client.query({
    name: 'referral',
    text: `insert into referral (id, team_id, fiscal_year, worker_id, need, age_band, channel, created_at, updated_at)
      values ($1, $2, 2026, $3, $4, '1-2', 'account', now(), now())`,
    values: [id, team_id, worker_id, need],
  });
  await client.query({
    name: 'referral-event',
    text: `insert into referral_event (referral_id, team_id, action, actor, person_id, at)
      values ($1, $2, 'draft', 'sender', $3, now())`,
    values: [id, team_id, worker_id],
  });
  await client.query({
    name: 'referral-job',
    text: `insert into pgboss.job (name, data, start_after) values ('referrals.nudge', $1::jsonb, now() + interval '7 days')`,
    values: [JSON.stringify({ municipality: '012041', data: { id } })],
  });
  await client.query({
    name: 'referral-audit',
    text: 'select audit_append($1::jsonb)',
    values: [
      JSON.stringify([
        {
          at: new Date(),
          action: 'referral.draft',
          subject_kind: 'referral',
          subject_id: id,
          detail: { case_id },
        },
      ]),
    ],
  });
  await client.query('commit');
}
