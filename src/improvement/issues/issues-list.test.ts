import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { readTable } from '../../platform/files/tables.ts';
import { conditionsOf } from './forms.ts';
import { countIssues, heatMap, listIssues, monthCounts } from './queries-list.ts';
import { stuckIssues } from './queries.ts';
import { mergeSample, raiseSample, walkSample } from './samples.ts';

let world: World;
let stale: number;
let orphaned: number;
beforeAll(async () => {
  world = await makeWorld();
  const raise = (n: number, facilities: number[], raised_on: string) =>
    world.writing('coordinator', (tx) =>
      raiseSample(tx, n, { raised_on, facility_ids: facilities.map((index) => world.facility[index]!) }),
    );
  const days = ['2026-04-10', '2026-06-20', '2026-09-05', '2026-11-20'];
  for (let n = 0; n < 24; n += 1) await raise(n, [n % 6, (n * 5 + 1) % 6], days[n % 4]!);
  await raise(0, [0], '2025-12-01');
  stale = await raise(7, [0, 2], '2026-05-01');
  await world.writing('coordinator', (tx) => walkSample(tx, stale, { until: 'shared', from: '2026-05-10' }));
  await world.writing('secretariat', async (tx) => {
    const rows = await listIssues(tx, conditionsOf({ theme: 'staffing' }), { size: 2, offset: 0 });
    await mergeSample(
      tx,
      rows.map((row) => row.id),
    );
    await raiseSample(tx, 2, { facility_ids: [], raised_on: '2026-11-20' });
  });
  world.at('2026-03-01T10:00:00+09:00');
  orphaned = await world.writing('former', (tx) =>
    raiseSample(tx, 8, { facility_ids: [world.facility[1]!] }),
  );
  world.at('2026-11-21T10:00:00+09:00');
});
afterAll(() => world.close());

describe('the list of issues', () => {
  test('offers to keep the conditions in force, and leads back to those one kept', async () => {
    expect((await world.as('secretariat').get('/issues')).text).not.toContain('今の条件を保存する');
    const page = await world.as('secretariat').get('/issues?theme=staffing&page=2');
    expect(page.text).toContain('今の条件を保存する');
    expect(page.html).toContain('name="query" value="theme=staffing"');
    await world
      .as('secretariat')
      .post('/views', { page: '/issues', name: '人手のこと', query: 'theme=staffing' });
    const again = await world.as('secretariat').get('/issues');
    expect(again.html).toContain('<a href="/issues?theme=staffing">人手のこと</a>');
    expect((await world.as('coordinator').get('/issues')).text).not.toContain('人手のこと');
  });

  test('pages, sorts and keeps its conditions in its addresses', async () => {
    const first = await world.as('coordinator').get('/issues?weight=2');
    expect(first.status).toBe(200);
    expect(first.text).toMatch(/全\d+件/);
    expect(first.html).not.toMatch(/name="(stuck|mine)"[^>]*checked/);
    expect((await world.as('coordinator').get('/issues?mine=1')).html).toMatch(/name="mine"[^>]*checked/);
    expect(first.html).toContain('条件「ふつう」を外す');
    const all = await world.reading('coordinator', (tx) => countIssues(tx, conditionsOf({})));
    expect(all).toBeGreaterThan(20);
    const second = await world.as('coordinator').get('/issues?page=2');
    expect(second.html.match(/name="issue"/g)).toHaveLength(all - 20);
    const sorted = await world.reading('coordinator', (tx) =>
      listIssues(tx, conditionsOf({ sort: 'weight', dir: 'asc' }), { size: 100, offset: 0 }),
    );
    expect(sorted.map((issue) => issue.weight)).toEqual(
      sorted.map((issue) => issue.weight).toSorted((a, b) => a - b),
    );
    expect((await world.as('coordinator').get('/issues?year=1&theme=nonsense&state=x&page=-1')).status).toBe(
      200,
    );
  });

  test('narrows by theme, area, state, weight, year, facility, words and number', async () => {
    const ask = (query: Record<string, string>) =>
      world.reading('coordinator', (tx) => listIssues(tx, conditionsOf(query), { size: 200, offset: 0 }));
    expect(new Set((await ask({ theme: 'safety' })).map((row) => row.theme_code))).toEqual(
      new Set(['safety']),
    );
    for (const row of await ask({ area: String(world.area[1]) })) expect(row.areas).toContain('神楽地区');
    for (const row of await ask({ area: 'none-district', scope: 'captured' })) expect(row.areas).toEqual([]);
    expect((await ask({ state: 'shared' })).map((row) => row.id)).toEqual([stale]);
    expect((await ask({ year: '2025' })).map((row) => row.fiscal_year)).toEqual([2025, 2025]);
    expect(
      (await ask({ month: '2026-06', scope: 'captured' })).every((row) => row.raised_on === '2026-06-20'),
    ).toBe(true);
    expect((await ask({ q: '顔を合わせる機会' })).every((row) => row.theme_code === 'transition')).toBe(true);
    expect((await ask({ q: `＃${stale}` })).map((row) => row.id)).toEqual([stale]);
    expect((await ask({ q: '100%' })).length).toBe(0);
    const ofFacility = await ask({ facility: String(world.facility[3]), scope: 'captured' });
    const counted = await world.owner<{ n: string }>(
      'select count(*) as n from issue_facility where facility_id = $1',
      [world.facility[3]],
    );
    expect(ofFacility.length).toBe(Number(counted[0]!.n));
    expect((await ask({ scope: 'regional' })).map((row) => row.regional)).toEqual([true]);
  });

  test('surfaces what is stuck, with the reason and who holds it', async () => {
    const rows = await world.reading('secretariat', (tx) => stuckIssues(tx, { limit: 100 }));
    expect(rows.find((row) => row.id === stale)?.stuck).toEqual(['silent', 'no_forum']);
    expect(rows.find((row) => row.id === orphaned)?.stuck).toContain('owner_gone');
    const listed = await world.reading('secretariat', (tx) => countIssues(tx, conditionsOf({ stuck: '1' })));
    expect(listed).toBe(rows.length);
    const page = await world.as('secretariat').get('/issues');
    expect(page.text).toContain(`止まっている課題が${listed}件あります`);
    expect(page.text).toContain('持ち手：');
    expect((await world.as('secretariat').get(`/issues/${orphaned}`)).text).toContain(
      '持ち手の配置が終わっています',
    );
    const mine = await world.reading('coordinator', (tx) =>
      stuckIssues(tx, { owner_id: world.person.secretariat }),
    );
    expect(mine).toEqual([]);
  });

  test('tells an empty answer how to go on', async () => {
    expect((await world.as('coordinator').get('/issues?q=どこにもないことば')).text).toContain(
      '条件に合う課題はありません',
    );
  });

  test('is exported as it is seen, and the export is recorded', async () => {
    const response = await world
      .as('coordinator')
      .get('/issues/export?format=csv&theme=staffing&scope=captured');
    expect(response.status).toBe(200);
    const table = await readTable(Buffer.from(await response.response.arrayBuffer()), 'list.csv');
    const listed = await world.reading('coordinator', (tx) =>
      listIssues(tx, conditionsOf({ theme: 'staffing', scope: 'captured' }), { size: 200, offset: 0 }),
    );
    expect(JSON.stringify(table)).toContain('最後に動いた日');
    const lines = response.html.trim().split('\r\n');
    expect(lines).toHaveLength(listed.length + 1);
    const excel = await world.as('secretariat').get('/issues/export');
    expect(excel.response.headers.get('content-type')).toContain('spreadsheetml');
    const events = await world.owner<{ detail: { rows: number } }>(
      `select detail from audit_event where action = 'issue.export' order by seq`,
    );
    expect(events[0]?.detail.rows).toBe(listed.length);
  });
});

describe('the heat map', () => {
  test('counts in every cell exactly what the list behind it shows, and in all what was captured', async () => {
    await world.reading('coordinator', async (tx) => {
      const heat = await heatMap(tx, 2026, 'district');
      expect(new Set(heat.areas.map((area) => area.id))).toEqual(new Set([...world.area, null]));
      expect(heat.areas.at(-1)?.id).toBeNull();
      let cells = 0;
      for (const [row, theme] of heat.themes.entries()) {
        for (const [column, area] of heat.areas.entries()) {
          const listed = await countIssues(
            tx,
            conditionsOf({
              scope: 'captured',
              year: '2026',
              theme: theme.code,
              area: area.id === null ? 'none-district' : String(area.id),
            }),
          );
          expect(heat.counts[row]![column], `${theme.code} ${area.name}`).toBe(listed);
          cells += listed;
        }
      }
      expect(cells).toBeGreaterThan(heat.total);
      expect(heat.total).toBe(await countIssues(tx, conditionsOf({ scope: 'captured', year: '2026' })));
      const months = await monthCounts(tx, 2026);
      expect(months.reduce((sum, month) => sum + month.count, 0)).toBe(heat.total);
      expect(months.at(-1)!.month, 'months to come are not months without issues').toBe('2026-11');
      for (const { month, count } of months) {
        expect(count).toBe(await countIssues(tx, conditionsOf({ scope: 'captured', month })));
      }
    });
  });

  test('is a page whose numbers lead to the lists, for the year and area system asked for', async () => {
    const page = await world.as('council_member').get('/issues/map?year=2026&system=district');
    expect(page.status).toBe(200);
    expect(page.text).toContain('令和8年度に把握した課題（テーマ × 担当地区）');
    expect(page.html).toContain('area=none-district');
    const [, href] =
      /href="(\/issues\?scope=captured&amp;year=2026&amp;theme=safety[^"]+)"/.exec(page.html) ?? [];
    const list = await world.as('council_member').get(href!.replaceAll('&amp;', '&'));
    expect(list.status).toBe(200);
    expect(list.text).toContain('冬の散歩の安全な経路が決められない');
    expect((await world.as('council_member').get('/issues/map?year=1999&system=none')).status).toBe(200);
  });
});
