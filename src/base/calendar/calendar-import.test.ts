import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../platform/root.ts';
import { makeWorld, type World } from '../../../tests/world.ts';
import { sittingsIn } from './commands-questions.ts';
import { sessions } from './queries.ts';
import { around } from './rules-dates.ts';
import { words } from './words-questions.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** Sends a file, releases what was read, and waits until the job has written it in. Returns the check page's words. */
async function imported(text: string, name = 'events.csv'): Promise<string> {
  const keeper = world.as('secretariat');
  const sent = await keeper.post('/events/import', { file: new File([text], name, { type: 'text/csv' }) });
  expect([sent.status, sent.status === 303 ? '' : sent.text]).toEqual([303, '']);
  const batch = sent.location!;
  const check = await keeper.get(batch);
  const pages = [check.text];
  for (let page = 2; page <= 3; page += 1) pages.push((await keeper.get(`${batch}?page=${page}`)).text);
  await keeper.post(`${batch}/apply`);
  await world.house.jobs.drain();
  expect((await keeper.get(batch)).text).not.toContain('取り込んでいます');
  return pages.join(' ');
}

const day = (on: string) => world.reading(null, (tx) => sessions(tx, { from: on, to: on }));

describe('who may not', () => {
  it('only whoever keeps the calendar takes tables in and sees what waits', async () => {
    for (const who of ['facility_head', 'observer', 'administrator', 'auditor'] as const)
      for (const path of ['/events/import', '/events/questions', '/events/feeds'])
        expect([who, path, (await world.as(who).get(path)).status]).toEqual([who, path, 404]);
    expect((await world.as('facility_head').post('/events/feeds/new', { name: 'x' })).status).not.toBe(303);
  });
});

const old = (rows: string[]) =>
  [
    '都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,イベント名,イベント名_カナ,イベント名_英語,開始日,終了日,開始時間,終了時間,開始日時特記事項,説明,料金(基本),料金(詳細),連絡先名称,連絡先電話番号,連絡先内線番号,主催者,場所名称,住所,方書,緯度,経度,アクセス方法,駐車場情報,定員,参加申込終了日,参加申込終了時間,参加申込方法,URL,備考,カテゴリー,子育て情報,施設No.',
    ...rows,
  ].join('\r\n');

describe('the national layout', () => {
  const row = (title = 'おやこ体操', no = '0000000001') =>
    `999997,${no},試験県,試験市,${title},オヤコタイソウ,,2026-12-12,2026-12-12,10:00,11:00,,親子で体を動かします,500,,試験市こども部,0166-00-0001,,試験市こども部,中央体育館,試験市一条通一丁目1,,43.77,142.36,,,20,2026-12-05,17:00,電話で申し込む,https://example.jp/,,教室,1,`;

  it('is entered, shown, kept as it is by the same file, and changed by another', async () => {
    await imported(old([row()]));
    const [line] = await day('2026-12-12');
    expect(line).toMatchObject({
      title: 'おやこ体操',
      time_from: '10:00',
      time_to: '11:00',
      place: '中央体育館',
      event_kind_code: 'class',
      capacity: 20,
      fee_amount: 500,
      application: 'contact',
    });
    expect(await imported(old([row()]))).toContain('直したところはありません');
    await imported(old([row('おやこ体操（午前）')]));
    const after = await day('2026-12-12');
    expect(after.map((one) => [one.title, one.event_id])).toEqual([['おやこ体操（午前）', line!.event_id]]);
  });

  it('and its area is found by the address', async () => {
    const found = await world.reading(null, (tx) =>
      sessions(tx, { from: '2026-12-12', to: '2026-12-12', area_id: world.area[0]! }),
    );
    expect(found).toHaveLength(1);
    const elsewhere = await world.reading(null, (tx) =>
      sessions(tx, { from: '2026-12-12', to: '2026-12-12', area_id: world.area[1]! }),
    );
    expect(elsewhere).toHaveLength(0);
  });
});

describe('dates nobody can read', () => {
  const table = '№,対象,開催日,開始時間,終了時間,行事名,場所名称,説明\r\n';

  it('wait for a person, who enters the days or leaves the row out with a reason; nothing is lost', async () => {
    const check = await imported(
      `${table}1,両方,随時（要調整）,10:00,11:00,出前講座,市内各所,話します\r\n2,両方,～12月25日(金)まで,9:00,17:00,冬の展示,中央図書館,見ます\r\n`,
    );
    expect(check).toContain('確かめること');
    const keeper = world.as('secretariat');
    const list = await keeper.get('/events/questions');
    expect(list.text).toContain('出前講座');
    expect((await keeper.get('/')).text).toContain('日にちを確かめる行が2件あります');
    expect((await world.as('facility_head').get('/')).text).not.toContain('日にちを確かめる行');
    const rows = await world.owner<{ id: number; raw_dates: string }>(
      'select id, raw_dates from event_question where answered_at is null order by row_number',
    );
    expect(rows).toHaveLength(2);
    expect((await keeper.get(`/events/questions/${rows[1]!.id}`)).text).toContain(
      'いつからかが書かれていません',
    );
    const wrong = await keeper.post(`/events/questions/${rows[1]!.id}`, {
      sittings: '12月1日（月）～25日 9:00～17:00',
    });
    expect([wrong.status, wrong.text]).toEqual([
      422,
      expect.stringContaining('1行目：「12月1日(月)」は、令和8年では火曜日です'),
    ]);
    expect(
      (await keeper.post(`/events/questions/${rows[1]!.id}`, { sittings: '12月1日（火）～25日 9:00～17:00' }))
        .status,
    ).toBe(303);
    expect((await keeper.post(`/events/questions/${rows[0]!.id}/drop`, { dropped_reason: '' })).status).toBe(
      422,
    );
    expect(
      (await keeper.post(`/events/questions/${rows[0]!.id}/drop`, { dropped_reason: '日が決まっていない' }))
        .status,
    ).toBe(303);
    expect((await day('2026-12-20')).map((one) => one.title)).toEqual(['冬の展示']);
    // The same table again asks nothing a second time.
    const again = await imported(
      `${table}1,両方,随時（要調整）,10:00,11:00,出前講座,市内各所,話します\r\n2,両方,～12月25日(金)まで,9:00,17:00,冬の展示,中央図書館,見ます\r\n`,
    );
    expect(again).toContain('「取り込まない」と決めた');
    expect((await world.owner('select from event_question where answered_at is null')).length).toBe(0);
  });
});

const real = join(root, '..', 'shared', 'data', 'takamatsu_events.csv');

it('reads every line that the question gives as an example', () => {
  const examples = [...words.one.sittingsHelp.matchAll(/「([^」]*)」/g)].map((one) => one[1]!);
  expect(examples.length).toBeGreaterThan(2);
  for (const line of examples) {
    const read = sittingsIn(line, around('2026-06-01'));
    expect('error' in read ? read.error : read.sittings.length).toBeGreaterThan(0);
    expect('error' in read ? [] : read.sittings.map((one) => one.starts_at ?? '')).not.toContain('');
  }
});

describe('a real city’s table', () => {
  it.skipIf(!existsSync(real))(
    'is taken in whole: 45 of 51 rows by themselves, six asked about (skipped where the file is not beside the repository)',
    async () => {
      const before = (
        await world.owner<{ n: number }>(`select count(*)::int as n from event where source = 'import'`)
      )[0]!.n;
      const asked = (await world.owner<{ n: number }>('select count(*)::int as n from event_question'))[0]!.n;
      await imported(readFileSync(real, 'utf8'), 'takamatsu_events.csv');
      const events = (
        await world.owner<{ n: number }>(`select count(*)::int as n from event where source = 'import'`)
      )[0]!.n;
      const questions = (
        await world.owner<{ n: number }>('select count(*)::int as n from event_question')
      )[0]!.n;
      expect([events - before, questions - asked]).toEqual([45, 6]);
      // 8月5日～16日 without the 10th, to 22:00 and on Sundays and holidays to 17:00.
      const days = await world.reading(null, (tx) =>
        sessions(tx, { from: '2026-08-05', to: '2026-08-16', q: '写真でみる' }),
      );
      expect(days.map((one) => [one.on, one.time_to])).toEqual([
        ['2026-08-05', '22:00'],
        ['2026-08-06', '22:00'],
        ['2026-08-07', '22:00'],
        ['2026-08-08', '22:00'],
        ['2026-08-09', '17:00'],
        ['2026-08-11', '17:00'],
        ['2026-08-12', '22:00'],
        ['2026-08-13', '22:00'],
        ['2026-08-14', '22:00'],
        ['2026-08-15', '22:00'],
        ['2026-08-16', '17:00'],
      ]);
    },
  );
});
