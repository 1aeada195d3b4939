import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleOpenDay } from '../../improvement/learning/samples.ts';
import { unzipEntry, zipEntries } from '../../platform/files/zip.ts';
import { indicatorsBehind, indicatorsOf } from './queries.ts';
import { asOf, cutsOf, paceOn, progressOf, valueOf } from './rules.ts';
import { words } from './words.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.writing('coordinator', (tx) =>
    sampleOpenDay(tx, {
      facility_id: world.facility[2]!,
      theme_code: 'practice',
      title: '砂場の朝',
      held_on: '2026-06-01',
      places: 20,
      participations: [
        { facility_id: world.facility[0]!, people: 3, reflection: '=SUM(1)と書いてみる' },
        { facility_id: world.facility[1]!, people: 5 },
      ],
    }),
  );
});
afterAll(() => world.close());

const set = (who: Who, more: Record<string, string | number> = {}, code = 'visit_rate') =>
  world.as(who).post(`/indicators/${code}/targets?year=${more['fiscal_year'] ?? 2026}`, {
    fiscal_year: 2026,
    target: '９０',
    reason: 'すべての地区を訪ねるため',
    _version: 0,
    ...more,
  });
const stored = async (code: string, fiscal_year: number) =>
  (
    await world.owner<{ target: number; reason: string; set_by: number; version: number }>(
      'select target::float8 as target, reason, set_by::int as set_by, version from indicator_target where indicator_code = $1 and fiscal_year = $2',
      [code, fiscal_year],
    )
  )[0];

describe('targets: who may not', () => {
  it('are set by nobody without evaluation.manage', async () => {
    for (const who of ['coordinator', 'observer', 'council_member', 'lead_coordinator'] as const) {
      expect((await set(who)).status, who).toBe(403);
      const page = await world.as(who).get('/indicators/visit_rate/targets');
      expect(page.status, who).toBe(200);
      expect(page.html, who).not.toContain('name="target"');
    }
    for (const who of ['facility_head', 'administrator'] as const)
      expect((await set(who)).status, who).toBe(404);
    expect(await stored('visit_rate', 2026)).toBeUndefined();
  });
});

describe('targets', () => {
  it('are set with their reason, once however often the form is sent, and recorded', async () => {
    const once = crypto.randomUUID();
    const first = await set('secretariat', { _once: once });
    expect(first.status).toBe(303);
    expect((await set('secretariat', { _once: once })).location).toBe(first.location);
    expect(await stored('visit_rate', 2026)).toEqual({
      target: 90,
      reason: 'すべての地区を訪ねるため',
      set_by: world.person.secretariat,
      version: 1,
    });
    const page = await world.as('observer').get('/indicators/visit_rate/targets');
    expect(page.text).toContain('90.0%');
    expect(page.text).toContain('すべての地区を訪ねるため');
    expect(page.text).toContain('事 務子');
    const events = await world.owner<{ detail: object }>(
      `select detail from audit_event where action = 'indicator.set_target'`,
    );
    expect(events).toEqual([
      { detail: { indicator: 'visit_rate', fiscal_year: 2026, target: 90, before: null } },
    ]);
  });

  it('tells the second of two editors and takes the text chosen', async () => {
    await set('secretariat', { fiscal_year: 2027, target: 70 });
    const late = await set('secretariat', { fiscal_year: 2027, target: 75, reason: '別の理由' });
    expect(late.status).toBe(422);
    expect(late.text).toContain('70.0%');
    expect(late.text).toContain('75.0%');
    const choice = {
      fiscal_year: 2027,
      target: 75,
      reason: '別の理由',
      _version: 1,
      choose_target: 'theirs',
    };
    expect((await set('secretariat', choice)).status).toBe(303);
    expect(await stored('visit_rate', 2027)).toMatchObject({ target: 70, reason: '別の理由', version: 2 });
    const stale = await set('secretariat', { fiscal_year: 2027, target: 60, _version: 1 });
    expect(stale.status).toBe(422);
  });

  it('keep what was typed and say how to mend it', async () => {
    for (const [target, code] of [
      ['0', 'visit_rate'],
      ['101', 'visit_rate'],
      ['3.01', 'minutes_quality'],
      ['2.5', 'issue_count'],
      ['1.234', 'minutes_quality'],
      ['たくさん', 'issue_count'],
      ['', 'issue_count'],
    ] as const) {
      const answer = await set('secretariat', { target, reason: '打った理由' }, code);
      expect(answer.status, `${code} ${target}`).toBe(422);
      expect(answer.text).toContain('打った理由');
    }
    expect((await set('secretariat', { reason: '' }, 'issue_count')).status).toBe(422);
    expect(await stored('issue_count', 2026)).toBeUndefined();
  });

  it('of a year that is over may be entered late, but not changed', async () => {
    expect((await set('secretariat', { fiscal_year: 2025, target: 80 })).status).toBe(303);
    expect((await set('secretariat', { fiscal_year: 2025, target: 10, _version: 1 })).status).toBe(409);
    expect(await stored('visit_rate', 2025)).toMatchObject({ target: 80, version: 1 });
    const page = await world.as('secretariat').get('/indicators/visit_rate/targets?year=2025');
    expect(page.text).toContain(words.targets.over);
    expect(page.html).not.toContain('name="target"');
    expect((await set('secretariat', { fiscal_year: 2024 })).status).toBe(404);
  });

  it('make a figure stand ahead of or behind an even way to them', async () => {
    await set('secretariat', { target: 100 }, 'open_day_people');
    await set('secretariat', { target: 1 }, 'issue_count');
    const behind = await world.reading('observer', (tx) => indicatorsBehind(tx));
    expect(behind.map(({ code, href }) => [code, href])).toEqual([
      ['issue_count', '/indicators/issue_count?year=2026'],
      ['open_day_people', '/indicators/open_day_people?year=2026'],
    ]);
    const page = await world.as('observer').get('/indicators');
    expect(page.text).toContain(words.progress.behind);
    expect(page.text).toContain('同じ歩みで進んだときの今日の目安は64人です');
    await set('secretariat', { target: 8, _version: 1 }, 'open_day_people');
    const [, , people] = await world.reading('observer', (tx) => indicatorsOf(tx, 2026));
    expect(people).toMatchObject({ code: 'open_day_people', progress: 'reached', value: 8 });
  });
});

describe('rows taken out', () => {
  const workbook = async (path: string) => {
    const { response, status } = await world.as('coordinator').get(path);
    expect(status).toBe(200);
    return readXlsx(new Uint8Array(await response.arrayBuffer()));
  };

  it('are an Excel file with the rows, the definition they are counted by, and who took them', async () => {
    const { sheets } = await workbook('/indicators/open_day_people/export?year=2026');
    expect(sheets.map(({ name }) => name)).toEqual([
      '公開保育見学の参加者数',
      words.provenance.sheet,
      '出力情報',
    ]);
    expect(sheets[0]!.rows).toHaveLength(3);
    expect(sheets[0]!.rows.slice(1).reduce((sum, row) => sum + Number(row[5]), 0)).toBe(8);
    expect(sheets[0]!.rows.flat()).toContain('=SUM(1)と書いてみる');
    const facts = new Map(sheets[1]!.rows.map((row) => [row[0], row[1]]));
    expect(facts.get(words.provenance.definition)).toBe(
      '年度内に開いた公開保育を見学した人の延べ数（中止した回を除く）',
    );
    expect(facts.get(words.provenance.version)).toBe('第1版');
    expect(facts.get(words.provenance.value)).toBe('8人');
    expect(facts.get(words.provenance.asOf)).toBe('令和8年11月21日（土）');
    expect(facts.get(words.provenance.narrowed)).toBe(words.provenance.notNarrowed);
    const narrowed = await workbook('/indicators/open_day_people/export?year=2026&theme=safety');
    expect(narrowed.sheets[0]!.rows).toHaveLength(1);
    expect(
      new Map(narrowed.sheets[1]!.rows.map((row) => [row[0], row[1]])).get(words.provenance.narrowed),
    ).toBe('安全・健康');
  });

  it('are CSV too, of every indicator, and each taking out is recorded', async () => {
    for (const code of [
      'visit_rate',
      'issue_count',
      'open_day_people',
      'visit_record_quality',
      'minutes_quality',
    ]) {
      const csv = await world.as('coordinator').get(`/indicators/${code}/export?format=csv`);
      expect(csv.status, code).toBe(200);
      expect(csv.response.headers.get('content-disposition')).toContain('.csv');
    }
    const events = await world.owner<{ n: number }>(
      `select count(*)::int as n from audit_event where action = 'indicator.export' and person_id = $1`,
      [world.person.coordinator],
    );
    expect(events[0]!.n).toBeGreaterThanOrEqual(5);
  });
});

describe('the summary', () => {
  it('is a Word file with every figure, a picture and the months', async () => {
    const { response } = await world.as('observer').get('/indicators/summary?format=docx');
    const bytes = new Uint8Array(await response.arrayBuffer());
    const entries = zipEntries(bytes);
    const text = new TextDecoder().decode(await unzipEntry(bytes, entries.get('word/document.xml')!));
    for (const name of [
      '巡回の実施率',
      '把握・整理した課題件数',
      '公開保育見学の参加者数',
      '巡回記録の質',
      '連携会議の議事録の質',
    ]) {
      expect(text).toContain(name);
    }
    expect(text).toContain('定義 第1版');
    const svg = [...entries.values()].find(({ name }) => name.endsWith('.svg'));
    const picture = new TextDecoder().decode(await unzipEntry(bytes, svg!));
    expect(picture).toContain('公開保育見学の参加者数　8人');
    expect(picture).not.toMatch(/NaN|undefined|Infinity/);
    const events = await world.owner<{ detail: object }>(
      `select detail from audit_event where action = 'indicator.summary' and person_id = $1`,
      [world.person.observer],
    );
    expect(events).toEqual([{ detail: { fiscal_year: 2026, format: 'docx' } }]);
  });

  it('is a PDF of one page', async () => {
    for (const year of [2025, 2026, 2027]) {
      const { response } = await world.as('observer').get(`/indicators/summary?format=pdf&year=${year}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(new TextDecoder('latin1').decode(bytes.subarray(0, 5))).toBe('%PDF-');
      const folder = mkdtempSync(join(tmpdir(), 'summary-'));
      try {
        writeFileSync(join(folder, 'a.pdf'), bytes);
        const run = spawnSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' });
        // Where the tool is not installed there is no reader to ask.
        if (run.error) continue;
        expect(run.stdout.trimEnd().split('\f')).toHaveLength(1);
        expect(run.stdout).toContain('1/1');
        expect(run.stdout).toContain('巡回の実施率');
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });
});

describe('the rules', () => {
  it('divide only by something', () => {
    expect(valueOf('rate', 3, 5)).toBe(60);
    expect(valueOf('rate', 0, 0)).toBeNull();
    expect(valueOf('score', 0, null)).toBeNull();
    expect(valueOf('score', 3.4, 2)).toBe(1.7);
    expect(valueOf('count', 0, null)).toBe(0);
  });

  it('count a year up to today, its end, or not at all', () => {
    expect(asOf(2026, '2026-04-01')).toBe('2026-04-01');
    expect(asOf(2026, '2026-03-31')).toBeNull();
    expect(asOf(2025, '2026-11-21')).toBe('2026-03-31');
    expect(cutsOf(2026, '2026-05-31').map(({ day }) => day)).toEqual([
      '2026-04-30',
      '2026-05-31',
      ...Array(10).fill(null),
    ]);
    expect(cutsOf(2027, '2028-02-29').slice(-2)).toEqual([
      { month: '2028-02', day: '2028-02-29' },
      { month: '2028-03', day: null },
    ]);
  });

  it('lead evenly from nothing to the target', () => {
    expect(paceOn('count', 365, 2026, '2026-04-01')).toBe(1);
    expect(paceOn('count', 365, 2026, '2027-03-31')).toBe(365);
    expect(paceOn('rate', 100, 2026, '2028-01-01')).toBe(100);
    expect(paceOn('score', 2.2, 2026, '2026-04-01')).toBe(2.2);
  });

  it('say how a figure stands without blame', () => {
    const at = (value: number | null, target: number | null, day: string | null = '2026-09-30') =>
      progressOf({ kind: 'count', value, target, fiscal_year: 2026, day });
    expect(at(0, 10, null)).toBe('future');
    expect(at(null, 10)).toBe('nothing');
    expect(at(4, null)).toBe('no_target');
    expect(at(10, 10)).toBe('reached');
    expect(at(6, 10)).toBe('on_pace');
    expect(at(4, 10)).toBe('behind');
    expect(at(9, 10, '2027-03-31')).toBe('missed');
    expect(progressOf({ kind: 'score', value: 2, target: 2.2, fiscal_year: 2026, day: '2026-09-30' })).toBe(
      'below',
    );
  });
});
