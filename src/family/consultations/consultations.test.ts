import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { sql } from 'kysely';
import { readTyped } from '../../platform/web/form.ts';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { paperDoc } from './exports.ts';
import { intakeForm } from './forms.ts';
import { consultationById } from './queries.ts';
import { parts, partStates } from './rules-intake.ts';
import { actions, problemOf, stateOf, type Action, type Facts } from './rules.ts';
import { sampleFamily, sampleIntake } from './samples.ts';
import { words } from './words.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  for (const [area, team] of [
    [0, 'east'],
    [1, 'west'],
  ] as const)
    await world.owner('insert into district_team (fiscal_year, area_id, team_id) values (2026, $1, $2)', [
      world.area[area],
      world.case_team[team],
    ]);
});
afterAll(() => world.close());

const take = async (who: Who, more: Record<string, string | number | boolean> = {}) => {
  const answer = await world.as(who).post('/consultations/new', { ...sampleIntake, ...more });
  expect(answer.status, answer.text.slice(0, 2000)).toBe(303);
  const [row] = await world.owner<{ id: number }>('select max(id) as id from consultation');
  return { answer, id: Number(row!.id) };
};
const stored = async (id: number) =>
  (await world.owner<Record<string, unknown>>('select * from consultation where id = $1', [id]))[0]!;
const audited = (action: string, id: number) =>
  world.owner<{ person_id: number }>(
    'select person_id from audit_event where action = $1 and subject_id = $2',
    [action, id],
  );

describe('who may not', () => {
  const outside: Who[] = [
    'administrator',
    'auditor',
    'facility_head',
    'facility_staff',
    'coordinator',
    'secretariat',
    'observer',
    'council_member',
    'link_coordinator',
    'partner',
    'legal_desk',
    'former',
  ];
  it.each(outside)('the %s finds no consultation, no form and no list', async (who) => {
    const { id } = await take('nurse');
    for (const path of [
      '/consultations',
      '/consultations/new',
      `/consultations/${id}`,
      `/consultations/${id}/edit`,
    ])
      expect([403, 404], path).toContain((await world.as(who).get(path)).status);
    expect([403, 404]).toContain((await world.as(who).post('/consultations/new', sampleIntake)).status);
    expect([403, 404]).toContain(
      (await world.as(who).post(`/consultations/${id}/close`, { response_code: 'advice' })).status,
    );
  });
  it('another team’s worker and supervisor find none of ours, and do nothing with it', async () => {
    const { id } = await take('nurse');
    for (const who of ['west_worker', 'west_supervisor'] as const) {
      expect((await world.as(who).get(`/consultations/${id}`)).status).toBe(404);
      for (const [path, fields] of Object.entries({
        close: { response_code: 'advice' },
        next: { next_on_y: '2026', next_on_m: '12', next_on_d: '1' },
        route: { team_id: world.case_team.west, reason: 'ほしい' },
      }))
        expect((await world.as(who).post(`/consultations/${id}/${path}`, fields)).status, path).toBe(404);
    }
    expect((await stored(id)).team_id).toBe(world.case_team.east);
  });
});

describe('taking a consultation', () => {
  it('takes down a call with who told, the judgement and a new household on one page', async () => {
    const { id, answer } = await take('nurse', {
      ...sampleFamily,
      notifier_name: '近所の方',
      q_repeated: 'yes',
      n_repeated: '先月も',
      urgency: 'week',
      urgency_reason: '今すぐの危険はない',
    });
    expect(answer.location).toBe(`/consultations/${id}`);
    expect(await stored(id)).toMatchObject({ child_age_months: 54, area_id: world.area[0], worker_id: null });
    const page = await world.as('nurse').get(`/consultations/${id}`);
    expect(page.text).toContain('架空 はる');
    expect(page.text).toContain('「はい」が1つ');
    // a name stands in no title and no address
    expect(/<title>[^<]*架空/.test(page.html)).toBe(false);
  });

  it('shows who told to whoever took it down and to the supervisor, and to nobody else of the team', async () => {
    const { id } = await take('nurse', { notifier_name: '通告した隣人', notifier_contact: '0166-00-9999' });
    for (const [who, seen] of [
      ['nurse', true],
      ['supervisor', true],
      ['consultation_worker', false],
      ['council_office', false],
    ] as const) {
      const page = await world.as(who).get(`/consultations/${id}`);
      expect(page.status).toBe(200);
      expect(page.text.includes('通告した隣人'), who).toBe(seen);
      expect(page.text.includes('0166-00-9999'), who).toBe(seen);
    }
  });

  it('goes to the team of the district, which is told without a name, and whoever took it reads it no more', async () => {
    const { id, answer } = await take('nurse', {
      ...sampleFamily,
      area_id: world.area[1]!,
      m1_given_name: 'にし',
    });
    expect(answer.location).toBe('/consultations');
    expect((await stored(id)).team_id).toBe(world.case_team.west);
    expect((await world.as('nurse').get(`/consultations/${id}`)).status).toBe(404);
    const page = await world.as('west_worker').get(`/consultations/${id}`);
    expect(page.text).toContain('架空 にし');
    const told = await world.owner<{ title: string }>('select title from notice where person_id = $1', [
      world.person.west_worker,
    ]);
    expect(told.length).toBeGreaterThan(0);
    expect(told.map((one) => one.title).join()).not.toContain('架空');
  });

  it('loses no typed text: what is wrong is said beside it, and names without a household are not dropped', async () => {
    const before = await world.owner('select id from consultation');
    const answer = await world.as('nurse').post('/consultations/new', {
      ...sampleFamily,
      household: '',
      words_said: '「長い話をしました」',
      q_imminent: 'yes',
    });
    expect(answer.status).toBe(422);
    for (const kept of [
      '「長い話をしました」',
      '試験市一条通一丁目2-3',
      'value="はる"',
      'value="0166-00-0001"',
    ])
      expect(answer.html).toContain(kept);
    expect(answer.text).toContain('「新しい世帯をつくる」か、同じ世帯を選んでください');
    expect(answer.text).toContain('緊急度を選んでください');
    expect(await world.owner('select id from consultation')).toEqual(before);
  });

  it('tells of each part of the page what it still asks, and asks nothing else when it is sent', async () => {
    // Whatever is left out of a whole call: the marks ask for something exactly when the form would.
    const whole: Record<string, string> = {
      ...sampleFamily,
      kind_code: 'abuse',
      abuse_kind: 'neglect',
      notifier_name: '近所の方',
      notifier_contact: '夕方なら',
      m2_family_name: '架空',
      m2_given_name: 'あき',
      q_repeated: 'yes',
      urgency: 'day',
      urgency_reason: '前にもあった',
    };
    const unit = (name: string) => name.replace(/_[ymd]$/, '');
    fc.assert(
      // A day is left out or there, all three boxes of it.
      fc.property(fc.subarray([...new Set(Object.keys(whole).map(unit))]), (left) => {
        const form = new FormData();
        for (const [name, value] of Object.entries(whole))
          if (left.includes(unit(name))) form.set(name, value);
        const { typed } = readTyped(form);
        const asked = Object.values(partStates(typed)).reduce((sum, part) => sum + part.must, 0);
        // The kind of abuse without the kind of consultation is asked for by the kind of consultation.
        expect(intakeForm.safeParse(typed).success).toBe(asked === 0);
      }),
    );
    const page = await world.as('nurse').get('/consultations/new');
    for (const part of parts) {
      expect(page.html).toContain(`href="#${part}"`);
      expect(page.html).toContain(`id="${part}"`);
    }
    const marks = (html: string) =>
      [...html.matchAll(/data-part="(\w+)"[\s\S]*?data-state="(\w+)"/g)].map(
        ([, part, state]) => `${part} ${state}`,
      );
    expect(marks(page.html)).toEqual([
      'received filled',
      'who must',
      'what must',
      'child empty',
      'triage empty',
      'done empty',
    ]);
    const again = await world
      .as('nurse')
      .post('/consultations/new', { ...sampleFamily, household: '', worker_id: '1', q_home: 'yes' });
    expect(again.status).toBe(422);
    expect(marks(again.html)).toEqual([
      'received filled',
      'who filled',
      'what filled',
      'child wrong',
      'triage wrong',
      'done wrong',
    ]);
  });

  it('says in one round all that is wrong, what the form asks and what the rules ask, each beside its field', async () => {
    const answer = await world.as('nurse').post('/consultations/new', {
      ...sampleFamily,
      way: '',
      words_said: '',
      received_on_y: '2026',
      received_on_m: '12',
      received_on_d: '31',
      anonymous: 'on',
      notifier_name: '近所の方',
      household: 'new',
      m2_family_name: '架空',
      m2_relation: 'child',
      m2_born_on_y: '2024',
      m2_born_on_m: '4',
      m2_born_on_d: '1',
      m2_due_on_y: '2027',
      m2_due_on_m: '1',
      m2_due_on_d: '1',
      q_home: 'yes',
      worker_id: world.person.west_worker,
      team_id: world.case_team.east,
    });
    expect(answer.status).toBe(422);
    const summary = /data-error-summary[\s\S]*?<\/ul>/.exec(answer.html)![0];
    const fields = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
    for (const field of [
      'way',
      'received_on',
      'notifier_name',
      'words_said',
      'm2_due_on',
      'urgency',
      'urgency_reason',
      'next_on',
      'worker_id',
    ])
      expect(
        fields.filter((id) => id.includes(field)),
        field,
      ).not.toHaveLength(0);
    expect(summary).toContain(words.errors.future);
    expect(summary).toContain(words.errors.nextNeeded);
  });

  it('shows again unfolded whatever was typed or is wrong in a folded part', async () => {
    const { html } = await world.as('nurse').post('/consultations/new', {
      ...sampleFamily,
      notifier_contact: '0166-00-0002',
      m1_due_on_y: 'らいねん',
      care: '夜は電話に出られない',
    });
    const folded = [...html.matchAll(/<details class="disclosure"(?! open)[^>]*>([\s\S]*?)<\/details>/g)]
      .map(([, inside]) => inside)
      .join('');
    expect(html).toContain('らいねん');
    for (const name of ['notifier_name', 'notifier_contact', 'm1_due_on_y', 'care']) {
      expect(html).toContain(`name="${name}"`);
      expect(folded).not.toContain(`name="${name}"`);
    }
  });

  it('makes one consultation and one household of a form sent twice', async () => {
    const fields = { ...sampleFamily, _once: crypto.randomUUID() };
    const [a, b] = await Promise.all([
      world.as('nurse').post('/consultations/new', fields),
      world.as('nurse').post('/consultations/new', fields),
    ]);
    expect([a.status, b.status]).toEqual([303, 303]);
    expect(a.location).toBe(b.location);
    const [row] = await world.owner<{ n: number }>(
      'select count(*) as n from consultation where household_id = (select household_id from consultation order by id desc limit 1)',
    );
    expect(Number(row!.n)).toBe(1);
  });

  it('gives two people at once two numbers', async () => {
    const answers = await Promise.all(
      (['nurse', 'consultation_worker', 'west_worker'] as const).map((who) =>
        world.as(who).post('/consultations/new', { ...sampleIntake }),
      ),
    );
    expect(answers.map((one) => one.status)).toEqual([303, 303, 303]);
    const numbers = await world.owner<{ number: number }>('select number from consultation');
    expect(new Set(numbers.map((one) => one.number)).size).toBe(numbers.length);
  });

  it('keeps a draft while typing, for its author alone, and forgets it when it is sent', async () => {
    const answer = await world.as('nurse').post('/consultations/new/draft', { words_said: '書きかけの言葉' });
    const { fields } = (await answer.response.json()) as { fields: { draft_id: number } };
    const path = `/consultations/new?draft=${fields.draft_id}`;
    expect((await world.as('nurse').get(path)).html).toContain('書きかけの言葉');
    expect((await world.as('supervisor').get(path)).html).not.toContain('書きかけの言葉');
    await take('nurse', { draft_id: fields.draft_id });
    expect(await world.owner('select id from consultation_draft where id = $1', [fields.draft_id])).toEqual(
      [],
    );
  });

  it('a draft nobody goes on with goes after the set time, and its author is told a week before', async () => {
    const { tidyDrafts } = await import('./jobs.ts');
    const { writing } = await import('../../platform/db/transaction.ts');
    const tidy = () =>
      writing({ ...world.actor(null), kind: 'job', label: 'job:consultations.tidy_drafts' }, (tx) =>
        tidyDrafts.run(tx, {}, {} as never),
      );
    const begin = async () => {
      const answer = await world
        .as('nurse')
        .post('/consultations/new/draft', { words_said: '忘れられた言葉' });
      return ((await answer.response.json()) as { fields: { draft_id: number } }).fields.draft_id;
    };
    expect((await world.as('nurse').post('/consultations/districts/drafts', { draft_days: 20 })).status).toBe(
      403,
    );
    expect(
      (await world.as('supervisor').post('/consultations/districts/drafts', { draft_days: 5 })).status,
    ).toBe(422);
    expect(
      (await world.as('supervisor').post('/consultations/districts/drafts', { draft_days: 20 })).status,
    ).toBe(303);
    const { sql } = await import('kysely');
    for (const who of ['nurse', 'supervisor', 'administrator'] as const) {
      const { rows } = await world.writing(who, (tx) =>
        sql`select * from consultation_drafts_tidied(${tx.now}, 'Asia/Tokyo')`.execute(tx.db),
      );
      expect(rows, who).toEqual([]);
    }
    const [forgotten, goneOn] = [await begin(), await begin()];
    const there = async () =>
      (
        await world.owner<{ id: number }>(
          'select id::int from consultation_draft where id = any($1) order by id',
          [[forgotten, goneOn]],
        )
      ).map(({ id }) => id);
    const told = () =>
      world.owner(`select from notice where person_id = $1 and url = $2`, [
        world.person.nurse,
        `/consultations/new?draft=${forgotten}`,
      ]);
    world.at('2026-12-03T04:00:00+09:00');
    await tidy();
    expect(await told()).toHaveLength(0);
    world.at('2026-12-05T04:00:00+09:00');
    await tidy();
    await tidy();
    expect(await told()).toHaveLength(1);
    expect(await there()).toEqual([forgotten, goneOn]);
    // Whoever goes on writing keeps it.
    await world.as('nurse').post('/consultations/new/draft', { draft_id: goneOn, words_said: '続き' });
    world.at('2026-12-12T05:00:00+09:00');
    await tidy();
    expect(await there()).toEqual([goneOn]);
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('a name that was heard and not seen is taken as it sounds, and what is to be done next stands on the page', async () => {
    const { id } = await take('nurse', {
      ...sampleFamily,
      m1_family_name: '',
      m1_given_name: '',
      m1_family_kana: 'ねむの',
      m1_given_kana: 'そら',
      next_step: 'あさって電話で様子を聞く',
    });
    const [child] = await world.owner<{ name: string }>(
      `select family_name || ' ' || given_name as name from household_member where household_id = $1`,
      [(await stored(id)).household_id],
    );
    expect(child!.name).toBe('ネムノ ソラ');
    // Nobody has taken it yet: whoever is asked to reads what the nurse thought of.
    expect((await world.as('supervisor').get(`/consultations/${id}`)).text).toContain(
      '次にすること：あさって電話で様子を聞く',
    );
  });

  it('finds a known family while it is typed and, without script, by a button that keeps all', async () => {
    await take('nurse', { ...sampleFamily, m1_family_kana: 'シラカバ', m1_family_name: '白樺' });
    const typed = { m1_family_kana: 'しらかば', m1_given_kana: 'はる', words_said: '聞きながら' };
    const json = await world.as('west_worker').post('/consultations/known', typed);
    const { html } = (await json.response.json()) as { html: string };
    expect(html).toContain('白樺');
    // another team's address is never said
    expect(html).not.toContain('一条通');
    const [last] = await world.owner<{ action: string; detail: object }>(
      'select action, detail from audit_event order by seq desc limit 1',
    );
    expect(last!.action).toBe('household.search');
    expect(JSON.stringify(last!.detail)).not.toContain('しらかば');
    const kept = await world.as('west_worker').post('/consultations/new/known', typed);
    const page = await world.as('west_worker').get(kept.location!.replace(/#.*/, ''));
    expect(page.text).toContain('白樺');
    expect(page.html).toContain('聞きながら');
  });

  it('linked to another team’s household, both teams read the family and the keeping one is told', async () => {
    const { id } = await take('nurse', { ...sampleFamily, m1_given_name: 'いっしょ' });
    const household = Number((await stored(id)).household_id);
    expect((await world.as('west_worker').get(`/households/${household}`)).status).toBe(404);
    await take('west_worker', { household, area_id: world.area[1]! });
    expect((await world.as('west_worker').get(`/households/${household}`)).text).toContain('架空 いっしょ');
    const told = await world.owner<{ title: string }>(
      'select title from notice where person_id = $1 and url = $2',
      [world.person.nurse, `/households/${household}`],
    );
    expect(told.length).toBe(1);
    expect(told[0]!.title).not.toContain('架空');
  });
});

describe('the 48 hours of an abuse notification', () => {
  it('begin with the call, stand on the worker’s and the supervisor’s first page, turn late in words, and end when the child was seen', async () => {
    world.at('2026-11-21T10:00:00+09:00');
    const { id } = await take('nurse', {
      kind_code: 'abuse',
      abuse_kind: 'neglect',
      worker_id: world.person.consultation_worker,
      next_on_y: '2026',
      next_on_m: '11',
      next_on_d: '22',
    });
    expect((await stored(id)).safety_due_at).toEqual(new Date('2026-11-23T10:00:00+09:00'));
    for (const who of ['consultation_worker', 'supervisor'] as const)
      expect((await world.as(who).get('/')).html, who).toContain(`href="/consultations/${id}"`);
    expect((await world.as('west_supervisor').get('/')).html).not.toContain(`href="/consultations/${id}"`);
    world.at('2026-11-24T10:00:00+09:00');
    expect((await world.as('supervisor').get('/')).text).toContain('48時間を24時間過ぎています');
    expect((await world.as('supervisor').get(`/consultations/${id}`)).html).toMatch(
      /badge-error[^>]*>.*48時間を24時間過ぎています/s,
    );
    const early = await world
      .as('consultation_worker')
      .post(`/consultations/${id}/close`, { response_code: 'advice' });
    expect(early.status).toBe(409);
    expect(early.text).toContain('子どもの安全を確かめて記録してから');
    const seen = await world.as('consultation_worker').post(`/consultations/${id}/safety`, {
      seen_on_y: '2026',
      seen_on_m: '11',
      seen_on_d: '24',
      seen_time: '09:30',
      safety_how: '自宅で本人に会った',
    });
    expect(seen.status, seen.text.slice(0, 500)).toBe(303);
    expect((await world.as('supervisor').get(`/consultations/${id}`)).text).toContain(
      '子どもの安全を確かめました',
    );
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('do not end by calling it something else later', async () => {
    const { id } = await take('nurse', { kind_code: 'abuse' });
    const row = await stored(id);
    const answer = await world.as('nurse').post(`/consultations/${id}/edit`, {
      ...sampleIntake,
      kind_code: 'care',
      _version: Number(row.version),
    });
    expect(answer.status).toBe(303);
    expect((await stored(id)).safety_due_at).toEqual(row.safety_due_at);
    expect(
      (await world.as('nurse').post(`/consultations/${id}/close`, { response_code: 'advice' })).status,
    ).toBe(409);
  });
});

describe('a consultation without a worker', () => {
  it('climbs to the supervisor’s first page after the set hours and not before', async () => {
    world.at('2026-11-21T10:00:00+09:00');
    await world.owner(
      `update consultation set worker_id = received_by, next_on = '2026-12-31' where worker_id is null`,
    );
    const { id } = await take('nurse', {});
    const link = `href="/consultations/${id}"`;
    expect((await world.as('supervisor').get('/')).html).not.toContain(link);
    world.at('2026-11-21T14:30:00+09:00');
    expect((await world.as('supervisor').get('/')).html).toContain(link);
    expect((await world.as('consultation_worker').get('/')).html).not.toContain(link);
    await world.as('supervisor').post('/consultations/districts/climb', { climb_hours: 6 });
    expect((await world.as('supervisor').get('/')).html).not.toContain(link);
    await world.as('supervisor').post('/consultations/districts/climb', { climb_hours: 4 });
    await world.as('supervisor').post(`/consultations/${id}/route`, {
      team_id: world.case_team.east,
      worker_id: world.person.consultation_worker,
      reason: '地区の担当',
    });
    expect((await world.as('supervisor').get('/')).html).not.toContain(link);
    expect((await world.as('consultation_worker').get('/')).html).toContain(link);
    world.at('2026-11-21T10:00:00+09:00');
  });
});

describe('the intake form on paper', () => {
  it('is the team’s, tells nobody who told, and is in the log', async () => {
    const { id } = await take('nurse', {
      ...sampleFamily,
      notifier_name: '通告した紙の隣人',
      q_repeated: 'yes',
      urgency: 'week',
      urgency_reason: '今すぐの危険はない',
    });
    const path = `/consultations/${id}/paper.pdf`;
    for (const who of ['west_worker', 'administrator', 'auditor', 'facility_head'] as const)
      expect([403, 404], who).toContain((await world.as(who).get(path)).status);
    const paper = await world.as('nurse').get(path);
    expect(paper.status).toBe(200);
    expect(paper.response.headers.get('content-type')).toBe('application/pdf');
    expect((await audited('consultation.print', id)).map((one) => one.person_id)).toEqual([
      world.person.nurse,
    ]);
  });

  it('says of the family what was taken down, and of a protected one not where it is', async () => {
    const { id } = await take('nurse', {
      ...sampleFamily,
      m1_family_name: '紙野',
      m1_sex: 'female',
      languages: 'tl',
      care: '電話は夕方に',
      address: '試験市紙町七条1-2',
      phone: '0166-00-4711',
    });
    const printed = () =>
      world.reading('nurse', async (tx) =>
        JSON.stringify(await paperDoc(tx, (await consultationById(tx, id))!)),
      );
    const text = await printed();
    for (const known of ['紙野 はる（カクウ ハル）', '女', 'フィリピノ語', '電話は夕方に', '令和4年5月5日'])
      expect(text, known).toContain(known);
    for (const where of ['試験市紙町七条1-2', '0166-00-4711']) expect(text).toContain(where);
    const household = Number((await stored(id)).household_id);
    await world.as('nurse').post(`/households/${household}/protection`, { protection_note: '支援措置' });
    const after = await printed();
    for (const where of ['試験市紙町七条1-2', '0166-00-4711']) expect(after).not.toContain(where);
    expect(after).toContain('保護のため記載しない');
    expect(after).toContain('紙野 はる');
  });
});

describe('what was written', () => {
  it('is put right with what stood there kept, and two people at once see both texts', async () => {
    const { id } = await take('nurse', {});
    const version = Number((await stored(id)).version);
    const mended = { ...sampleIntake, _version: version };
    const first = await world
      .as('nurse')
      .post(`/consultations/${id}/edit`, { ...mended, words_said: '看護師の言葉' });
    expect(first.status).toBe(303);
    const second = await world
      .as('supervisor')
      .post(`/consultations/${id}/edit`, { ...mended, words_said: '上司の言葉' });
    expect(second.status).toBe(422);
    for (const text of ['看護師の言葉', '上司の言葉']) expect(second.html).toContain(text);
    const page = await world.as('supervisor').get(`/consultations/${id}`);
    expect(page.text).toContain(sampleIntake.words_said);
    expect(page.text).toContain('看護師の言葉');
    expect(page.text).not.toContain('上司の言葉');
  });

  it('is not opened without its line in the log: where the log cannot be written there is no page', async () => {
    const { id } = await take('nurse', sampleFamily);
    const household = Number((await stored(id)).household_id);
    await world.as('nurse').get(`/consultations/${id}`);
    expect((await audited('consultation.open', id)).map((one) => one.person_id)).toContain(
      world.person.nurse,
    );
    await world.owner('alter table audit_event add constraint fails check (seq < 0) not valid');
    try {
      for (const path of [`/consultations/${id}`, `/households/${household}`, '/consultations']) {
        const page = await world.as('nurse').get(path);
        expect(page.status, path).not.toBe(200);
        expect(page.html).not.toContain('架空 はる');
      }
    } finally {
      await world.owner('alter table audit_event drop constraint fails');
    }
    expect((await world.as('nurse').get(`/consultations/${id}`)).status).toBe(200);
  });

  it('belongs to one team: handing over needs a reason and a worker of that team', async () => {
    const { id } = await take('nurse', {});
    const to = { team_id: world.case_team.west, reason: '転居のため' };
    expect((await world.as('nurse').post(`/consultations/${id}/route`, { ...to, reason: '' })).status).toBe(
      422,
    );
    expect(
      (
        await world
          .as('nurse')
          .post(`/consultations/${id}/route`, { ...to, worker_id: world.person.supervisor })
      ).status,
    ).toBe(422);
    const sent = await world
      .as('nurse')
      .post(`/consultations/${id}/route`, { ...to, worker_id: world.person.west_worker });
    expect(sent.status).toBe(303);
    expect((await world.as('nurse').get(`/consultations/${id}`)).status).toBe(404);
    expect((await world.as('west_worker').get(`/consultations/${id}`)).text).toContain('転居のため');
  });
});

describe('the rules of a consultation', () => {
  const base: Facts = {
    kind_code: 'abuse',
    worker_id: 1,
    household_id: null,
    case_id: null,
    safety_due_at: new Date(0),
    safety_checked_at: null,
    closed_at: null,
    judged: false,
  };
  it('let nobody outside the team do anything', () => {
    for (const action of actions) expect(problemOf(base, { works: false }, action), action).toBe('not_yours');
  });
  it.each<[Action, Partial<Facts>, string | null]>([
    ['close', {}, 'safety_first'],
    ['close', { safety_checked_at: new Date(1) }, 'judge_first'],
    ['close', { safety_checked_at: new Date(1), judged: true }, null],
    ['close', { safety_due_at: null }, null],
    ['close', { closed_at: new Date(1) }, 'closed'],
    ['safety', { safety_due_at: null }, 'no_clock'],
    ['safety', { safety_checked_at: new Date(1) }, 'seen'],
    ['safety', {}, null],
    ['reopen', {}, 'open'],
    ['reopen', { closed_at: new Date(1) }, null],
    ['judge', { closed_at: new Date(1) }, 'closed'],
    ['correct', { closed_at: new Date(1) }, null],
    ['make_case', { case_id: 4 }, 'is_case'],
  ])('%s with %o: %s', (action, facts, problem) => {
    expect(problemOf({ ...base, ...facts }, { works: true }, action)).toBe(problem);
  });
  it('whatever is done in whatever order, no abuse consultation ends unseen or unjudged', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions)), (walk) => {
        let facts = { ...base };
        for (const action of walk) {
          if (problemOf(facts, { works: true }, action) !== null) continue;
          if (action === 'judge') facts = { ...facts, judged: true };
          if (action === 'safety') facts = { ...facts, safety_checked_at: new Date(1) };
          if (action === 'close') facts = { ...facts, closed_at: new Date(2) };
          if (action === 'reopen') facts = { ...facts, closed_at: null };
          if (action === 'make_case') facts = { ...facts, case_id: 1 };
          if (stateOf(facts) === 'closed')
            expect(facts.judged && facts.safety_checked_at !== null).toBe(true);
        }
      }),
    );
  });
});

/**
 * The small cells that somebody with the shown numbers and their sums works out: those whose unit vector is a sum of the equations.
 * By elimination, on purpose another way than the database goes.
 */
function givenAway(cells: number[][], hidden: boolean[][], sides: boolean[], downs: boolean[]) {
  const height = cells.length;
  const width = cells[0]!.length;
  const unknown: string[] = [];
  const whole = cells.flat().reduce((a, b) => a + b, 0);
  const few = whole > 0 && whole < 5;
  const at = (key: string) => (unknown.includes(key) ? unknown.indexOf(key) : unknown.push(key) - 1);
  for (let r = 0; r < height; r++) for (let c = 0; c < width; c++) if (hidden[r]![c]) at(`${r} ${c}`);
  sides.forEach((gone, r) => gone && at(`side ${r}`));
  downs.forEach((gone, c) => gone && at(`down ${c}`));
  if (few) at('whole');
  const sum = (keys: [string, boolean, number][]) => {
    const line = unknown.map(() => 0);
    for (const [key, gone, sign] of keys) if (gone) line[at(key)] = sign;
    return line;
  };
  const equations = [
    ...cells.map((line, r) =>
      sum([
        ...line.map((_, c): [string, boolean, number] => [`${r} ${c}`, hidden[r]![c]!, 1]),
        [`side ${r}`, sides[r]!, -1],
      ]),
    ),
    ...cells[0]!.map((_, c) =>
      sum([
        ...cells.map((_line, r): [string, boolean, number] => [`${r} ${c}`, hidden[r]![c]!, 1]),
        [`down ${c}`, downs[c]!, -1],
      ]),
    ),
    sum([...sides.map((gone, r): [string, boolean, number] => [`side ${r}`, gone, 1]), ['whole', few, -1]]),
    sum([...downs.map((gone, c): [string, boolean, number] => [`down ${c}`, gone, 1]), ['whole', few, -1]]),
  ];
  let rank = 0;
  for (let column = 0; column < unknown.length; column++) {
    const pivot = equations.findIndex((line, nth) => nth >= rank && Math.abs(line[column]!) > 1e-9);
    if (pivot < 0) continue;
    [equations[rank], equations[pivot]] = [equations[pivot]!, equations[rank]!];
    const first = equations[rank]!.map((n) => n / equations[rank]![column]!);
    equations[rank] = first;
    equations.forEach((line, nth) => {
      if (nth !== rank) equations[nth] = line.map((n, k) => n - line[column]! * first[k]!);
    });
    rank += 1;
  }
  return equations
    .map((line) => line.flatMap((n, k) => (Math.abs(n) > 1e-9 ? [unknown[k]!] : [])))
    .filter((left) => left.length === 1 && /^\d/.test(left[0]!))
    .map(([key]) => key!.split(' ').map(Number) as [number, number])
    .filter(([row, column]) => cells[row]![column]! > 0 && cells[row]![column]! < 5)
    .map(([row, column]) => ({ row, column }));
}

describe('the statistics', () => {
  it('are not there without the duty', async () => {
    for (const who of [
      'nurse',
      'consultation_worker',
      'facility_head',
      'administrator',
      'auditor',
      'coordinator',
    ] as const)
      expect([403, 404], who).toContain((await world.as(who).get('/consultations/statistics')).status);
  });

  it('are exact for the supervisor of all teams, and nothing of a running year for anybody else', async () => {
    await take('nurse', { kind_code: 'school_absence' });
    const exact = await world.as('supervisor').get('/consultations/statistics');
    expect(exact.text).toContain('担当者向けの実数');
    expect(exact.text).toContain('4月からつくれます');
    const outside = await world.as('secretariat').get('/consultations/statistics');
    expect(outside.status).toBe(200);
    expect(outside.text).toContain('外に出す表はまだありません');
    expect(outside.html).not.toContain('<table');
    expect((await world.as('secretariat').get('/consultations/statistics/export')).status).toBe(404);
    expect((await world.as('supervisor').get('/consultations/statistics?for=outside')).text).toContain(
      '外に出す表はまだありません',
    );
    for (const asked of ["consultation_figures(2026, 'Asia/Tokyo')", 'consultation_years(array[2026])'])
      expect(
        (await world.reading('secretariat', (tx) => sql`select * from ${sql.raw(asked)}`.execute(tx.db)))
          .rows,
        asked,
      ).toEqual([]);
    // The work behind the tables is nobody's to ask for: it would answer on any day.
    for (const who of ['secretariat', 'supervisor'] as const)
      await expect(
        world.reading(who, (tx) => sql`select * from consultation_tables(2026, 'Asia/Tokyo')`.execute(tx.db)),
        who,
      ).rejects.toThrow('permission denied');
  });

  it('leave no hidden cell to subtraction, whatever the table', async () => {
    const table = fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
      .chain(([height, width]) =>
        fc.array(
          fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 })), {
            minLength: width,
            maxLength: width,
          }),
          {
            minLength: height,
            maxLength: height,
          },
        ),
      );
    await fc.assert(
      fc.asyncProperty(table, async (cells) => {
        const sums = (lines: number[][]) => lines.map((line) => line.reduce((a, b) => a + b, 0));
        const turned = cells[0]!.map((_, at) => cells.map((line) => line[at]!));
        // As the tables are made: the sums first, as a list each.
        const list = async (n: number[]) => {
          const whole = n.reduce((a, b) => a + b, 0);
          const [row] = await world.owner<{ hidden: boolean[][] }>(
            'select hidden_cells($1, $2, null, 5) as hidden',
            [[n], [whole > 0 && whole < 5]],
          );
          return row!.hidden[0]!;
        };
        const sides = await list(sums(cells));
        const downs = await list(sums(turned));
        const [row] = await world.owner<{ hidden: boolean[][] }>(
          'select hidden_cells($1, $2, $3, 5) as hidden',
          [cells, sides, downs],
        );
        const hidden = row!.hidden;
        const lines = [
          ...cells.map((line, r) => ({
            sum: sides[r]!,
            all: line.map((n, c) => ({ n, gone: hidden[r]![c]! })),
          })),
          ...turned.map((line, c) => ({
            sum: downs[c]!,
            all: line.map((n, r) => ({ n, gone: hidden[r]![c]! })),
          })),
        ];
        for (const { sum, all } of lines) {
          for (const { n, gone } of all) if (n > 0 && n < 5) expect(gone).toBe(true);
          const gone = all.filter((one) => one.gone);
          if (sum) expect(gone.length).toBeGreaterThan(0);
          // A row whose sum is not told hides its noughts, too; together they are still a nought.
          else if (gone.some(({ n }) => n > 0)) {
            expect(gone.length).toBeGreaterThan(1);
            expect(gone.reduce((a, b) => a + b.n, 0)).toBeGreaterThanOrEqual(5);
          }
        }
        expect(givenAway(cells, hidden, sides, downs)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('nor to several sums together: two blocks joined by one small cell give nothing away', async () => {
    const cells = [
      [3, 4, 2, 30],
      [4, 3, 30, 30],
      [30, 30, 3, 4],
      [30, 30, 4, 3],
    ];
    const shown = [false, false, false, false];
    // By lines alone this was safe: the first two rows less the first two columns were the cell between.
    const byLines = cells.map((line) => line.map((n) => n < 5));
    expect(givenAway(cells, byLines, shown, shown)).toEqual([{ row: 0, column: 2 }]);
    const [row] = await world.owner<{ hidden: boolean[][] }>('select hidden_cells($1, $2, $3, 5) as hidden', [
      cells,
      shown,
      shown,
    ]);
    expect(givenAway(cells, row!.hidden, shown, shown)).toEqual([]);
  });
});

describe('the tables that leave the house', () => {
  const zone = 'Asia/Tokyo';
  /** Consultations of a past year at random, few of most kinds; the seed is the year, so that a failure comes again. */
  const fill = (year: number, many: number) =>
    world.owner(
      `select setseed($1::float / 10000);
      insert into consultation (fiscal_year, number, team_id, received_at, received_by, way, route_code, kind_code, child_age_months,
          words_said, abuse_kind, abuser, safety_due_at, closed_at, closed_by, response_code, created_at, updated_at)
        select ${year}, n, ${world.case_team.east}, received, ${world.person.nurse}, 'phone', routes[1 + floor(power(random(), 3) * 12)],
          kind, case when random() < 0.9 then floor(random() * 216) end, 'x', case when kind = 'abuse' then
          (array['physical', 'sexual', 'psychological', 'neglect'])[1 + floor(power(random(), 2) * 4)] end,
          case when kind = 'abuse' and random() < 0.9 then (array['mother', 'father', 'other'])[1 + floor(power(random(), 2) * 3)] end,
          case when kind = 'abuse' then received end, received, ${world.person.nurse}, responses[1 + floor(power(random(), 2) * 4)], received, received
        from (select n, make_date(${year}, 4, 1) + (random() * 364) * interval '1 day' as received,
            kinds[1 + floor(power(random(), 3) * 10)] as kind, routes, responses
          from generate_series(1, ${many}) as n, (select array_agg(code order by code = 'abuse' desc, code) as kinds from consultation_kind) as k,
            (select array_agg(code order by code) as routes from consultation_route) as r,
            (select array_agg(code order by code) as responses from consultation_response) as a) as made`.replace(
        '$1',
        String(year),
      ),
    );
  const told = async (who: Who, year: number) =>
    (
      await world.reading(who, (tx) =>
        tx.db
          .selectFrom('consultation_release_figure')
          .select(['table_name', 'row_code', 'column_code', 'n'])
          .where('fiscal_year', '=', year)
          .orderBy('table_name')
          .orderBy('row_code')
          .orderBy('column_code')
          .execute(),
      )
    ).map((one) => ({ ...one, key: `${one.table_name} ${one.row_code ?? ''} ${one.column_code ?? ''}` }));

  it('are made by nobody else than those who make the report, and not before the year is over', async () => {
    await fill(2025, 120);
    for (const who of ['nurse', 'consultation_worker', 'secretariat', 'administrator', 'auditor'] as const)
      expect([403, 404], who).toContain(
        (await world.as(who).post('/consultations/statistics/2025/keep')).status,
      );
    expect((await world.as('supervisor').post('/consultations/statistics/2026/keep')).status).toBe(409);
    expect((await world.as('supervisor').post('/consultations/statistics/2024/keep')).status).toBe(404);
    for (const who of ['supervisor', 'secretariat'] as const) expect(await told(who, 2025), who).toEqual([]);
    const exact = await world.as('supervisor').get('/consultations/statistics?year=2025');
    expect(exact.html).toContain('/consultations/statistics/2025/keep');
    expect((await world.as('supervisor').post('/consultations/statistics/2025/keep')).status).toBe(303);
    expect((await world.as('supervisor').post('/consultations/statistics/2025/keep')).status).toBe(409);
    for (const who of ['nurse', 'administrator', 'auditor'] as const)
      expect(await told(who, 2025), who).toEqual([]);
  });

  it('stay as they were told: asked on two days, a case between them shows nowhere', async () => {
    const figures_of = (html: string) => [...html.matchAll(/<td[^>]*>.*?<\/td>/g)].map(([cell]) => cell);
    const first = await world.as('secretariat').get('/consultations/statistics');
    const before = await told('secretariat', 2025);
    expect(first.text).toContain('2025年度');
    expect(figures_of(first.html).length).toBeGreaterThan(100);
    const kept = await world.as('supervisor').get('/consultations/statistics?year=2025&for=outside');
    expect(figures_of(kept.html)).toEqual(figures_of(first.html));
    expect((await world.as('secretariat').get('/consultations/statistics/export?year=2025')).status).toBe(
      200,
    );
    expect((await world.as('nurse').get('/consultations/statistics?for=outside')).status).toBe(404);
    // One more, one that is called something else, one that goes; and a second making.
    const exact = async () =>
      figures_of((await world.as('supervisor').get('/consultations/statistics?year=2025')).html);
    const counted = await exact();
    await world.owner(`update consultation set kind_code = (select code from consultation_kind
      where code not in (kind_code, 'abuse') limit 1) where fiscal_year = 2025 and number = 2`);
    await world.owner(`delete from consultation where fiscal_year = 2025 and number = 1`);
    expect(await exact()).not.toEqual(counted);
    await world.as('supervisor').post('/consultations/statistics/2025/keep');
    expect(await told('secretariat', 2025)).toEqual(before);
    const second = await world.as('secretariat').get('/consultations/statistics?year=2026');
    expect(figures_of(second.html)).toEqual(figures_of(first.html));
  });

  it('are made by the program where nobody made them until June, and once', async () => {
    const { keepStatistics } = await import('./jobs.ts');
    const { writing } = await import('../../platform/db/transaction.ts');
    const night = (day: string) => {
      world.at(`${day}T04:35:00+09:00`);
      return writing(
        { ...world.actor(null), kind: 'job', label: 'job:consultations.keep_statistics' },
        (tx) => keepStatistics.run(tx, {}, {} as never),
      );
    };
    const made = () => world.owner('select kept_at from consultation_release where fiscal_year = 2026');
    await night('2026-07-01');
    await night('2027-03-31');
    await night('2027-05-31');
    expect(await made()).toEqual([]);
    await night('2027-06-01');
    const once = await made();
    expect(once).toHaveLength(1);
    await night('2027-06-02');
    expect(await made()).toEqual(once);
    world.at('2026-11-21T10:00:00+09:00');
  });

  /**
   * The attack: everything that was told, all five tables and their sums at once, as one system of equations in whole numbers.
   * A small number is given away when no other number fits. By HiGHS, on purpose another way than the database goes.
   */
  it('give no small number away, all five together, whatever the year', async () => {
    const { default: load } = await import('highs');
    const solver = await load();
    const years = { 2012: 7, 2013: 18, 2014: 50, 2015: 150, 2016: 3 };
    let tried = 0;
    for (const [year, many] of Object.entries(years).map(([a, b]) => [Number(a), b] as const)) {
      await fill(year, many);
      expect((await world.as('supervisor').post(`/consultations/statistics/${year}/keep`)).status).toBe(303);
      const figures = await told('secretariat', year);
      expect(figures.filter(({ n }) => n !== null && n > 0 && n < 5)).toEqual([]);
      const { rows: exact } = await world.reading('supervisor', (tx) =>
        sql<
          Record<string, string> & { n: number }
        >`select * from consultation_figures(${year}, ${zone})`.execute(tx.db),
      );
      // One name for what is the same number: the kinds' sums and the whole in four tables, abuse and the fifth's whole.
      const name = (table: string, row: string | null, column: string | null) => {
        if (column === null && row === null) return table === 'abuser' ? 'kind_abuse' : 'whole';
        if (column === null) return table === 'abuser' ? `abuse_${row}` : `kind_${row}`;
        return `${table}_${row ?? 'all'}_${column}`.replaceAll('-', '_');
      };
      const known = new Map<string, number>();
      const unknown = new Set<string>();
      const sums = new Map<string, string[]>();
      const truth = new Map<string, number>();
      for (const { table_name, row_code, column_code, n } of figures) {
        const one = name(table_name, row_code, column_code);
        if (n === null) unknown.add(one);
        else {
          expect(known.get(one) ?? n, one).toBe(n);
          known.set(one, n);
        }
        if (row_code !== null && column_code !== null) {
          for (const [row, column, apart] of [
            [row_code, null, table_name],
            [null, column_code, table_name],
          ] as const) {
            const sum = `${apart} ${name(table_name, row, column)}`;
            sums.set(sum, [...(sums.get(sum) ?? []), one]);
          }
          truth.set(
            one,
            exact
              .filter(
                (cell) =>
                  cell[table_name === 'abuser' ? 'abuse' : 'kind'] === row_code &&
                  cell[table_name] === column_code,
              )
              .reduce((all, cell) => all + cell.n, 0),
          );
        } else if (row_code !== null || column_code !== null) {
          const sum = `${table_name}${row_code === null ? '' : ' down'} ${name(table_name, null, null)}`;
          sums.set(sum, [...(sums.get(sum) ?? []), one]);
        }
      }
      for (const one of known.keys()) unknown.delete(one);
      for (const [sum, parts] of sums)
        truth.set(
          sum.split(' ').at(-1)!,
          parts.reduce((all, part) => all + (truth.get(part) ?? 0), 0),
        );
      const equations = [...sums].map(([sum, parts]) => {
        const whole = sum.split(' ').at(-1)!;
        const left = parts.filter((part) => unknown.has(part)).map((part) => `+ ${part}`);
        const right = parts.reduce((all, part) => all + (known.get(part) ?? 0), 0);
        return known.has(whole)
          ? { left, right: known.get(whole)! - right }
          : { left: [...left, `- ${whole}`], right: -right };
      });
      const constraints = equations
        .filter(({ left }) => left.length > 0)
        .map(({ left, right }, at) => `e${at}: ${left.join(' ')} = ${right}`)
        .join('\n');
      for (const one of unknown) {
        const is = truth.get(one)!;
        if (is === 0 || is >= 5) continue;
        tried += 1;
        const other = ['Maximize', 'Minimize'].some((way) => {
          const found = solver.solve(
            `${way}\n obj: ${one}\nSubject To\n${constraints}\nGeneral\n${[...unknown].join(' ')}\nEnd`,
          );
          if (found.Status !== 'Optimal') expect(found.Status, `${year} ${one}`).toContain('nbounded');
          return found.Status !== 'Optimal' || Math.round(found.ObjectiveValue) !== is;
        });
        expect(other, `${year}: ${one} is ${is} and nothing else`).toBe(true);
      }
    }
    expect(tried).toBeGreaterThan(100);
  });
});
