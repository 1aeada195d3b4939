import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { sampleRound } from '../visits/samples.ts';

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
});
