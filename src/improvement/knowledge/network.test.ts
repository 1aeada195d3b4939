import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleOpenDay } from '../learning/samples.ts';
import { sampleVisit } from '../visits/samples.ts';

let world: World;
let names: string[];
beforeAll(async () => {
  world = await makeWorld();
  const facility = world.facility;
  names = (await world.owner<{ name: string }>('select name from facility order by id')).map(
    ({ name }) => name,
  );
  await world.writing('coordinator', async (tx) => {
    const came = (n: number) => ({ facility_id: facility[n]!, people: 2 });
    await sampleOpenDay(tx, {
      facility_id: facility[0]!,
      theme_code: 'practice',
      title: '朝の環境',
      held_on: '2026-10-01',
      places: 20,
      participations: [came(1), came(2)],
    });
    await sampleOpenDay(tx, {
      facility_id: facility[2]!,
      theme_code: 'guardian',
      title: '送り迎えの会話',
      held_on: '2026-10-20',
      places: 20,
      participations: [came(3)],
    });
    await sampleOpenDay(tx, {
      facility_id: facility[0]!,
      theme_code: 'practice',
      title: '昨年度の公開保育',
      held_on: '2025-10-01',
      places: 20,
      participations: [came(4)],
    });
    await sampleVisit(tx, {
      facility_id: facility[5]!,
      lead_id: world.person.coordinator,
      planned_on: '2026-11-10',
      record: { met: '園長', hearing: '話', strengths: '強み' },
    });
  });
});
afterAll(() => world.close());

describe('the map of who met whom', () => {
  it('is for those who read figures or keep the register; a facility counts only where it was itself', async () => {
    for (const who of ['auditor', 'administrator', 'consultation_worker'] as Who[])
      for (const path of ['/network-map', '/network-map/export'])
        expect((await world.as(who).get(path)).status, `${who} ${path}`).toBe(404);
    expect((await world.as(null).get('/network-map')).status).toBe(303);
    const own = (await world.as('other_head').get('/network-map/export?format=csv')).html;
    expect(own).toContain(names[0]);
    expect(own).not.toContain(names[3]);
    expect((await world.as('other_head').get('/network-map')).text).not.toMatch(
      new RegExp(`ないところ.*${names[5]}`),
    );
    // Nor by asking the database itself.
    const rows = await world.reading('other_head', async (tx) => {
      const { gatherings } = await import('./queries-network.ts');
      return gatherings(tx, { years: [2025, 2026], sources: ['open_day', 'visit'], theme_code: null });
    });
    expect(new Set(rows.map(({ record_id }) => record_id)).size).toBe(1);
  });

  it('says in words who stands alone, who holds others together, and never names a person', async () => {
    const page = await world.as('observer').get('/network-map?year=2026');
    expect(page.status).toBe(200);
    expect(page.text).toContain(
      `${names[2]}がつないでいます。ここがないと、${names[3]}が、ほかとつながらなくなります。`,
    );
    const alone = page.html.slice(page.html.indexOf('id="isolated"'));
    expect(alone).toContain(names[4]);
    expect(alone).toContain(names[5]);
    expect(alone).not.toContain(names[3]);
    expect(page.html).toMatch(/<svg class="network"[\s\S]*<title>[\s\S]*<desc>/);
    for (const name of ['巡 一子', '園 長子', '別 園長']) expect(page.text).not.toContain(name);
  });

  it('leaves visits out until somebody asks for them', async () => {
    const asked = await world.as('observer').get('/network-map/export?format=csv&year=2026&sources=visit');
    expect(asked.html).toContain(names[5]);
    expect((await world.as('observer').get('/network-map/export?format=csv&year=2026')).html).not.toContain(
      names[5],
    );
  });

  it('compares two years: kept, new and gone', async () => {
    const table = await world.as('observer').get('/network-map/export?format=csv&year=2026&before=2025');
    const line = (a: string, b: string) =>
      table.html.split('\n').find((one) => one.includes(a) && one.includes(b)) ?? '';
    expect(line(names[0]!, names[1]!)).toContain('この年度から');
    expect(line(names[0]!, names[4]!)).toContain('途絶えた');
    const page = await world.as('observer').get('/network-map?year=2026&before=2025');
    expect(page.text).toContain('新しくできたつながり4組、途絶えたつながり1組');
  });

  it('is narrowed by theme, kind and area, and drawn around one facility with its table', async () => {
    const themed = await world.as('observer').get('/network-map/export?format=csv&year=2026&theme=guardian');
    expect(themed.html).toContain(names[3]);
    expect(themed.html).not.toContain(names[1]);
    const ego = await world.as('observer').get(`/network-map?year=2026&ego=f${world.facility[3]}`);
    expect(ego.text).toContain(`${names[3]}と、会った相手`);
    const table = ego.html.slice(ego.html.indexOf('<table'));
    expect(table).toContain(names[2]);
    expect(table.slice(0, table.indexOf('</table>'))).not.toContain(names[1]);
  });

  it('of thousands of places lists those who met, says how many did not, and shows them when narrowed', async () => {
    await world.owner(
      `insert into facility (organisation_id, name, kind, created_at, updated_at)
       select $1, '静かな園' || n, case when n <= 3 then '学童' else '認可私立保育所' end, now(), now() from generate_series(1, 600) as n`,
      [world.organisation.operator],
    );
    const page = await world.as('observer').get('/network-map?year=2026');
    expect(page.text).toMatch(/会った記録のある\d+か所です。記録のないほかの60\d+か所/);
    expect(page.html).not.toContain('>静かな園600<');
    expect(page.html).toContain(`>${names[2]}</option>`);
    const few = await world.as('observer').get(`/network-map?year=2026&kind=${encodeURIComponent('学童')}`);
    expect(few.html).toContain('静かな園3');
    await world.owner("delete from facility where name like '静かな園%'");
  });
});
