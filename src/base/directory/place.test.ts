import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { writing } from '../../platform/db/transaction.ts';
import { askToConfirm } from './jobs.ts';
import { mergedInto } from './queries-merge.ts';
import { programmePlaces, programmeTable } from './queries-programmes.ts';
import { bydayOf, dayCodes, groupsOf } from './rules-schedule.ts';
import { pngOf } from './samples.ts';
import { weekChoices } from './words-schedule.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const url = (at: number, rest = '') => `/facilities/${world.facility[at]}${rest}`;
const one = async <T>(text: string, values: unknown[] = []): Promise<T> =>
  (await world.owner<{ value: T }>(`select (${text}) as value`, values))[0]!.value;
const version = (at: number) =>
  one<number>('select version from facility where id = $1', [world.facility[at]]);
const entry = async (at: number): Promise<Record<string, string>> => {
  const [row] = await world.owner<Record<string, string>>(
    'select name, name_kana, address, organisation_id::text, kind, version::text as _version from facility where id = $1',
    [world.facility[at]],
  );
  return row!;
};

describe('who may not', () => {
  it('touches hours, pictures, changes and doubles of places that are not theirs', async () => {
    for (const who of ['other_head', 'facility_staff', 'observer', 'council_member', 'auditor'] as Who[]) {
      const as = world.as(who);
      expect((await as.get(url(0, '/hours'))).status, who).toBe(403);
      expect(
        (await as.post(url(0, '/hours'), { r0_days: 'MO', r0_opens_at: '9:00', r0_closes_at: '10:00' }))
          .status,
      ).toBe(403);
      expect(
        (
          await as.post(url(0, '/closures'), {
            starts_on: '2026/12/1',
            exception_kind: 'closed',
            reason: 'x',
          })
        ).status,
      ).toBe(403);
      expect((await as.get(url(0, '/photos'))).status).toBe(403);
      expect((await as.get('/facilities/changes')).status).toBe(404);
      expect((await as.get('/facilities/duplicates')).status).toBe(404);
      expect((await as.post(url(0, `/merge/${world.facility[1]}`))).status).toBe(403);
      expect((await as.post(url(0, `/merge/${world.facility[1]}/distinct`))).status).toBe(403);
      expect((await as.get('/wishes')).status).toBe(404);
      expect((await as.post('/wishes/new', { name: 'あ', question: 'い', position: 1 })).status).toBe(403);
      expect((await as.post('/programmes/salon/edit', { name: 'あ', position: 1 })).status).toBe(403);
      expect((await as.post('/facilities/settings', { confirm_every_months: 1, _version: 1 })).status).toBe(
        403,
      );
    }
    expect(await one('select count(*)::int from schedule')).toBe(0);
  });

  it('lets strangers see neither hours’ form nor changes', async () => {
    for (const path of [url(0, '/hours'), url(0, '/photos'), '/programmes', '/wishes'])
      expect((await world.as(null).get(path)).location).toContain('/sign-in');
  });
});

describe('the entry', () => {
  it('says what families look for, as its own head wrote it', async () => {
    const sent = await world.as('facility_head').post(url(0, '/edit'), {
      ...(await entry(0)),
      name_en: 'Komorebi Nursery',
      ages: '生後57日～就学前',
      capacity: '９０',
      capacity_as_of_y: 'R8',
      capacity_as_of_m: '4',
      capacity_as_of_d: '1',
      nursing_room: 'yes',
      stroller_use: 'no',
      garden_open: 'yes',
      reservation: 'recommended',
      languages: ['ja', 'en'],
      accommodations: ['medical_care', 'allergy'],
      accommodation_note: '看護師がいる日に受け入れます。',
      atmosphere: '毎日5組ほどで、お茶を飲みながら話せます。',
      functions: ['gathering', 'consultation'],
      offers: ['homely', 'outdoor', 'family_matters'],
      strengths_more: '大きな木の下で遊べる',
      staff_profession: ['保育士', '看護師', ''],
      staff_people: ['１２', '1', ''],
    });
    expect(sent.status).toBe(303);
    const page = await world.as('observer').get(url(0));
    for (const said of [
      'Komorebi Nursery',
      '90人（令和8年4月1日（水）時点）',
      'あり・できる：園庭・園舎の開放、授乳室',
      'なし：ベビーカーのまま入れる',
      '予約がおすすめ',
      '日本語、英語',
      '医療的ケアが必要な子ども、食物アレルギー',
      '看護師がいる日に受け入れます。',
      '毎日5組ほどで、お茶を飲みながら話せます。',
      '親子の居場所、子育ての相談',
      '少人数でアットホームな雰囲気',
      '屋外で子どもが身体を動かせる',
      '子育て以外の家庭の相談もできる',
      '大きな木の下で遊べる',
      '保育士 12人、看護師 1人',
    ])
      expect(page.text).toContain(said);
    expect(
      await one(
        `select age_from_months || '-' || coalesce(age_to_months::text, '') from facility where id = $1`,
        [world.facility[0]],
      ),
    ).toMatch(/^2-/);
  });

  it('keeps everything typed when a line of staff lacks its number, and says which line', async () => {
    const page = await world.as('facility_head').post(url(0, '/edit'), {
      ...(await entry(0)),
      atmosphere: '書きかけの雰囲気',
      offers: ['homely'],
      staff_profession: ['保育士', '栄養士'],
      staff_people: ['3', ''],
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('2行目は職種と人数の両方を入れてください。');
    expect(page.html).toContain('書きかけの雰囲気');
    expect(page.html).toMatch(/value="栄養士"/);
    expect(page.html).toMatch(/value="homely" checked/);
  });

  it('leaves what was not sent in the staff’s rows empty and drops a wish that was unticked', async () => {
    await world.as('facility_head').post(url(0, '/edit'), {
      ...(await entry(0)),
      offers: ['outdoor'],
      staff_profession: [],
    });
    expect(
      await one('select array_agg(wish_code) from facility_offer where facility_id = $1', [
        world.facility[0],
      ]),
    ).toEqual(['outdoor']);
    expect(
      await one('select count(*)::int from facility_staffing where facility_id = $1', [world.facility[0]]),
    ).toBe(0);
  });

  it('shows both texts of offers and staff when two people save, and takes the other’s where chosen', async () => {
    const old = await entry(0);
    await world.as('coordinator').post(url(0, '/edit'), {
      ...old,
      offers: ['homely'],
      staff_profession: ['保健師'],
      staff_people: ['2'],
    });
    const mine = { ...old, offers: ['courses'], staff_profession: ['保育士'], staff_people: ['5'] };
    const asked = await world.as('facility_head').post(url(0, '/edit'), mine);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('保健師 2人');
    expect(asked.text).toContain('保育士 5人');
    const sent = await world.as('facility_head').post(url(0, '/edit'), {
      ...mine,
      _version: String(await version(0)),
      choose_staffing: 'theirs',
      choose_offers: 'mine',
    });
    expect(sent.status).toBe(303);
    expect(
      await one('select array_agg(profession) from facility_staffing where facility_id = $1', [
        world.facility[0],
      ]),
    ).toEqual(['保健師']);
    expect(
      await one('select array_agg(wish_code) from facility_offer where facility_id = $1', [
        world.facility[0],
      ]),
    ).toEqual(['courses']);
  });

  it('keeps a draft for its writer alone, opens it again, and drops it when the form is saved', async () => {
    const as = world.as('facility_head');
    const answer = await as.post(url(0, '/edit/draft'), {
      ...(await entry(0)),
      atmosphere: '下書きの雰囲気',
    });
    expect(answer.status).toBe(200);
    expect((await as.get(url(0, '/edit'))).html).toContain('下書きの雰囲気');
    expect((await world.as('coordinator').get(url(0, '/edit'))).html).not.toContain('下書きの雰囲気');
    expect((await world.as('other_head').post(url(0, '/edit/draft'), { atmosphere: 'x' })).status).toBe(403);
    await as.post(url(0, '/edit'), { ...(await entry(0)), atmosphere: '本番の雰囲気' });
    expect((await as.get(url(0, '/edit'))).text).not.toContain('下書きを開いています');
    expect(await one('select count(*)::int from facility_draft')).toBe(0);
  });

  it('folds the parts of the long form, says how much of each is filled, and opens what is to be mended', async () => {
    const as = world.as('facility_head');
    const part = (html: string, name: string) =>
      new RegExp(`<details class="fieldset-fold"([^>]*) id="g-${name}"[\\s\\S]*?fold-note">([^<]*)<`).exec(
        html,
      )!;
    const { html } = await as.get(url(0, '/edit'));
    expect(part(html, 'contact')[1]).not.toContain('open');
    const filled = await one(
      "select num_nonnulls(nullif(phone, ''), nullif(fax, ''), nullif(email, ''), nullif(url, '')) from facility where id = $1",
      [world.facility[0]],
    );
    expect(part(html, 'contact')[2]).toBe(`4項目のうち${Number(filled)}項目を記入`);
    const wrong = await as.post(url(0, '/edit'), { ...(await entry(0)), email: 'アドレスではない' });
    expect(wrong.status).toBe(422);
    expect(part(wrong.html, 'contact')[1]).toContain('open');
    expect(part(wrong.html, 'contact')[2]).toBe('入力を確かめてください');
    expect(part(wrong.html, 'voice')[1]).not.toContain('open');
    expect(wrong.html).toContain('value="アドレスではない"');
  });

  it('names whoever runs a place to everybody, and nobody else', async () => {
    expect(await one('select listed from organisation where id = $1', [world.organisation.center])).toBe(
      false,
    );
    const sent = await world.as('coordinator').post('/facilities/new', {
      name: '市の新しいひろば',
      kind: 'つどいの広場',
      organisation_id: world.organisation.center,
    });
    expect(sent.status).toBe(303);
    expect(await one('select listed from organisation where id = $1', [world.organisation.center])).toBe(
      true,
    );
    expect(await one('select listed from organisation where id = $1', [world.organisation.university])).toBe(
      false,
    );
  });
});

describe('hours', () => {
  const rows = {
    r0_days: ['MO', 'WE', 'FR'],
    r0_weeks: 'every',
    r0_opens_at: '１０：００',
    r0_closes_at: '15時',
    r1_days: ['SA'],
    r1_weeks: '2,4',
    r1_opens_at: '9:30',
    r1_closes_at: '12:00',
    r1_holidays: 'open',
    r1_note: '父親の日',
  };

  it('are typed in rows and told in words, with the next two weeks day by day', async () => {
    const sent = await world
      .as('facility_head')
      .post(url(0, '/hours'), { ...rows, _version: await version(0) });
    expect(sent.status).toBe(303);
    expect(
      await world.owner('select byday, opens_at, closes_at, holidays, note from schedule order by id'),
    ).toEqual([
      { byday: ['MO', 'WE', 'FR'], opens_at: '10:00', closes_at: '15:00', holidays: 'closed', note: null },
      { byday: ['2SA', '4SA'], opens_at: '09:30', closes_at: '12:00', holidays: 'open', note: '父親の日' },
    ]);
    const page = await world.as('observer').get(url(0));
    expect(page.text).toContain('月・水・金曜日 10:00～15:00');
    expect(page.text).toContain('第2・第4土曜日 9:30～12:00');
    // Monday 23 November is a public holiday; Saturday 28 is the fourth.
    expect(page.text).toContain('令和8年11月23日（月） 休み（祝日（勤労感謝の日））');
    expect(page.text).toContain('令和8年11月25日（水） 10:00～15:00');
    expect(page.text).toContain('令和8年11月28日（土） 9:30～12:00');
  });

  it('come back into the form as they were typed', async () => {
    const page = await world.as('facility_head').get(url(0, '/hours'));
    expect(page.html).toMatch(/name="r0_days" value="WE" checked/);
    expect(page.html).toMatch(/<option value="2,4" selected/);
    expect(page.html).toContain('父親の日');
  });

  it('are looked at before they are saved, and rows are added, without losing or writing anything', async () => {
    const as = world.as('facility_head');
    const before = await one('select count(*)::int from schedule');
    const preview = await as.post(url(0, '/hours/preview'), {
      r0_days: ['TH'],
      r0_opens_at: '13:00',
      r0_closes_at: '16:00',
    });
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('保存する前の');
    expect(preview.text).toContain('令和8年11月26日（木） 13:00～16:00');
    const more = await as.post(url(0, '/hours/rows'), { r0_days: ['TH'], r0_note: '書きかけ' });
    expect(more.html).toContain('書きかけ');
    expect(more.html).toContain('name="r2_opens_at"');
    expect(await one('select count(*)::int from schedule')).toBe(before);
  });

  it('say beside the row what is missing, and which rows overlap', async () => {
    const as = world.as('facility_head');
    const wrong = await as.post(url(0, '/hours'), {
      r0_opens_at: '9:00',
      r0_closes_at: '8:00',
      r1_days: ['MO'],
    });
    expect(wrong.status).toBe(422);
    for (const said of ['曜日を選んでください', '終了は開始より後に', '開始と終了の両方を'])
      expect(wrong.text).toContain(said);
    const twice = await as.post(url(0, '/hours'), {
      r0_days: ['MO', 'TU'],
      r0_opens_at: '9:00',
      r0_closes_at: '12:00',
      r1_days: ['TU'],
      r1_weeks: '2',
      r1_opens_at: '11:00',
      r1_closes_at: '13:00',
    });
    expect(twice.text).toContain('1行目と2行目は、同じ日の時間が重なっています');
  });

  it('show both texts when two people save', async () => {
    const stale = await world
      .as('coordinator')
      .post(url(0, '/hours'), { ...rows, r0_opens_at: '11:00', _version: 0 });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('月・水・金曜日 11:00～15:00');
    expect(stale.text).toContain('月・水・金曜日 10:00～15:00');
    const kept = await world.as('coordinator').post(url(0, '/hours'), {
      ...rows,
      r0_opens_at: '11:00',
      _version: await version(0),
      choose_schedule: 'theirs',
    });
    expect(kept.status).toBe(303);
    expect(await one('select min(opens_at) from schedule where not holidays = $1', ['open'])).toBe('10:00');
  });

  it('are otherwise on a day or a span, with the reason, until that is taken back', async () => {
    const as = world.as('facility_head');
    const none = await as.post(url(0, '/closures'), {
      starts_on: '2026/11/25',
      exception_kind: 'closed',
      reason: '',
    });
    expect(none.text).toContain('理由を入れてください');
    await as.post(url(0, '/closures'), {
      starts_on: 'R8.11.25',
      exception_kind: 'closed',
      reason: '園の行事のため',
    });
    await as.post(url(0, '/closures'), {
      starts_on: '2026/11/27',
      ends_on: '2026/11/27',
      exception_kind: 'hours',
      opens_at: '13:00',
      closes_at: '14:00',
      reason: '健診のため',
    });
    const page = await world.as('observer').get(url(0));
    expect(page.text).toContain('令和8年11月25日（水） 休み（園の行事のため）');
    expect(page.text).toContain('令和8年11月27日（金） 13:00～14:00（健診のため）');
    const id = await one<number>('select min(id) from schedule_exception');
    expect((await world.as('other_head').post(url(0, `/closures/${id}/remove`))).status).toBe(403);
    await as.post(url(0, `/closures/${id}/remove`));
    expect((await world.as('observer').get(url(0))).text).toContain('令和8年11月25日（水） 10:00～15:00');
    const past = await as.post(url(0, '/closures'), {
      starts_on: '2026/1/1',
      exception_kind: 'closed',
      reason: 'x',
    });
    expect(past.text).toContain('すでに過ぎた日です');
  });
});

describe('weekdays of certain weeks', () => {
  it('come back from their rule as they were ticked, whatever was ticked', () => {
    const weeks = fc.constantFrom(...(Object.keys(weekChoices) as (keyof typeof weekChoices)[]));
    fc.assert(
      fc.property(fc.subarray([...dayCodes], { minLength: 1 }), weeks, (days, week) => {
        expect(groupsOf(bydayOf(days, week))).toEqual([{ days, weeks: week }]);
      }),
    );
  });
});

describe('programmes', () => {
  const service = async (
    at: number,
    code: string,
    byday: string | null,
    opens = '10:00',
    closes = '15:00',
  ) => {
    const [row] = await world.owner<{ id: string }>(
      `insert into service (facility_id, programme_code, name) values ($1, $2, $3) returning id`,
      [world.facility[at], code, `${code}のひろば`],
    );
    const id = row!.id;
    if (byday !== null)
      await world.owner(
        `insert into schedule (facility_id, service_id, byday, opens_at, closes_at) values ($1, $2, $3, $4, $5)`,
        [world.facility[at], id, byday, opens, closes],
      );
    return Number(id);
  };

  it('count standing and other places by their hours, and say where a rule is not kept', async () => {
    await service(2, 'tsudoi', '{MO,TU,WE}');
    const short = await service(3, 'tsudoi', '{MO,TU,WE,TH}', '10:00', '13:00');
    const few = await service(4, 'tsudoi', '{MO,TU}');
    await service(5, 'supporter', '{WE}', '10:00', '12:00');
    await service(1, 'kindergarten_plaza', null);
    const table = await world.reading('coordinator', (tx) => programmeTable(tx));
    const of = (code: string) => table.find((line) => line.code === code)!;
    expect(of('tsudoi')).toMatchObject({ standing: 2, not_standing: 1, unknown: 1, breaches: 3 });
    expect(of('supporter')).toMatchObject({ standing: 0, not_standing: 1, breaches: 0 });
    expect(of('kindergarten_plaza')).toMatchObject({ standing: 0, not_standing: 0, unknown: 1 });
    const places = await world.reading('coordinator', (tx) => programmePlaces(tx, { code: 'tsudoi' }));
    expect(places.find((place) => place.service_id === short)).toMatchObject({
      days: 4,
      shortest: 180,
      standing: true,
    });
    expect(places.find((place) => place.service_id === few)).toMatchObject({ days: 2, standing: false });
    // The city is told, on the place's page and in the programme's; the place itself is not blamed.
    expect((await world.as('coordinator').get(url(4))).text).toContain(
      '事業の基準は週3日以上ですが、登録されているのは週2日です。',
    );
    expect((await world.as('observer').get(url(4))).text).not.toContain('事業の基準は週3日以上ですが');
    expect((await world.as('coordinator').get('/programmes/tsudoi')).text).toContain(
      '事業の基準は1日5時間以上ですが、登録されている時間では短い日は3時間です。',
    );
    expect((await world.as('observer').get('/programmes/tsudoi')).text).not.toContain('事業の基準は1日5時間');
  });

  it('stand in one table beside the figures of a large city, and leave as Excel', async () => {
    const page = await world.as('observer').get('/programmes');
    for (const said of [
      '【常設】2か所',
      '【非常設】1か所',
      '【常設】66か所、16.4人',
      '【非常設】300か所、2.9人',
      '参考は横浜市 令和元年度の数です。',
      // since when the five programmes are run there
      '平成17年度から',
      '平成14年度から',
      '平成8年度から',
      '平成9年度から',
      '平成15年度から',
      '記録なし',
    ])
      expect(page.text).toContain(said);
    expect(page.text).not.toContain('基準に合わない');
    expect(
      (await world.as('observer').get('/programmes/export')).response.headers.get('content-disposition'),
    ).toContain('.xlsx');
  });

  it('take the average use a day from the daily records: people by the days a place was open', async () => {
    const places = await world.reading('coordinator', (tx) => programmePlaces(tx, { code: 'tsudoi' }));
    for (const [at, place] of places.filter((one) => one.standing).entries()) {
      await world.owner(
        `insert into daily_use (service_id, facility_id, used_on, adults, families, children_1, entered_by, entered_at)
         select $1, $2, day, 4, 4, $3, $4, now() from unnest(array['2026-06-01', '2026-06-02']::date[]) as day`,
        [place.service_id, place.facility_id, 6 + at * 10, world.person.facility_head],
      );
    }
    const table = await world.reading('observer', (tx) => programmeTable(tx));
    expect(table.find((line) => line.code === 'tsudoi')!.use).toEqual({ standing: 15, not_standing: null });
    expect((await world.as('observer').get('/programmes')).text).toContain('【常設】15人');
    await world.owner('delete from daily_use');
  });

  it('are changed by whoever keeps the directory, once for two people at a time', async () => {
    const as = world.as('secretariat');
    const fields = {
      name: 'つどいの広場',
      position: 40,
      gathering: true,
      min_days_per_week: '２',
      standing_from_days: 3,
      _version: 1,
    };
    expect((await as.post('/programmes/tsudoi/edit', fields)).status).toBe(303);
    expect((await as.post('/programmes/tsudoi/edit', fields)).text).toContain('ほかの人が先に直しました');
    expect(
      (await as.post('/programmes/new', { ...fields, code: 'Outdoor', name: '外あそび' })).text,
    ).toContain('略号にしてください');
    expect((await as.post('/programmes/new', { ...fields, code: 'outdoor', name: '外あそび' })).status).toBe(
      303,
    );
    expect((await world.as('observer').get('/programmes')).text).toContain('外あそび');
  });
});

describe('the wishes', () => {
  it('are the city’s to word, weigh, order and end; an ended one is no longer offered', async () => {
    const as = world.as('secretariat');
    expect(
      (
        await as.post('/wishes/new', {
          name: '少人数でアットホームな雰囲気',
          question: 'a',
          position: 1,
          weight: '2',
        })
      ).text,
    ).toContain('同じ言葉の望みがあります');
    expect(
      (
        await as.post('/wishes/new', {
          name: '動物とふれあえる',
          question: '動物にさわらせたい',
          position: 5,
          weight: '11',
        })
      ).text,
    ).toContain('0から10まで');
    expect(
      (
        await as.post('/wishes/new', {
          name: '動物とふれあえる',
          question: '動物にさわらせたい',
          position: 5,
          weight: '１．５',
        })
      ).status,
    ).toBe(303);
    const form = await world.as('facility_head').get(url(0, '/edit'));
    expect(form.text).toContain('動物とふれあえる');
    expect(form.text.indexOf('動物とふれあえる')).toBeLessThan(form.text.indexOf('少人数でアットホーム'));
    const code = await one<string>(`select code from wish where name = '動物とふれあえる'`);
    await as.post(`/wishes/${code}/end`);
    expect((await world.as('facility_head').get(url(0, '/edit'))).text).not.toContain('動物とふれあえる');
    expect((await as.get('/wishes')).text).toContain('で終わり');
    await as.post(`/wishes/${code}/reopen`);
    expect(await one('select ended_on from wish where code = $1', [code])).toBe(null);
  });
});

describe('changes somebody looks at first', () => {
  const changeId = () => one<number>('select max(id) from facility_change');

  it('wait instead of standing, are compared side by side, and stand when accepted', async () => {
    await world.owner(
      `insert into service (facility_id, programme_code, name) values ($1, 'nursery_support', '地域支援')`,
      [world.facility[0]],
    );
    await world.owner(
      `update programme set checks_changes = true, owner_organisation_id = $1 where code = 'nursery_support'`,
      [world.organisation.center],
    );
    const before = await entry(0);
    const sent = await world.as('facility_head').post(url(0, '/edit'), {
      ...before,
      phone: '0166-26-9999',
      offers: ['fathers'],
      atmosphere: '新しい雰囲気',
    });
    expect(sent.status).toBe(303);
    expect(await one('select phone from facility where id = $1', [world.facility[0]])).toBe(null);
    const id = await changeId();
    // It waits on the first page of those who check, who are told where the programme has an owner.
    expect((await world.as('coordinator').get('/')).html).toContain(url(0, `/changes/${id}`));
    expect(await one(`select count(*)::int from notice where url = $1`, [url(0, `/changes/${id}`)])).toBe(2);
    const page = await world.as('coordinator').get(url(0, `/changes/${id}`));
    for (const said of ['0166-26-9999', '父親も参加しやすい', '新しい雰囲気', 'いまの内容', '直した内容'])
      expect(page.text).toContain(said);
    expect((await world.as('other_head').get(url(0, `/changes/${id}`))).status).toBe(404);
    expect((await world.as('facility_head').post(url(0, `/changes/${id}/accept`))).status).toBe(403);
    // Meanwhile somebody else changed another field and the same one.
    await world
      .as('secretariat')
      .post(url(0, '/edit'), { ...(await entry(0)), phone: '0166-26-1111', access_note: 'バス停前' });
    expect((await world.as('coordinator').get(url(0, `/changes/${id}`))).text).toContain(
      '出されたあとに、ほかの人が直しています',
    );
    expect((await world.as('coordinator').post(url(0, `/changes/${id}/accept`))).status).toBe(303);
    const [row] = await world.owner<Record<string, string>>(
      'select phone, access_note, atmosphere from facility where id = $1',
      [world.facility[0]],
    );
    expect(row).toEqual({ phone: '0166-26-9999', access_note: 'バス停前', atmosphere: '新しい雰囲気' });
    expect(
      await one('select array_agg(wish_code) from facility_offer where facility_id = $1', [
        world.facility[0],
      ]),
    ).toEqual(['fathers']);
    expect((await world.as('coordinator').post(url(0, `/changes/${id}/accept`))).status).toBe(409);
    expect(
      await one(`select count(*)::int from notice where person_id = $1 and title like '%載りました%'`, [
        world.person.facility_head,
      ]),
    ).toBe(1);
  });

  it('come back with a reason, go on from what was proposed, and may be withdrawn', async () => {
    await world.as('facility_head').post(url(0, '/edit'), { ...(await entry(0)), atmosphere: '短い' });
    const first = await changeId();
    const as = world.as('secretariat');
    expect((await as.post(url(0, `/changes/${first}/return`), { reason: '' })).text).toContain(
      '戻す理由を書いてください',
    );
    expect((await world.as('facility_head').get(url(0, '/edit'))).html).toContain('短い');
    expect((await as.post(url(0, `/changes/${first}/return`), { reason: 'もう少しくわしく' })).status).toBe(
      303,
    );
    expect((await world.as('facility_head').get('/')).html).toContain(url(0, `/changes/${first}`));
    expect((await world.as('facility_head').get(url(0, `/changes/${first}`))).text).toContain(
      'もう少しくわしく',
    );
    await world
      .as('facility_head')
      .post(url(0, '/edit'), { ...(await entry(0)), atmosphere: 'くわしい雰囲気' });
    const second = await changeId();
    expect((await world.as('coordinator').post(url(0, `/changes/${second}/withdraw`))).status).toBe(403);
    expect((await world.as('facility_head').post(url(0, `/changes/${second}/withdraw`))).status).toBe(303);
    expect((await as.get('/facilities/changes')).text).toContain('確認を待っている変更はありません');
    expect(await one('select atmosphere from facility where id = $1', [world.facility[0]])).toBe(
      '新しい雰囲気',
    );
  });

  it('are replaced by a newer one of the same head, so that only one waits', async () => {
    await world.as('facility_head').post(url(0, '/edit'), { ...(await entry(0)), atmosphere: '一' });
    await world.as('facility_head').post(url(0, '/edit'), { ...(await entry(0)), atmosphere: '二' });
    expect(
      await one(
        'select count(*)::int from facility_change where decided_at is null and withdrawn_at is null',
      ),
    ).toBe(1);
    await world.owner('update facility_change set withdrawn_at = now() where decided_at is null');
  });
});

describe('the confirmation', () => {
  it('is asked for again after the city’s own time: publicly, on the first page, and by one notice a month', async () => {
    await world.owner('update facility set confirmed_on = $1, confirm_asked_on = null', ['2026-11-01']);
    await world.owner('delete from notice');
    await world.owner('update facility set confirmed_on = $1 where id = $2', [
      '2026-07-21',
      world.facility[0],
    ]);
    const run = () =>
      writing({ ...world.actor(null), kind: 'job', label: 'job:directory.confirm' }, (tx) =>
        askToConfirm.run(tx, {}, {} as never),
      );
    await run();
    expect(await one('select count(*)::int from notice')).toBe(0);
    expect(
      (await world.as('secretariat').post('/facilities/settings', { confirm_every_months: 4, _version: 1 }))
        .status,
    ).toBe(303);
    expect((await world.as('observer').get(url(0))).text).toContain(
      '最後に確かめてから4か月以上たっています',
    );
    await run();
    await run();
    expect(await world.owner('select person_id::int, title from notice')).toEqual([
      { person_id: world.person.facility_head, title: expect.stringContaining('こもれび保育園') },
    ]);
    expect((await world.as('facility_head').get('/')).text).toContain('内容を確かめてほしい施設');
    expect((await world.as('facility_head').post(url(0, '/confirm'))).status).toBe(303);
    expect((await world.as('facility_head').get('/')).text).not.toContain('内容を確かめてほしい施設');
    expect(await one('select confirm_asked_on from facility where id = $1', [world.facility[0]])).toBe(null);
  });
});

describe('pictures', () => {
  const file = (bytes: Uint8Array, name = 'niwa.png', type = 'image/png') =>
    new File([bytes as Uint8Array<ArrayBuffer>], name, { type });

  it('need words and the consent, and keep what was typed without them', async () => {
    const as = world.as('facility_head');
    const none = await as.post(url(0, '/photos'), {
      alt: '',
      credit: '園',
      photo: file(pngOf(8, 6, [200, 220, 200])),
    });
    expect(none.status).toBe(422);
    expect(none.text).toContain('写真の説明を入れてください');
    expect(none.text).toContain('同意を確かめてから');
    const text = await as.post(url(0, '/photos'), {
      alt: '庭',
      consent: true,
      photo: file(new TextEncoder().encode('<svg onload="x">'), 'x.svg', 'image/svg+xml'),
    });
    expect(text.status).toBe(422);
    expect(text.text).toContain('JPEG・PNG・WebPの写真を選んでください');
    expect(text.text).not.toContain('Excel');
    const large = await as.post(url(0, '/photos'), {
      alt: '庭の木陰',
      consent: true,
      photo: file(new Uint8Array(3_000_001)),
    });
    expect(large.text).toContain('写真が大きすぎます（3MBまで）');
    expect(large.text).toContain('庭の木陰');
    expect(await one('select count(*)::int from facility_photo')).toBe(0);
  });

  it('are seen by anybody, kept for good by their hash, without cookies or scripts, and gone when the place is closed', async () => {
    const as = world.as('facility_head');
    for (const [alt, tone] of [
      ['木陰のある庭', 120],
      ['絵本の棚', 60],
    ] as const)
      expect(
        (await as.post(url(0, '/photos'), { alt, consent: true, photo: file(pngOf(8, 6, [tone, 200, 200])) }))
          .status,
      ).toBe(303);
    const page = await world.as('observer').get(url(0));
    const src = /src="(\/open\/photos\/\d+\?v=[0-9a-f]+)" alt="木陰のある庭" width="8" height="6"/.exec(
      page.html,
    )![1]!;
    const seen = await world.as(null).get(src);
    expect(seen.status).toBe(200);
    expect(seen.response.headers.get('content-type')).toBe('image/png');
    expect(seen.response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(seen.response.headers.get('vary') ?? '').not.toMatch(/cookie/i);
    expect(seen.response.headers.get('content-security-policy')).toContain("default-src 'none'; sandbox");
    expect(seen.response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(seen.response.headers.get('set-cookie')).toBe(null);
    expect((await world.as(null).get(src.replace(/\?.*/, ''))).response.headers.get('cache-control')).toBe(
      'public, max-age=300',
    );
    const ids = await world.owner<{ id: string }>('select id from facility_photo order by position');
    await as.post(url(0, `/photos/${ids[1]!.id}/up`));
    expect(await one('select array_agg(alt order by position) from facility_photo')).toEqual([
      '絵本の棚',
      '木陰のある庭',
    ]);
    await as.post(url(0, `/photos/${ids[0]!.id}/remove`));
    expect((await world.as(null).get(src)).status).toBe(404);
    expect((await world.as('other_head').post(url(0, `/photos/${ids[0]!.id}/restore`))).status).toBe(403);
    await as.post(url(0, `/photos/${ids[0]!.id}/restore`));
    expect((await world.as(null).get(src)).status).toBe(200);
    await world.as('coordinator').post(url(0, '/end'));
    expect((await world.as(null).get(src)).status).toBe(404);
    await world.as('coordinator').post(url(0, '/reopen'));
  });
});

describe('doubles', () => {
  it('are found by name with telephone, address or nearness; branches and a shared switchboard are not', async () => {
    const add = async (name: string, values: Record<string, unknown>) => {
      const all = {
        organisation_id: world.organisation.operator,
        name,
        kind: '認可私立保育所',
        created_at: '2026-01-01',
        updated_at: '2026-01-01',
        ...values,
      };
      const [row] = await world.owner<{ id: string }>(
        `insert into facility (${Object.keys(all).join(', ')}) values (${Object.keys(all)
          .map((_, n) => `$${n + 1}`)
          .join(', ')}) returning id`,
        Object.values(all),
      );
      return Number(row!.id);
    };
    const twin = await add('コモレビ保育園', {
      phone: '0166-26-9999',
      address: '試験県試験市神楽岡一条９－９',
    });
    await add('しらかば保育園 分園', { phone: '0166-99-0000', address: '試験県試験市神楽岡一条3-3' });
    await world.owner(`update facility set phone = '0166-99-0000' where name = 'しらかば保育園'`);
    await add('まったく別の児童館', { phone: '0166-26-9999', address: '試験県試験市一条通一丁目1-1' });
    const page = await world.as('coordinator').get('/facilities/duplicates');
    expect(page.html).toContain(`/facilities/${world.facility[0]}/merge/${twin}`);
    expect(page.text).not.toContain('まったく別の児童館（');
    const side = await world.as('coordinator').get(url(0, `/merge/${twin}`));
    expect(side.text).toContain('こもれび保育園');
    expect(side.text).toContain('コモレビ保育園');
    expect(side.text).toContain('違います');
  });

  it('become one: services with their hours move, the old number leads on, its people go on, and it can be undone', async () => {
    const twin = await one<string>(`select id from facility where name = 'コモレビ保育園'`);
    await world.owner('update facility set email = $1, local_id = $2 where id = $3', [
      'k@example.invalid',
      'K-1',
      twin,
    ]);
    const [moved] = await world.owner<{ id: string }>(
      `insert into service (facility_id, programme_code, name) values ($1, 'garden_open', '園庭開放') returning id`,
      [twin],
    );
    await world.owner(
      `insert into schedule (facility_id, service_id, byday, opens_at, closes_at) values ($1, $2, '{TH}', '10:00', '11:00')`,
      [twin, moved!.id],
    );
    await world.owner(
      `insert into daily_use (service_id, facility_id, used_on, adults, families, entered_by, entered_at) values ($1, $2, '2026-06-01', 3, 3, $3, now())`,
      [moved!.id, twin, world.person.facility_head],
    );
    await world.owner(`insert into facility_offer values ($1, 'wide_garden')`, [twin]);
    await world.owner(
      `insert into appointment (person_id, role_code, organisation_id, facility_id, starts_on, created_at) values ($1, 'facility_head', $2, $3, '2026-04-01', now())`,
      [world.person.other_head, world.organisation.operator, twin],
    );
    expect((await world.as('coordinator').post(url(0, `/merge/${twin}`))).status).toBe(303);
    expect((await world.as('observer').get(`/facilities/${twin}`)).location).toBe(url(0));
    expect(await world.reading(null, (tx) => mergedInto(tx, Number(twin)))).toBe(world.facility[0]);
    const page = await world.as('coordinator').get(url(0));
    for (const said of [
      '園庭開放',
      '木曜日 10:00～11:00',
      '広い園庭・園舎がある',
      'k@example.invalid',
      'K-1',
      'この施設にまとめました',
    ])
      expect(page.text).toContain(said);
    expect(await one('select facility_id::int from daily_use')).toBe(world.facility[0]);
    // Whoever was appointed at the old number edits the place that stays.
    expect((await world.as('other_head').get(url(0, '/hours'))).status).toBe(200);
    const merge = await one<number>('select max(id) from facility_merge');
    expect((await world.as('facility_head').post(url(0, `/merges/${merge}/undo`))).status).toBe(403);
    expect((await world.as('coordinator').post(url(0, `/merges/${merge}/undo`))).status).toBe(303);
    expect((await world.as('observer').get(`/facilities/${twin}`)).status).toBe(200);
    expect(await one('select facility_id::int from daily_use')).toBe(Number(twin));
    expect(await one('select facility_id::int from schedule where service_id = $1', [moved!.id])).toBe(
      Number(twin),
    );
    expect(await one('select email from facility where id = $1', [world.facility[0]])).toBe(null);
    expect(await one('select local_id from facility where id = $1', [twin])).toBe('K-1');
    expect(
      await one(
        `select count(*)::int from facility_offer where facility_id = $1 and wish_code = 'wide_garden'`,
        [world.facility[0]],
      ),
    ).toBe(0);
    expect((await world.as('coordinator').get('/facilities/duplicates')).html).toContain(`/merge/${twin}`);
    await world.as('coordinator').post(url(0, `/merge/${twin}/distinct`));
    expect((await world.as('coordinator').get('/facilities/duplicates')).html).not.toContain(
      `/merge/${twin}`,
    );
  });
});
