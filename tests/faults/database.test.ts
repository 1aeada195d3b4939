import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleVisit } from '../../src/improvement/visits/samples.ts';
import { jobs } from '../../src/jobs.ts';
import { invitationMail } from '../../src/platform/auth/jobs.ts';
import { startEmbedded, type Embedded } from '../../src/platform/db/embedded.ts';
import { createMunicipality, migrate, prepareCluster } from '../../src/platform/db/migrate.ts';
import { installJobs } from '../../src/platform/jobs/jobs.ts';
import { makeWorld, type Answer, type World } from '../world.ts';
import { until } from './house.ts';

// The application in this process, on a database server of its own that may be killed; written through to the disk.
let folder: string;
let embedded: Embedded;
let world: World;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-fault-'));
  chmodSync(folder, 0o755);
  embedded = await startEmbedded({ folder, supervise: true });
  await prepareCluster((name) => embedded.url('postgres', name), 'tsunagi');
  const ownerUrl = embedded.url('tsunagi_owner');
  await migrate(ownerUrl);
  await createMunicipality(ownerUrl, {
    code: '999997',
    name: '試験市',
    name_kana: 'シケンシ',
    prefecture: '試験県',
  });
  await installJobs(ownerUrl, jobs);
  world = await makeWorld({ ownerUrl, serviceUrl: embedded.url('tsunagi_service') });
  await world.house.jobs.work({ alone: true });
});
afterAll(async () => {
  await world?.close();
  await embedded?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const plannedVisit = () =>
  world.writing('coordinator', (tx) =>
    sampleVisit(tx, {
      facility_id: world.facility[0]!,
      lead_id: world.person.coordinator,
      planned_on: '2026-11-20',
    }),
  );

const recordFields = (note: string) => ({
  met: '園長、4歳児の担任',
  hearing: `夕方、担任が一人になる時間が40分ある。${note}`,
  strengths: '廊下に落ち着ける場所がある。',
  challenges: '午睡明けに応援が入れない。',
  needs: '同じ規模の園の工夫を知りたい。',
  support: '一日の流れを付箋に書き出した。',
  next_step: '着替えを二つのグループに分けて2週間試す（担任）。',
  visited_on_y: '2026',
  visited_on_m: '11',
  visited_on_d: '20',
  _version: 0,
  issue_rows: 1,
  issue_title_1: `加配職員の休憩中に支援が途切れる（${note}）`,
  issue_theme_1: 'development',
  issue_weight_1: '3',
  follow_up_rows: 0,
});

const once = { records: 1, issues: 1, events: 1 };
const never = { records: 0, issues: 0, events: 0 };

/** How often what was written is there: records, issues, audit events of the saving. */
async function saved(id: number): Promise<typeof once> {
  const [row] = await world.owner<Record<keyof typeof once, string>>(
    `select (select count(*) from visit_record where visit_id = $1) as records,
       (select count(*) from issue where visit_id = $1) as issues,
       (select count(*) from audit_event where subject_kind = 'visit' and subject_id = $1 and action = 'visit.submit') as events`,
    [id],
  );
  return { records: Number(row!.records), issues: Number(row!.issues), events: Number(row!.events) };
}

/** The fields of the page that offers to send again, as a browser would send them. */
function fieldsOf(page: Answer): Record<string, string> {
  const plain = (text: string) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  const fields: Record<string, string> = {};
  for (const [tag] of page.html.matchAll(/<input type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)![1]!;
    fields[plain(name)] = plain(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  return fields;
}

async function killDatabase(): Promise<void> {
  const pid = await until('a database server', () => embedded.pid());
  process.kill(pid, 'SIGKILL');
}

describe('the database killed with -9 while a visit is being saved', () => {
  // From before the first statement to after the commit; where exactly it falls is chance, the outcome is not.
  it.for([0, 3, 8, 15, 30])(
    'saves it once or offers to send it again, and sending again doubles nothing (%i ms into it)',
    async (wait) => {
      await until('the database is there', () => world.owner('select 1').catch(() => null));
      const id = await plannedVisit();
      const note = `中断${wait}`;
      const fields: Record<string, string | number> = { ...recordFields(note), _once: crypto.randomUUID() };
      await world.session('coordinator');
      const sending = world.as('coordinator').post(`/visits/${id}/record`, fields);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      await killDatabase();
      const first = await sending;
      expect([303, 503]).toContain(first.status);
      await until('the database is back', () => world.owner('select 1').catch(() => null));
      let again = fields;
      if (first.status === 503) {
        expect(first.text).toContain(note);
        again = fieldsOf(first);
        expect(again['hearing']).toBe(fields['hearing']);
        expect(again['_once']).toBe(fields['_once']);
      } else {
        expect(first.location).toBe(`/visits/${id}`);
        expect(await saved(id)).toEqual(once);
      }
      const second = await world.as('coordinator').post(`/visits/${id}/record`, again);
      expect(second.status).toBe(303);
      expect(second.location).toBe(`/visits/${id}`);
      expect(await saved(id)).toEqual(once);
    },
  );

  it('saves it once when everything was written but the commit', async () => {
    const id = await plannedVisit();
    await world.session('coordinator');
    const other = new pg.Client({ connectionString: world.ownerUrl });
    other.on('error', () => undefined);
    await other.connect();
    // The audit log is written last: there the saving waits for us.
    await other.query('begin; set local search_path = m999997; select from audit_head for update');
    const sending = world.as('coordinator').post(`/visits/${id}/record`, recordFields('確定の直前'));
    await until(
      'the saving waits',
      async () => (await world.owner('select from pg_locks where not granted')).length > 0,
    );
    expect(await saved(id)).toEqual(never);
    await killDatabase();
    const answer = await sending;
    await other.end().catch(() => undefined);
    expect(answer).toMatchObject({ status: 303, location: `/visits/${id}` });
    expect(await saved(id)).toEqual(once);
  });

  it('offers to send it again when the database stays away, and nothing typed is lost', async () => {
    const id = await plannedVisit();
    await world.session('coordinator');
    await embedded.stop();
    const fields = { ...recordFields('長い停止'), _once: crypto.randomUUID() };
    const [away, page] = await Promise.all([
      world.as('coordinator').post(`/visits/${id}/record`, fields),
      world.as('coordinator').get(`/visits/${id}`),
    ]);
    expect(away.status).toBe(503);
    expect(away.text).toContain('もう一度');
    expect(away.text).toContain('夕方、担任が一人になる時間が40分ある。長い停止');
    expect(page.status).toBe(503);
    expect(page.text).toContain('開きなおしてください');

    embedded = await startEmbedded({ folder, supervise: true });
    const sent = await world.as('coordinator').post(`/visits/${id}/record`, fieldsOf(away));
    expect(sent.status).toBe(303);
    expect(await saved(id)).toEqual(once);
  });
});

describe('the worker', () => {
  it('goes on with its jobs after all this', async () => {
    await world.writing('coordinator', (tx) => tx.plan(invitationMail, { invitation_id: 987_654 }));
    await until('the job is done', async () => {
      const [job] = await world.owner<{ state: string }>(
        `select state from pgboss.job where data -> 'data' ->> 'invitation_id' = '987654'`,
      );
      return job?.state === 'completed';
    });
  });
});

describe('a form sent twice at the same moment', () => {
  it('is saved once, and both get the same answer', async () => {
    const id = await plannedVisit();
    const fields = { ...recordFields('二重送信'), _once: crypto.randomUUID() };
    const answers = await Promise.all([
      world.as('coordinator').post(`/visits/${id}/record`, fields),
      world.as('coordinator').post(`/visits/${id}/record`, fields),
      world.as('coordinator').post(`/visits/${id}/record`, fields),
    ]);
    expect(answers.map(({ status, location }) => ({ status, location }))).toEqual(
      answers.map(() => ({ status: 303, location: `/visits/${id}` })),
    );
    expect(await saved(id)).toEqual(once);
  });

  it('registers a person once', async () => {
    const fields = {
      family_name: '二重',
      given_name: '送子',
      family_kana: 'ニジュウ',
      given_kana: 'オクリコ',
      email: 'okuriko@example.invalid',
      _once: crypto.randomUUID(),
    };
    const answers = await Promise.all(
      [1, 2, 3].map(() => world.as('administrator').post('/people/new', fields)),
    );
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(303);
    expect(await world.owner(`select from person where family_name = '二重'`)).toHaveLength(1);
  });
});
