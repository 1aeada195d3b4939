import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { writing } from '../../platform/db/transaction.ts';
import { raiseIssue } from '../issues/commands.ts';
import { sampleForum } from '../meetings/samples.ts';
import { agreeStage } from '../partnership/commands.ts';
import { remindInitiatives } from './jobs.ts';
import { initiativeById, initiativeFigures, initiativesWaiting, partnersOf } from './queries.ts';
import { guidelineStanding, targetsOf } from './queries-guidelines.ts';
import { figuresOf } from './queries-surveys.ts';
import {
  fewest,
  partnerState,
  seenDifferently,
  stateOf,
  targetState,
  tellable,
  type Figure,
} from './rules.ts';
import { adoptSample, askSample, beginSample, sayYes, startSample } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const facility = (at: number) => `f${world.facility[at]}`;
const day = (name: string, iso: string) => {
  const [y, m, d] = iso.split('-');
  return { [`${name}_y`]: y, [`${name}_m`]: m, [`${name}_d`]: d };
};
const begin = (more: Partial<Parameters<typeof beginSample>[1]> = {}, who: Who = 'facility_head') =>
  world.writing(who, (tx) =>
    beginSample(tx, { lead: facility(0), starts_on: '2026-11-01', area_id: world.area[0]!, ...more }),
  );
/** Begun by one head, joined by the other, running. */
async function running(more: Partial<Parameters<typeof beginSample>[1]> = {}): Promise<number> {
  const id = await begin(more);
  await world.writing('facility_head', (tx) => askSample(tx, id, facility(1), '遊びの講座を受け持つ'));
  await world.writing('other_head', (tx) => sayYes(tx, id));
  await world.writing('facility_head', (tx) => startSample(tx, id, '2026-11-05'));
  return id;
}
const partner = async (id: number, at: number) =>
  (await world.reading('coordinator', (tx) => partnersOf(tx, id))).find(
    (one) => one.holder === facility(at),
  )!;
const sitting = (held_on: string, more: Record<string, string> = {}) => ({
  kind: 'activity',
  title: '第1回 雪の日ひろば',
  ...day('held_on', held_on),
  starts_at: '10:00',
  ends_at: '11:30',
  place: '遊戯室',
  _version: '0',
  ...more,
});
const said = (body: string, for_families: string, why = '') => ({
  body,
  for_families,
  why,
  good: '',
  change: '',
  voices: '',
  _version: '0',
});

describe('who may not', () => {
  it('turns away strangers and people whose appointments have ended', async () => {
    for (const page of ['/initiatives', '/lending', '/guidelines', '/survey-summaries']) {
      expect((await world.as(null).get(page)).location, page).toMatch(/^\/sign-in/);
      expect((await world.as('former').get(page)).status, page).toBe(403);
    }
  });

  it('lets nobody begin one for a body they do not answer for, and staff and observers none at all', async () => {
    const typed = {
      title: '勝手な取組',
      lead: facility(1),
      ...day('starts_on', '2026-11-01'),
      ...day('ends_on', ''),
      issue_id: '',
    };
    expect((await world.as('facility_head').post('/initiatives/new', typed)).status).toBe(422);
    for (const who of ['facility_staff', 'observer', 'auditor'] as Who[]) {
      expect((await world.as(who).get('/initiatives/new')).status, who).toBe(403);
      expect((await world.as(who).post('/initiatives/new', typed)).status, who).not.toBe(303);
    }
    expect(await world.owner('select from initiative where title = $1', ['勝手な取組'])).toHaveLength(0);
  });

  it('lets nobody but its holder and those who look after all of them change an initiative', async () => {
    const id = await running();
    for (const who of ['other_head', 'facility_staff', 'council_member', 'observer'] as Who[]) {
      const visitor = world.as(who);
      expect((await visitor.get(`/initiatives/${id}`)).status, who).toBe(200);
      expect((await visitor.get(`/initiatives/${id}/edit`)).status, who).toBe(403);
      for (const [path, fields] of [
        ['ask', { body: facility(2), part: '勝手に' }],
        ['end', { ...day('ended_on', '2026-11-20'), ending: 'stopped', ending_note: '勝手に' }],
        ['handover', { person_id: world.person.other_head, note: '' }],
        ['sessions/new', sitting('2026-12-01')],
        ['outcomes', { body: '勝手に', ...day('measured_on', '2026-11-20') }],
      ] as const)
        expect((await visitor.post(`/initiatives/${id}/${path}`, fields)).status, `${who} ${path}`).toBe(403);
    }
    expect(await world.owner('select from initiative_outcome where initiative_id = $1', [id])).toHaveLength(
      0,
    );
  });

  it('lets nobody say yes, or look back, for another body', async () => {
    const id = await begin();
    await world.writing('facility_head', (tx) => askSample(tx, id, facility(1), '見守り'));
    const { id: partner_id } = await partner(id, 1);
    for (const who of ['facility_head', 'facility_staff', 'secretariat', 'council_member'] as Who[])
      expect(
        (await world.as(who).post(`/initiatives/${id}/answer`, { partner_id, yes: 'yes' })).status,
        who,
      ).toBe(403);
    expect((await partner(id, 1)).state).toBe('waiting');
    const whole = await running();
    const path = `/initiatives/${whole}/reflections/whole/reflect`;
    expect((await world.as('facility_head').post(path, said(facility(1), 'yes'))).status).toBe(403);
    expect((await world.as('coordinator').post(path, said(facility(0), 'yes'))).status).toBe(403);
    expect((await world.as('facility_head').get(`${path}?body=${facility(1)}`)).status).toBe(403);
  });

  it('lets nobody lend what another body offers, nor borrow in its name', async () => {
    const room = await offerRoom();
    const ask = loan(facility(1), '2026-12-01', '10:00', '12:00');
    expect((await world.as('facility_head').post(`/lending/${room}/ask`, ask)).status).toBe(422);
    const asked = await world.as('other_head').post(`/lending/${room}/ask`, ask);
    const path = asked.location!;
    for (const who of ['other_head', 'facility_staff', 'council_member'] as Who[])
      expect((await world.as(who).post(`${path}/lend`, { note: '' })).status, who).toBe(403);
    expect((await world.as('council_member').post(`${path}/cancel`, { note: '勝手に' })).status).toBe(403);
    expect((await world.as('other_head').post(`/lending/${room}/withdraw`)).status).toBe(403);
  });

  it('keeps summaries and guidelines for those who look after them, and drafts from strangers', async () => {
    for (const who of ['facility_head', 'council_member', 'observer', 'auditor'] as Who[]) {
      const visitor = world.as(who);
      expect((await visitor.get('/survey-summaries/new')).status, who).toBe(403);
      expect((await visitor.get('/survey-summaries/import')).status, who).toBe(404);
      expect((await visitor.get('/guidelines/new')).status, who).toBe(403);
      const typed = { title: '勝手', source: '勝手', ...day('surveyed_on', '2026-10-01'), _version: 0 };
      expect((await visitor.post('/survey-summaries/new', typed)).status, who).toBe(403);
    }
    const draft = await world.writing('secretariat', (tx) =>
      adoptSample(
        tx,
        { title: '案のままの指針', starts_on: '2027-04-01', ends_on: '2032-03-31' },
        [{ owner: facility(0) }],
        null,
      ),
    );
    expect((await world.as(null).get(`/open/guidelines/${draft}`)).status).toBe(404);
    expect((await world.as('secretariat').get(`/open/guidelines/${draft}`)).status).toBe(404);
    expect((await world.as(null).get('/open/guidelines')).text).not.toContain('案のままの指針');
    const summary = await summaryOf('公開前の調査');
    expect((await world.as(null).get(`/open/results/${summary}`)).status).toBe(404);
  });
});

describe('an initiative', () => {
  it('begins from an issue with its words, runs when two bodies said yes, and tells the issue so', async () => {
    const issue_id = await world.writing('secretariat', (tx) =>
      raiseIssue(tx, {
        title: '雪の日に行く所がない',
        description: '雪が積もると、ベビーカーで出られない。',
        theme_code: 'community',
        weight: 2,
        source: 'hand',
        raised_on: '2026-11-01',
        facility_ids: [],
        area_ids: [world.area[0]!],
      }),
    );
    const office = world.as('secretariat');
    expect((await office.get(`/issues/${issue_id}`)).html).toContain(`/initiatives/new?issue=${issue_id}`);
    const form = await office.get(`/initiatives/new?issue=${issue_id}`);
    expect(form.text).toContain('雪が積もると、ベビーカーで出られない。');
    const id = await begin({ issue_id, lead: facility(0) }, 'secretariat');
    const start = () =>
      office.post(`/initiatives/${id}/start`, {
        ...day('started_on', '2026-11-20'),
        ...day('next_look_back_on', ''),
      });
    expect((await start()).status).toBe(409);
    await office.post(`/initiatives/${id}/ask`, { body: facility(1), part: '遊びの講座を受け持つ' });
    expect((await world.as('other_head').get('/notices')).text).toContain('への参加をお願いしています');
    const waits = await world.reading('other_head', (tx) => initiativesWaiting(tx));
    expect(waits.asked.some((one) => one.initiative_id === id)).toBe(true);
    for (const who of ['facility_head', 'other_head'] as Who[])
      await world.writing(who, (tx) => sayYes(tx, id));
    expect((await start()).status).toBe(303);
    const page = await office.get(`/issues/${issue_id}`);
    expect(page.text).toContain('雪の日も遊べる午前のひろば');
    expect(
      await world.owner(`select from issue_event where issue_id = $1 and kind = 'acted'`, [issue_id]),
    ).toHaveLength(1);
    expect((await world.as('facility_staff').get(`/initiatives/${id}`)).text).not.toContain(
      '雪の日に行く所がない',
    );
  });

  it('begins from one of the six examples, item for item', async () => {
    const page = await world.as('facility_head').get('/initiatives/examples');
    expect(page.html.match(/\/initiatives\/new\?example=/g)).toHaveLength(6);
    const form = await world.as('facility_head').get('/initiatives/new?example=3');
    expect(form.text).toContain('園庭開放を知っていても');
  });

  it('asks again when a part changes, and a no needs its reason', async () => {
    const id = await running();
    const { id: partner_id } = await partner(id, 1);
    await world.as('facility_head').post(`/initiatives/${id}/part`, { partner_id, part: '会場も用意する' });
    expect((await partner(id, 1)).state).toBe('changed');
    const no = { partner_id, yes: 'no', brings: '', note: '' };
    expect((await world.as('other_head').post(`/initiatives/${id}/answer`, no)).status).toBe(422);
    expect(
      (await world.as('other_head').post(`/initiatives/${id}/answer`, { ...no, note: '人手が足りない' }))
        .status,
    ).toBe(303);
    expect((await partner(id, 1)).state).toBe('no');
  });

  it('shows both texts when two people change the plan at once', async () => {
    const id = await begin();
    const typed = {
      title: '冬のひろば',
      ...day('starts_on', '2026-11-01'),
      ...day('ends_on', ''),
      aim: '私の目的',
      _version: 1,
    };
    expect(
      (await world.as('coordinator').post(`/initiatives/${id}/edit`, { ...typed, aim: '先の目的' })).status,
    ).toBe(303);
    const second = await world.as('facility_head').post(`/initiatives/${id}/edit`, typed);
    expect(second.status).toBe(422);
    expect(second.text).toContain('私の目的');
    expect(second.text).toContain('先の目的');
  });

  it('is never without a holder: it stays until the one asked accepts, and says so when the holder has gone', async () => {
    const id = await running();
    const head = world.as('facility_head');
    const asked = { person_id: world.person.other_head, note: '異動のため' };
    expect(
      (await head.post(`/initiatives/${id}/handover`, { ...asked, person_id: world.person.auditor })).status,
    ).toBe(422);
    await head.post(`/initiatives/${id}/handover`, asked);
    const ownerOf = async () =>
      (await world.owner<{ owner_id: string }>('select owner_id from initiative where id = $1', [id]))[0]!
        .owner_id;
    expect(Number(await ownerOf())).toBe(world.person.facility_head);
    expect(
      (
        await world
          .as('council_member')
          .post(`/initiatives/${id}/handover/reply`, { accept: 'yes', note: '' })
      ).status,
    ).toBe(403);
    await world.as('other_head').post(`/initiatives/${id}/handover/reply`, { accept: 'no', note: '手一杯' });
    expect(Number(await ownerOf())).toBe(world.person.facility_head);
    await head.post(`/initiatives/${id}/handover`, asked);
    expect(
      (await world.as('other_head').post(`/initiatives/${id}/handover/reply`, { accept: 'yes', note: '' }))
        .status,
    ).toBe(303);
    expect(Number(await ownerOf())).toBe(world.person.other_head);
    expect((await head.get(`/initiatives/${id}/edit`)).status).toBe(403);
    await world.owner('update initiative set owner_id = $2 where id = $1', [id, world.person.former]);
    const waits = await world.reading('coordinator', (tx) => initiativesWaiting(tx));
    expect(waits.without_owner.some((one) => one.id === id)).toBe(true);
  });

  it('puts its sittings into the calendar, for families into the public one, and follows when they move or fall out', async () => {
    const id = await running();
    const head = world.as('facility_head');
    const made = await head.post(`/initiatives/${id}/sessions/new`, {
      ...sitting('2026-12-05'),
      for_families: 'on',
    });
    expect(made.status).toBe(303);
    const [row] = await world.owner<{ event_id: string; id: string }>(
      'select id, event_id from initiative_session where initiative_id = $1',
      [id],
    );
    const open = await world.as(null).get(`/open/events/${row!.event_id}`);
    expect(open.status).toBe(200);
    expect(open.text).toContain('雪の日ひろば');
    expect((await world.as('other_head').get('/notices')).text).toContain('12月5日');
    const moved = await head.post(`${made.location}/edit`, {
      ...sitting('2026-12-12'),
      for_families: 'on',
      _version: '1',
    });
    expect(moved.status).toBe(303);
    const days = () =>
      world.owner<{ on: string }>(
        `select (starts_at at time zone 'Asia/Tokyo')::date::text as on from event_session where event_id = $1 and cancelled_at is null`,
        [row!.event_id],
      );
    expect((await days()).map((one) => one.on)).toEqual(['2026-12-12']);
    expect((await head.post(`${made.location}/cancel`, { reason: '大雪のため' })).status).toBe(303);
    expect(
      await world.owner('select from event where id = $1 and cancelled_at is not null', [row!.event_id]),
    ).toHaveLength(1);
  });

  it('asks each body whether it is for the families, and shows where they differ instead of a mean', async () => {
    const id = await running();
    const head = world.as('facility_head');
    const made = await head.post(`/initiatives/${id}/sessions/new`, sitting('2026-11-20'));
    const path = made.location!;
    await head.post(`${path}/held`, { families: 8, helpers: 4, record: 'そり遊びをした', _version: '1' });
    const waits = await world.reading('other_head', (tx) => initiativesWaiting(tx));
    expect(waits.reflections.some((one) => one.initiative_id === id)).toBe(true);
    expect((await head.post(`${path}/reflect`, said(facility(0), 'yes'))).status).toBe(303);
    expect((await world.as('other_head').post(`${path}/reflect`, said(facility(1), 'no'))).status).toBe(422);
    expect(
      (
        await world
          .as('other_head')
          .post(`${path}/reflect`, said(facility(1), 'no', '来てほしい親子が来ていない'))
      ).status,
    ).toBe(303);
    const page = await world.as('council_member').get(path);
    expect(page.text).toContain('見方が分かれています');
    expect(page.text).toContain('来てほしい親子が来ていない');
    const glance = await world.as('observer').get(`/initiatives/${id}`);
    expect(glance.text).toContain('なっている：こもれび保育園');
    expect(glance.text).toContain('今はなっていない：あおぞら幼稚園');
  });

  it('ends as reached only with an outcome told, goes on with a reason, and can be taken up again', async () => {
    const id = await running();
    const head = world.as('facility_head');
    const end = { ...day('ended_on', '2026-11-20'), ending: 'reached', ending_note: '冬の居場所になった' };
    expect((await head.post(`/initiatives/${id}/end`, end)).text).toContain('成果');
    expect(
      (
        await head.post(`/initiatives/${id}/outcomes`, {
          body: '来る親子が増えた',
          before_value: '12',
          value: '31',
          unit: '組',
          source: '',
          ...day('measured_on', '2026-11-20'),
        })
      ).status,
    ).toBe(422);
    await head.post(`/initiatives/${id}/outcomes`, {
      body: '来る親子が増えた',
      before_value: '12',
      value: '31',
      unit: '組',
      source: '利用の記録',
      ...day('measured_on', '2026-11-20'),
    });
    const on = {
      ...day('ends_on', '2027-03-31'),
      ...day('next_look_back_on', '2027-02-01'),
      note: '春まで続ける',
    };
    expect((await head.post(`/initiatives/${id}/continue`, on)).status).toBe(303);
    expect((await head.post(`/initiatives/${id}/end`, end)).status).toBe(303);
    const page = await world.as('observer').get(`/initiatives/${id}`);
    expect(page.text).toContain('12組 → 31組');
    expect(page.text).toContain('めざした姿に届いた');
    expect((await head.post(`/initiatives/${id}/ask`, { body: facility(2), part: 'x' })).status).toBe(409);
    expect((await head.post(`/initiatives/${id}/reopen`)).status).toBe(303);
    expect((await world.reading('observer', (tx) => initiativeById(tx, id)))!.state).toBe('running');
  });

  it('gives out what is next as an action item, is named for a step of its area, and is printed and exported', async () => {
    const id = await running();
    const office = world.as('secretariat');
    const given = { what: 'そりを集める', owner: facility(1), ...day('due_on', '2026-12-10') };
    expect((await office.post(`/initiatives/${id}/actions`, given)).status).toBe(303);
    expect((await world.as('other_head').get('/actions')).text).toContain('そりを集める');
    expect((await world.as('facility_head').post(`/initiatives/${id}/actions`, given)).status).toBe(403);
    await office.post('/partnership/new', {
      name: '秋の回',
      area_system_code: 'district',
      ...day('opens_on', '2026-11-01'),
      ...day('closes_on', '2026-11-30'),
      note: '',
    });
    const [round] = await world.owner<{ id: string }>('select id from partnership_round limit 1');
    await world.writing('secretariat', (tx) =>
      agreeStage(tx, Number(round!.id), world.area[0]!, {
        step: 3,
        agreed_on: '2026-11-20',
        reason: '紹介し合えている',
      }),
    );
    const [stage] = await world.owner<{ id: string }>('select id from partnership_stage limit 1');
    expect(
      (await world.as('facility_head').post(`/initiatives/${id}/stages`, { stage_id: stage!.id })).status,
    ).toBe(303);
    expect((await world.as('observer').get(`/initiatives/${id}`)).text).toContain('ステップ3');
    expect(
      (await world.as('observer').get(`/partnership/${round!.id}/areas/${world.area[0]}`)).text,
    ).toContain('雪の日も遊べる午前のひろば');
    const sheet = await world.as('observer').get(`/initiatives/${id}/sheet.pdf`);
    expect(sheet.response.headers.get('content-type')).toBe('application/pdf');
    const table = await world.as('observer').get('/initiatives/export?format=csv');
    expect(table.html).toContain('雪の日も遊べる午前のひろば');
    const untie = (stage_id: number | string) =>
      world.as('facility_head').post(`/initiatives/${id}/stages/untie`, { stage_id });
    expect((await untie(999_999)).status).toBe(404);
    expect((await untie(stage!.id)).status).toBe(303);
    expect((await untie(stage!.id)).status).toBe(404);
  });

  it('counts for the year’s report', async () => {
    const figures = await world.reading('observer', (tx) => initiativeFigures(tx, 2026));
    expect(figures.running).toBeGreaterThan(0);
    expect(figures.families).toBeGreaterThanOrEqual(8);
    expect(figures.differing).toBeGreaterThanOrEqual(1);
  });
});

async function offerRoom(): Promise<number> {
  const made = await world.as('facility_head').post('/lending/new', {
    body: facility(0),
    kind: 'room',
    name: '遊戯室',
    detail: '60畳',
    terms: '土曜の午前',
    _version: 0,
  });
  return Number(made.location!.split('/').at(-1));
}
const loan = (body: string, on: string, from: string, until: string) => ({
  body,
  initiative_id: '',
  purpose: '雪の日ひろば',
  ...day('from_on', on),
  from_at: from,
  ...day('until_on', on),
  until_at: until,
  hours: '',
});

describe('lending', () => {
  it('promises a room to one at a time: refused in words, and by the database whoever presses first', async () => {
    const room = await offerRoom();
    const other = world.as('other_head');
    const first = (
      await other.post(`/lending/${room}/ask`, loan(facility(1), '2026-12-05', '10:00', '12:00'))
    ).location!;
    const second = (
      await world
        .as('coordinator')
        .post(`/lending/${room}/ask`, loan(facility(2), '2026-12-05', '11:00', '13:00'))
    ).location!;
    const head = world.as('facility_head');
    expect((await head.post(`${first}/lend`, { note: '鍵は事務室' })).status).toBe(303);
    const refused = await head.post(`${second}/lend`, { note: '' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('あおぞら幼稚園が使うことになっています');
    expect(
      (await other.post(`/lending/${room}/ask`, loan(facility(1), '2026-12-05', '11:30', '12:30'))).text,
    ).toContain('ほかの日時にしてください');
    await expect(
      world.owner('update loan set lent_at = now() where id = $1', [Number(second.split('/').at(-1))]),
    ).rejects.toThrow(/loan_no_double_lending/);
    await other.post(`${first}/cancel`, { note: '中止' });
    expect((await head.post(`${second}/lend`, { note: '' })).status).toBe(303);
    expect((await world.as('observer').get('/lending/export?format=csv')).html).toContain('遊戯室');
  });

  it('asks for people by the hour, says no with a reason, and brings back what is late', async () => {
    const made = await world.as('facility_head').post('/lending/new', {
      body: facility(0),
      kind: 'person',
      name: '遊びの講座をする保育士',
      _version: 0,
    });
    const ask = loan(facility(1), '2026-11-21', '13:00', '15:00');
    expect((await world.as('other_head').post(`${made.location}/ask`, ask)).status).toBe(422);
    const asked = (await world.as('other_head').post(`${made.location}/ask`, { ...ask, hours: '２' }))
      .location!;
    expect((await world.as('facility_head').get('/notices')).text).toContain('借りたいと頼まれています');
    expect((await world.as('facility_head').post(`${asked}/decline`, { note: '' })).status).toBe(422);
    await world.as('facility_head').post(`${asked}/lend`, { note: '' });
    world.at('2026-11-23T10:00:00+09:00');
    expect((await world.as('other_head').get(asked)).text).toContain('返却を待っています');
    expect((await world.as('other_head').get('/')).text).toContain('返す日時を過ぎています');
    expect((await world.as('other_head').post(`${asked}/return`, { note: '' })).status).toBe(303);
    world.at('2026-11-21T10:00:00+09:00');
  });
});

const summaryOf = async (title: string): Promise<number> => {
  const made = await world.as('secretariat').post('/survey-summaries/new', {
    title,
    source: '市こども部、0～5歳の子のいる家庭に郵送',
    ...day('surveyed_on', '2026-06-01'),
    answers: 812,
    lead: '近くの居場所を知らない家庭が半数近くいました。',
    _version: 0,
  });
  return Number(made.location!.split('/').at(-1));
};
const figure = (answer: string, value: number, more: Record<string, string | number> = {}) => ({
  area_id: '',
  question: '近くの居場所を知っていますか',
  answer,
  value,
  unit: '人',
  answers: 100,
  ...more,
});

describe('results of a survey', () => {
  it('go back to everybody without what few people said, nor what gives it away', async () => {
    const id = await summaryOf('実態調査2026');
    const office = world.as('secretariat');
    expect((await office.post(`/survey-summaries/${id}/publish`)).status).toBe(409);
    for (const [answer, value] of [
      ['知っている', 61],
      ['知らない', 29],
      ['答えたくない', 3],
      ['その他', 7],
    ] as const)
      expect((await office.post(`/survey-summaries/${id}/figures`, figure(answer, value))).status).toBe(303);
    expect((await office.post(`/survey-summaries/${id}/publish`)).status).toBe(303);
    const page = await world.as(null).get(`/open/results/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('61人');
    expect(page.text).not.toContain('3人');
    expect(page.text).not.toContain('7人');
    expect(page.text).toContain('公開しません');
    // Nor by any other question: the row is not a stranger's to read.
    const readable = await world.reading(null, async (tx) =>
      (await figuresOf(tx, id)).map(({ value }) => Number(value)),
    );
    expect(readable).toEqual([61, 29]);
    expect((await world.as('facility_head').get(`/survey-summaries/${id}`)).text).toContain('3人');
    await office.post(`/survey-summaries/${id}/withdraw`);
    expect((await world.as(null).get(`/open/results/${id}`)).status).toBe(404);
  });

  it('come in from a table, each row checked first, and again without doubling', async () => {
    const id = await summaryOf('表からの調査');
    const csv = [
      '調査,地区,設問,選択肢,割合,単位,母数',
      '表からの調査,中央地区,外で遊ぶ日はありますか,ほぼ毎日,42.5,％,80',
      '表からの調査,どこか地区,外で遊ぶ日はありますか,ない,10,％,80',
      '表からの調査,,外で遊ぶ日はありますか,ない,多い,％,80',
    ].join('\n');
    const office = world.as('secretariat');
    const sent = await office.post('/survey-summaries/import', {
      file: new File([csv], '調査.csv', { type: 'text/csv' }),
      sheet: '',
    });
    expect(sent.status).toBe(303);
    const check = await office.get(sent.location!);
    expect(check.text).toContain('「どこか地区」という区域はありません');
    expect(check.text).toContain('「多い」は数として読めません');
    await office.post(`${sent.location}/apply`);
    await world.house.jobs.drain();
    const rows = await world.owner<{ value: string }>(
      'select value from survey_figure where summary_id = $1',
      [id],
    );
    expect(rows.map((one) => Number(one.value))).toEqual([42.5]);
  });

  it('are talked over at a local meeting of a forum that residents find in the calendar; sayings become issues', async () => {
    const id = await summaryOf('話し合う調査');
    const office = world.as('secretariat');
    await office.post(`/survey-summaries/${id}/figures`, figure('知っている', 61));
    const forum_id = await world.writing('secretariat', (tx) =>
      sampleForum(tx, {
        name: '中央地区子育て連絡会',
        kind: 'area',
        organisation_id: world.organisation.city,
        area_id: world.area[0]!,
        members: [],
      }),
    );
    const held = await office.post(`/survey-summaries/${id}/meetings`, {
      area_id: world.area[0],
      forum_id,
      ...day('held_on', '2026-12-15'),
      starts_at: '10:00',
      ends_at: '11:30',
      place: '中央公民館',
      public: 'on',
    });
    expect(held.status).toBe(303);
    expect((await world.as('coordinator').post(`/survey-summaries/${id}/meetings`, {})).status).not.toBe(303);
    await office.post(`/survey-summaries/${id}/publish`);
    const open = await world.as(null).get(`/open/results/${id}`);
    expect(open.text).toContain('中央地区子育てミーティング');
    const saying = { area_id: world.area[0], meeting_id: '', said_by: 'guardian' };
    const naming = await office.post(`/survey-summaries/${id}/sayings`, {
      ...saying,
      body: 'こもれび保育園が遠い',
    });
    expect(naming.status).toBe(422);
    const nowhere = await office.post(`/survey-summaries/${id}/sayings`, {
      ...saying,
      area_id: 999_999,
      body: '行く所がない',
    });
    expect(nowhere.status).toBe(422);
    expect(nowhere.text).toContain('この区域はありません');
    await office.post(`/survey-summaries/${id}/sayings`, { ...saying, body: '雪の日に行く所がない' });
    expect((await world.as(null).get(`/open/results/${id}`)).text).toContain('雪の日に行く所がない');
    const [one] = await world.owner<{ id: string }>('select id from survey_saying where summary_id = $1', [
      id,
    ]);
    const raised = { saying_id: one!.id, title: '雪の日の居場所', theme_code: 'community' };
    expect((await office.post(`/survey-summaries/${id}/sayings/issue`, raised)).status).toBe(303);
    expect(
      await world.owner(`select from issue where title = $1 and source = 'survey'`, ['雪の日の居場所']),
    ).toHaveLength(1);
    expect((await office.post(`/survey-summaries/${id}/sayings/issue`, raised)).status).toBe(409);
  });
});

describe('a guideline', () => {
  const adopted = (title: string) =>
    world.writing('secretariat', (tx) =>
      adoptSample(
        tx,
        { title, starts_on: '2026-04-01', ends_on: '2031-03-31' },
        [{ owner: facility(0) }],
        '2026-03-25',
      ),
    );

  it('is everybody’s once adopted, and its words stay as they were adopted', async () => {
    const id = await adopted('東部の協働の指針');
    const open = await world.as(null).get(`/open/guidelines/${id}`);
    expect(open.status).toBe(200);
    expect(open.text).toContain('近くの居場所を知っている家庭を増やす');
    const office = world.as('secretariat');
    expect((await office.get(`/guidelines/${id}/edit`)).status).toBe(409);
    expect((await office.post(`/guidelines/${id}/chapters/new`, { title: '後から', body: '' })).status).toBe(
      409,
    );
    await expect(
      world.writing('secretariat', (tx) =>
        tx.db
          .updateTable('guideline_chapter')
          .set({ body: '書き換え' })
          .where('guideline_id', '=', id)
          .executeTakeFirstOrThrow(),
      ),
    ).resolves.toMatchObject({ numUpdatedRows: 0n });
    for (const file of ['guideline.docx', 'guideline.pdf', 'export'])
      expect((await office.get(`/guidelines/${id}/${file}`)).status, file).toBe(200);
  });

  it('has targets moved by an initiative, told by their owner, taken back when wrong', async () => {
    const id = await adopted('動く指針');
    const initiative = await running();
    const [target] = await world.reading('observer', (tx) => targetsOf(tx, id));
    const fact = (value: string, evidence = `initiative:${initiative}`) => ({
      target_id: target!.id,
      ...day('happened_on', '2026-11-20'),
      value,
      body: '冬のひろばで知った家庭が増えた',
      evidence,
    });
    expect((await world.as('other_head').post(`/guidelines/${id}/facts/new`, fact('61'))).status).toBe(403);
    expect(
      (await world.as('facility_head').post(`/guidelines/${id}/facts/new`, fact('61', 'initiative:999999')))
        .status,
    ).toBe(422);
    expect((await world.as('facility_head').post(`/guidelines/${id}/facts/new`, fact('61'))).status).toBe(
      303,
    );
    const page = await world.as(null).get(`/open/guidelines/${id}`);
    expect(page.text).toContain('近づいています');
    expect(page.html).not.toContain('/initiatives/');
    expect((await world.as('observer').get(`/initiatives/${initiative}`)).text).toContain(
      '冬のひろばで知った家庭が増えた',
    );
    const standing = await world.reading('observer', (tx) => guidelineStanding(tx, '2026-11-21'));
    expect(standing.find((one) => one.guideline.id === id)!.targets[0]!.state).toBe('moving');
    const [row] = await world.owner<{ id: string }>('select id from guideline_fact where guideline_id = $1', [
      id,
    ]);
    expect(
      (await world.as('other_head').post(`/guidelines/${id}/facts/take-back`, { fact_id: row!.id })).status,
    ).toBe(404);
    await world.as('facility_head').post(`/guidelines/${id}/facts/take-back`, { fact_id: row!.id });
    expect((await world.as(null).get(`/open/guidelines/${id}`)).text).not.toContain(
      '冬のひろばで知った家庭が増えた',
    );
    expect((await world.as('secretariat').post(`/guidelines/${id}/unadopt`)).status).toBe(409);
  });

  it('goes on into the next period from where its targets came to, and is compared with it', async () => {
    const id = await adopted('続く指針');
    const [target] = await world.reading('observer', (tx) => targetsOf(tx, id));
    await world.as('secretariat').post(`/guidelines/${id}/facts/new`, {
      target_id: target!.id,
      ...day('happened_on', '2026-11-20'),
      value: '64.5',
      body: '調査で測った',
      evidence: '',
    });
    const next = (await world.as('secretariat').post(`/guidelines/${id}/next-period`)).location!;
    const [now] = await world.reading('secretariat', (tx) => targetsOf(tx, Number(next.split('/').at(-1))));
    expect(now).toMatchObject({ base_value: 64.5, follows_id: target!.id });
    const page = await world.as('observer').get(`${next}/compare`);
    expect(page.text).toContain('52％ → 70％');
    expect(page.text).toContain('64.5％ → 70％');
    // Two of one name are told apart by their names wherever one of them is chosen from.
    const [before, after] = ['続く指針（令和8年度～令和12年度）', '続く指針（令和13年度～令和17年度）'];
    const list = await world.as('observer').get('/guidelines');
    for (const name of [before, after]) expect(list.html).toContain(`>${name}</a>`);
    const shown = await world.as('observer').get(next);
    expect(shown.html).toContain(`<a href="/guidelines/${id}">${before}</a>`);
    expect(shown.html).toMatch(new RegExp(`<title>${after}`));
    const open = await world.as(null).get(`/open/guidelines/${id}`);
    expect(open.html).toMatch(new RegExp(`<title>${before}`));
    expect((await world.as(null).get('/open/guidelines')).text).toContain(before);
    const edition = (await world.as('secretariat').post(`/guidelines/${id}/next-edition`)).location!;
    expect((await world.as('observer').get(edition)).text).toContain(
      '続く指針（令和8年度～令和12年度・第2版）',
    );
  });
});

describe('every morning', () => {
  it('brings to mind what waits, once, however often it runs', async () => {
    const id = await begin();
    await world.writing('facility_head', (tx) => askSample(tx, id, facility(1), '見守り'));
    const late = await running({ title: '振り返りの日の取組' });
    await world.owner(`update initiative set next_look_back_on = '2026-12-01' where id = $1`, [late]);
    world.at('2026-12-02T06:10:00+09:00');
    const run = () =>
      writing({ ...world.actor(null), kind: 'job', label: 'job:initiatives.remind' }, (tx) =>
        remindInitiatives.run(
          tx,
          {},
          {
            writing: () => Promise.reject(new Error('not asked for')),
            stopping: () => false,
            mail: async () => undefined,
          },
        ),
      );
    await run();
    await run();
    const count = async (person: number, title: string) =>
      (await world.owner('select from notice where person_id = $1 and title = $2', [person, title])).length;
    expect(
      await count(world.person.other_head, '取組「雪の日も遊べる午前のひろば」への参加の返事を待っています'),
    ).toBeGreaterThan(0);
    expect(await count(world.person.facility_head, '取組「振り返りの日の取組」を振り返る日です')).toBe(1);
    world.at('2026-11-21T10:00:00+09:00');
  });
});

describe('the rules', () => {
  it('read the state from facts', () => {
    const facts = { started_on: null, ended_on: null, ending: null, ends_on: null };
    expect(stateOf(facts, '2026-11-21')).toBe('planning');
    expect(stateOf({ ...facts, started_on: '2026-11-01', ends_on: '2026-11-20' }, '2026-11-21')).toBe(
      'overtime',
    );
    expect(
      stateOf(
        { ...facts, started_on: '2026-11-01', ended_on: '2026-11-20', ending: 'reached' },
        '2026-11-21',
      ),
    ).toBe('reached');
    expect(partnerState({ part_version: 2, left_on: null, answer: { yes: true, part_version: 1 } })).toBe(
      'changed',
    );
  });

  it('see a difference wherever two who know say different things', () => {
    expect(seenDifferently(['yes', 'unknown', 'yes'])).toBe(false);
    expect(seenDifferently(['yes', 'partly'])).toBe(true);
  });

  it('know a target above and below its base, whatever order facts come in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: -100, max: 100 }),
        fc.float({ min: -200, max: 200, noNaN: true }),
        (base, goal, value) => {
          fc.pre(base !== goal);
          const state = targetState({ base_value: base, target_value: goal }, [
            { happened_on: '2026-01-02', value, taken_back_at: null },
            { happened_on: '2026-01-01', value: base, taken_back_at: null },
          ]);
          const reached = goal > base ? value >= goal : value <= goal;
          expect(state === 'reached').toBe(reached);
        },
      ),
    );
    expect(targetState({ base_value: 1, target_value: 2 }, [])).toBe('not_begun');
  });

  it('never tell a cell of one to four people, nor leave a single one of a question to be reckoned', () => {
    const figures = fc
      .array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 })
      .map((values): Figure[] => {
        const answers = values.reduce((sum, one) => sum + one, 0);
        return values.map((value, at) => ({
          area_id: null,
          question: 'q',
          answer: `${at}`,
          value,
          unit: '人',
          answers,
        }));
      });
    fc.assert(
      fc.property(figures, (given) => {
        const shown = tellable(given);
        const hidden = given.filter((_, at) => !shown[at]);
        given.forEach((one, at) => {
          if (one.value > 0 && one.value < fewest) expect(shown[at]).toBe(false);
        });
        if (given.length > 1 && hidden.length > 0) expect(hidden.length).toBeGreaterThan(1);
      }),
    );
  });
});
