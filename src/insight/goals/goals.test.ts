import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { toDocx, toPdf } from '../../platform/exports/documents.ts';
import { concludePractice } from '../../improvement/knowledge/commands-study.ts';
import { enterWorkforce } from '../../improvement/knowledge/commands-workforce.ts';
import { beginSummary, enterFigure, publishSummary } from '../../improvement/initiatives/commands-surveys.ts';
import { beginSample } from '../../improvement/initiatives/samples.ts';
import { openSampleCourse } from '../../improvement/courses/samples.ts';
import { samplePractice } from '../../improvement/knowledge/samples.ts';
import { sampleOpenDay } from '../../improvement/learning/samples.ts';
import { openSampleCall } from '../../improvement/study-groups/samples.ts';
import { addMeasure, closeYear, makeReport, writeFinding } from './commands.ts';
import { reportContent } from './exports.ts';
import { renderReport } from './jobs.ts';
import { chapterBlocks } from './queries-report.ts';
import { closedFigures, reportFile, reportsOf } from './queries.ts';
import { recordedParts, stateOf } from './rules.ts';
import { shownCourses, shownSum } from './rules-report.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.writing('coordinator', (tx) =>
    sampleOpenDay(tx, {
      facility_id: world.facility[2]!,
      theme_code: 'practice',
      title: '昨年度の公開保育',
      held_on: '2025-10-01',
      places: 20,
      participations: [
        { facility_id: world.facility[0]!, people: 4, reflection: '朝の環境を変えてみた' },
        { facility_id: world.facility[1]!, people: 3 },
      ],
    }),
  );
});
afterAll(() => world.close());

/** A call of last year with one told group of three facilities that met once. */
async function lastYearsGroup(): Promise<void> {
  const call = await world.writing('coordinator', (tx) =>
    openSampleCall(tx, { opens_on: '2025-06-02', closes_on: '2025-06-16', title: '昨年度の持ち寄り' }),
  );
  const facilities = world.facility.slice(0, 3);
  const [group] = await world.owner<{ id: number }>(
    `insert into study_group (call_id, number, facility_ids, told, created_at) values ($1, 1, $2, true, now()) returning id`,
    [call, facilities],
  );
  await world.owner(
    `insert into study_session (group_id, facility_ids, held_on, starts_at, ends_at, place, created_at, created_by)
     values ($1, $2, '2025-07-01', '14:00', '15:30', '保育センター', now(), $3)`,
    [group!.id, facilities, world.person.coordinator],
  );
}

/** Confirmed people of a course, some of them from another town. */
async function takePart(course_id: number, people: number, outside: number): Promise<void> {
  const [place] = await world.owner<{ event_id: number; session_id: number; organisation_id: number }>(
    `select event.id as event_id, event_session.id as session_id, event.organisation_id
     from course_session join event on event.id = course_session.event_id join event_session on event_session.event_id = event.id
     where course_session.course_id = $1 limit 1`,
    [course_id],
  );
  for (let n = 1; n <= people; n++)
    await world.owner(
      `with line as (
         insert into event_application (event_session_id, event_id, organisation_id, code_hash, number, places, applied_at, way, confirmed_at)
         values ($1, $2, $3, 'course-line-' || $4::integer, $4::integer, 1, now(), 'public', now()) returning id)
       insert into course_application (course_id, name, code_hash, code_sealed, applied_at, applied_by, way, event_application_id, outside_town, outside_facility)
       select $5, '見本 ' || $4::integer, 'course-' || $4::integer, '', now(), $6, 'staff', line.id, $7::text, $7::text from line`,
      [
        place!.session_id,
        place!.event_id,
        place!.organisation_id,
        n,
        course_id,
        world.person.coordinator,
        n <= outside ? '隣の町' : null,
      ],
    );
}

const closedAgain = (reason: string) => world.writing('secretariat', (tx) => closeYear(tx, 2025, reason));

const finding = (more: Record<string, string | number> = {}) => ({
  body: '見学した3つの園が朝の環境を変えた',
  tells: 'well',
  strength: 'fair',
  source_kind: 'rubric',
  source_code: 'rubric:visit_record',
  source_id: '',
  source_note: '',
  ...more,
});
const measure = (more: Record<string, string | number | string[]> = {}) => ({
  fiscal_year: '2026',
  section: '学び合いの場',
  title: '公開保育を3園に広げる',
  note: '',
  times: ['within_year', 'continuing'],
  owner_organisation_id: world.organisation.center,
  finding_id: '',
  ...more,
});
const outside: Who[] = ['facility_head', 'facility_staff', 'administrator', 'auditor', 'consultation_worker'];

describe('who may not', () => {
  it('answers 404 to everybody without evaluation.read, on pages, files and forms', async () => {
    for (const who of outside) {
      const visitor = world.as(who);
      for (const path of ['/goals', '/goals/core', '/measures', '/goals/report', '/measures/file?format=csv'])
        expect((await visitor.get(path)).status, `${who} ${path}`).toBe(404);
      expect((await visitor.post('/goals/core', finding())).status, who).toBe(404);
      expect([403, 404]).toContain((await visitor.post('/measures/new', measure())).status);
    }
    expect(await world.owner('select from goal_finding')).toHaveLength(0);
    expect(await world.owner('select from measure')).toHaveLength(0);
  });

  it('lets readers write nothing, and those who write findings neither judge, add, close nor report', async () => {
    for (const who of ['observer', 'council_member', 'coordinator'] as Who[]) {
      const visitor = world.as(who);
      const allowed = who === 'coordinator' ? 303 : 403;
      expect(
        (await visitor.post('/goals/people?year=2025', finding({ body: `${who}の根拠` }))).status,
        who,
      ).toBe(allowed);
      expect(
        (await visitor.post('/goals/people/judge', { judgement: '勝手な結論', _version: 0 })).status,
        who,
      ).toBe(403);
      expect((await visitor.post('/measures/new', measure())).status, who).toBe(403);
      expect((await visitor.post('/goals/report/close?year=2025', { reason: '' })).status, who).toBe(403);
      expect((await visitor.post('/goals/report/make?year=2025', {})).status, who).toBe(403);
      expect(
        (await visitor.post('/goals/report/outline', { body: '勝手な本文', _version: 0 })).status,
        who,
      ).toBe(403);
      expect((await visitor.get('/goals/report/rows?year=2025')).status, who).toBe(403);
    }
    expect(await world.owner('select from year_close')).toHaveLength(0);
    expect(await world.owner('select from goal_judgement')).toHaveLength(0);
  });

  it('lets nobody withdraw another’s finding without evaluation.manage', async () => {
    const id = await world.writing('secretariat', (tx) =>
      writeFinding(tx, 'core', 2025, { ...finding(), source_id: null, source_code: null } as never),
    );
    expect(
      (await world.as('coordinator').post('/goals/core/withdraw?year=2025', { finding_id: id })).status,
    ).toBe(404);
    expect(
      (await world.as('observer').post('/goals/core/withdraw?year=2025', { finding_id: id })).status,
    ).toBe(404);
  });
});

describe('what speaks for a goal', () => {
  it('names the very record, which must be one the writer sees, and says how strong it is', async () => {
    const wrong = await world
      .as('coordinator')
      .post('/goals/people', finding({ source_kind: 'visit', source_id: 99999 }));
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('その記録は見つかりません');
    const left = await world.as('coordinator').post('/goals/people', finding({ source_kind: 'other' }));
    expect(left.text).toContain('何の資料かを書いてください');
    const [day] = await world.owner<{ id: number }>('select id from open_day limit 1');
    await world
      .as('coordinator')
      .post('/goals/people', finding({ source_kind: 'open_day', source_id: day!.id }));
    const page = await world.as('observer').get('/goals/people');
    expect(page.html).toContain(`href="/open-days/${day!.id}"`);
    expect(page.text).toContain('根拠：ある程度');
  });

  it('leads to the very indicator, rubric or page, whether its number or its address was given', async () => {
    const left = await world.as('coordinator').post('/goals/core', finding({ source_code: '' }));
    expect(left.text).toContain('どの指標・観点かを一覧から選んでください');
    // The list names kind and code together: an indicator is no rubric.
    expect(
      (await world.as('coordinator').post('/goals/core', finding({ source_code: 'indicator:visit_rate' })))
        .status,
    ).toBe(422);
    const counted = finding({
      source_kind: 'indicator',
      source_code: 'indicator:issue_count',
      strength: 'strong',
    });
    expect((await world.as('coordinator').post('/goals/core', counted)).status).toBe(303);
    const [day] = await world.owner<{ id: number }>('select id from open_day limit 1');
    const pasted = finding({
      source_kind: 'open_day',
      source_id: `https://tsunagi.example/open-days/${day!.id}#came`,
    });
    expect((await world.as('coordinator').post('/goals/core', pasted)).status).toBe(303);
    const page = await world.as('observer').get('/goals/core');
    expect(page.html).toContain('href="/indicators/issue_count?year=2026"');
    expect(page.html).toContain(`href="/open-days/${day!.id}"`);
    expect(page.text).toContain('根拠：強い');
  });

  it('may be read from a survey, by its number, which must be one that is there', async () => {
    const id = await world.writing('secretariat', (tx) =>
      beginSummary(tx, {
        title: '園職員アンケート',
        source: '市の調査',
        surveyed_on: '2025-11-01',
        answers: 40,
        lead: '',
        _version: 0,
      }),
    );
    const of = (source_id: number | string) =>
      world
        .as('secretariat')
        .post('/goals/next', finding({ source_kind: 'survey', source_id, source_code: '' }));
    expect((await of('')).status).toBe(422);
    expect((await of(id + 100)).text).toContain('その記録は見つかりません');
    expect((await of(`/survey-summaries/${id}`)).status).toBe(303);
    const page = await world.as('secretariat').get('/goals/next');
    expect(page.html).toContain(`href="/survey-summaries/${id}"`);
    expect((await world.as('secretariat').get(`/survey-summaries/${id}`)).status).toBe(200);
  });

  it('may be read from a joint initiative that is there', async () => {
    const id = await world.writing('facility_head', (tx) =>
      beginSample(tx, { lead: `f${world.facility[0]!}`, starts_on: '2026-11-01' }),
    );
    const of = (source_id: number) =>
      world
        .as('secretariat')
        .post('/goals/next', finding({ source_kind: 'initiative', source_id, source_code: '' }));
    expect((await of(id + 100)).text).toContain('その記録は見つかりません');
    expect((await of(id)).status).toBe(303);
    expect((await world.as('secretariat').get('/goals/next')).html).toContain(`href="/initiatives/${id}"`);
  });

  it('has the year’s published surveys beside its figures, and begins from one of them', async () => {
    const id = await world.writing('secretariat', (tx) =>
      beginSummary(tx, {
        title: '居場所の調査',
        source: '市の調査',
        surveyed_on: '2026-05-01',
        answers: 40,
        lead: '',
        _version: 0,
      }),
    );
    const enter = (answer: string, value: number) =>
      world.writing('secretariat', (tx) =>
        enterFigure(tx, id, {
          area_id: null,
          question: '居場所を知っていますか',
          answer,
          value,
          unit: '人',
          answers: 40,
        }),
      );
    await enter('知っている', 30);
    await enter('知らない', 10);
    const path = '/goals/people?year=2026';
    expect((await world.as('observer').get(path)).text).not.toContain('居場所の調査');
    await world.writing('secretariat', (tx) => publishSummary(tx, id, true));
    const read = await world.as('observer').get(path);
    expect(read.html).toContain(`href="/survey-summaries/${id}"`);
    expect(read.text).toMatch(/居場所を知っていますか\s*知っている\s*30人/);
    // Whoever may not write begins nothing, whatever the address says.
    expect((await world.as('observer').get(`${path}&survey=${id}`)).html).not.toContain('name="source_id"');
    const begun = await world.as('coordinator').get(`${path}&survey=${id}`);
    expect(begun.html).toMatch(new RegExp(`name="source_id"[^>]*value="${id}"`));
    expect((await world.as('observer').get('/goals/people?year=2025')).text).not.toContain('居場所の調査');
  });

  it('stays readable when withdrawn, and leaves the report', async () => {
    const id = await world.writing('coordinator', (tx) =>
      writeFinding(tx, 'process', 2025, {
        ...finding({ body: '取り下げる根拠' }),
        source_id: null,
        source_code: null,
      } as never),
    );
    await world.as('coordinator').post('/goals/process/withdraw?year=2025', { finding_id: id });
    expect((await world.as('observer').get('/goals/process?year=2025')).text).toMatch(
      /取り下げる根拠[\s\S]*取下げ/,
    );
    const { doc } = await world.reading('secretariat', (tx) => reportContent(tx, 2025));
    expect(JSON.stringify(doc)).not.toContain('取り下げる根拠');
  });

  it('shows both conclusions when two people write one', async () => {
    const office = world.as('secretariat');
    await office.post('/goals/structure/judge', { judgement: '体制はおおむね妥当', _version: 0 });
    const late = await office.post('/goals/structure/judge', {
      judgement: '別の画面で書いた結論',
      _version: 0,
    });
    expect(late.text).toContain('体制はおおむね妥当');
    expect(late.text).toContain('別の画面で書いた結論');
  });
});

describe('the roadmap', () => {
  it('follows a measure from the finding it came of to done, with what it is seen by', async () => {
    const from = await world.writing('secretariat', (tx) =>
      writeFinding(tx, 'next', 2025, {
        ...finding({ body: '見学を望む園が多い' }),
        source_id: null,
        source_code: null,
      } as never),
    );
    const form = await world.as('secretariat').get(`/measures/new?finding=${from}&year=2026`);
    expect(form.html).toContain('見学を望む園が多い');
    const made = await world.as('secretariat').post('/measures/new', measure({ finding_id: from }));
    expect(made.status).toBe(303);
    const told = {
      kind: 'done',
      happened_on_y: 2026,
      happened_on_m: 11,
      happened_on_d: 10,
      evidence: '3園で開いた',
    };
    expect((await world.as('coordinator').post(`${made.location}/events`, told)).status).toBe(303);
    const page = await world.as('observer').get(made.location!);
    expect(page.text).toContain('見学を望む園が多い');
    expect(page.text).toContain('3園で開いた');
    const list = await world.as('observer').get('/measures?year=2026');
    expect(list.text).toContain('実施済');
    const table = await world.as('observer').get('/measures/file?year=2026&format=csv');
    expect(table.html).toContain('翌年度以降に実施');
  });

  it('asks for at least one time, and for a day that has been', async () => {
    const none = await world.as('secretariat').post('/measures/new', measure({ times: [] }));
    expect(none.text).toContain('少なくとも一つ選んでください');
    const id = await world.writing('secretariat', (tx) =>
      addMeasure(tx, { ...measure(), fiscal_year: 2026, finding_id: null, times: ['within_year'] } as never),
    );
    const ahead = {
      kind: 'done',
      happened_on_y: 2027,
      happened_on_m: 3,
      happened_on_d: 1,
      evidence: '先のこと',
    };
    expect((await world.as('secretariat').post(`/measures/${id}/events`, ahead)).text).toContain(
      '今日までの日付',
    );
  });

  it('leaves the roadmap with a reason and can come back', async () => {
    const id = await world.writing('secretariat', (tx) =>
      addMeasure(tx, {
        ...measure(),
        title: '取り下げる施策',
        fiscal_year: 2026,
        finding_id: null,
        times: ['later_years'],
      } as never),
    );
    await world.as('secretariat').post(`/measures/${id}/drop`, { drop_reason: '別の施策にまとめた' });
    expect((await world.as('observer').get(`/measures/${id}`)).text).toContain('別の施策にまとめた');
    await world.as('secretariat').post(`/measures/${id}/restore`, {});
    expect((await world.as('observer').get(`/measures/${id}`)).text).not.toContain('取下げ');
    expect(stateOf({ dropped_at: null, last: null })).toBe('not_started');
  });
});

describe('a year closed', () => {
  it('cannot be closed while it lasts', async () => {
    expect((await world.as('secretariat').post('/goals/report/close?year=2026', { reason: '' })).status).toBe(
      409,
    );
  });

  it('is rebuilt exactly from the rows kept, whatever becomes of the records', async () => {
    const edition = await world.writing('secretariat', (tx) => closeYear(tx, 2025, ''));
    const figures = () => world.reading('secretariat', (tx) => closedFigures(tx, 2025, edition));
    const before = await figures();
    expect(before.find((one) => one.indicator_code === 'open_day_people')).toMatchObject({
      numerator: 7,
      source_rows: 2,
    });
    for (const one of before)
      expect(one.again, one.indicator_code).toMatchObject({
        numerator: one.numerator,
        denominator: one.denominator,
      });
    await world.owner('update open_day_participation set people = 40 where people = 4');
    await world.owner(`update open_day set title = '直された題名' where title = '昨年度の公開保育'`);
    expect(await figures()).toEqual(before);
    const page = await world.as('secretariat').get('/goals/report?year=2025');
    expect(page.text).toContain('締めた後に記録が変わりました');
    const table = await world.as('secretariat').get('/goals/report/rows?year=2025');
    expect(table.status).toBe(200);
  });

  it('tells its parts in the report from the rows kept, so that they add up to the closed figure', async () => {
    const issue = (theme: string) =>
      world.owner(
        `insert into issue (title, description, source, theme_code, weight, raised_on, raised_by, created_at, updated_at)
         values ('課題', '', 'hand', $1, 2, '2025-09-01', $2, now(), now())`,
        [theme, world.person.coordinator],
      );
    await issue('practice');
    const edition = await world.writing('secretariat', (tx) => closeYear(tx, 2025, '課題を加えた'));
    await issue('guardian');
    const { doc, summary } = await world.reading('secretariat', (tx) => reportContent(tx, 2025));
    const figures = await world.reading('secretariat', (tx) => closedFigures(tx, 2025, edition));
    const closed = figures.find((one) => one.indicator_code === 'issue_count')!.numerator;
    const at = doc.blocks.findIndex(
      (block) => block.kind === 'heading' && block.text.startsWith('把握・整理した課題'),
    );
    const parts = doc.blocks[at + 1]!;
    const rows = parts.kind === 'table' ? parts.rows : [];
    expect(rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(closed);
    expect(rows.map(([theme]) => theme)).not.toContain('保護者とのかかわり');
    const page = Buffer.from((await toPdf(summary!)).bytes).toString('latin1');
    expect(page.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  });

  it('is closed again only with a reason, as a new edition; the old one stays', async () => {
    const refused = await world.as('secretariat').post('/goals/report/close?year=2025', { reason: '' });
    expect(refused.status).toBe(422);
    await world.as('secretariat').post('/goals/report/close?year=2025', { reason: '人数の訂正' });
    const first = await world.reading('secretariat', (tx) => closedFigures(tx, 2025, 1));
    const second = await world.reading('secretariat', (tx) => closedFigures(tx, 2025, 2));
    const people = (list: typeof first) =>
      list.find((one) => one.indicator_code === 'open_day_people')?.numerator;
    expect([people(first), people(second)]).toEqual([7, 43]);
  });

  it('can be changed by nobody afterwards, not even by the office', async () => {
    for (const text of [
      'update closed_figure set numerator = 1',
      'delete from closed_row',
      'update closed_chapter set as_of = current_date',
      'delete from closed_chapter',
      'update year_close set reason = null',
    ])
      await expect(
        world.writing('secretariat', async (tx) => {
          const { sql } = await import('kysely');
          await sql.raw(text).execute(tx.db);
        }),
        text,
      ).rejects.toThrow(/permission denied/);
  });
});

describe('the annual report', () => {
  it('holds the seven actions in the seed’s order, the figures, what was written and the roadmap', async () => {
    await world
      .as('secretariat')
      .post('/goals/report/outline?year=2025', { body: '初年度は土台をつくった。', _version: 0 });
    const { doc, workbook } = await world.reading('secretariat', (tx) => reportContent(tx, 2025));
    const headings = doc.blocks.flatMap((block) =>
      block.kind === 'heading' && block.level === 1 ? [block.text] : [],
    );
    expect(headings).toHaveLength(12);
    expect(headings[0]).toContain('事業の概要');
    const text = JSON.stringify(doc);
    for (const part of [
      '初年度は土台をつくった',
      '公開保育を3園に広げる',
      '中核機能の有効性',
      '朝の環境を変えてみた',
    ])
      expect(text, part).toContain(part);
    expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['指標', '元の行', '根拠', '施策']);
    expect((await toPdf(doc)).bytes.length).toBeGreaterThan(10_000);
    expect((await toDocx(doc)).length).toBeGreaterThan(5000);
  });

  it('tells of what was studied and what it comes to here, of hiring and staying, and draws who met whom', async () => {
    await world.writing('coordinator', async (tx) => {
      const id = await samplePractice(tx, {
        source_code: 'municipality',
        place: '中国地方のA市',
        title: '先輩が園をこえて見守る',
        studied_on: '2025-09-10',
      });
      await concludePractice(tx, id, { verdict: 'adapt', body: '10園で試す', concluded_on: '2026-02-01' });
      await enterWorkforce(tx, [
        {
          fiscal_year: 2025,
          facility_kind: '認可保育所',
          facilities: 10,
          staff: 200,
          left_year: 25,
          wanted: null,
          hired: null,
          came: null,
          stayed: null,
          told_by: '市の調査',
        },
      ]);
    });
    await closedAgain('知見と人材の数字を加えた');
    const { doc } = await world.reading('secretariat', (tx) => reportContent(tx, 2025));
    const text = JSON.stringify(doc);
    for (const part of [
      '中国地方のA市',
      '形を変えて取り入れる\\n10園で試す',
      '12.5%',
      '園をこえたつながり',
      '<svg',
    ])
      expect(text, part).toContain(part);
  });

  it('tells of study groups: who met on what, how often, and what was published', async () => {
    const empty = await world.reading('secretariat', (tx) => reportContent(tx, 2025));
    expect(JSON.stringify(empty.doc)).not.toContain('昨年度の持ち寄り');
    await lastYearsGroup();
    const names = await world.owner<{ name: string }>(
      `select name from facility where id = any($1) order by array_position($1, id)`,
      [world.facility.slice(0, 3)],
    );
    const rowOf = async (who: Who) => {
      const blocks = await world.reading(who, (tx) =>
        chapterBlocks.groups!({ tx, fiscal_year: 2025, edition: null, indicators: [] }),
      );
      return blocks
        .flatMap((block) => (block.kind === 'table' ? block.rows : []))
        .find((row) => row[1]?.startsWith('昨年度の持ち寄り'));
    };
    const facilities = names.map(({ name }) => name).join('、');
    const row = await rowOf('secretariat');
    expect(row?.slice(1)).toEqual(['昨年度の持ち寄り　グループ1', facilities, '1', 'まだ']);
    // Who does not accompany the groups may not count their sittings: rather no column than a nought.
    expect((await rowOf('observer'))?.slice(1)).toEqual(['昨年度の持ち寄り　グループ1', facilities, 'まだ']);
  });

  it('tells of training without the few by whom somebody could be known, nor what would give them away', async () => {
    world.at('2025-06-02T10:00:00+09:00');
    const held = await world.writing('coordinator', (tx) =>
      openSampleCourse(tx, world.organisation.center, [3]),
    );
    world.at('2026-11-21T10:00:00+09:00');
    await takePart(held.id, 9, 2);
    await closedAgain('研修を加えた');
    const { doc } = await world.reading('observer', (tx) => reportContent(tx, 2025));
    const row = doc.blocks
      .flatMap((block) => (block.kind === 'table' ? block.rows : []))
      .find((cells) => cells[0]?.startsWith('新任'));
    // Nine came, two of them from elsewhere: with the two one would have the seven, and the other way about.
    expect(row?.slice(1)).toEqual(['1', '1', '9', '－', '0', '0']);
    expect(JSON.stringify(doc)).toContain('5人未満の数と、そこから引き算で分かる数');

    const line = (category: string, people: number, outside: number, completed: number) => ({
      category,
      people,
      outside,
      facilities: 3,
      completed,
    });
    const shown = shownCourses([line('a', 3, 0, 3), line('b', 20, 0, 18), line('c', 30, 8, 30)]);
    expect(shown.map((one) => [one.people, one.outside, one.facilities, one.completed])).toEqual([
      // Few people: nothing of them, not even that none came from elsewhere.
      [null, null, null, null],
      // 20 so that the sum of all does not give the 3; 18 because two who did not complete would be told.
      [null, null, null, null],
      [30, 8, 3, 30],
    ]);
    // Without anything small everything is told.
    const all = [line('a', 10, 5, 5), line('b', 20, 0, 20)];
    expect(shownCourses(all)).toEqual(all);
  });

  it('tells of published surveys of the year without what few people said, and of what staff learned and tried', async () => {
    const summary = (title: string, surveyed_on: string) => ({
      title,
      source: '市の調査',
      surveyed_on,
      answers: 40,
      lead: '',
      _version: 0,
    });
    await world.writing('secretariat', async (tx) => {
      const ids = [
        await beginSummary(tx, summary('学び合いの調査', '2025-11-01')),
        await beginSummary(tx, summary('まだ出していない調査', '2025-11-02')),
        await beginSummary(tx, summary('前の年度の調査', '2024-11-02')),
      ] as const;
      for (const id of ids)
        for (const [answer, value] of [
          ['役に立った', 30],
          ['どちらとも', 7],
          ['役に立たない', 3],
        ] as const)
          await enterFigure(tx, id, {
            area_id: null,
            question: '研修は',
            answer,
            value,
            unit: '人',
            answers: 40,
          });
      await publishSummary(tx, ids[0], true);
      await publishSummary(tx, ids[2], true);
    });
    const chapter = async (code: 'surveys' | 'outcome') =>
      world.reading('observer', (tx) =>
        chapterBlocks[code]!({ tx, fiscal_year: 2025, edition: null, indicators: [] }),
      );
    const surveys = await chapter('surveys');
    const headings = surveys.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(headings).toContain('学び合いの調査');
    expect(JSON.stringify(surveys)).not.toMatch(/まだ出していない調査|前の年度の調査/);
    // A question stands above the table of its answers.
    const asked = surveys.findIndex((block) => block.kind === 'heading' && block.text === '研修は');
    const answers = surveys[asked + 1]!;
    expect(answers.kind === 'table' ? answers.rows : []).toEqual([
      ['役に立った', '30人'],
      // With the seven and the forty one would have the three.
      ['どちらとも', '－'],
      ['役に立たない', '－'],
    ]);

    const outcome = await chapter('outcome');
    const at = outcome.findIndex(
      (block) => block.kind === 'heading' && block.text === '現場職員の専門性の向上',
    );
    const grown = outcome[at + 1]!;
    expect(grown.kind === 'table' ? grown.rows : []).toEqual([
      ['区分別の研修を受けた人（延べ）', '9', ''],
      ['研修を修了した人（延べ）', '0', '9'],
      ['公開保育の振返りを書いた園（もと：見学した園、延べ）', '1', '2'],
    ]);
    expect(
      shownSum([{ category: 'a', people: 3, outside: 0, facilities: 1, completed: 3 }], 'people'),
    ).toBeNull();
    expect(
      shownSum([{ category: 'a', people: 30, outside: 0, facilities: 1, completed: 28 }], 'completed'),
    ).toBeNull();
  });

  it('of a closed year is rebuilt letter by letter after its records changed, and tells the change only when closed again', async () => {
    await closedAgain('小グループを加えた');
    const told = async (who: Who = 'secretariat') => {
      const { doc } = await world.reading(who, (tx) => reportContent(tx, 2025));
      return JSON.stringify(doc.blocks);
    };
    const before = await told();
    for (const part of ['昨年度の持ち寄り', '中国地方のA市', '直された題名', '新任', '12.5%'])
      expect(before, part).toContain(part);
    for (const change of [
      `update open_day set title = '後から変えた題名' where fiscal_year = 2025`,
      `update practice set title = '後から変えた知見'`,
      `update workforce_figure set left_year = 100`,
      `update study_call set title = '後から変えた募集'`,
      `update facility set name = '名を変えた園 ' || id`,
      `update course_category set name = '後から変えた区分 ' || code`,
      `update meeting set title = '後から変えた会議'`,
      `delete from course_application`,
      `update open_day_participation set people = people + 7, reflection = '後から変えた振返り'`,
    ])
      await world.owner(change);
    expect(await told()).toBe(before);
    // Whoever makes it: it is the city's report, not one person's view.
    expect(await told('observer')).toBe(before);
    const edition = await closedAgain('記録を直した');
    const after = await told();
    expect(after).toContain('後から変えた題名');
    expect(after).not.toContain('12.5%');
    const kept = await world.owner<{ part: string; definition_version: number; as_of: string }>(
      `select part, definition_version, as_of::text from closed_chapter where fiscal_year = 2025 and edition = $1`,
      [edition],
    );
    expect(kept.map(({ part }) => part).toSorted()).toEqual([...recordedParts].toSorted());
    expect(kept.every((one) => one.definition_version === 2 && one.as_of === '2026-03-31')).toBe(true);
  });

  it('is made as a job into its four files, once each however often the job runs, and read by whoever reads figures', async () => {
    const id = await world.writing('secretariat', (tx) => makeReport(tx, 2025));
    expect((await world.as('observer').get('/goals/report?year=2025')).text).toContain('つくっています');
    await world.house.jobs.drain();
    expect(await world.house.jobs.deadLetters('999997')).toEqual([]);
    await world.writing('secretariat', (tx) => tx.plan(renderReport, { report_id: id }));
    await world.house.jobs.drain();
    expect(await world.house.jobs.deadLetters('999997')).toEqual([]);
    const [report] = await world.reading('observer', (tx) => reportsOf(tx, 2025));
    expect(report?.formats).toEqual(['docx', 'pdf', 'summary', 'xlsx']);
    for (const format of ['docx', 'pdf', 'xlsx', 'summary']) {
      const file = await world.as('observer').get(`/goals/report/${id}/${format}`);
      expect(file.status, format).toBe(200);
      expect((await world.as('facility_head').get(`/goals/report/${id}/${format}`)).status, format).toBe(404);
    }
    const stored = await world.reading('observer', (tx) => reportFile(tx, id, 'pdf'));
    expect(Buffer.from(stored!.bytes).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
