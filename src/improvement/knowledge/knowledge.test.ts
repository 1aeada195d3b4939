import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleVisit } from '../visits/samples.ts';
import { practiceById } from './queries.ts';
import { practiceFields, samplePractice } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const facility = (n: number) => world.facility[n]!;
const draft = (given: Parameters<typeof samplePractice>[1] = {}) =>
  world.writing('coordinator', (tx) => samplePractice(tx, { facility_ids: [facility(0)], ...given }));
const yes = (given: Record<string, unknown> = {}) => ({
  facility_id: facility(0),
  answer: 'yes',
  zone: 'network',
  note: '',
  way: 'here',
  wording: 1,
  ...given,
});
const version = async (id: number): Promise<number> =>
  (await world.owner<{ version: number }>('select version from practice where id = $1', [id]))[0]!.version;
const publish = async (id: number, given: Record<string, unknown> = {}) =>
  world.as('coordinator').post(`/practices/${id}/publish`, { _version: await version(id), ...given });
const day = (name: string, iso: string) => {
  const [y, m, d] = iso.split('-');
  return { [`${name}_y`]: y, [`${name}_m`]: m, [`${name}_d`]: d } as Record<string, string | undefined>;
};
/** A practice of facility 0 that is out. */
async function published(
  given: Parameters<typeof samplePractice>[1] = {},
  consent: Record<string, unknown> = {},
) {
  const id = await draft(given);
  await world.as('coordinator').post(`/practices/${id}/ask`);
  const zone = given.zone ?? 'network';
  expect(
    (await world.as('facility_head').post(`/practices/${id}/consent`, yes({ zone, ...consent }))).status,
  ).toBe(303);
  const answer = await publish(id);
  expect(answer.status, answer.text).toBe(303);
  return id;
}
const outside: Who[] = [
  'facility_head',
  'facility_staff',
  'council_member',
  'observer',
  'auditor',
  'consultation_worker',
];

describe('who may not', () => {
  it('writes, publishes, asks or withdraws without keeping the register', async () => {
    const id = await draft();
    for (const who of outside) {
      const visitor = world.as(who);
      expect((await visitor.get('/practices/new')).status, who).toBe(403);
      expect(
        (await visitor.post('/practices/new', practiceFields({ facility_ids: [facility(0)] }))).status,
        who,
      ).toBe(403);
      for (const verb of ['publish', 'withdraw', 'ask'])
        expect([403, 404], `${who} ${verb}`).toContain(
          (await visitor.post(`/practices/${id}/${verb}`, { _version: 1 })).status,
        );
      expect([403, 404]).toContain(
        (await visitor.post(`/practices/${id}/edit`, practiceFields({ facility_ids: [facility(0)] }))).status,
      );
    }
    expect(await world.owner('select from practice')).toHaveLength(1);
  });

  it('reads a draft: nobody but those who keep the register, and once asked the facility it was found at', async () => {
    const id = await draft({ title: 'まだ見せない実践' });
    for (const who of outside) expect((await world.as(who).get(`/practices/${id}`)).status, who).toBe(404);
    expect((await world.as(null).get(`/open/practices/${id}`)).status).toBe(404);
    expect((await world.as('observer').get('/practices?q=まだ見せない')).text).not.toContain(
      'まだ見せない実践',
    );
    await world.as('coordinator').post(`/practices/${id}/ask`);
    expect((await world.as('facility_head').get(`/practices/${id}`)).text).toContain('よい');
    expect((await world.as('other_head').get(`/practices/${id}`)).status).toBe(404);
  });

  it('answers for another’s facility, or as if the facility itself had', async () => {
    const id = await draft();
    await world.as('coordinator').post(`/practices/${id}/ask`);
    expect((await world.as('other_head').post(`/practices/${id}/consent`, yes())).status).toBe(404);
    expect((await world.as('facility_staff').post(`/practices/${id}/consent`, yes())).status).toBe(403);
    expect((await world.as('coordinator').post(`/practices/${id}/consent`, yes())).status).toBe(403);
    expect(
      (
        await world
          .as('facility_head')
          .post(`/practices/${id}/consent`, yes({ way: 'paper', ...day('given_on', '2026-11-20') }))
      ).status,
    ).toBe(403);
    expect(await world.owner('select from practice_consent where practice_id = $1', [id])).toHaveLength(0);
  });

  it('sees hearings, scores, conclusions and the figures of the workforce: no facility', async () => {
    const id = await world.writing('coordinator', (tx) =>
      samplePractice(tx, { source_code: 'municipality', place: 'よその市' }),
    );
    await world.as('coordinator').post(`/practices/${id}/hearings`, {
      ...day('held_on', '2026-11-10'),
      way: 'visit',
      met: '課長',
      body: '内輪の聞き取り',
    });
    expect((await publish(id)).status).toBe(303);
    for (const who of ['facility_head', 'auditor'] as Who[]) {
      const page = await world.as(who).get(`/practices/${id}`);
      expect(page.status).toBe(200);
      expect(page.text, who).not.toContain('内輪の聞き取り');
      expect((await world.as(who).get('/workforce')).status, who).toBe(404);
      expect((await world.as(who).get('/workforce/export')).status, who).toBe(404);
      expect((await world.as(who).get('/practices/criteria')).status, who).toBe(404);
    }
    expect((await world.as('observer').get(`/practices/${id}`)).text).toContain('内輪の聞き取り');
    expect((await world.as('observer').post(`/practices/${id}/scores`, { level_1: '2' })).status).toBe(403);
    expect((await world.as('observer').post('/workforce', { fiscal_year: '2025' })).status).toBe(422);
  });
});

describe('a practice found in this city', () => {
  it('is published only with the yes of every facility, to these very words and for that zone', async () => {
    const id = await draft({ facility_ids: [facility(0), facility(1)], zone: 'public' });
    expect((await publish(id)).text).toMatch(/まだたずねていません/);
    await world.as('coordinator').post(`/practices/${id}/ask`);
    await world.as('facility_head').post(`/practices/${id}/consent`, yes({ zone: 'public' }));
    expect((await publish(id)).text).toMatch(/返事を待っています/);
    await world.as('other_head').post(`/practices/${id}/consent`, yes({ facility_id: facility(1) }));
    expect((await publish(id)).text).toContain('「市内の園と関係機関」までです');
    await world
      .as('other_head')
      .post(`/practices/${id}/consent`, yes({ facility_id: facility(1), zone: 'public' }));
    const reworded = practiceFields({
      facility_ids: [facility(0), facility(1)],
      zone: 'public',
      summary: '別の言葉にした要点',
      _version: await version(id),
    });
    expect((await world.as('coordinator').post(`/practices/${id}/edit`, reworded)).status).toBe(303);
    expect((await publish(id)).text).toContain('同意のあとに言葉が変わりました');
    expect(
      (await world.as('facility_head').post(`/practices/${id}/consent`, yes({ zone: 'public' }))).text,
    ).toContain('今の言葉を読んでから');
    for (const [who, n] of [
      ['facility_head', 0],
      ['other_head', 1],
    ] as const)
      await world
        .as(who)
        .post(`/practices/${id}/consent`, yes({ facility_id: facility(n), zone: 'public', wording: 2 }));
    expect((await publish(id)).status).toBe(303);
    expect((await world.as(null).get(`/open/practices/${id}`)).text).toContain('別の言葉にした要点');
  });

  it('names the facility only where it agreed, and nobody can tell from the row, the search or the export', async () => {
    const [own] = await world.owner<{ name: string }>('select name from facility where id = $1', [
      facility(0),
    ]);
    const quiet = await published({ title: '名前を出さない実践' });
    for (const path of [`/practices/${quiet}`, '/practices/export?format=csv']) {
      const page = await world.as('other_head').get(path);
      expect(page.html).toContain('名前を出さない実践');
      expect(page.html).not.toContain(own!.name);
    }
    const row = await world.reading('other_head', (tx) => practiceById(tx, quiet));
    expect([row?.asked_ids, row?.named_ids]).toEqual([[], []]);
    const named = await published({ title: '名前を出す実践' }, { show_name: '1' });
    expect((await world.as('other_head').get(`/practices/${named}`)).text).toContain(own!.name);
    expect((await world.as('other_head').get('/search?q=名前を出す')).text).toContain('名前を出す実践');
  });

  it('goes out of sight at once when the facility takes its yes back, also from the search', async () => {
    const id = await published({ title: '取り消される実践' });
    expect(
      (await world.as('facility_head').post(`/practices/${id}/consent`, yes({ answer: 'withdrawn' }))).status,
    ).toBe(303);
    expect((await world.as('other_head').get(`/practices/${id}`)).status).toBe(404);
    expect((await world.as('other_head').get('/search?q=取り消される')).text).not.toContain(
      '取り消される実践',
    );
    expect((await world.as('coordinator').get(`/practices/${id}`)).text).toContain('同意を取り消した');
  });

  it('leaves publication when its words are changed, and asks the facility again', async () => {
    const id = await published({ title: '言葉を変える実践' });
    const answer = await world.as('coordinator').post(
      `/practices/${id}/edit`,
      practiceFields({
        title: '言葉を変えた実践',
        facility_ids: [facility(0)],
        _version: await version(id),
      }),
    );
    expect(answer.status).toBe(303);
    expect((await world.as('other_head').get(`/practices/${id}`)).status).toBe(404);
    expect((await world.as('facility_head').get('/')).text).toContain('言葉を変えた実践');
  });

  it('shows no person, telephone or record whatever somebody confirms, and a date only when somebody looked', async () => {
    const id = await draft({ method: '別 園長さんが0166-12-3456に電話し、R8-12の子と話した。' });
    await world.as('coordinator').post(`/practices/${id}/ask`);
    await world.as('facility_head').post(`/practices/${id}/consent`, yes());
    const refused = await publish(id, { looked: '1' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('言い換えてください');
    expect(refused.text).toContain('R8-12');
    const dated = await draft({ method: '令和8年6月3日に、5歳の子が始めた。' });
    await world.as('coordinator').post(`/practices/${dated}/ask`);
    await world.as('facility_head').post(`/practices/${dated}/consent`, yes());
    expect((await publish(dated)).text).toContain('令和8年6月3日');
    expect((await publish(dated, { looked: '1' })).status).toBe(303);
  });

  it('begins with the strengths of a visit, and never with a restricted record', async () => {
    const open = await world.writing('coordinator', (tx) =>
      sampleVisit(tx, {
        facility_id: facility(0),
        lead_id: world.person.coordinator,
        planned_on: '2026-11-10',
        record: { strengths: '絵の札で見通しを伝えている' },
      }),
    );
    const form = await world.as('coordinator').get(`/practices/new?from=visit&record=${open}`);
    expect(form.html).toContain('絵の札で見通しを伝えている');
    const restricted = await world.writing('coordinator', (tx) =>
      sampleVisit(tx, {
        facility_id: facility(0),
        lead_id: world.person.coordinator,
        planned_on: '2026-11-10',
        record: { strengths: '限られた記録の言葉', restricted: true },
      }),
    );
    expect((await world.as('coordinator').get(`/practices/new?from=visit&record=${restricted}`)).status).toBe(
      409,
    );
    expect((await world.as('coordinator').get('/practices/new')).text).not.toContain('限られた記録の言葉');
    const made = await world
      .as('coordinator')
      .post(
        '/practices/new',
        practiceFields({ source_code: 'visit', source_id: open, facility_ids: [facility(0)] }),
      );
    expect(made.status).toBe(303);
    const id = Number(made.location!.split('/').at(-1));
    await world.as('coordinator').post(`/practices/${id}/ask`);
    await world.as('facility_head').post(`/practices/${id}/consent`, yes());
    await world.owner('update visit_record set restricted = true where visit_id = $1', [open]);
    expect((await publish(id)).status).toBe(409);
  });

  it('takes an answer given on paper with the day it was given, not the day it was entered', async () => {
    const id = await draft();
    const paper = yes({ way: 'paper', show_name: '1' });
    expect((await world.as('coordinator').post(`/practices/${id}/consent`, paper)).text).toContain(
      '返事があった日',
    );
    await world
      .as('coordinator')
      .post(`/practices/${id}/consent`, { ...paper, ...day('given_on', '2026-11-10') });
    const [row] = await world.owner<{ given_on: string; recorded_by: number }>(
      'select given_on::text, recorded_by from practice_consent where practice_id = $1',
      [id],
    );
    expect(row).toEqual({ given_on: '2026-11-10', recorded_by: world.person.coordinator });
    expect((await publish(id)).status).toBe(303);
  });

  it('shows pictures only with the yes to pictures', async () => {
    const id = await draft();
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const file = new File([png], '園庭.png', { type: 'image/png' });
    const sent = await world
      .as('coordinator')
      .post(`/practices/${id}/documents`, { files: [file], caption: '園庭', shown: '1' });
    expect(sent.status, sent.text).toBe(303);
    await world.as('coordinator').post(`/practices/${id}/ask`);
    await world.as('facility_head').post(`/practices/${id}/consent`, yes());
    expect((await publish(id)).text).toContain('写真の掲載に同意していません');
    await world.as('facility_head').post(`/practices/${id}/consent`, yes({ show_pictures: '1' }));
    expect((await publish(id)).status).toBe(303);
    const [document] = await world.owner<{ id: number }>(
      'select id from practice_document where practice_id = $1',
      [id],
    );
    expect((await world.as('other_head').get(`/practices/${id}/documents/${document!.id}`)).status).toBe(200);
    expect((await world.as(null).get(`/open/practices/${id}/documents/${document!.id}`)).status).toBe(404);
  });

  it('refuses a file that is not what it says', async () => {
    const id = await draft();
    const file = new File(['<script>'], '資料.pdf', { type: 'application/pdf' });
    const sent = await world
      .as('coordinator')
      .post(`/practices/${id}/documents`, { files: [file], caption: '' });
    expect(sent.status).toBe(422);
  });
});

describe('the register', () => {
  it('is searched by words of two characters, theme, kind, age and origin', async () => {
    await published({ title: '雪の日の園庭あそび', ages: ['under3'], facility_kinds: ['認可保育所'] });
    const list = async (query: string) => (await world.as('other_head').get(`/practices?${query}`)).text;
    expect(await list('q=園庭')).toContain('雪の日の園庭あそび');
    expect(await list('q=ゆきの日')).not.toContain('雪の日の園庭あそび');
    expect(await list('q=園庭&age=under3&kind=認可保育所&inside=yes')).toContain('雪の日の園庭あそび');
    expect(await list('q=園庭&age=over3')).not.toContain('雪の日の園庭あそび');
    expect(await list('q=園庭&inside=no')).not.toContain('雪の日の園庭あそび');
    expect(await list('q=園庭&theme=guardian')).not.toContain('雪の日の園庭あそび');
  });

  it('shows both texts when two people change one practice', async () => {
    const id = await draft();
    const first = practiceFields({ facility_ids: [facility(0)], title: '先に直した題名', _version: 1 });
    expect((await world.as('coordinator').post(`/practices/${id}/edit`, first)).status).toBe(303);
    const late = await world
      .as('secretariat')
      .post(
        `/practices/${id}/edit`,
        practiceFields({ facility_ids: [facility(0)], title: '後から直した題名', _version: 1 }),
      );
    expect(late.text).toContain('先に直した題名');
    expect(late.text).toContain('後から直した題名');
  });

  it('prints one page for handing out, as PDF and Word, however long the parts are', async () => {
    const long = 'あ'.repeat(799);
    const id = await world.writing('coordinator', (tx) =>
      samplePractice(tx, {
        source_code: 'municipality',
        place: 'よその市',
        summary: 'い'.repeat(300),
        background: long,
        structure: long,
        method: long,
        results: long,
        issues: long,
      }),
    );
    const pdf = await world.as('coordinator').get(`/practices/${id}/sheet.pdf`);
    expect(pdf.status).toBe(200);
    const bytes = Buffer.from(await pdf.response.arrayBuffer()).toString('latin1');
    expect(bytes.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    expect((await world.as('coordinator').get(`/practices/${id}/sheet.docx`)).status).toBe(200);
  });

  it('counts what facilities tried, once each, and says whether they would again', async () => {
    const id = await published({ title: 'やってみる実践' });
    const told = {
      facility_id: facility(1),
      ...day('tried_on', '2026-11-01'),
      changed: '合図を歌にした',
      happened: '待つ時間が短くなった',
      again: 'changed',
    };
    expect(
      (await world.as('other_head').post(`/practices/${id}/tried`, { ...told, facility_id: facility(0) }))
        .status,
    ).toBe(403);
    expect((await world.as('facility_staff').get(`/practices/${id}/tried`)).status).toBe(403);
    for (const happened of ['まだ分からない', '待つ時間が短くなった'])
      expect(
        (await world.as('other_head').post(`/practices/${id}/tried`, { ...told, happened })).status,
      ).toBe(303);
    const page = await world.as('observer').get(`/practices/${id}`);
    expect(page.text).toContain('1園がやってみて、1園が');
    expect(page.text).toContain('待つ時間が短くなった');
    expect(page.text).not.toContain('まだ分からない');
    expect((await world.as('facility_head').get('/practices')).text).toContain('やってみた園 1か所');
  });
});

describe('whether it fits this city', () => {
  it('sets the views of several people beside each other and names where they differ, with a dated conclusion', async () => {
    const id = await world.writing('coordinator', (tx) =>
      samplePractice(tx, { source_code: 'municipality', place: 'よその市' }),
    );
    const [people, money] = await world.owner<{ id: number; name: string }>(
      `select id, name from practice_criterion where name in ('人', '予算') order by position`,
    );
    const score = (who: Who, levels: [number, number]) =>
      world.as(who).post(`/practices/${id}/scores`, {
        [`level_${people!.id}`]: levels[0],
        [`note_${people!.id}`]: `${who}のわけ`,
        [`level_${money!.id}`]: levels[1],
      });
    expect((await score('coordinator', [3, 2])).status).toBe(303);
    expect((await score('secretariat', [0, 2])).status).toBe(303);
    const page = await world.as('secretariat').get(`/practices/${id}`);
    expect(page.text).toContain('まず話し合いたい観点：人（見方が分かれています）');
    expect(page.text).toContain('coordinatorのわけ');
    await score('secretariat', [2, 2]);
    expect((await world.as('observer').get(`/practices/${id}`)).text).toContain(
      '見方に大きな違いはありません',
    );
    const conclusion = { verdict: 'adapt', body: '小さく試す', ...day('concluded_on', '2026-11-20') };
    expect((await world.as('secretariat').post(`/practices/${id}/conclusions`, conclusion)).status).toBe(303);
    expect((await world.as('observer').get(`/practices/${id}`)).text).toMatch(
      /形を変えて取り入れる[\s\S]*小さく試す[\s\S]*令和8年11月20日/,
    );
  });

  it('by criteria the city changes itself; one no longer used is asked no more, its scores stay', async () => {
    const office = world.as('secretariat');
    const added = {
      criterion_id: '',
      name: '除雪',
      question: '除雪の日も続けられますか',
      here: '11月から4月',
      position: 9,
      _version: 0,
    };
    expect((await office.post('/practices/criteria', added)).status).toBe(303);
    const [one] = await world.owner<{ id: number }>(`select id from practice_criterion where name = '除雪'`);
    await office.post('/practices/criteria/end', { criterion_id: one!.id });
    const id = await draft();
    expect((await office.get(`/practices/${id}`)).text).not.toContain('除雪の日も');
    await office.post('/practices/criteria/restore', { criterion_id: one!.id });
    expect((await office.get(`/practices/${id}`)).text).toContain('この市では：11月から4月');
  });

  it('stands beside the city’s own figures of hiring and staying, of the same year where there is one', async () => {
    const id = await world.writing('coordinator', (tx) =>
      samplePractice(tx, { source_code: 'municipality', place: 'よその市' }),
    );
    const office = world.as('secretariat');
    const own = {
      fiscal_year: '令和7年度',
      facility_kind: '認可保育所',
      facilities: 10,
      staff: 200,
      left_year: 20,
      wanted: 30,
      hired: 24,
      came: '',
      stayed: '',
      told_by: '市の調査',
    };
    expect((await office.post('/workforce', own)).status).toBe(303);
    expect((await office.post('/workforce', { ...own, came: 5, stayed: 9 })).text).toContain(
      '多くできません',
    );
    const figure = { measure: 'leave_rate', fiscal_year: '2025', value: '7.5%', told_by: '聞き取り' };
    expect((await office.post(`/practices/${id}/figures`, figure)).status).toBe(303);
    const page = await world.as('observer').get(`/practices/${id}`);
    expect(page.text).toMatch(/7\.5%[\s\S]*10%[\s\S]*\+2\.5ポイント/);
  });

  it('reads a whole table of figures or none of it, and says which line to mend', async () => {
    const head =
      '年度,施設の種類,答えた施設,年度初めの職員,年度中に辞めた人,採用したかった人数,採用できた人数';
    const send = (rows: string[]) =>
      world.as('coordinator').post('/workforce/upload', {
        told_by: '市の調査',
        file: new File([[head, ...rows].join('\n')], '定着.csv', { type: 'text/csv' }),
      });
    const wrong = await send(['令和6年度,認定こども園,12,300,24,40,30', '令和6年度,幼稚園,五,100,8,10,9']);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/3行め 答えた施設/);
    expect(await world.owner('select from workforce_figure where fiscal_year = 2024')).toHaveLength(0);
    expect((await send(['令和6年度,認定こども園,12,300,24,40,30', '2024,幼稚園,5,100,8,,'])).status).toBe(
      303,
    );
    expect(await world.owner('select from workforce_figure where fiscal_year = 2024')).toHaveLength(2);
    const page = await world.as('observer').get('/workforce');
    expect(page.text).toContain('75%');
  });

  it('tells no figure of fewer than five people beyond the desk that entered it, nor lets one be taken off a sum', async () => {
    await world.owner('delete from workforce_figure');
    const head = '年度,施設の種類,答えた施設,年度初めの職員,年度中に辞めた人';
    const sent = await world.as('coordinator').post('/workforce/upload', {
      told_by: '市の調査',
      file: new File(
        [[head, '2023,認可保育所,40,800,88', '2023,幼稚園,5,97,3', '2023,認定こども園,9,211,26'].join('\n')],
        '定着.csv',
        { type: 'text/csv' },
      ),
    });
    expect(sent.status, sent.text).toBe(303);
    // of 幼稚園, and of the smallest other kind: 3 = 117 - 88 - 26
    const desk = await world.as('coordinator').get('/workforce');
    for (const rate of ['11%', '3.1%', '12.3%', '10.6%']) expect(desk.text).toContain(rate);
    const page = await world.as('observer').get('/workforce');
    for (const rate of ['11%', '10.6%', '5人未満']) expect(page.text).toContain(rate);
    for (const rate of ['3.1%', '12.3%']) expect(page.text).not.toContain(rate);
    for (const who of ['observer', 'coordinator'] as const) {
      const file = (await world.as(who).get('/workforce/export?format=csv')).text;
      expect(file).toContain('88');
      expect(file).not.toMatch(/,97,3,|3\.1|,26,|12\.3/);
    }
  });
});
