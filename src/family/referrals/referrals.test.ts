import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleIntake } from '../consultations/samples.ts';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { lapseOverdue } from './commands-clock.ts';
import { sampleConsent, sampleReferral } from './samples.ts';

const at = '2026-11-01T09:00:00+09:00';
const child = '架空谷';
const circumstances = '夜の授乳がつらいと話している';

let world: World;
let household: number;
let case_id: number;
beforeAll(async () => {
  world = await makeWorld();
  const { east } = world.case_team;
  const { consultation_worker } = world.person;
  const one = async (text: string, values: unknown[]) =>
    Number((await world.owner<{ id: number }>(text, values))[0]!.id);
  household = await one(
    `insert into household (team_id, team_ids, invented, created_by, created_at, updated_at) values ($1, array[$1]::bigint[], true, $2, $3, $3) returning id`,
    [east, consultation_worker, at],
  );
  await world.owner(
    `insert into household_member (household_id, team_id, team_ids, protected, position, relation, family_name, given_name, born_on, created_at, updated_at)
     values ($1, $2, array[$2]::bigint[], false, 1, 'child', $3, '一', '2024-05-05', $4, $4), ($1, $2, array[$2]::bigint[], false, 2, 'mother', $3, '花', '1994-05-05', $4, $4)`,
    [household, east, child, at],
  );
  case_id = await one(
    `insert into support_case (fiscal_year, number, household_id, team_id, worker_id, category, headline, opened_on, opened_by, next_contact_on, next_contact_way, created_at, updated_at)
     values (2026, 1, $1, $2, $3, 'support', '育児の負担', '2026-11-01', $3, '2026-12-01', 'visit', $4, $4) returning id`,
    [household, east, consultation_worker, at],
  );
});
afterAll(() => world.close());
beforeEach(() => world.at('2026-11-21T10:00:00+09:00'));

const until = { until_y: 2027, until_m: 2, until_d: 20 };

async function draft(more: Record<string, string | number> = {}): Promise<number> {
  const answer = await world.as('consultation_worker').post(`/referrals/new?case=${case_id}`, {
    ...sampleReferral(world.facility[0]!),
    told_who: '主任だけ',
    ...more,
  });
  expect(answer.status, answer.text).toBe(303);
  return Number(/\/referrals\/(\d+)$/.exec(answer.location!)![1]);
}

async function consent(more: Record<string, string | number | number[] | string[]> = {}): Promise<number> {
  const answer = await world
    .as('consultation_worker')
    .post(`/disclosures/household/${household}/consents/new`, {
      ...sampleConsent(world.facility[0]!),
      ...more,
    });
  expect(answer.status, answer.text).toBe(303);
  const [row] = await world.owner<{ id: number }>('select max(id) as id from consent');
  return Number(row!.id);
}

const basisId = async (code: string): Promise<number> =>
  Number((await world.owner<{ id: number }>('select id from legal_basis where code = $1', [code]))[0]!.id);

async function decide(id: number, consent_id: number, who: Who = 'consultation_worker') {
  return world.as(who).post(`/disclosures/new?referral=${id}`, {
    basis_id: await basisId('consent'),
    answer_way: 'city_place',
    answer_about: 'general',
    answer_consent: 'yes',
    answer_danger: 'no',
    consent_id,
    items: ['child_name', 'circumstances'],
    circumstances,
    necessity: '迎えるために名前と様子が要る',
    harm_check: '困ることはない',
    way: 'system',
    ...until,
  });
}

async function sent(more: Record<string, string | number> = {}): Promise<{ id: number; consent_id: number }> {
  const id = await draft(more);
  const consent_id = await consent(
    more.recipient_name ? { facility_ids: [], other_recipients: String(more.recipient_name) } : {},
  );
  const decided = await decide(id, consent_id);
  expect(decided.status, decided.text).toBe(303);
  const answer = await world.as('consultation_worker').post(`/referrals/${id}/send`);
  expect(answer.status, answer.text).toBe(303);
  return { id, consent_id };
}

const stateIs = async (id: number): Promise<string> =>
  (await world.owner<{ state: string }>('select state from referral where id = $1', [id]))[0]!.state;

describe('a referral', () => {
  it('goes from the case to the place and back, and shows the agreed items after the yes only', async () => {
    const { id } = await sent();
    const inbox = await world.as('facility_head').get('/referrals/received');
    expect(inbox.text).toContain(`第${id}号`);
    const before = await world.as('facility_head').get(`/referrals/${id}`);
    expect(before.status).toBe(200);
    expect(before.text).toContain('週1回、親子で過ごせる場所');
    expect(before.text).not.toContain(child);
    expect(before.text).not.toContain(circumstances);
    expect(await stateIs(id)).toBe('delivered');
    // Each side is told what the other did, not what it did itself.
    expect((await world.as('facility_head').get('/referrals/received')).text).toContain('返事を待っています');
    expect(before.text).not.toContain('相手が開');
    expect((await world.as('consultation_worker').get(`/referrals/${id}`)).text).toContain(
      '相手が開いた（返事待ち）',
    );
    expect((await world.as('facility_head').post(`/referrals/${id}/accept`)).status).toBe(303);
    const after = await world.as('facility_head').get(`/referrals/${id}`);
    expect(after.text).toContain(child);
    expect(after.text).toContain(circumstances);
    expect((await world.as('facility_head').post(`/referrals/${id}/start`)).status).toBe(303);
    expect(
      (await world.as('facility_head').post(`/referrals/${id}/outcome`, { body: '毎週来ている' })).status,
    ).toBe(303);
    const back = await world.as('consultation_worker').get(`/referrals/${id}`);
    expect(back.text).toContain('毎週来ている');
    const review = await world
      .as('consultation_worker')
      .post(`/referrals/${id}/review`, { review: 'closed', body: '落ち着いている' });
    expect(review.status).toBe(303);
    expect(await stateIs(id)).toBe('closed');
    expect((await world.as('facility_head').get(`/referrals/${id}`)).text).not.toContain(child);
  });

  it('lapses once by its clock', async () => {
    const { id } = await sent();
    world.at('2026-11-29T10:00:00+09:00');
    const job = { ...world.actor(null), kind: 'job' as const, label: 'job:referrals.lapse' };
    const { writing } = await import('../../platform/db/transaction.ts');
    expect(await writing(job, lapseOverdue)).toContain(id);
    expect(await writing(job, lapseOverdue)).toEqual([]);
    expect(await stateIs(id)).toBe('lapsed');
  });
});

describe('a referral of a consultation that is given to a team without a worker', () => {
  const west = () => world.case_team.west;
  const owner = async (id: number) =>
    (
      await world.owner<{ worker_id: number | null }>('select worker_id::int from referral where id = $1', [
        id,
      ])
    )[0]!.worker_id;
  /** A consultation of the east with a draft begun out of it, given to the west. */
  async function givenWest(): Promise<{ call: number; id: number }> {
    const worker = world.as('consultation_worker');
    const taken = await worker.post('/consultations/new', {
      ...sampleIntake,
      words_said: '眠れない',
    } as never);
    expect(taken.status, taken.text).toBe(303);
    const [call] = await world.owner<{ id: number }>('select max(id)::int as id from consultation');
    const begun = await worker.post(`/referrals/new?consultation=${call!.id}`, {
      ...sampleReferral(world.facility[0]!),
      need: '話を聞いてくれる場所',
      age_band: 'family',
      told_who: '主任だけ',
    });
    expect(begun.status, begun.text).toBe(303);
    const id = Number(/\/referrals\/(\d+)$/.exec(begun.location!)![1]);
    expect(await owner(id)).toBe(world.person.consultation_worker);
    const moved = await worker.post(`/consultations/${call!.id}/route`, {
      team_id: west(),
      worker_id: '',
      reason: '西の地区',
    } as never);
    expect(moved.status, moved.text).toBe(303);
    return { call: call!.id, id };
  }

  it('is taken by nobody but the team: not by who left it, by a place, or by those who read no case', async () => {
    const { id } = await givenWest();
    for (const who of [
      'consultation_worker',
      'supervisor',
      'facility_head',
      'administrator',
      'auditor',
      'coordinator',
    ] as const)
      expect([403, 404], who).toContain((await world.as(who).post(`/referrals/${id}/take`)).status);
    expect(await owner(id)).toBeNull();
    const owned = await draft();
    expect((await world.as('nurse').post(`/referrals/${owned}/take`)).status).toBe(409);
    expect(await owner(owned)).toBe(world.person.consultation_worker);
  });

  it('is nobody’s, stands before the whole team, and is whose who takes it', async () => {
    const { id } = await givenWest();
    for (const who of ['west_worker', 'west_supervisor'] as const) {
      expect((await world.as(who).get('/')).html).toContain(`href="/referrals/${id}"`);
      expect((await world.as(who).get('/referrals?group=unowned')).html).toContain(`href="/referrals/${id}"`);
    }
    expect((await world.as('consultation_worker').get('/')).html).not.toContain(`href="/referrals/${id}"`);
    expect((await world.as('west_worker').get(`/referrals/${id}`)).text).toContain('まだ担当がいません');
    expect((await world.as('west_worker').post(`/referrals/${id}/take`)).status).toBe(303);
    expect(await owner(id)).toBe(world.person.west_worker);
    expect((await world.as('west_supervisor').post(`/referrals/${id}/take`)).status).toBe(409);
    expect((await world.as('west_supervisor').get('/referrals?group=unowned')).html).not.toContain(
      `href="/referrals/${id}"`,
    );
  });

  /** A case of a family of its own, the team's and worker's. */
  async function caseOf(team_id: number, worker_id: number): Promise<number> {
    const [home] = await world.owner<{ id: number }>(
      `insert into household (team_id, team_ids, invented, created_by, created_at, updated_at)
       values ($1, array[$1]::bigint[], true, $2, $3, $3) returning id::int`,
      [team_id, worker_id, at],
    );
    const [made] = await world.owner<{ id: number }>(
      `insert into support_case (fiscal_year, number, household_id, team_id, worker_id, category, headline, opened_on, opened_by, next_contact_on, next_contact_way, created_at, updated_at)
       values (2026, (select max(number) + 1 from support_case), $1, $2, $3, 'support', '育児の負担', '2026-11-01', $3, '2026-12-01', 'visit', $4, $4) returning id::int`,
      [home!.id, team_id, worker_id, at],
    );
    return made!.id;
  }

  it('goes to the worker of the case its consultation is joined to: joined by nobody else, and to no case of another team', async () => {
    const { call, id } = await givenWest();
    const [ours, theirs] = [
      await caseOf(west(), world.person.west_worker),
      await caseOf(world.case_team.east, world.person.consultation_worker),
    ];
    const join = (who: Who, to: number) =>
      world.as(who).post(`/consultations/${call}/case`, { household: '', case_id: to } as never);
    const joined = async () =>
      (
        await world.owner<{ case_id: number | null }>('select case_id::int from consultation where id = $1', [
          call,
        ])
      )[0]!.case_id;
    for (const who of [
      'consultation_worker',
      'supervisor',
      'facility_head',
      'auditor',
      'coordinator',
    ] as const)
      expect([403, 404], who).toContain((await join(who, ours)).status);
    // a case that is not theirs is not there, whoever guesses its number
    expect([404, 422]).toContain((await join('west_supervisor', theirs)).status);
    const ended = await caseOf(west(), world.person.west_worker);
    await world.owner(
      `update support_case set closed_on = '2026-11-20', close_reason = 'goals_reached', closed_by = worker_id,
        close_approved_by = $2, next_contact_on = null, next_contact_way = null where id = $1`,
      [ended, world.person.west_supervisor],
    );
    expect((await join('west_supervisor', ended)).text).toContain('支援ケースを再開してから');
    expect([await joined(), await owner(id)]).toEqual([null, null]);
    expect((await join('west_supervisor', ours)).status).toBe(303);
    expect([await joined(), await owner(id)]).toEqual([ours, world.person.west_worker]);
    // once joined it stays: a second case is refused
    expect((await join('west_supervisor', await caseOf(west(), world.person.west_worker))).status).toBe(409);
    expect(await joined()).toBe(ours);
  });

  it('goes along when the case is given to another team: by nobody but who works on it, and the team before reads it no more', async () => {
    const moving = await caseOf(world.case_team.east, world.person.consultation_worker);
    const begun = await world.as('consultation_worker').post(`/referrals/new?case=${moving}`, {
      ...sampleReferral(world.facility[0]!),
      told_who: '主任だけ',
    });
    expect(begun.status, begun.text).toBe(303);
    const id = Number(/\/referrals\/(\d+)$/.exec(begun.location!)![1]);
    await world.owner('update referral set worker_id = null where id = $1', [id]);
    const give = (who: Who) =>
      world.as(who).post(`/cases/${moving}/move`, {
        to: `${west()}:${world.person.west_worker}`,
        reason: '転居',
      } as never);
    for (const who of ['west_worker', 'facility_head', 'auditor', 'administrator'] as const)
      expect([403, 404], who).toContain((await give(who)).status);
    expect((await world.as('west_worker').get(`/referrals/${id}`)).status).toBe(404);
    expect(await owner(id)).toBeNull();
    expect((await give('consultation_worker')).status).toBe(303);
    expect(await owner(id)).toBe(world.person.west_worker);
    expect((await world.as('west_worker').get(`/referrals/${id}`)).status).toBe(200);
    const before = world.as('consultation_worker');
    expect((await before.get(`/referrals/${id}`)).status).toBe(404);
    expect((await before.get('/referrals')).html).not.toContain(`href="/referrals/${id}"`);
    expect((await before.post(`/referrals/${id}/take`)).status).toBe(404);
  });

  it('goes with the consultation to the worker the supervisor gives it to', async () => {
    const { call, id } = await givenWest();
    const given = await world.as('west_supervisor').post(`/consultations/${call}/route`, {
      team_id: west(),
      worker_id: world.person.west_worker,
      reason: '',
    } as never);
    expect(given.status, given.text).toBe(303);
    expect(await owner(id)).toBe(world.person.west_worker);
  });

  it('tells the team’s supervisors what a place answers, and a draft of a week, and not who had it before', async () => {
    const { id } = await sent();
    await world.owner('update referral set worker_id = null where id = $1', [id]);
    expect((await world.as('facility_head').get(`/referrals/${id}`)).status).toBe(200);
    expect((await world.as('facility_head').post(`/referrals/${id}/accept`)).status).toBe(303);
    const lying = await draft();
    await world.owner('update referral set worker_id = null where id = $1', [lying]);
    world.at('2026-12-05T10:00:00+09:00');
    await world.house.jobs.drain();
    for (const one of [id, lying]) {
      const rows = await world.owner<{ person_id: number }>(
        `select distinct person_id::int from notice where url = $1 and created_at >= '2026-11-21T10:00:00+09:00' and person_id <> $2`,
        [`/referrals/${one}`, world.person.facility_head],
      );
      expect(
        rows.map(({ person_id }) => person_id),
        `${one}`,
      ).toEqual([world.person.supervisor]);
    }
  });
});
