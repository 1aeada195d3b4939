import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { foundAtMost, offeredWhole } from '../../platform/search/offers.ts';
import { raiseSample } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const typed = {
  title: '園庭の水はけ',
  description: '雨のあとに遊べない。',
  theme_code: 'staffing',
  weight: '2',
  source: 'hand',
  raised_on: '2026-11-20',
  statement: '三日は乾きません。',
};
/** Every value of a field that the page would send, ticked or hidden. */
const sent = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`<input [^>]*name="${name}" value="([^"]*)"[^>]*>`, 'g'))]
    .filter(([tag]) => !tag.includes('type="checkbox"') || / checked/.test(tag))
    .map(([, value]) => value!);
const facilitiesOf = async (title: string) =>
  (
    await world.owner<{ facility_id: string }>(
      'select facility_id from issue_facility join issue on issue.id = issue_id where title = $1 order by 1',
      [title],
    )
  ).map((row) => Number(row.facility_id));

describe('the facilities of an issue', () => {
  test('are all in sight, by kind, in a city of some hundred', async () => {
    const page = await world.as('coordinator').get('/issues/new');
    expect(page.html).not.toContain('_find_facility_ids');
    for (const id of world.facility) expect(page.html).toContain(`name="facility_ids" value="${id}"`);
  });

  test('are looked for by a word in a city of thousands', async () => {
    await world.owner(
      `insert into facility (organisation_id, name, name_kana, kind, town_id, address, created_at, updated_at)
       select organisation_id, '架空第' || n || '保育園', 'カクウ', kind, town_id, '試験県試験市架空町' || n, now(), now()
       from facility, generate_series(1, $2) as n where id = $1`,
      [world.facility[0], offeredWhole],
    );
    const page = '/issues/new';
    const look = { ...typed, _look: 'facility_ids' };
    // Not for those who may not raise one.
    expect((await world.as('council_member').post(page, look)).status).toBe(403);
    expect((await world.as('facility_head').post(page, look)).status).toBe(404);

    const visitor = world.as('coordinator');
    const empty = await visitor.get('/issues/new');
    expect(empty.html).not.toContain('架空第');
    expect(empty.html.length).toBeLessThan(120_000);
    const list = await visitor.get('/issues');
    expect(list.html).not.toContain('架空第');
    expect((await visitor.get(`/issues?facility=${world.facility[1]}`)).html).toContain(
      `name="facility" value="${world.facility[1]}" checked`,
    );

    // Looking is no sending: nothing is complained of, nothing kept, and everything typed stands there again.
    const short = await visitor.post(page, { ...look, title: '', _find_facility_ids: '園' });
    expect([short.status, short.text.includes('2文字以上のことばで')]).toEqual([200, true]);
    expect(short.html).not.toContain('error-summary');
    expect((await visitor.post(page, { ...look, _find_facility_ids: 'どこにもない' })).text).toContain(
      '「どこにもない」に当てはまるものは、ほかにありません',
    );
    const many = await visitor.post(page, { ...look, _find_facility_ids: '架空' });
    expect(many.status).toBe(200);
    expect(many.html.match(/<label[^>]*>架空第/g)).toHaveLength(foundAtMost);
    expect(many.text).toContain('たくさん見つかったため');
    expect(many.html).toContain('三日は乾きません。</textarea>');
    const one = await visitor.post(page, { ...look, _find_facility_ids: '架空第３０１' });
    const [id] = /name="facility_ids" value="(\d+)"/.exec(one.html)!.slice(1).map(Number);
    expect(sent(one.html, 'facility_ids')).toEqual([]);

    // What is ticked stays while one looks for another, and is not offered twice.
    const next = await visitor.post(page, { ...look, facility_ids: id!, _find_facility_ids: '架空第30' });
    expect(sent(next.html, 'facility_ids')).toEqual([String(id)]);
    expect(next.html.match(new RegExp(`name="facility_ids" value="${id}"`, 'g'))).toHaveLength(1);

    // A word that nobody looked for stands for a facility that would be missing.
    const forgotten = await visitor.post('/issues/new', { ...typed, _find_facility_ids: '架空第302' });
    expect([forgotten.status, forgotten.text.includes('「さがす」を押して')]).toEqual([422, true]);
    const raised = await visitor.post('/issues/new', {
      ...typed,
      facility_ids: id!,
      _find_facility_ids: '架空第30',
      _found_facility_ids: sent(next.html, '_found_facility_ids')[0]!,
    });
    expect(raised.status).toBe(303);
    expect(await facilitiesOf(typed.title)).toEqual([id]);
  });

  test('are added to and taken away there when an issue is changed', async () => {
    const id = await world.writing('coordinator', (tx) =>
      raiseSample(tx, 2, { facility_ids: [world.facility[0]!] }),
    );
    const edit = `/issues/${id}/edit`;
    expect((await world.as('council_member').post(edit, { _look: 'facility_ids' })).status).toBe(403);
    const visitor = world.as('coordinator');
    const opened = await visitor.get(edit);
    expect(sent(opened.html, 'facility_ids')).toEqual([String(world.facility[0])]);
    const fields = {
      ...typed,
      title: '直した名前',
      _version: sent(opened.html, '_version')[0]!,
      was_facility_ids: world.facility[0]!,
    };
    const found = await visitor.post(edit, {
      ...fields,
      _look: 'facility_ids',
      _find_facility_ids: '架空第399',
    });
    expect([found.status, found.html.includes('直した名前')]).toEqual([200, true]);
    const boxes = [...found.html.matchAll(/name="facility_ids" value="(\d+)"/g)].map(([, one]) =>
      Number(one),
    );
    const other = boxes.find((one) => one !== world.facility[0])!;
    const saved = await visitor.post(edit, {
      ...fields,
      facility_ids: other,
      _find_facility_ids: '架空第399',
      _found_facility_ids: '架空第399',
    });
    expect(saved.status).toBe(303);
    expect(await facilitiesOf('直した名前')).toEqual([other]);
  });
});
