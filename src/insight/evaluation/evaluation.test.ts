import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everybody, makeWorld, type Who, type World } from '../../../tests/world.ts';
import { mergeIssues } from '../../improvement/issues/commands-merge.ts';
import { sampleOpenDay } from '../../improvement/learning/samples.ts';
import { sampleScore } from '../../improvement/quality/samples.ts';
import {
  areaSystemOf,
  indicatorsBehind,
  indicatorsOf,
  partsOfFigure,
  rubricFigure,
  type IndicatorYear,
} from './queries.ts';
import { rowsOf, rowSums, type RowFilter } from './queries-rows.ts';
import { codes, partsOf, type IndicatorCode } from './rules.ts';
import { words } from './words.ja.ts';

let world: World;
const everything: RowFilter = {
  state: null,
  kind: null,
  theme_code: null,
  area: null,
  system: 'district',
  sort: 'name',
};

async function round(fiscal_year: number, planned: readonly number[]): Promise<void> {
  const [row] = await world.owner<{ id: number }>(
    `insert into round (fiscal_year, name, created_at) values ($1, '巡回計画', now()) returning id`,
    [fiscal_year],
  );
  for (const [i, count] of planned.entries()) {
    await world.owner('insert into round_target (round_id, facility_id, planned_count) values ($1, $2, $3)', [
      row!.id,
      world.facility[i],
      count,
    ]);
  }
}

async function visit(
  facility: number,
  planned_on: string,
  visited_on: string | null,
  cancelled = false,
): Promise<number> {
  const [row] = await world.owner<{ id: number }>(
    `insert into visit (facility_id, team_id, lead_id, purpose, planned_on, visited_on, cancelled_at, cancelled_by, cancel_reason, created_by, created_at)
     values ($1, $2, $3, 'round', $4, $5, $6, $7, $8, $3, now()) returning id`,
    [
      world.facility[facility],
      world.team,
      world.person.coordinator,
      planned_on,
      visited_on,
      cancelled ? new Date() : null,
      cancelled ? world.person.coordinator : null,
      cancelled ? 'weather' : null,
    ],
  );
  return Number(row!.id);
}

async function issue(title: string, raised_on: string, theme: string, area: number | null): Promise<number> {
  const [row] = await world.owner<{ id: number }>(
    `insert into issue (title, theme_code, source, raised_on, raised_by, owner_id, created_at, updated_at)
     values ($1, $2, 'hand', $3, $4, $4, now(), now()) returning id`,
    [title, theme, raised_on, world.person.coordinator],
  );
  const id = Number(row!.id);
  if (area !== null)
    await world.owner('insert into issue_area (issue_id, area_id) values ($1, $2)', [id, world.area[area]]);
  return id;
}

const levels = (a: number, b: number, c: number, d: number, e: number) => ({
  facts: a,
  strengths: b,
  assessment: c,
  support: d,
  next_step: e,
});

/** Six cards to one place with five answers, two to another with one. */
async function cards(): Promise<void> {
  for (const [at, facility] of [0, 0, 0, 0, 0, 0, 3, 3].entries()) {
    const [row] = await world.owner<{ id: number }>(
      `insert into introduction (facility_id, made_by, made_at, made_on, code, expires_on, fiscal_year)
       values ($1, $2, now(), '2026-07-01', $3, '2026-12-31', 2026) returning id`,
      [world.facility[facility], world.person.coordinator, `AAAAAAAAA${at + 2}`],
    );
    if (at < 5 || at === 6)
      await world.owner(
        `insert into introduction_answer (introduction_id, answered_at, answered_on, went) values ($1, now(), '2026-07-10', $2)`,
        [row!.id, at !== 0],
      );
  }
}

const made = { visits: [] as number[], issues: [] as number[] };

beforeAll(async () => {
  world = await makeWorld();
  await round(2025, [1, 1]);
  await round(2026, [2, 1, 1, 0, 2, 1]);
  made.visits = [
    await visit(0, '2026-04-01', '2026-04-01'),
    await visit(0, '2026-09-01', '2026-09-02'),
    await visit(1, '2026-03-30', '2026-03-31'),
    await visit(2, '2026-06-10', null, true),
    await visit(3, '2026-05-05', '2026-05-05'),
    await visit(4, '2026-11-20', '2026-11-21'),
    await visit(5, '2026-12-01', null),
    // Planned in one fiscal year, made in the next: the day it was made counts.
    await visit(2, '2026-03-31', '2026-04-01'),
    await visit(5, '2026-12-02', '2026-12-02'),
  ];
  await cards();
  made.issues = [
    await issue('午睡の前に落ち着かない', '2026-04-01', 'practice', 0),
    await issue('会議の時間がとれない', '2026-05-31', 'staffing', 1),
    await issue('休憩が回らない', '2026-06-01', 'staffing', 0),
    await issue('昨年度の課題', '2026-03-31', 'staffing', 0),
    await issue('地区のない課題', '2026-11-21', 'guardian', null),
  ];
  await world.writing('secretariat', (tx) =>
    mergeIssues(tx, {
      issue_ids: [made.issues[1]!, made.issues[2]!],
      title: '時間のゆとり（地域の課題）',
      description: '',
      theme_code: 'staffing',
      weight: 2,
      answers: [],
    }),
  );
  await world.writing('coordinator', async (tx) => {
    const [f0, f1, f2, , f4] = world.facility as [number, number, number, number, number];
    const day = { facility_id: f2, theme_code: 'practice', places: 20 };
    const day1 = { ...day, title: '秋の回', held_on: '2026-10-31' };
    await sampleOpenDay(tx, {
      ...day1,
      participations: [
        { facility_id: f0, people: 3, reflection: '待つことを試す。' },
        { facility_id: f1, people: 4 },
      ],
    });
    const gone = { ...day, theme_code: 'growth', title: '春の回', held_on: '2026-04-01' };
    await sampleOpenDay(tx, { ...gone, participations: [{ facility_id: f4, people: 5 }] });
    const before = { ...day, title: '年度末の回', held_on: '2026-03-31' };
    await sampleOpenDay(tx, { ...before, participations: [{ facility_id: f0, people: 7 }] });
  });
  // Called off after people had been counted by mistake: what the page refuses, the formula leaves out all the same.
  const [off] = await world.owner<{ id: number }>(
    `insert into open_day (facility_id, theme_code, title, held_on, places, cancelled_at, cancel_reason, created_at)
     values ($1, 'practice', '中止の回', '2026-07-01', 5, now(), '雨', now()) returning id`,
    [world.facility[2]],
  );
  await world.owner(
    `insert into open_day_participation (open_day_id, facility_id, host_facility_id, people, recorded_at)
     select id, $2, facility_id, 99, now() from open_day where id = $1`,
    [off!.id, world.facility[0]],
  );
  const score = (who: Who, subject_id: number, scored_on: string, given: Record<string, number>) =>
    world.writing(who, (tx) => sampleScore(tx, { kind: 'visit', subject_id, levels: given, scored_on }));
  await score('coordinator', made.visits[0]!, '2026-05-01', levels(3, 3, 3, 3, 3));
  await score('coordinator2', made.visits[0]!, '2026-06-01', levels(1, 1, 1, 1, 1));
  await score('coordinator', made.visits[1]!, '2026-10-01', levels(1, 2, 1, 2, 1));
  await score('coordinator', made.visits[2]!, '2026-03-31', levels(0, 0, 0, 0, 0));
});
afterAll(() => world.close());

const figure = async (
  code: IndicatorCode,
  fiscal_year = 2026,
  who: Who = 'coordinator',
): Promise<IndicatorYear> =>
  world.reading(who, async (tx) => (await indicatorsOf(tx, fiscal_year)).find((one) => one.code === code)!);

const sums = (
  code: IndicatorCode,
  until: string,
  more: Partial<RowFilter> = {},
  who: Who = 'coordinator',
  year = 2026,
) =>
  world.reading(who, (tx) =>
    rowSums(tx, { code, fiscal_year: year, until, filter: { ...everything, ...more } }),
  );

const readers = [
  'coordinator',
  'coordinator2',
  'secretariat',
  'council_member',
  'observer',
  'lead_coordinator',
  'supervisor',
  'west_supervisor',
] as const;

describe('who may not', () => {
  it('has no indicators for people without evaluation.read', async () => {
    for (const who of (Object.keys(everybody) as Who[]).filter(
      (one) => !(readers as readonly Who[]).includes(one),
    )) {
      for (const path of [
        '/indicators',
        '/indicators/visit_rate',
        '/indicators/visit_rate/targets',
        '/indicators/visit_rate/export',
        '/indicators/summary?format=pdf',
        '/rubrics',
      ]) {
        expect((await world.as(who).get(path)).status, `${who} ${path}`).toBe(who === 'former' ? 403 : 404);
      }
    }
    expect((await world.as(null).get('/indicators')).location).toMatch(/^\/sign-in/);
  });

  it('gives no sums to them behind the pages either', async () => {
    for (const who of ['facility_head', 'administrator', 'auditor', 'former', null] as const) {
      const rows = await world.reading(who, async (tx) => {
        const found = [];
        for (const part of ['all', 'area', 'kind', 'theme', 'criterion', 'level']) {
          found.push(
            ...(
              await sql`select * from indicator_figures(2026, array['2026-11-21']::date[], ${part}, 'district')`.execute(
                tx.db,
              )
            ).rows,
          );
        }
        return found;
      });
      expect(rows, String(who)).toEqual([]);
      expect(await world.reading(who, (tx) => indicatorsOf(tx, 2026))).toEqual([]);
      expect(await world.reading(who, (tx) => indicatorsBehind(tx))).toEqual([]);
    }
  });

  it('shows the same figures to everybody with evaluation.read, and the rows to those who work with them', async () => {
    const mine = await world.reading('coordinator', (tx) => indicatorsOf(tx, 2026));
    for (const who of readers)
      expect(await world.reading(who, (tx) => indicatorsOf(tx, 2026)), who).toEqual(mine);
    const page = await world.as('observer').get('/indicators/visit_rate');
    expect(page.status).toBe(200);
    expect(page.text).toContain('60.0');
    expect(page.text).toContain(words.rows.hidden);
    expect(page.text).toContain('年度内に1回以上訪問した対象施設の数');
    expect(page.text).not.toContain('こもれび保育園');
    expect((await world.as('observer').get('/indicators/visit_rate/export')).status).toBe(404);
    expect((await world.as('observer').get('/indicators/open_day_people')).text).toContain(
      '待つことを試す。',
    );
    const member = world.as('council_member');
    expect((await member.get('/indicators/issue_count')).text).toContain('休憩が回らない');
    expect((await member.get('/indicators/visit_rate')).text).not.toContain('こもれび保育園');
    expect((await member.get('/rubrics')).text).not.toContain('巡 二郎');
    expect(await sums('visit_rate', '2026-11-21', {}, 'observer')).toMatchObject({ total: 0 });
    expect(await sums('issue_count', '2026-11-21', {}, 'observer')).toMatchObject({ total: 0 });
    expect(await sums('visit_record_quality', '2026-11-21', {}, 'observer')).toMatchObject({ total: 0 });
  });
});

describe('the formulas', () => {
  it('counts a facility of the round once, from its first visit of the year', async () => {
    // 0 twice, 2 on 1 April though planned the day before, 4 today; 1 last year, 3 not planned, 5 not yet.
    expect(await figure('visit_rate')).toMatchObject({
      numerator: 3,
      denominator: 5,
      value: 60,
      as_of: '2026-11-21',
    });
  });

  it('keeps 31 March in the year that ends and 1 April in the one that begins', async () => {
    expect(await figure('visit_rate', 2025)).toMatchObject({
      numerator: 1,
      denominator: 2,
      value: 50,
      as_of: '2026-03-31',
    });
    expect(await figure('issue_count', 2025)).toMatchObject({ value: 1 });
    expect(await figure('open_day_people', 2025)).toMatchObject({ value: 7 });
    expect(await figure('visit_record_quality', 2025)).toMatchObject({ value: 0, denominator: 1 });
    for (const code of ['visit_rate', 'issue_count', 'open_day_people'] as const) {
      expect((await figure(code)).months[0]!.numerator, code).toBeGreaterThan(0);
    }
  });

  it('counts captured issues and not the regional one that merging made of them', async () => {
    const [regional] = await world.owner<{ fiscal_year: number }>(
      `select fiscal_year from issue where regional`,
    );
    expect(regional!.fiscal_year).toBe(2026);
    expect(await figure('issue_count')).toMatchObject({ value: 4 });
    const page = await world.as('coordinator').get('/indicators/issue_count');
    expect(page.text).toContain('会議の時間がとれない');
    expect(page.text).not.toContain('時間のゆとり（地域の課題）');
  });

  it('counts visitors of open days that took place', async () => {
    expect(await figure('open_day_people')).toMatchObject({ value: 12 });
  });

  it('averages a record over its judges before it averages the records', async () => {
    // (3 + 1) / 2 = 2 and 1.4: 1.7; the mean of three scores would be 1.8.
    expect(await figure('visit_record_quality')).toMatchObject({
      denominator: 2,
      value: expect.closeTo(1.7, 10),
    });
    expect(await figure('minutes_quality')).toMatchObject({ value: null, progress: 'nothing' });
  });
});

describe('the rows behind a figure', () => {
  it('are what the figure is the sum of, at every month’s end', async () => {
    for (const code of codes) {
      const indicator = await figure(code);
      for (const { day, numerator, denominator } of indicator.months) {
        if (day === null) continue;
        const rows = await sums(code, day);
        expect(rows.numerator, `${code} ${day}`).toBeCloseTo(numerator, 10);
        expect(rows.denominator, `${code} ${day}`).toBe(denominator);
      }
    }
  });

  it('are all listed, each once', async () => {
    await world.reading('coordinator', async (tx) => {
      const page = { size: 1000, offset: 0 };
      const list = async (code: IndicatorCode, sort: 'name' | 'day') => {
        const asked = { code, fiscal_year: 2026, until: '2026-11-21', filter: { ...everything, sort } };
        const { rows } = await rowsOf(tx, asked, page);
        expect(rows.length, code).toBe((await rowSums(tx, asked)).total);
        return rows;
      };
      for (const sort of ['name', 'day'] as const) {
        for (const code of codes) await list(code, sort);
      }
      const visits = await rowsOf(
        tx,
        { code: 'visit_rate', fiscal_year: 2026, until: '2026-11-21', filter: everything },
        page,
      );
      if (visits.of !== 'visits') throw new Error('other rows');
      expect(visits.rows.filter((row) => row.visit_id !== null)).toHaveLength(3);
      expect(visits.rows.find((row) => row.facility_id === world.facility[0])).toMatchObject({
        visits: 2,
        visit_id: made.visits[0],
        visited_on: '2026-04-01',
        planned_count: 2,
        areas: '中央地区',
      });
      const people = await list('open_day_people', 'name');
      expect(people.reduce((sum, row) => sum + ('people' in row ? row.people : 0), 0)).toBe(12);
      const scores = await list('visit_record_quality', 'day');
      expect(scores[0]).toMatchObject({
        title: 'こもれび保育園',
        average: 1.4,
        judges: '巡 一子（書いた本人）',
        readable: false,
      });
      expect(scores[1]).toMatchObject({
        average: 2,
        judges: '巡 一子（書いた本人）、巡 二郎',
        scored_on: '2026-05-01',
      });
    });
  });

  it('add up by area, kind and theme to what the parts say, and lead to these very rows', async () => {
    for (const code of codes) {
      const indicator = await figure(code);
      for (const part of partsOf[code]) {
        const parts = await world.reading('coordinator', (tx) =>
          partsOfFigure(tx, indicator, part, 'district', '―'),
        );
        expect(parts.length, `${code} ${part}`).toBeGreaterThan(0);
        expect(
          parts.reduce((sum, one) => sum + one.numerator, 0),
          `${code} ${part}`,
        ).toBe(indicator.numerator);
        for (const { key, numerator, denominator } of parts) {
          const more =
            part === 'area'
              ? ({ area: key === '' ? 'none' : Number(key) } as const)
              : part === 'kind'
                ? { kind: key }
                : { theme_code: key };
          const rows = await sums(code, '2026-11-21', more);
          expect(rows, `${code} ${part} ${key}`).toMatchObject({ numerator, denominator });
        }
      }
    }
    const byArea = await world.reading('observer', async (tx) =>
      partsOfFigure(tx, await figure('issue_count'), 'area', 'district', '地区の定めなし'),
    );
    expect(byArea.map(({ label, value }) => [label, value])).toEqual([
      ['神楽地区', 1],
      ['中央地区', 2],
      ['地区の定めなし', 1],
    ]);
  });

  it('narrow to facilities not visited yet and lead to the visit otherwise', async () => {
    const all = await world.as('coordinator').get('/indicators/visit_rate');
    expect(all.html).toContain(`href="/visits/${made.visits[0]}"`);
    expect(all.text).toContain(words.rows.lead(5, '60.0%'));
    const open = await world.as('coordinator').get('/indicators/visit_rate?state=open');
    expect(open.text).toContain('あおぞら幼稚園');
    expect(open.html).not.toContain(`href="/visits/${made.visits[0]}"`);
    expect(open.text).toContain(words.rows.narrowed(2));
    const none = await world.as('coordinator').get('/indicators/issue_count?theme=safety');
    expect(none.text).toContain(words.rows.empty);
  });
});

describe('months and years', () => {
  it('accumulates from April to the day it is counted up to, and leaves months to come open', async () => {
    const values = async (code: IndicatorCode) => (await figure(code)).months.map(({ value }) => value);
    expect(await values('issue_count')).toEqual([1, 2, 3, 3, 3, 3, 3, 4, null, null, null, null]);
    expect(await values('open_day_people')).toEqual([5, 5, 5, 5, 5, 5, 12, 12, null, null, null, null]);
    expect(await values('visit_rate')).toEqual([40, 40, 40, 40, 40, 40, 40, 60, null, null, null, null]);
    expect(await values('card_count')).toEqual([0, 0, 0, 8, 8, 8, 8, 8, null, null, null, null]);
    // Five answers of six: the sixth waits for four more.
    expect(await values('card_went')).toEqual([null, null, null, 80, 80, 80, 80, 80, null, null, null, null]);
    const score = await values('visit_record_quality');
    expect(score.slice(0, 4)).toEqual([null, 3, 2, 2]);
    expect(score.at(7)).toBeCloseTo(1.7, 10);
    expect(score.at(8)).toBeNull();
    for (const code of codes) {
      const { months, value } = await figure(code);
      expect(months.at(7)!.value, code).toBe(value);
      expect((await figure(code, 2025)).months.at(11)!.value, code).toBe((await figure(code, 2025)).value);
    }
  });

  it('compares the years and leaves out what has not begun', async () => {
    const page = await world.as('coordinator').get('/indicators/visit_rate');
    expect(page.text).toContain('令和7年度');
    expect(page.html).toContain('href="/indicators/visit_rate?year=2025"');
    const next = await world.as('coordinator').get('/indicators?year=2027');
    expect(next.status).toBe(200);
    expect(next.text).toContain(words.notBegunText);
    expect((await world.as('coordinator').get('/indicators/issue_count?year=2027')).text).toContain(
      words.notBegunText,
    );
    expect((await world.as('coordinator').get('/indicators/issue_count/export?year=2027')).status).toBe(404);
    for (const year of ['2028', '2024', 'x', '2026.5']) {
      expect((await world.as('coordinator').get(`/indicators?year=${year}`)).status, year).toBe(404);
    }
    expect((await world.as('coordinator').get('/indicators/happiness')).status).toBe(404);
  });

  it('begins again on 1 April', async () => {
    world.at('2027-04-01T09:00:00+09:00');
    try {
      expect(await figure('issue_count', 2027)).toMatchObject({
        value: 0,
        as_of: '2027-04-01',
        change: null,
      });
      expect(await figure('visit_rate', 2027)).toMatchObject({ value: null, progress: 'nothing' });
      expect(await figure('visit_rate', 2026)).toMatchObject({ value: 80, as_of: '2027-03-31' });
    } finally {
      world.at('2026-11-21T10:00:00+09:00');
    }
  });
});

describe('the pages', () => {
  it('shows each indicator with its definition, its version, its day and the five goals', async () => {
    const page = await world.as('observer').get('/indicators');
    for (const text of [
      '巡回の実施率',
      '把握・整理した課題件数',
      '公開保育見学の参加者数',
      '巡回記録の質',
      '連携会議の議事録の質',
      '年度の巡回計画の対象施設のうち、年度内に1回以上訪問した施設の割合',
      '3 ÷ 5 × 100 ＝ 60.0%',
      words.page.versionText(1),
      '令和8年11月21日（土）現在',
      '先月末から20.0ポイント増えました',
      '実施体制の妥当性',
      '次年度への示唆',
    ]) {
      expect(page.text).toContain(text);
    }
    expect(page.text).not.toContain(words.setTarget);
  });

  it('shows a rubric by criterion and level, and the judges only to those who read scores', async () => {
    const rubric = await world.reading('observer', (tx) =>
      rubricFigure(tx, 'visit_record', 2026, '2026-11-21'),
    );
    expect(rubric!.criteria.map(({ average }) => average)).toEqual([1.5, 2, 1.5, 2, 1.5]);
    const mean = rubric!.criteria.reduce((sum, { average }) => sum + average!, 0) / 5;
    expect(mean).toBeCloseTo((await figure('visit_record_quality')).value!, 10);
    expect(rubric!.criteria[0]!.levels).toEqual([0, 2, 0, 1]);
    const page = await world.as('coordinator').get('/rubrics?rubric=visit_record');
    expect(page.text).toContain('巡 一子（書いた本人）、巡 二郎');
    const observed = await world.as('observer').get('/rubrics?rubric=visit_record');
    expect(observed.text).toContain(words.rows.hidden);
    expect(observed.text).not.toContain('巡 二郎');
    expect((await world.as('observer').get('/rubrics?rubric=minutes')).text).toContain(words.rubrics.empty);
  });

  it('offers the systems of areas and keeps to 担当地区 unless asked', async () => {
    expect(await world.reading('observer', (tx) => areaSystemOf(tx, undefined))).toMatchObject({
      code: 'district',
    });
    expect(await world.reading('observer', (tx) => areaSystemOf(tx, 'school'))).toMatchObject({
      code: 'school',
    });
    const page = await world.as('coordinator').get('/indicators/visit_rate?system=school');
    expect(page.text).toContain('中学校区ごと');
    expect(page.text).toContain('地区の定めなし');
  });
});
