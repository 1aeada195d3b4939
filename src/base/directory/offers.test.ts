import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleCase } from '../../family/cases/samples.ts';
import { createConference } from '../../family/conferences/commands.ts';
import { openSampleCourse } from '../../improvement/courses/samples.ts';
import { adoptSample, beginSample } from '../../improvement/initiatives/samples.ts';
import { sampleOpenDay } from '../../improvement/learning/samples.ts';
import { openMeeting } from '../../improvement/meetings/commands-minutes.ts';
import { planSitting, sampleForum } from '../../improvement/meetings/samples.ts';
import { openSampleCall } from '../../improvement/study-groups/samples.ts';
import { sampleRound } from '../../improvement/visits/samples.ts';
import { foundAtMost } from '../../platform/search/offers.ts';

let world: World;
let pages: Page[];

interface Page {
  path: string;
  who: Who;
  /** the question, and what stands in the form besides */
  field: string;
  typed: Record<string, string>;
  /** where looking is sent, if not to the page itself; null where the conditions are an address */
  to?: string | null;
}

/** What the page offers in a field: the values and names of its boxes or lines. */
const offered = (html: string, field: string): { value: string; name: string; ticked: boolean }[] =>
  [
    ...html.matchAll(
      new RegExp(
        `<input type="(?:radio|checkbox)" id="([^"]+)" name="${field}" value="([^"]+)"([^>]*)>`,
        'g',
      ),
    ),
  ].map(([, id, value, rest]) => ({
    value: value!,
    name: new RegExp(`<label for="${id}">([^<]*)`).exec(html)![1]!,
    ticked: / checked/.test(rest!),
  }));
const looksFor = (html: string, field: string): boolean => html.includes(`data-finding="${field}"`);
const look = async (page: Page, word: string, more: Record<string, string> = {}) => {
  const visitor = world.as(page.who);
  const asked = { ...page.typed, ...more, [`_find_${page.field}`]: word, _look: page.field };
  return page.to === null
    ? visitor.get(`${page.path.split('?')[0]}?${new URLSearchParams(asked)}`)
    : visitor.post(page.to ?? page.path, asked);
};
const madeUp = async (n: number): Promise<string> => {
  const [row] = await world.owner<{ id: string }>('select id from facility where name = $1', [
    `架空第${n}保育園`,
  ]);
  return String(row!.id);
};

beforeAll(async () => {
  world = await makeWorld();
  const { facility, organisation, person } = world;
  const open = await world.writing('coordinator', (tx) =>
    sampleOpenDay(tx, {
      facility_id: facility[0]!,
      theme_code: 'practice',
      title: '園庭の朝',
      held_on: '2026-12-10',
      places: 8,
    }),
  );
  const past = await world.writing('coordinator', (tx) =>
    sampleOpenDay(tx, {
      facility_id: facility[2]!,
      theme_code: 'practice',
      title: '部屋のしつらえ',
      held_on: '2026-11-05',
      places: 8,
    }),
  );
  await world.writing('coordinator', (tx) => sampleRound(tx, { fiscal_year: 2026 }));
  const forum = await world.writing('secretariat', (tx) =>
    sampleForum(tx, {
      name: '中央地区の会',
      kind: 'network',
      organisation_id: organisation.center,
      members: [{ facility_id: facility[1]!, person_id: person.other_head, starts_on: '2026-04-01' }],
    }),
  );
  const meeting = await world.writing('secretariat', (tx) =>
    planSitting(tx, {
      forum_id: forum,
      held_on: '2026-11-21',
      items: [{ title: '水はけ', purpose: 'discuss' }],
    }),
  );
  await world.writing('secretariat', (tx) => openMeeting(tx, meeting));
  const [item] = await world.owner<{ id: string }>('select id from agenda_item where meeting_id = $1', [
    meeting,
  ]);
  const case_id = await world.writing('supervisor', (tx) => sampleCase(tx));
  const [{ household_id } = { household_id: '' }] = await world.owner<{ household_id: string }>(
    'select household_id from support_case where id = $1',
    [case_id],
  );
  const course = await world.writing('secretariat', (tx) => openSampleCourse(tx, organisation.center, [20]));
  const call = await world.writing('coordinator', (tx) => openSampleCall(tx));
  const initiative = await world.writing('secretariat', (tx) =>
    beginSample(tx, { lead: `o${organisation.center}`, starts_on: '2026-11-01' }),
  );
  const conference = await world.writing('supervisor', (tx) =>
    createConference(tx, {
      kind: 'case',
      case_id,
      purpose: '登校の支え方',
      held_on: '2026-11-30',
      starts_at: '14:00',
      ends_at: null,
      place: '会議室',
      online_url: null,
      chair_id: person.supervisor,
      case_ids: [],
      team_id: null,
    }),
  );
  const [seat] = await world.owner<{ id: string }>('select id from forum_member where forum_id = $1', [
    forum,
  ]);
  const guideline = await world.writing('secretariat', (tx) =>
    adoptSample(tx, { title: '指針', starts_on: '2026-04-01', ends_on: '2029-03-31' }, [], null),
  );
  pages = [
    { path: '/visits/new', who: 'coordinator', field: 'facility', typed: {}, to: null },
    { path: '/events/new', who: 'secretariat', field: 'facility_id', typed: { title: '書きかけの催し' } },
    { path: '/events/new', who: 'secretariat', field: 'organisation_id', typed: { title: '書きかけの催し' } },
    { path: '/open-days/new', who: 'coordinator', field: 'facility_id', typed: { title: '書きかけの公開' } },
    {
      path: `/open-days/${open}/edit`,
      who: 'coordinator',
      field: 'facility_id',
      typed: { title: '直しかけの公開', _version: '1' },
    },
    {
      path: `/open-days/${past}`,
      who: 'coordinator',
      field: 'facility_id',
      typed: { reflection: '見て考えたこと' },
      to: `/open-days/${past}/participations`,
    },
    {
      path: `/open-days/${open}/sign-up`,
      who: 'coordinator',
      field: 'facility_id',
      typed: { wish: '見たい場面' },
    },
    { path: '/issues/new', who: 'coordinator', field: 'facility_ids', typed: { title: '書きかけの課題' } },
    { path: '/issues', who: 'coordinator', field: 'facility', typed: { q: '水はけ' }, to: null },
    {
      path: `/forums/${forum}/edit`,
      who: 'secretariat',
      field: 'organisation_id',
      typed: { name: '直しかけの会', _version: '1' },
    },
    {
      path: `/forums/${forum}/members/new`,
      who: 'secretariat',
      field: 'facility_id',
      typed: { position: 'chair' },
    },
    {
      path: `/forums/${forum}/members/new`,
      who: 'secretariat',
      field: 'person_id',
      typed: { position: 'chair' },
    },
    {
      path: `/forums/${forum}/members/${seat!.id}`,
      who: 'secretariat',
      field: 'person_id',
      typed: { position: 'chair' },
    },
    {
      path: `/conferences/${conference}/people`,
      who: 'supervisor',
      field: 'person_id',
      typed: { reason: '書きかけの理由' },
      to: `/conferences/${conference}/people/invite`,
    },
    {
      path: `/initiatives/${initiative}`,
      who: 'secretariat',
      field: 'person_id',
      typed: { note: '書きかけの伝言' },
      to: `/initiatives/${initiative}/handover`,
    },
    {
      path: `/meetings/${meeting}/hold/${item!.id}`,
      who: 'secretariat',
      field: 'owner',
      typed: { explanation: '書きかけの説明' },
    },
    { path: '/actions', who: 'secretariat', field: 'organisation', typed: { q: '水はけ' }, to: null },
    {
      path: `/referrals/new?case=${case_id}`,
      who: 'supervisor',
      field: 'facility_id',
      typed: { need: '書きかけの必要' },
    },
    { path: '/capacity/new', who: 'supervisor', field: 'facility_ids', typed: { need: '書きかけの必要' } },
    {
      path: `/disclosures/household/${household_id}/consents/new`,
      who: 'supervisor',
      field: 'facility_ids',
      typed: { purpose: '書きかけの目的' },
    },
    {
      path: `/disclosures/new?household=${household_id}&way=city_place&about=general&consent=hard&danger=yes`,
      who: 'supervisor',
      field: 'facility_id',
      typed: {
        necessity: '書きかけの必要',
        answer_way: 'city_place',
        answer_about: 'general',
        answer_consent: 'hard',
        answer_danger: 'yes',
      },
    },
    {
      path: `/households/${household_id}`,
      who: 'supervisor',
      field: 'facility_id',
      typed: { class_name: '書きかけの組' },
      to: `/households/${household_id}/places`,
    },
    {
      path: '/courses/new?template=other',
      who: 'secretariat',
      field: 'organisation_id',
      typed: { title: '書きかけの研修' },
      to: '/courses/new',
    },
    { path: '/courses/records', who: 'secretariat', field: 'facility', typed: {}, to: null },
    { path: `/courses/${course.id}/send`, who: 'secretariat', field: 'facility', typed: {}, to: null },
    { path: '/lectures/new', who: 'coordinator', field: 'facility_id', typed: { asker: '書きかけの人' } },
    { path: `/study-groups/${call}/entry`, who: 'coordinator', field: 'facility_id', typed: {} },
    {
      path: '/practices/new?blank',
      who: 'secretariat',
      field: 'facility_ids',
      typed: { title: '書きかけの実践' },
      to: '/practices/new',
    },
    { path: '/initiatives/new', who: 'secretariat', field: 'lead', typed: { title: '書きかけの取組' } },
    {
      path: `/initiatives/${initiative}`,
      who: 'secretariat',
      field: 'body',
      typed: { part: '書きかけの役割' },
      to: `/initiatives/${initiative}/ask`,
    },
    {
      path: `/guidelines/${guideline}/targets/new`,
      who: 'secretariat',
      field: 'owner',
      typed: { title: '書きかけの目標' },
    },
    { path: '/lending/new', who: 'secretariat', field: 'body', typed: { name: '書きかけの物' } },
    { path: '/people', who: 'secretariat', field: 'organisation', typed: { q: '巡' }, to: null },
    {
      path: `/people/${person.coordinator}/appointments/new`,
      who: 'secretariat',
      field: 'facility_id',
      typed: { title: '書きかけの職' },
    },
    { path: '/organisations/new', who: 'secretariat', field: 'parent_id', typed: { name: '書きかけの団体' } },
    { path: '/agency-rounds', who: 'coordinator', field: 'facility_id', typed: {} },
    { path: '/agency-rounds', who: 'coordinator', field: 'organisation_id', typed: {} },
    {
      path: '/programmes/new',
      who: 'coordinator',
      field: 'owner_organisation_id',
      typed: { name: '書きかけの事業' },
    },
    {
      path: '/measures/new',
      who: 'secretariat',
      field: 'owner_organisation_id',
      typed: { title: '書きかけの施策' },
    },
    {
      path: '/schemes/new',
      who: 'secretariat',
      field: 'contact_organisation_id',
      typed: { title: '書きかけの制度' },
    },
    {
      path: '/events/feeds/new',
      who: 'secretariat',
      field: 'organisation_id',
      typed: { name: '書きかけの配信' },
    },
    {
      path: '/facilities/new',
      who: 'secretariat',
      field: 'organisation_id',
      typed: { name: '書きかけの施設' },
    },
  ];
});
afterAll(() => world.close());

describe('what a form offers', () => {
  test('is everything there is where the places are few: no page asks for a word', async () => {
    for (const page of pages) {
      const { status, html } = await world.as(page.who).get(page.path);
      expect([page.path, status, looksFor(html, page.field)]).toEqual([page.path, 200, false]);
    }
  });

  test('is not told to who may not have the page, however it is asked for', async () => {
    await thousand();
    const nobody: Record<string, Who> = {
      coordinator: 'auditor',
      secretariat: 'observer',
      supervisor: 'coordinator',
    };
    for (const page of pages) {
      const who = nobody[page.who] ?? 'observer';
      if (page.to === null) continue;
      const answer = await look({ ...page, who }, '架空');
      // A page that anybody may read asks nothing of them.
      const closed = [403, 404].includes(answer.status) || !looksFor(answer.html, page.field);
      expect([page.path, who, closed]).toEqual([page.path, who, true]);
      expect(answer.html).not.toMatch(/(架空|仮名)第/);
    }
    expect((await look({ ...pages[0]!, who: 'observer' }, '架空')).status).toBe(404);
  });

  test('weighs little in a city of thousands, and names none of those nobody asked for', async () => {
    for (const page of pages) {
      const { status, html } = await world.as(page.who).get(page.path);
      expect([page.path, status, looksFor(html, page.field)]).toEqual([page.path, 200, true]);
      expect(html, page.path).not.toContain('架空第');
      // The list of people begins with whom it begins with.
      if (page.path !== '/people') expect(html.includes('仮名第'), page.path).toBe(false);
      expect([page.path, Buffer.byteLength(html) < 150_000]).toEqual([page.path, true]);
    }
  });

  test('is found by a word on every page; nothing is sent by it, nothing complained of, nothing lost', async () => {
    const kept = () =>
      world.owner(
        'select (select count(*) from open_day), (select count(*) from event), (select count(*) from issue)',
      );
    const before = await kept();
    for (const page of pages) {
      const word = /organisation|parent/.test(page.field)
        ? '架空第３０１会'
        : page.field === 'person_id'
          ? '仮名第３０１花子'
          : '架空第３０１保育園';
      const answer = await look(page, word);
      expect([page.path, page.field, answer.status]).toEqual([page.path, page.field, 200]);
      const hits = offered(answer.html, page.field).filter((one) => /^(架空|仮名)第301/.test(one.name));
      expect([page.path, page.field, hits.map((one) => one.ticked)]).toEqual([
        page.path,
        page.field,
        [false],
      ]);
      expect(answer.html).not.toContain('error-summary');
      for (const text of Object.values(page.typed))
        expect(answer.html, `${page.path} ${text}`).toContain(text);
      expect(Buffer.byteLength(answer.html)).toBeLessThan(150_000);
      // What is chosen stays while one looks on, and is not offered twice.
      const [{ value } = { value: '' }] = hits;
      const on = await look(page, page.field === 'person_id' ? '仮名第30' : '架空第30', {
        [page.field]: value,
      });
      expect([page.path, offered(on.html, page.field).filter((one) => one.value === value).length]).toEqual([
        page.path,
        1,
      ]);
      expect(offered(on.html, page.field).find((one) => one.value === value)!.ticked).toBe(true);
    }
    expect(await kept()).toEqual(before);
  }, 60_000);

  test('is met by name, reading, kind and area together, and closed places are not', async () => {
    const page = pages.find((one) => one.path === '/open-days/new')!;
    const names = async (word: string) =>
      offered((await look(page, word)).html, 'facility_id').map((one) => one.name);
    expect(await names('シラカバ')).toContain('しらかば保育園');
    expect(await names('しらかば 認可私立')).toContain('しらかば保育園');
    expect(await names('架空町777')).toEqual(expect.arrayContaining(['架空第777保育園']));
    expect(await names('中央地区 ポプラ')).not.toContain('架空第1保育園');
    const [area] = await world.owner<{ name: string; area: string }>(
      `select facility.name, area.name as area from facility join area_town using (town_id) join area on area.id = area_id
       where facility.id = $1 and area.area_system_code = 'district'`,
      [world.facility[0]],
    );
    expect(await names(`${area!.area} 架空第55`)).toContain('架空第55保育園');
    expect(await names('どこにもない')).not.toContain('架空第1保育園');
    expect((await look(page, '園')).text).toContain('2文字以上のことばで');
    const many = await look(page, '架空');
    expect(many.text).toContain('たくさん見つかったため');
    expect(offered(many.html, 'facility_id').filter((one) => one.name.startsWith('架空'))).toHaveLength(
      foundAtMost,
    );
    await world.owner(`update facility set ended_on = '2026-10-01' where name = '架空第44保育園'`);
    expect(await names('架空第44保育園')).not.toContain('架空第44保育園');
    // A child may have been there in an earlier year.
    const family = pages.find((one) => one.path.startsWith('/households/'))!;
    expect(
      offered((await look(family, '架空第44保育園')).html, 'facility_id').map((one) => one.name),
    ).toContain('架空第44保育園');
  });

  test('begins with what lies near: the own round, and where one was last', async () => {
    const visits = await world.as('coordinator').get('/visits/new');
    expect(visits.text).toContain('担当の施設のうち、今年度の訪問がまだのところ');
    expect(offered(visits.html, 'facility').length).toBeGreaterThan(0);
    const open = await world.as('coordinator').get('/open-days/new');
    expect(offered(open.html, 'facility_id').map((one) => one.value)).toEqual([
      String(world.facility[2]),
      String(world.facility[0]),
    ]);
    const hold = await world.as('secretariat').get(pages.find((one) => one.field === 'owner')!.path);
    expect(offered(hold.html, 'owner').some((one) => one.value.startsWith('m'))).toBe(true);
  });

  describe('where it is a person', () => {
    const pageOf = (path: RegExp) => pages.find((one) => one.field === 'person_id' && path.test(one.path))!;
    const names = async (page: Page, word: string, more: Record<string, string> = {}) =>
      offered((await look(page, word, more)).html, 'person_id').map((one) => one.name);

    test('is met by name, by reading and by where they work, each with the place beside the name', async () => {
      const page = pageOf(/members\/new/);
      expect(await names(page, '仮名第301 花子')).toEqual(['仮名第301 花子']);
      expect(await names(page, 'かめいはなこ 第301')).toEqual(['仮名第301 花子']);
      expect((await look(page, '仮名第301')).text).toContain('試験市保育センター');
      expect(await names(page, 'あおぞら幼稚園')).toContain('別 園長');
      expect((await look(page, '仮名')).text).toContain('たくさん見つかったため');
      expect(await names(page, 'どこにもいない人')).toEqual([]);
    });

    test('begins with those of the seat, whoever was invited before, and who looks after initiatives', async () => {
      const { facility, person } = world;
      const values = async (page: Page, more: Record<string, string> = {}) =>
        offered((await look(page, '', more)).html, 'person_id').map((one) => one.value);
      expect(await values(pageOf(/members\/new/))).toEqual([]);
      expect(await values(pageOf(/members\/new/), { facility_id: String(facility[1]) })).toContain(
        String(person.other_head),
      );
      expect(await values(pageOf(/initiatives/))).toContain(String(person.coordinator));
      // Not the one it is handed over by.
      expect(await values(pageOf(/initiatives/))).not.toContain(String(person.secretariat));
      const page = pageOf(/conferences/);
      expect(await values(page)).toEqual([]);
      const invited = await world.as('supervisor').post(page.to!, {
        person_id: String(person.facility_head),
        reason: '園での様子を知るため',
        ...day('starts_on', '2026-11-21'),
        ...day('ends_on', '2026-12-10'),
      });
      expect(invited.status).toBe(303);
      expect(await values(page)).toEqual([String(person.facility_head)]);
    });

    test('is refused where they may not be chosen, and stays on the page', async () => {
      const page = pageOf(/conferences/);
      const answer = await world.as('supervisor').post(page.to!, {
        person_id: String(world.person.administrator),
        reason: '書きかけの理由',
        ...day('starts_on', '2026-11-21'),
        ...day('ends_on', '2026-12-10'),
      });
      expect([answer.status, answer.text.includes('書きかけの理由')]).toEqual([422, true]);
      expect(await names(page, 'システム管理')).not.toContain('仮名第1 花子');
    });

    test('keeps who holds the seat though they work nowhere any more', async () => {
      const page = pageOf(/members\/[0-9]/);
      await world.owner(`update appointment set ends_on = '2026-11-01' where person_id = $1`, [
        world.person.other_head,
      ]);
      const { html } = await world.as('secretariat').get(page.path);
      expect(offered(html, 'person_id').find((one) => one.ticked)?.value).toBe(
        String(world.person.other_head),
      );
      expect(await names(pageOf(/members\/new/), 'あおぞら幼稚園')).toEqual([]);
    });
  });

  test('is for a head the own place alone, in whatever city', async () => {
    for (const path of ['/events/new', '/open-days/new', '/lectures/new']) {
      const { status, html } = await world.as('facility_head').get(path);
      expect([path, status, looksFor(html, 'facility_id')]).toEqual([path, 200, false]);
      expect(html).toContain('こもれび保育園');
      expect(html).not.toContain('あおぞら幼稚園');
    }
    const tried = await world.as('facility_head').post('/open-days/new', openDay(String(world.facility[1])));
    expect(tried.status).not.toBe(303);
    expect(await heldAt(world.facility[1]!)).toBe(0);
  });

  test('is no condition: a number that may be chosen is taken though nothing offered it', async () => {
    const id = await madeUp(888);
    const answer = await world.as('coordinator').post('/open-days/new', openDay(id));
    expect(answer.status).toBe(303);
    expect(await heldAt(Number(id))).toBe(1);
  });

  test('is asked for where a word was typed and nobody looked for it; the page has looked by then', async () => {
    const id = await madeUp(889);
    const typed = { ...openDay(''), _find_facility_id: '架空第889保育園' };
    const missed = await world.as('coordinator').post('/open-days/new', typed);
    expect([missed.status, missed.text.includes('「さがす」を押して選ぶか')]).toEqual([422, true]);
    expect(offered(missed.html, 'facility_id').map((one) => one.value)).toContain(id);
    // Even where one is chosen: the word may stand for another.
    const other = await world.as('coordinator').post('/open-days/new', {
      ...typed,
      facility_id: await madeUp(890),
      _find_facility_id: '架空第889保育園',
    });
    expect(other.status).toBe(422);
    const sent = /name="_found_facility_id" value="([^"]*)"/.exec(missed.html)![1]!;
    const kept = await world
      .as('coordinator')
      .post('/open-days/new', { ...typed, facility_id: id, _found_facility_id: sent });
    expect([kept.status, await heldAt(Number(id))]).toEqual([303, 1]);
  });

  test('keeps the place that has closed since, where it stands', async () => {
    const [row] = await world.owner<{ id: string }>('select id from open_day where facility_id = $1', [
      await madeUp(888),
    ]);
    await world.owner(`update facility set ended_on = '2026-10-01' where name = '架空第888保育園'`);
    const { html } = await world.as('coordinator').get(`/open-days/${row!.id}/edit`);
    expect(offered(html, 'facility_id').find((one) => one.ticked)?.name).toBe('架空第888保育園');
  });
});

/** A thousand more places, bodies and persons, found as the program's own are. */
async function thousand(): Promise<void> {
  await world.owner(
    `insert into facility (organisation_id, name, name_kana, kind, town_id, address, created_at, updated_at)
     select organisation_id, '架空第' || n || '保育園', 'カクウ', kind, town_id, '試験県試験市架空町' || n, now(), now()
     from facility, generate_series(1, 1000) as n where id = $1`,
    [world.facility[0]],
  );
  await world.owner(
    `insert into search_entry (kind, subject_id, title, url, folded, audience_duty, updated_at)
     select 'facility', id, name, '/facilities/' || id, folded, 'public', now() from facility`,
  );
  await world.owner(
    `with made as (insert into organisation (name, name_kana, kind, created_at, updated_at)
       select '架空第' || n || '会', 'カクウ', 'association', now(), now() from generate_series(1, 1000) as n returning id, name)
     insert into search_entry (kind, subject_id, title, url, folded, audience_duty, updated_at)
     select 'organisation', id, name, '/organisations/' || id, search_fold(name), 'network', now() from made`,
  );
  await world.owner(
    `with made as (insert into person (family_name, given_name, family_kana, given_kana, created_at, updated_at)
       select '仮名第' || n, '花子', 'カメイ', 'ハナコ', now(), now() from generate_series(1, 1000) as n returning *),
     held as (insert into appointment (person_id, role_code, organisation_id, starts_on, created_at)
       select id, 'council_member', $1, '2026-04-01', now() from made)
     insert into search_entry (kind, subject_id, title, url, folded, audience_duty, updated_at)
     select 'person', id, family_name || ' ' || given_name, '/people/' || id,
       search_fold(family_name || given_name || family_kana || given_kana), 'network', now() from made`,
    [world.organisation.center],
  );
}

const openDay = (facility_id: string) => ({
  facility_id,
  theme_code: 'practice',
  title: '名前で選んだ公開',
  held_on: '2026-12-15',
  places: '5',
  question_1: '',
  seen: '朝の部屋',
  pictures: 'none',
  template: 'simple',
});
const heldAt = async (facility_id: number): Promise<number> =>
  (await world.owner('select id from open_day where facility_id = $1', [facility_id])).length;
const day = (name: string, iso: string) => {
  const [y, m, d] = iso.split('-').map(Number);
  return { [`${name}_y`]: `${y}`, [`${name}_m`]: `${m}`, [`${name}_d`]: `${d}` };
};
