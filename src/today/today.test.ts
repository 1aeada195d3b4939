import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleVisit } from '../improvement/visits/samples.ts';
import { makeWorld, type World } from '../../tests/world.ts';

let world: World;
let missing: number;

beforeAll(async () => {
  world = await makeWorld();
  await world.writing('coordinator', async (tx) => {
    const at = (planned_on: string, more: Partial<Parameters<typeof sampleVisit>[1]> = {}) =>
      sampleVisit(tx, {
        facility_id: world.facility[1]!,
        lead_id: world.person.coordinator,
        planned_on,
        ...more,
      });
    missing = await at('2026-11-18');
    await at('2026-11-21', { planned_from: '09:30' });
    await at('2026-11-21', { planned_from: '14:00', record: { met: '園長', hearing: '話' } });
    await at('2026-11-24');
    await at('2026-11-26');
    await at('2026-11-12', {
      record: { met: '園長', hearing: '話', follow_ups: [{ what: '資料を送る', due_on: '2026-11-24' }] },
    });
  });
});
afterAll(() => world.close());

/** The number the first sentence says, and the lines that stand for things to do and for things to know. */
async function counted(who: Parameters<World['as']>[0]) {
  const page = await world.as(who).get('/');
  expect(page.status).toBe(200);
  const main = page.html.slice(page.html.indexOf('columns-main-aside'));
  const [waits, known] = main.split('id="known"');
  const lines = (html: string | undefined) => (html?.match(/<li class="resource/g) ?? []).length;
  const said = /あなたを待っているものが (\d+) 件/.exec(page.text);
  return { page, said: Number(said?.[1] ?? 0), waits: lines(waits), known: lines(known) };
}

describe('the first page', () => {
  it('leads whoever is not signed in to what is open to all', async () => {
    expect((await world.as(null).get('/')).location).toBe('/open');
  });

  it('says as many things wait as lines stand below; what is only good to know stands apart', async () => {
    const { page, said, waits, known } = await counted('coordinator');
    // today’s visit without its record, the record that is missing, the promise
    expect(said).toBe(3);
    expect(waits).toBe(3);
    // today’s visit that is recorded, and the two of the week
    expect(known).toBeGreaterThanOrEqual(3);
    expect(page.text.indexOf('記録がまだの訪問')).toBeLessThan(page.text.indexOf('知っておくこと'));
    expect(page.text.indexOf('知っておくこと')).toBeLessThan(page.text.indexOf('これから7日間の訪問'));
  });

  it('does not count a record twice that was begun and is missing', async () => {
    const saved = await world
      .as('coordinator')
      .post(`/visits/${missing}/record/draft`, { hearing: '書きかけ', _version: 0 });
    expect(saved.status).toBeLessThan(400);
    const drafts = await world.owner('select 1 from visit_draft where visit_id = $1', [missing]);
    expect(drafts).toHaveLength(1);
    const { page, said, waits } = await counted('coordinator');
    expect(page.text).toContain('続きを書く');
    expect([said, waits]).toEqual([3, 3]);
  });

  it('says how many more there are than it shows, and where all of them stand', async () => {
    const { said: before } = await counted('coordinator');
    await world.writing('coordinator', async (tx) => {
      for (let n = 0; n < 10; n += 1) {
        await sampleVisit(tx, {
          facility_id: world.facility[2]!,
          lead_id: world.person.coordinator,
          planned_on: `2026-10-${10 + n}`,
        });
        await sampleVisit(tx, {
          facility_id: world.facility[2]!,
          lead_id: world.person.coordinator2,
          planned_on: `2026-10-${10 + n}`,
        });
      }
    });
    const { page, waits } = await counted('coordinator');
    expect(page.text).toContain(`あなたを待っているものが ${before + 10} 件あります。`);
    expect(waits).toBe(before - 1 + 8);
    expect(page.html).toContain(
      '<a href="/visits?state=unrecorded&amp;mine=1&amp;year=all" aria-label="記録がまだの訪問：ほか 3 件を見る">ほか 3 件を見る</a>',
    );
    // with that of today, which has a list of its own
    expect((await world.as('coordinator').get('/visits?state=unrecorded&mine=1&year=all')).text).toContain(
      '全12件',
    );
  });
});
