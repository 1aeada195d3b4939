import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sql } from 'kysely';
import { stuckIssues } from '../improvement/issues/queries.ts';
import { peopleOf } from '../improvement/meetings/queries.ts';
import { jobs } from '../jobs.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { createMunicipality, withClient } from '../platform/db/migrate.ts';
import { reading, type ReadTx } from '../platform/db/transaction.ts';
import { openHouse, type House } from '../platform/house.ts';
import { readSettings } from '../platform/settings.ts';
import { waitingFor } from '../today/queries.ts';
import { loadDemo } from './demo.ts';
import { demoMunicipality } from './material-municipality.ts';
import { regionalIssues } from './words-issues.ja.ts';
import { doors as expectedDoors } from './words-loop.ja.ts';
import { meetingsOf2025 } from './words-meetings-first.ja.ts';
import { meetingsOf2026 } from './words-meetings-second.ja.ts';

const schema = `m${demoMunicipality.code}`;
const name = 'demo' + crypto.randomUUID().replaceAll('-', '').slice(0, 16);
const urls = inject('database');
const ownerUrl = urls.owner.replace('%25', name).replace('%', name);
const now = '2026-11-21T10:00:00+09:00';

let house: House;
let doors: { label: string; who: string }[];

/** Looks behind the service's back. */
async function rows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = ${schema}, shared, extensions`);
    return (await client.query(text, values)).rows as T[];
  });
}

const count = async (from: string, values: unknown[] = []): Promise<number> =>
  (await rows<{ n: number }>(`select count(*) as n from ${from}`, values))[0]!.n;

/** Reads as whoever stands behind a door of the sign-in page. */
async function behind<T>(label: string, work: (tx: ReadTx) => Promise<T>): Promise<T> {
  const [account] = await rows<{ person_id: number }>(
    'select person_id from shared.auth_user where municipality_code = $1 and name = $2',
    [demoMunicipality.code, doors.find((door) => door.label === label)!.who],
  );
  const municipality = await house.municipality(demoMunicipality.code);
  const { person_id } = account!;
  return reading(
    { house, municipality, person_id, kind: 'person', label: `person:${person_id}`, source: null },
    work,
  );
}

beforeAll(async () => {
  await withClient(urls.admin, (client) =>
    client.query(`create database ${name} template template owner tsunagi_owner`),
  );
  await createMunicipality(ownerUrl, { ...demoMunicipality, demo: true });
  house = openHouse({
    settings: readSettings({
      DATA_DIR: `/tmp/tsunagi-test-${name}`,
      SECRET: 'only-for-tests-only-for-tests-only-for-tests',
      DEMO: 'true',
      LOG: 'quiet',
    }),
    serviceUrl: urls.service.replace('%25', name).replace('%', name),
    catalogue: jobs,
    clock: () => new Date(now),
    poolSize: 4,
  });
  doors = await loadDemo(house, ownerUrl);
});

afterAll(async () => {
  await house.close();
  await withClient(urls.admin, (client) => client.query(`drop database if exists ${name} with (force)`));
});

describe('the whole demo', () => {
  it('consists of invented people alone', async () => {
    expect(await count('person')).toBeGreaterThan(200);
    expect(await count('person where not invented')).toBe(0);
    expect(await count(`person_contact where email not like '%@example.invalid'`)).toBe(0);
  });

  it('has a door for every role, named by the role', () => {
    expect(doors.map((door) => door.label)).toEqual(expectedDoors.map((door) => door.label));
    expect(new Set(doors.map((door) => door.who)).size).toBe(expectedDoors.length);
  });

  it('leaves an audit chain that verifies, and nothing from the future', async () => {
    const { events, breaches } = await verifyAudit(ownerUrl, schema);
    expect(breaches).toEqual([]);
    expect(events).toBeGreaterThan(2000);
    expect(await count('audit_event where at > $1', [now])).toBe(0);
  });

  it('sends no mail about the past and leaves nobody more than two notices', async () => {
    expect(await count('pgboss.job')).toBe(0);
    expect(
      await rows('select person_id from notice where read_at is null group by person_id having count(*) > 2'),
    ).toEqual([]);
  });

  it('is found by the search box as it stands at the end', async () => {
    const [visits] = await rows<{ found: number; open: number }>(
      `select (select count(*) from search_entry where kind = 'visit') as found,
         (select count(*) from visit where cancelled_at is null) as open`,
    );
    expect(visits!.found).toBe(visits!.open);
    expect(await count(`search_entry where kind = 'meeting'`)).toBe(await count('meeting'));
  });
});

describe('visits', () => {
  it('are recorded, cancelled with a reason, or still ahead', async () => {
    expect(await count('visit_record')).toBeGreaterThan(390);
    expect(await count('visit where cancelled_at is not null')).toBe(23);
    expect(await count('visit where moved_from_id is not null')).toBeGreaterThan(3);
    expect(await count(`visit where planned_on > '2026-11-21' and cancelled_at is null`)).toBeGreaterThan(35);
    expect(await count(`visit join visit_record on visit_id = id where visited_on is null`)).toBe(0);
  });

  it('stay with the team where the record is restricted, and otherwise go to the facility', async () => {
    expect(await count('visit_record where restricted')).toBe(3);
    expect(await count('visit_record join visit_memo using (visit_id) where restricted')).toBe(3);
    const shared = await count('visit_record where shared_at is not null');
    expect(shared).toBeGreaterThan(300);
    expect(shared).toBeLessThan(390);
  });

  it('leave promises that were mostly kept', async () => {
    expect(await count('visit_follow_up')).toBeGreaterThan(250);
    const late = await count(`visit_follow_up where done_on is null and due_on < '2026-11-21'`);
    expect(late).toBeGreaterThan(3);
    expect(late).toBeLessThan(20);
  });
});

describe('issues', () => {
  it('answer every facility that raised one, where the regional issue has been answered', async () => {
    for (const regional of regionalIssues) {
      const voices = await rows<{ answer: string | null }>(
        `select voice.answer from issue join issue_facility as voice on voice.issue_id = issue.id
         where coalesce(issue.merged_into_id, issue.id) = (select id from issue where regional and title = $1)`,
        [regional.title],
      );
      expect(voices.length, regional.key).toBeGreaterThan(3);
      expect(
        voices.filter((voice) => (voice.answer === null) !== (regional.answer === null)),
        regional.key,
      ).toEqual([]);
    }
  });

  it('are published in words for everybody, and joined by facilities', async () => {
    expect(await count('issue_publication where withdrawn_at is null')).toBe(regionalIssues.length);
    expect(await count('issue_facility where publication_id is not null')).toBeGreaterThan(8);
    expect(await count('issue_facility where read_at is not null')).toBeGreaterThan(40);
  });

  it('stand still in a few places, for a reason somebody wrote down', async () => {
    const stuck = await behind('連携会議 事務局', (tx) => stuckIssues(tx, { limit: 100 }));
    expect(stuck).toHaveLength(7);
    expect(await count(`issue where description like '%【動いていない理由】%'`)).toBe(7);
  });
});

describe('meetings', () => {
  const held = [...meetingsOf2025, ...meetingsOf2026].filter((meeting) => meeting.state === 'held');

  it('of the past all have minutes and share-backs, those ahead an agenda', async () => {
    const past = await rows<{ published: boolean; share_backs: number }>(
      `select minutes_published_at is not null as published,
         (select count(*) from share_back where meeting_id = meeting.id) as share_backs
       from meeting where held_on <= '2026-11-21'`,
    );
    expect(past).toHaveLength(held.length);
    expect(past.filter((meeting) => !meeting.published || meeting.share_backs < 5)).toEqual([]);
    expect(
      await count(
        `meeting where held_on > '2026-11-21' and exists (select from agenda_item where meeting_id = meeting.id)`,
      ),
    ).toBe(3);
  });

  it('give out no work that nobody holds', async () => {
    const open = await behind('連携会議 事務局', async (tx) => {
      const actions = await tx.db
        .selectFrom('action_item')
        .where('done_on', 'is', null)
        .where('cancelled_at', 'is', null)
        .selectAll()
        .execute();
      return peopleOf(
        tx,
        actions.map((action) => ({
          organisation_id: action.owner_organisation_id,
          facility_id: action.owner_facility_id,
          person_id: action.owner_id,
        })),
      );
    });
    expect(open.length).toBeGreaterThan(6);
    expect(open.filter((people) => people.length === 0)).toEqual([]);
  });

  it('hand unfinished work on: the old item ends where the new one begins', async () => {
    const carried = held.flatMap((meeting) => meeting.actions).filter((action) => action.state === 'carried');
    expect(await count('action_item where cancelled_at is not null')).toBe(carried.length);
    expect(await count('agenda_item where action_item_id is not null')).toBeGreaterThan(carried.length);
  });
});

describe('figures', () => {
  it('of both years stand against targets with a reason', async () => {
    expect(await count(`indicator_target where reason <> ''`)).toBe(10);
    for (const year of [2025, 2026]) {
      const figures = await behind('閲覧者（管理職・議会報告）', async (tx) => {
        const { rows: found } = await sql<{ indicator_code: string; numerator: number }>`
          select * from indicator_figures(${year}, array[${`${year + 1}-03-31`}::date], 'all', '')`.execute(
          tx.db,
        );
        return found;
      });
      // Cards are handed over since April 2026.
      expect(figures.filter((figure) => figure.numerator > 0)).toHaveLength(year === 2025 ? 5 : 7);
    }
  });

  it('count 26 visitors at the open day of 神楽保育所', async () => {
    const [came] = await rows<{ people: number; facilities: number }>(
      `select sum(people) as people, count(*) as facilities from open_day_participation
       join open_day on open_day.id = open_day_id where held_on = '2026-09-10'`,
    );
    expect(came).toEqual({ people: 26, facilities: 8 });
  });
});

describe('the first page', () => {
  it('of the coordinator shows calls, missing records, a draft, promises and work', async () => {
    const today = await behind('保育サポートコーディネーター', waitingFor);
    expect(today.visits[0]!.planned_on).toBe('2026-11-21');
    expect(today.visits.length).toBeGreaterThan(2);
    expect(today.missing).toHaveLength(2);
    expect(today.drafts).toHaveLength(1);
    expect(today.follow_ups.length).toBeGreaterThan(3);
    expect(today.due.length).toBeGreaterThan(3);
    expect(today.actions.length).toBeGreaterThan(0);
    expect(today.notices.length).toBeGreaterThan(0);
  });

  it('of the secretariat shows overdue work, a question and what stands still', async () => {
    const today = await behind('連携会議 事務局', waitingFor);
    expect(today.actions.some((action) => action.due_on < '2026-11-21')).toBe(true);
    expect(today.overdue.length).toBeGreaterThan(0);
    expect(today.questions).toHaveLength(1);
    expect(today.stuck.length).toBeGreaterThan(3);
    expect(today.meetings).toHaveLength(3);
    expect(today.notices.length).toBeGreaterThan(0);
  });

  it('of 神楽保育所 shows answers, a share-back, an action item and news', async () => {
    const today = await behind('施設長（神楽保育所）', waitingFor);
    expect(today.answers).toHaveLength(2);
    expect(today.share_backs).toHaveLength(1);
    expect(today.actions).toHaveLength(1);
    expect(today.notices).toHaveLength(2);
    expect((await behind('施設職員（神楽保育所）', waitingFor)).notices.length).toBeGreaterThan(0);
  });

  it('of the council member shows a share-back, work and the next sitting', async () => {
    const today = await behind('会議構成員（旭川市立大学）', waitingFor);
    expect(today.share_backs).toHaveLength(1);
    expect(today.actions).toHaveLength(1);
    expect(today.meetings.length).toBeGreaterThan(0);
  });
});
