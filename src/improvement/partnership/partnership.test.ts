import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { beginRound } from './commands.ts';
import { itemsOn, checksToAnswer } from './queries.ts';
import { holds, lackingForNext, standingOf, stepSpokenFor } from './rules.ts';
import { sampleCheck } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const begin = (more: Partial<Parameters<typeof beginRound>[1]> = {}): Promise<number> =>
  world.writing('secretariat', (tx) =>
    beginRound(tx, {
      name: '秋の連携チェック',
      area_system_code: 'district',
      opens_on: '2026-11-01',
      closes_on: '2026-11-30',
      note: '',
      ...more,
    }),
  );
const path = (round: number, holder: string, area = 0) =>
  `/partnership/${round}/areas/${world.area[area]}/answer/${holder}`;
const facility = (at: number) => `f${world.facility[at]}`;
const codes = () =>
  world.reading('coordinator', async (tx) => (await itemsOn(tx, tx.today)).map((one) => one.code));
const whole = async (level: string, more: Record<string, string | number> = {}) => ({
  ...Object.fromEntries((await codes()).map((code) => [`level_${code}`, level])),
  remark: '',
  _version: 0,
  ...more,
});

describe('who may not', () => {
  it('turns away people without appointments and people who have not signed in', async () => {
    expect((await world.as('former').get('/partnership')).status).toBe(403);
    expect((await world.as(null).get('/partnership')).location).toMatch(/^\/sign-in/);
  });

  it('lets nobody begin or change a round, agree on a step or take one back without partnership.manage', async () => {
    const round = await begin();
    const area = `/partnership/${round}/areas/${world.area[0]}`;
    for (const who of ['facility_head', 'facility_staff', 'council_member', 'observer', 'auditor'] as Who[]) {
      const visitor = world.as(who);
      expect((await visitor.get('/partnership/new')).status, who).toBe(403);
      const fields = { name: '勝手な回', area_system_code: 'district' };
      const days = {
        opens_on_y: 2026,
        opens_on_m: 11,
        opens_on_d: 1,
        closes_on_y: 2026,
        closes_on_m: 11,
        closes_on_d: 2,
      };
      expect((await visitor.post('/partnership/new', { ...fields, ...days, note: '' })).status, who).toBe(
        403,
      );
      expect((await visitor.get(`/partnership/${round}/edit`)).status, who).toBe(403);
      const agreed = { step: 4, agreed_on_y: 2026, agreed_on_m: 11, agreed_on_d: 20, reason: '勝手に' };
      expect((await visitor.post(`${area}/stages`, agreed)).status, who).toBe(403);
      expect((await visitor.post(`${area}/stages/take-back`, { stage_id: 1 })).status, who).toBe(403);
    }
    expect(await world.owner('select from partnership_round where name = $1', ['勝手な回'])).toHaveLength(0);
    expect(await world.owner('select from partnership_stage')).toHaveLength(0);
  });

  it('answers 404 for a facility or a body that is not one’s own, and for another area than the facility’s', async () => {
    const round = await begin();
    const head = world.as('facility_head');
    for (const holder of [
      facility(1),
      facility(2),
      `o${world.organisation.operator}`,
      `o${world.organisation.city}`,
    ]) {
      expect((await head.get(path(round, holder))).status, holder).toBe(404);
      expect((await head.post(path(round, holder), await whole('3'))).status, holder).toBe(404);
    }
    expect((await head.get(path(round, facility(0), 1))).status).toBe(404);
    expect((await world.as('facility_staff').get(path(round, facility(0)))).status).toBe(404);
    expect(await world.owner('select from partnership_check where round_id = $1', [round])).toHaveLength(0);
  });

  it('shows nobody else what is not handed in, on no page and in no export', async () => {
    const round = await begin();
    const typed = await whole('1', { evidence_meet_regularly: '書きかけのもと', remark: '書きかけの気持ち' });
    expect((await world.as('facility_head').post(`${path(round, facility(0))}/save`, typed)).status).toBe(
      303,
    );
    for (const who of ['secretariat', 'other_head', 'council_member'] as Who[]) {
      for (const page of [`/partnership/${round}`, `/partnership/${round}/areas/${world.area[0]}`]) {
        const { text } = await world.as(who).get(page);
        expect(text, `${who} ${page}`).not.toMatch(/書きかけ|1か所/);
      }
      const table = await world.as(who).get(`/partnership/${round}/export?format=csv`);
      expect(table.html, who).not.toContain('書きかけ');
    }
    expect((await world.as('facility_head').get(path(round, facility(0)))).html).toContain(
      '書きかけの気持ち',
    );
  });

  it('lets nobody take back another’s note, nor give out work without running meetings', async () => {
    const round = await begin();
    const area = `/partnership/${round}/areas/${world.area[0]}`;
    await world.as('council_member').post(`${area}/notes`, { kind: 'plan', body: '年に4回集まる' });
    const [note] = await world.owner<{ id: number }>('select id from partnership_note where round_id = $1', [
      round,
    ]);
    expect((await world.as('secretariat').post(`${area}/notes/remove`, { note_id: note!.id })).status).toBe(
      404,
    );
    expect((await world.as('observer').post(`${area}/notes`, { kind: 'plan', body: '外から' })).status).toBe(
      403,
    );
    const next = { what: '声をかける', owner: facility(0), due_on_y: 2026, due_on_m: 12, due_on_d: 20 };
    expect((await world.as('coordinator').post(`${area}/next`, next)).status).toBe(403);
    expect(await world.owner('select from action_item')).toHaveLength(0);
  });
});

describe('answering', () => {
  it('carries the seed’s twelve check points in their four steps', async () => {
    const items = await world.reading('facility_head', (tx) => itemsOn(tx, tx.today));
    expect([1, 2, 3, 4].map((step) => items.filter((item) => item.step === step).length)).toEqual([
      5, 2, 2, 3,
    ]);
  });

  it('keeps what was typed when a check point is left out, and says which', async () => {
    const round = await begin();
    const { level_same_aim: _left, ...typed } = (await whole('2')) as Record<string, string | number>;
    const answer = await world
      .as('facility_head')
      .post(path(round, facility(0)), { ...typed, remark: '消えないでほしい言葉' });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('消えないでほしい言葉');
    expect(answer.text).toContain('いちばん近いものを一つ選んでください');
  });

  it('is shown to everybody once handed in, with what each is seen by, and to the facility as before the next time', async () => {
    const round = await begin({ opens_on: '2026-11-02' });
    const typed = await whole('2', {
      evidence_meet_regularly: '毎月の情報交換会',
      level_same_aim: 'unknown',
    });
    expect((await world.as('facility_head').post(path(round, facility(0)), typed)).status).toBe(303);
    const page = await world.as('other_head').get(`/partnership/${round}/areas/${world.area[0]}`);
    expect(page.text).toContain('毎月の情報交換会');
    expect(page.text).toContain('こもれび保育園');
    expect(page.text).toContain('分からない');
    // One point tells what it is seen by; the others of the first step do not, and the page says which.
    expect(page.text).toContain('ステップ1に届くまで');
    expect(page.html).toMatch(/id="lacking"[\s\S]*そう思うもとがまだ書かれていません/);
    const later = await begin({ opens_on: '2026-11-10' });
    expect((await world.as('facility_head').get(path(later, facility(0)))).text).toContain(
      '前回の回答：だいたいできている',
    );
  });

  it('saves itself while typing, and shows both texts when somebody else saved meanwhile', async () => {
    const round = await begin();
    const head = world.as('facility_head');
    const first = await head.post(`${path(round, facility(0))}/draft`, {
      level_same_aim: '1',
      remark: '前半',
      _version: 0,
    });
    expect(JSON.parse(first.html)).toMatchObject({ fields: { _version: 1 } });
    const stale = await head.post(
      path(round, facility(0)),
      await whole('2', { remark: '別の画面で書いた言葉' }),
    );
    expect(stale.html).toContain('前半');
    expect(stale.html).toContain('別の画面で書いた言葉');
  });

  it('ends with the last day: what is there is read, nothing is changed', async () => {
    const round = await begin({ opens_on: '2026-10-01', closes_on: '2026-10-31' });
    const page = await world.as('facility_head').get(path(round, facility(0)));
    expect(page.text).toContain('回答の期間は終わりました');
    expect((await world.as('facility_head').post(path(round, facility(0)), await whole('3'))).status).toBe(
      409,
    );
  });

  it('waits on the first page of whoever answers for a facility until it is handed in', async () => {
    const round = await begin({ name: '待っている回', closes_on: '2026-11-22' });
    const waits = () =>
      world.reading('facility_head', async (tx) =>
        (await checksToAnswer(tx)).some((one) => one.name === '待っている回'),
      );
    expect(await waits()).toBe(true);
    await world.as('facility_head').post(path(round, facility(0)), await whole('2'));
    expect(await waits()).toBe(false);
  });
});

describe('an area', () => {
  it('shows where opinions differ instead of averaging them away', async () => {
    const round = await begin();
    const [area_id] = world.area;
    await world.writing('facility_head', (tx) =>
      sampleCheck(tx, {
        round_id: round,
        area_id: area_id!,
        holder: facility(0),
        level: 3,
        evidence: { same_aim: '年間計画' },
      }),
    );
    await world.writing('other_head', (tx) =>
      sampleCheck(tx, {
        round_id: round,
        area_id: area_id!,
        holder: facility(1),
        level: 3,
        levels: { same_aim: 0 },
      }),
    );
    const page = await world.as('council_member').get(`/partnership/${round}/areas/${area_id}`);
    expect(page.html.match(/見方が分かれています/g)).toHaveLength(1);
    expect(page.html).toMatch(/<details[^>]* open[^>]*>(?:(?!<details)[\s\S])*見方が分かれています/);
    expect((await world.as('council_member').get(`/partnership/${round}`)).text).toContain('1項目');
  });

  it('climbs from step 2 to 3 when its people agree so, with their reason, and can take a slip back', async () => {
    const round = await begin();
    const area = `/partnership/${round}/areas/${world.area[1]}`;
    const agree = (step: number, d: number, reason: string) =>
      world
        .as('secretariat')
        .post(`${area}/stages`, { step, agreed_on_y: 2026, agreed_on_m: 11, agreed_on_d: d, reason });
    await agree(2, 5, '会で親子の様子を伝え合う時間をとっている');
    await agree(3, 20, '広場どうしで紹介し合うようになった');
    expect((await world.as('facility_head').get(area)).text).toContain('ステップ3');
    expect((await world.as('observer').get(`/partnership/${round}`)).text).toContain('ステップ3');
    const [newest] = await world.owner<{ id: number }>(
      'select id from partnership_stage order by id desc limit 1',
    );
    await world.as('secretariat').post(`${area}/stages/take-back`, { stage_id: newest!.id });
    const page = await world.as('facility_head').get(area);
    expect(page.text).toContain('取消し');
    expect(page.text).toMatch(/話し合って決めたステップ\s*ステップ2/);
  });

  it('hands the next step to a facility, whose head is told at once and answers it', async () => {
    const round = await begin();
    const area = `/partnership/${round}/areas/${world.area[0]}`;
    const next = {
      what: '欠席の園に資料を届ける',
      owner: facility(0),
      due_on_y: 2026,
      due_on_m: 12,
      due_on_d: 20,
    };
    expect((await world.as('secretariat').post(`${area}/next`, next)).status).toBe(303);
    const head = world.as('facility_head');
    expect((await head.get('/notices')).text).toContain('欠席の園に資料を届ける');
    expect((await head.get('/actions')).text).toContain('欠席の園に資料を届ける');
    expect((await world.as('other_head').get('/actions')).text).not.toContain('欠席の園に資料を届ける');
  });

  it('refuses a day that has gone for what is to be done, and an owner made up', async () => {
    const round = await begin();
    const area = `/partnership/${round}/areas/${world.area[0]}`;
    const next = { what: '声をかける', owner: 'f999999', due_on_y: 2026, due_on_m: 12, due_on_d: 20 };
    expect((await world.as('secretariat').post(`${area}/next`, next)).status).toBe(422);
    const past = { ...next, owner: facility(0), due_on_m: 11, due_on_d: 1 };
    expect((await world.as('secretariat').post(`${area}/next`, past)).text).toContain('今日以後');
  });
});

describe('the rules', () => {
  const answers = fc.array(
    fc.record({
      item_code: fc.constantFrom('a', 'b', 'c', 'd'),
      level: fc.constantFrom(0, 1, 2, 3, null),
      evidence: fc.constantFrom('', '会議録'),
    }),
    { maxLength: 30 },
  );
  const items = [
    { code: 'a', step: 1 },
    { code: 'b', step: 2 },
    { code: 'c', step: 3 },
    { code: 'd', step: 4 },
  ];

  it('never speaks for a step whose check points, or those below, do not hold', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const step = stepSpokenFor(items, given);
        for (const item of items.filter((one) => one.step <= step))
          expect(holds(standingOf(given.filter((one) => one.item_code === item.code)))).toBe(true);
      }),
    );
  });

  it('names what keeps the answers from the next step, and nothing once all four are reached', () => {
    const said = (item_code: string, level: number | null, evidence = '') => ({ item_code, level, evidence });
    const two = [...items, { code: 'e', step: 2 }];
    expect(lackingForNext(two, [said('a', 3)])).toEqual({ step: 1, items: [{ code: 'a', why: 'evidence' }] });
    expect(
      lackingForNext(two, [said('a', 3, '会議録'), said('b', 2), said('e', 2, '会議録'), said('e', 0)]),
    ).toEqual({
      step: 2,
      items: [
        { code: 'b', why: 'evidence' },
        { code: 'e', why: 'few' },
      ],
    });
    fc.assert(
      fc.property(answers, (given) => {
        const next = lackingForNext(items, given);
        const step = stepSpokenFor(items, given);
        expect(next?.step ?? 5).toBe(step + 1);
        if (next) expect(next.items.length).toBeGreaterThan(0);
      }),
    );
  });

  it('counts everybody once, whatever they say', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const one = standingOf(given);
        expect(one.counts.reduce((sum, n) => sum + n, 0) + one.unknown).toBe(given.length);
      }),
    );
  });

  it('does not call it a difference when nobody knows, one answers, or all are a level apart', () => {
    const said = (...levels: (number | null)[]) =>
      standingOf(levels.map((level) => ({ level, evidence: '' }))).differs;
    expect([said(), said(null, null), said(3), said(2, 3), said(0, 1), said(1, 3), said(0, 2, null)]).toEqual(
      [false, false, false, false, false, true, true],
    );
  });
});
