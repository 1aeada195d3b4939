import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { sampleRound, sampleVisit } from '../visits/samples.ts';
import { factsFor } from './queries-facts.ts';
import { isOpen } from './rules-year.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.writing('secretariat', (tx) => sampleRound(tx, { fiscal_year: 2026, default_count: 2 }));
});
afterAll(() => world.close());

const base = '/rounds/2026/proposal';
const lines = () =>
  world.owner<{
    id: number;
    facility_id: number;
    person_id: number;
    planned_on: string;
    starts_at: string;
    locked: boolean;
    visit_id: number | null;
    why_now: { code: string };
    version: number;
  }>('select * from round_line order by planned_on, starts_at, id');

describe('who may not', () => {
  it('shows the plan, its people and its settings only to those who read or plan visits', async () => {
    for (const who of [
      'facility_head',
      'observer',
      'council_member',
      'administrator',
      'nurse',
      'partner',
    ] as const) {
      for (const path of [
        base,
        '/round-people',
        '/round-settings',
        '/rounds/2026/lost',
        '/round-days/2026-12-01',
      ])
        expect((await world.as(who).get(path)).status, `${who} ${path}`).toBe(404);
      const sent = await world.as(who).post(base, { from_on: '2026-12-01' });
      expect(sent.status, who).toBe(403);
    }
    expect(await world.owner('select 1 from round_proposal')).toHaveLength(0);
  });

  it('lets nobody of another facility or without planning say when a facility can be called at', async () => {
    const address = `/facilities/${world.facility[0]}/call-times`;
    const data = { weekdays: ['2', '3'], morning_from: '9:30', morning_to: '11:30', _version: 0 };
    for (const who of ['other_head', 'observer', 'facility_staff', 'partner'] as const) {
      expect((await world.as(who).get(address)).status, who).toBe(404);
      expect((await world.as(who).post(address, data)).status, who).toBeGreaterThanOrEqual(403);
    }
    expect(await world.owner('select 1 from facility_call_time')).toHaveLength(0);
  });

  it('lets an agency enter its own calls and nobody else’s', async () => {
    const data = {
      organisation_id: world.organisation.center,
      facility_id: world.facility[0]!,
      planned_on: '2026-12-08',
      kind: 'development',
    };
    for (const who of ['observer', 'facility_head', 'auditor'] as const) {
      expect((await world.as(who).get('/agency-rounds')).status, who).toBe(404);
      expect((await world.as(who).post('/agency-rounds', data)).status, who).toBe(403);
    }
    // of the university, for the centre
    expect((await world.as('partner').post('/agency-rounds', data)).status).toBe(403);
    expect(await world.owner('select 1 from agency_round')).toHaveLength(0);
  });
});

describe('plan the round', () => {
  it('takes the facility’s own times, a coordinator’s week and another agency’s call', async () => {
    const head = world.as('facility_head');
    expect((await head.get('/my-facility/call-times')).location).toBe(
      `/facilities/${world.facility[0]}/call-times`,
    );
    const wrong = await head.post(`/facilities/${world.facility[0]}/call-times`, {
      weekdays: ['2', '4'],
      morning_from: '11:30',
      morning_to: '9:30',
      _version: 0,
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('終わりは、始まりより後にしてください。');
    const times = { weekdays: ['2', '4'], morning_from: '９：３０', morning_to: '11:30', _version: 0 };
    expect((await head.post(`/facilities/${world.facility[0]}/call-times`, times)).status).toBe(303);
    const late = await head.post(`/facilities/${world.facility[0]}/call-times`, times);
    expect(late.status, 'written down by somebody meanwhile').toBe(422);

    const planner = world.as('secretariat');
    const week = {
      weekdays: ['1', '2', '3', '4'],
      starts_at: '9:00',
      ends_at: '16:30',
      most: 2,
      _version: 0,
    };
    expect((await planner.post(`/round-people/${world.person.coordinator}`, week)).status).toBe(303);
    const away = await planner.post(`/round-people/${world.person.coordinator}/absences`, {
      from_on: '2026-12-01',
      to_on: '2026-12-11',
      kind: 'training',
    });
    expect(away.status).toBe(303);
    expect((await planner.get('/round-people')).text).toContain('月～木曜');
    for (const [path, kind, days] of [
      [`/round-people/${world.person.coordinator}/absences`, 'training', 366],
      ['/round-settings/quiet', 'event', 199],
    ] as const) {
      const long = await planner.post(path, { from_on: '2026-12-01', to_on: '2029-12-01', kind });
      expect(long.status).toBe(422);
      expect(long.text).toContain(`期間は${days}日までにしてください`);
    }

    const own = await world.as('partner').post('/agency-rounds', {
      organisation_id: world.organisation.university,
      facility_id: world.facility[1]!,
      planned_on: '2026-12-08',
      kind: 'consultation',
    });
    expect(own.location).toBe('/agency-rounds?week=2026-12-07');
    const seen = await world.as('nurse').get('/agency-rounds?week=2026-12-07');
    expect(seen.text).toContain('巡回相談');
  });

  it('knows a place that opens only on the third Friday, and calls there on no other day', async () => {
    const facility_id = world.facility[5]!;
    await world.owner(
      `insert into schedule (facility_id, byday, opens_at, closes_at, holidays) values ($1, '{3FR}', '10:00', '11:30', 'closed')`,
      [facility_id],
    );
    const [round] = await world.owner<{ id: number; fiscal_year: number }>(
      'select id, fiscal_year from round where fiscal_year = 2026',
    );
    const { facilities } = await world.reading('secretariat', (tx) =>
      factsFor(tx, round!, '2026-12-01', '2027-03-31'),
    );
    const place = facilities.find((one) => one.id === facility_id)!;
    const open = Array.from({ length: 121 }, (_, day) => addDays('2026-12-01', day)).filter((on) =>
      isOpen(place, on),
    );
    expect(open).toEqual(['2026-12-18', '2027-01-15', '2027-02-19', '2027-03-19']);
    await world.owner('delete from schedule where facility_id = $1', [facility_id]);
  });

  it('works the rest of the year out: every facility at its number, with both reasons', async () => {
    const planner = world.as('secretariat');
    expect((await planner.get(base)).text).toContain('計画案はまだありません');
    const past = await planner.post(base, { from_on: '2026-11-21' });
    expect(past.status).toBe(422);
    expect(past.text).toContain('明日より後の日を入力してください。');
    const asked = await planner.post(base, { from_on: '2026-12-01', by_need: '' });
    expect(asked.location).toBe(base);
    expect((await planner.get(base)).text).toContain('案をつくっています');
    expect((await planner.post(`${base}/solve`, {})).status, 'while it is worked out').toBe(409);
    await world.house.jobs.drain();
    const found = await lines();
    expect(found).toHaveLength(12);
    for (const facility of world.facility)
      expect(found.filter((line) => Number(line.facility_id) === facility)).toHaveLength(2);
    const page = await planner.get(base);
    expect(page.text).toContain('12件の訪問を組みました');
    expect(page.text).toContain('理論上の下限との差');
    // the facility's own days, the coordinator's absence, the other agency's week
    for (const line of found) {
      const on = new Date(line.planned_on).toLocaleDateString('sv');
      const day = new Date(`${on}T00:00:00Z`).getUTCDay();
      if (Number(line.facility_id) === world.facility[0]) expect([2, 4]).toContain(day);
      if (Number(line.person_id) === world.person.coordinator) {
        expect([1, 2, 3, 4]).toContain(day);
        expect(on > '2026-12-11').toBe(true);
      }
      if (Number(line.facility_id) === world.facility[1])
        expect(on < '2026-12-07' || on > '2026-12-13').toBe(true);
    }
  });

  it('moves a call by hand: warns first, says what it costs, locks it, and puts it back', async () => {
    const line = (await lines()).find((one) => Number(one.facility_id) === world.facility[2])!;
    const address = `/round-lines/${line.id}`;
    for (const who of ['observer', 'facility_head', 'partner'] as const) {
      expect((await world.as(who).get(address)).status, who).toBe(404);
      const sent = await world.as(who).post(address, { planned_on: '2027-02-03', person_id: 1, _version: 1 });
      expect(sent.status, who).toBeGreaterThanOrEqual(403);
    }
    const planner = world.as('secretariat');
    const page = await planner.get(address);
    expect(page.text).toContain('なぜ今');
    expect(page.text).toContain('なぜこの人');
    const sunday = { planned_on: '2027-02-07', person_id: world.person.coordinator2, _version: line.version };
    const warned = await planner.post(address, sunday);
    expect(warned.status).toBe(422);
    expect(warned.text).toContain('施設が休みの日です。');
    expect(warned.text).toContain('行く人が休みの日です。');
    const moved = await planner.post(address, { ...sunday, planned_on: '2027-02-03', confirmed: '1' });
    expect(moved.location).toBe(address);
    const after = (await lines()).find((one) => one.id === line.id)!;
    expect(after.locked).toBe(true);
    expect(new Date(after.planned_on).toLocaleDateString('sv')).toBe('2027-02-03');
    const stale = await planner.post(address, { ...sunday, planned_on: '2027-02-10', confirmed: '1' });
    expect(stale.status, 'an old version').toBe(422);
    const other = (await lines()).find((one) => !one.locked)!;
    const there = {
      planned_on: '2027-02-17',
      person_id: other.person_id,
      confirmed: '1',
      _version: other.version,
    };
    expect((await planner.post(`/round-lines/${other.id}`, there)).status).toBe(303);
    expect((await planner.post(`/round-lines/${other.id}/undo`)).status).toBe(303);
    const back = (await lines()).find((one) => one.id === other.id)!;
    expect(back).toMatchObject({ planned_on: other.planned_on, starts_at: other.starts_at, locked: false });
    expect((await planner.post(`/round-lines/${other.id}/undo`)).status, 'not moved any more').toBe(409);
    expect((await planner.get(base)).text).toContain('の訪問を動かしました');
    expect((await planner.get(`${base}/months/2027-02`)).text).toContain('止めた');
  });

  it('works part of it out again: what is locked or outside stays, and the change is said', async () => {
    const planner = world.as('secretariat');
    const before = await lines();
    const months = before
      .map((line) => new Date(line.planned_on).toLocaleDateString('sv').slice(0, 7))
      .filter((month) => month !== '2027-02');
    const month = months[0]!;
    const free = before.filter(
      (line) => !line.locked && new Date(line.planned_on).toLocaleDateString('sv').startsWith(month),
    );
    expect((await planner.post(`${base}/solve`, { months: [month] })).location).toBe(base);
    await world.house.jobs.drain();
    const after = await lines();
    expect(after).toHaveLength(before.length);
    const kept = before.filter((line) => !free.some((one) => one.id === line.id));
    for (const line of kept)
      expect(after.find((one) => one.id === line.id)?.planned_on).toEqual(line.planned_on);
    const again = after.filter((line) => !kept.some((one) => one.id === line.id));
    expect(again).toHaveLength(free.length);
    for (const line of again)
      expect(new Date(line.planned_on).toLocaleDateString('sv').slice(0, 7)).toBe(month);
    expect((await planner.get(base)).text).toContain('一部を組み直し');
  });

  it('makes visits of a month, tells each facility once, and takes them back untouched ones only', async () => {
    const planner = world.as('secretariat');
    const none = await planner.post(`${base}/accept`, {});
    expect(none.status).toBe(422);
    expect(none.text).toContain('月を1つ以上選んでください。');
    const notices = () => world.owner<{ n: number }>('select count(*)::int as n from notice');
    const [told] = await notices();
    const all = await lines();
    const month = new Date(all[0]!.planned_on).toLocaleDateString('sv').slice(0, 7);
    const wanted = all.filter((line) => new Date(line.planned_on).toLocaleDateString('sv').startsWith(month));
    expect((await planner.post(`${base}/accept`, { months: [month] })).location).toBe(base);
    const visits = await world.owner<{ id: number; version: number }>(
      'select id, version from visit where cancelled_at is null order by id',
    );
    expect(visits).toHaveLength(wanted.length);
    const [toldNow] = await notices();
    expect(toldNow!.n - told!.n).toBeLessThanOrEqual(wanted.length);
    const taken = (await lines()).find((line) => line.visit_id !== null)!;
    const late = await planner.post(`/round-lines/${taken.id}`, {
      planned_on: '2027-02-03',
      person_id: world.person.coordinator2,
      _version: taken.version,
    });
    expect(late.status, 'a visit by now').toBe(409);
    // one is touched by a person
    await world.owner('update visit set version = 2 where id = $1', [visits[0]!.id]);
    const [acceptance] = await world.owner<{ id: number }>('select id from round_acceptance');
    const undone = await planner.post(`${base}/acceptances/${acceptance!.id}/undo`);
    expect(undone.location).toBe(base);
    const left = await world.owner<{ id: number }>('select id from visit where cancelled_at is null');
    expect(left.map((visit) => visit.id)).toEqual([visits[0]!.id]);
    expect((await lines()).filter((line) => line.visit_id === null)).toHaveLength(all.length - 1);
    expect((await planner.post(`${base}/acceptances/${acceptance!.id}/undo`)).status).toBe(409);
    // what was taken back is not a visit that failed
    expect((await planner.get('/rounds/2026/lost')).text).toContain('できなかった訪問はありません');
  });

  it('plans a missed visit again with its reason', async () => {
    const planner = world.as('secretariat');
    // one that has no visit to come: that would make up for it
    const [free] = await world.owner<{ id: number }>(
      `select id from facility where id not in (select facility_id from visit where cancelled_at is null) order by id desc limit 1`,
    );
    const facility_id = Number(free!.id);
    const missed = await world.writing('secretariat', (tx) =>
      sampleVisit(tx, {
        facility_id,
        lead_id: world.person.coordinator,
        planned_on: '2026-11-05',
      }),
    );
    expect((await planner.get('/rounds/2026/lost')).text).toContain('記録がありません');
    const refused = await world
      .as('observer')
      .post(`/rounds/2026/lost/${missed}`, { cancel_reason: 'infection', cancel_note: '' });
    expect(refused.status).toBeGreaterThanOrEqual(403);
    const said = await planner.post(`/rounds/2026/lost/${missed}`, {
      cancel_reason: 'infection',
      cancel_note: '',
    });
    expect(said.location).toBe('/rounds/2026/lost');
    await planner.post(`${base}/solve`, {});
    await world.house.jobs.drain();
    const line = (await lines()).find((one) => one.why_now.code === 'replan');
    expect(Number(line?.facility_id)).toBe(facility_id);
    expect((await planner.get(`/round-lines/${line!.id}`)).text).toContain(
      '11月5日（木）の訪問が感染症のためできなかったため',
    );
    expect((await planner.get('/rounds/2026/lost')).text).toContain('の案');
  });

  it('hands out a day’s sheet as page and PDF, and the plan as Excel', async () => {
    const planner = world.as('coordinator');
    const line = (await lines()).find((one) => one.visit_id === null)!;
    const on = new Date(line.planned_on).toLocaleDateString('sv');
    const page = await planner.get(`/round-days/${on}?person=${line.person_id}`);
    expect(page.text).toContain('移動の合計');
    expect(page.text).toContain('案（まだ予定に入っていません）');
    const pdf = await planner.get(`/round-days/${on}?person=${line.person_id}&format=pdf`);
    expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
    const sheet = await planner.get(`${base}?format=csv`);
    expect(sheet.response.headers.get('content-type')).toContain('text/csv');
    expect(sheet.html).toContain('なぜこの人');
    expect((await world.as('observer').get(`${base}?format=xlsx`)).status).toBe(404);
  });

  it('asks before a second agency comes in the same week, and shows facilities who comes', async () => {
    const nurse = world.as('secretariat');
    const data = {
      organisation_id: world.organisation.center,
      facility_id: world.facility[1]!,
      planned_on: '2026-12-10',
      kind: 'health',
    };
    const asked = await nurse.post('/agency-rounds', data);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('同じ週に');
    expect((await nurse.post('/agency-rounds', { ...data, confirmed: '1' })).status).toBe(303);
    expect((await nurse.get('/agency-rounds?week=2026-12-07')).text).toContain('同じ週に重なる園');
    const own = await world.as('other_head').get(`/facilities/${world.facility[1]}/call-times`);
    expect(own.text).toContain('巡回相談');
    const [entered] = await world.owner<{ id: number }>(`select id from agency_round where kind = 'health'`);
    expect((await world.as('partner').post(`/agency-rounds/${entered!.id}/cancel`)).status).toBe(403);
    expect((await nurse.post(`/agency-rounds/${entered!.id}/cancel`)).status).toBe(303);
  });
});
