import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { everybody, makeWorld, type Who, type World } from '../../tests/world.ts';
import { forgetSent } from './jobs.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(() => world.at('2026-11-20T10:00:00+09:00'));

const roles = Object.keys(everybody) as Who[];
const cookieOf = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .find((one) => one.startsWith(`${name}=`)) ?? '';
const get = async (path: string, cookie = '') => {
  const response = await world.app.request(path, { headers: { cookie } });
  return { status: response.status, html: await response.text(), response };
};

async function gathering(index: number): Promise<number> {
  const id = world.facility[index]!;
  await world.owner(
    `insert into service (facility_id, programme_code, name) values ($1, 'tsudoi', 'ひろば') on conflict do nothing`,
    [id],
  );
  await world.owner(
    `update facility set weekdays = '月火水木金', opens_at = '9:00', closes_at = '15:00', confirmed_on = '2026-06-01' where id = $1`,
    [id],
  );
  return id;
}

describe('who may not', () => {
  it('strangers open no page of the network and find no way to it', async () => {
    for (const path of [
      '/voices',
      '/helpers',
      '/helplines',
      '/schemes',
      '/population',
      '/voices/1',
      '/helpers/1',
    ])
      expect([path, (await world.as(null).get(path)).location]).toEqual([
        path,
        `/sign-in?to=${encodeURIComponent(path)}`,
      ]);
  });

  it.each([
    ['/voices', ['coordinator', 'coordinator2', 'secretariat']],
    ['/helpers', ['secretariat', 'lead_coordinator']],
    ['/schemes', ['secretariat']],
    ['/helplines', ['secretariat']],
    ['/population', ['secretariat']],
    ['/schemes/export', ['secretariat']],
  ] as const)('%s is for those with its duty alone', async (path, may) => {
    for (const who of roles) {
      const { status } = await world.as(who).get(path);
      expect([who, status]).toEqual([who, (may as readonly string[]).includes(who) ? 200 : 403]);
    }
  });

  it('a draft, a scheme of tomorrow and an ended place are not there for strangers, an ended scheme says that it ended', async () => {
    const scheme = async (title: string, published_on: string | null, ended_on: string | null = null) => {
      const [row] = await world.owner<{ id: number }>(
        'insert into support_scheme (title, published_on, ended_on, updated_at) values ($1, $2, $3, now()) returning id',
        [title, published_on, ended_on],
      );
      return Number(row!.id);
    };
    const draft = await scheme('下書きの手当', null);
    const later = await scheme('来月の手当', '2026-12-01');
    const ended = await scheme('終わった手当', '2026-04-01', '2026-09-30');
    const open = await scheme('いまの手当', '2026-04-01');
    const list = (await world.as(null).get('/open/schemes')).text;
    expect(list).toContain('いまの手当');
    for (const title of ['下書きの手当', '来月の手当', '終わった手当']) expect(list).not.toContain(title);
    for (const [id, status] of [
      [draft, 404],
      [later, 404],
      [ended, 200],
      [open, 200],
    ])
      expect((await world.as(null).get(`/open/schemes/${id}`)).status).toBe(status);
    expect((await world.as(null).get(`/open/schemes/${ended}`)).text).toContain('この制度は終わりました');
    await world.owner(`update facility set ended_on = '2026-10-01' where id = $1`, [world.facility[4]]);
    expect((await world.as(null).get(`/open/places/${world.facility[4]}`)).status).toBe(404);
    expect((await world.as(null).get('/sitemap.xml')).html).not.toContain(
      `/open/places/${world.facility[4]}<`,
    );
  });

  it('a place page shows nothing that is for the network: wishes for visits, remarks, mail addresses, names of staff', async () => {
    const id = await gathering(5);
    await world.owner(
      `update facility set visit_wishes = '訪問の希望', note = '内部の覚え', email = 'secret@example.invalid',
       updated_by = $2, atmosphere = '畳の部屋です' where id = $1`,
      [id, world.person.secretariat],
    );
    const { text } = await world.as(null).get(`/open/places/${id}`);
    expect(text).toContain('畳の部屋です');
    for (const secret of ['訪問の希望', '内部の覚え', 'secret@example.invalid', '務子'])
      expect(text).not.toContain(secret);
  });
});

describe('what can I do with my child today', () => {
  const first = async () => (await world.as(null).get('/open')).html;
  const place = async (id: number) => (await world.as(null).get(`/open/places/${id}`)).html;
  const service = async (facility: number, programme: string, name: string): Promise<number> =>
    (
      await world.owner<{ id: number }>(
        `insert into service (facility_id, programme_code, name) values ($1, $2, $3) returning id`,
        [facility, programme, name],
      )
    )[0]!.id;

  it('tells the hours in which families may come, never those a nursery keeps for its own children', async () => {
    const nursery = world.facility[1]!;
    await world.owner(
      `update facility set weekdays = '月火水木金土日', opens_at = '7:00', closes_at = '19:00' where id = $1`,
      [nursery],
    );
    await service(nursery, 'nursery', '保育');
    const open = await service(nursery, 'nursery_support', '園の広場');
    // Nobody has written down when: no open door is told of.
    expect(await first()).not.toContain(`/open/places/${nursery}"`);
    await world.owner(
      `insert into schedule (facility_id, service_id, byday, opens_at, closes_at, holidays)
       values ($1, $2, $3, '10:00', '11:30', 'open')`,
      [nursery, open, ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']],
    );
    const html = await first();
    expect(html).toContain(`/open/places/${nursery}"`);
    expect(html).toContain('10:00〜11:30');
    expect(html).not.toContain('7:00〜19:00');
    const page = await place(nursery);
    expect(page).toContain('親子で来られる時間');
    expect(page).toContain('施設の時間');
    expect(page).toContain('7:00〜19:00');
    await world.owner('delete from schedule where facility_id = $1', [nursery]);
    await world.owner('delete from service where facility_id = $1', [nursery]);
  });

  it('says how many places and events there are today before it asks anything', async () => {
    await gathering(5);
    const html = await first();
    const answer = html.indexOf('open-answer');
    expect(answer).toBeGreaterThan(0);
    expect(answer).toBeLessThan(html.indexOf('<select'));
    expect(html).toMatch(/href="#today-places"><span>.*?<\/span><strong>\d+<\/strong>/);
  });
});

describe('every public page', () => {
  const pages = [
    '/open',
    '/open/places',
    '/open/schemes',
    '/open/areas',
    '/open/help',
    '/open/voices',
    '/open/voices/new',
    '/open/voices/receipt',
    '/open/helpers',
    '/open/helpers/new',
    '/open/helpers/receipt',
    '/open/accessibility',
    '/open/privacy',
    '/open/data',
    '/open/calendar',
    '/open/nothing-here',
  ];

  it.each(pages)(
    '%s carries the numbers to call, asks nobody to sign in and loads nothing from elsewhere',
    async (path) => {
      const { html, status } = await world.as(null).get(path);
      expect(status).toBe(path.endsWith('nothing-here') ? 404 : 200);
      for (const phone of [
        'tel:110',
        'tel:119',
        'tel:189',
        'tel:0120078310',
        'tel:#8000',
        'tel:0120279338',
        'tel:#8008',
      ])
        expect([phone, html.split(`"${phone}"`).length - 1]).toEqual([phone, 1]);
      expect(html.split('id="emergency"')).toHaveLength(2);
      expect(html).toMatch(/<meta name="description" content="[^"]+"/);
      expect(
        html.match(/(?:src|href)="https?:[^"]*"/g)?.filter((one) => !one.includes('localhost')) ?? [],
      ).toEqual([]);
      expect(html).not.toMatch(/[\ue000-\ue002]|\{[^{}|<>]+\|[^{}|<>]+\}/);
    },
  );

  it('leads a stranger from the root to the first page, and lets whoever is signed in see today', async () => {
    expect((await world.as(null).get('/')).location).toBe('/open');
    expect((await world.as('secretariat').get('/')).text).toContain('今日');
  });

  it('speaks seven languages and says which', async () => {
    for (const [lang, tag, said] of [
      ['ja', 'ja', '今日、子どもと行けるところ'],
      ['en', 'en', 'Where to go with your child today'],
      ['zh', 'zh-Hans', '今天能和孩子去的地方'],
      ['ko', 'ko', '오늘 아이와 갈 수 있는 곳'],
      ['vi', 'vi', 'Hôm nay đi đâu cùng con'],
      ['tl', 'tl', 'Saan pupunta kasama ang anak'],
      ['pt', 'pt', 'Aonde ir hoje com a criança'],
    ]) {
      const { html } = await get(`/open?lang=${lang}`);
      expect(html).toContain(`<html lang="${tag}">`);
      expect(html).toContain(said);
    }
  });

  it('remembers the reading in a cookie that holds the choice alone', async () => {
    const { response } = await get('/open/help?lang=vi&easy=1');
    const cookie = cookieOf(response, 'tsunagi_reading');
    // Nothing was said of readings: a child's page may have them on.
    expect(cookie).toBe('tsunagi_reading=vi.1.');
    expect((await get('/open/voices', cookie)).html).toContain('<html lang="vi">');
    expect((await get('/open/voices')).response.headers.get('set-cookie')).toBeNull();
    expect((await get('/open', 'tsunagi_reading=xx.9.<script>')).html).toContain('<html lang="ja">');
  });

  it('marks what stays Japanese on a page in another language', async () => {
    const id = await gathering(5);
    const place = (await get(`/open/places/${id}?lang=en`)).html;
    expect(place).toMatch(/<h1><span class="proper-name" lang="ja">なかよしひろば<\/span>/);
    const sheet = (await get('/open/courses?lang=en')).html;
    expect(sheet).toContain('<html lang="en">');
    expect(sheet).toContain('<main id="main" tabindex="-1" lang="ja">');
    expect(sheet).toContain('The text of this page is in Japanese only.');
  });

  it('writes readings over the characters of its own words and of names whose kana are known', async () => {
    await gathering(0);
    const { html } = await get('/open/places?ruby=1');
    expect(html).toContain('<ruby>場所<rp>（</rp><rt>ばしょ</rt><rp>）</rp></ruby>');
    expect(html).toContain('こもれび<ruby>保育園<rp>（</rp><rt>ほいくえん</rt>');
    // Where markup cannot stand, the characters alone do.
    expect(html).toMatch(/<title>場所をさがす｜/);
    expect(html).toContain('<option value="today">今日</option>');
    expect(html).not.toMatch(/[\ue000-\ue002]/);
  });

  it('has plain Japanese of its own', async () => {
    const { html } = await get('/open/help?easy=1');
    expect(html).toContain('うまく話せなくても だいじょうぶです');
  });

  it('tells search engines where to look and keeps them from receipts and the network', async () => {
    const robots = (await world.as(null).get('/robots.txt')).html;
    expect(robots).toContain('Allow: /open/');
    expect(robots).toContain('Disallow: /\n');
    expect((await world.as(null).get('/sitemap.xml')).html).toContain('/open/places</loc>');
    expect((await world.as(null).get('/open/voices/receipt')).html).toContain(
      'name="robots" content="noindex"',
    );
  });
});

describe('what can I do with my child today, near here', () => {
  it('shows the places open today of the area and age chosen, with their hours, and no others', async () => {
    const here = await gathering(0);
    const there = await gathering(2);
    await world.owner(`update facility set age_from_months = 0, age_to_months = 23 where id = $1`, [here]);
    const all = (await world.as(null).get('/open')).html;
    expect(all).toContain(`/open/places/${here}`);
    expect(all).toContain(`/open/places/${there}`);
    expect(all).toContain('9:00〜15:00');
    expect(all).toContain('いま開いています');
    const near = (await world.as(null).get(`/open?where=area-${world.area[0]}&age=1`)).html;
    expect(near).toContain(`/open/places/${here}"`);
    expect(near).not.toContain(`/open/places/${there}"`);
    const older = (await world.as(null).get(`/open?where=area-${world.area[0]}&age=4`)).html;
    expect(older).not.toContain(`/open/places/${here}"`);
  });

  it('says on a Sunday that nothing is open, and what to do', async () => {
    world.at('2026-11-22T10:00:00+09:00');
    expect((await world.as(null).get('/open')).text).toContain('今日開いている場所は見つかりませんでした');
  });

  it('says in the evening that today is over, and where one can go on the next day that has a place', async () => {
    const id = await gathering(0);
    // The Friday before a Monday that is a holiday: open again on Tuesday.
    world.at('2026-11-20T14:59:00+09:00');
    expect((await world.as(null).get('/open')).text).toContain('いま開いています');
    world.at('2026-11-20T15:00:00+09:00');
    const { text, html } = await world.as(null).get('/open');
    expect(text).toContain('今日の場所は、もう終わりました');
    expect(text).toContain('11月24日(火)に開く場所');
    expect(text).not.toContain('いま開いています');
    expect(html).toContain(`/open/places/${id}"`);
    expect(html).toContain('/open/places?when=2026-11-24');
    await world.owner(`update facility set weekdays = null where id = $1`, [id]);
    expect((await world.as(null).get('/open')).html).not.toContain(`/open/places/${id}"`);
  });

  it('calls a place whose kind says nothing by what happens there', async () => {
    const id = await gathering(0);
    await world.owner(`update facility set kind = 'その他' where id = $1`, [id]);
    for (const path of ['/open', '/open/places', `/open/places/${id}`]) {
      const { html } = await world.as(null).get(path);
      const said =
        /<span lang="ja">つどいの広場<|>つどいの広場　/.test(html) || html.includes('>つどいの広場<');
      expect([path, said, />その他[<　]/.test(html.replace(/<option.*?<\/option>/g, ''))]).toEqual([
        path,
        true,
        false,
      ]);
    }
  });

  it('keeps to its page whatever the address says', async () => {
    for (const query of ['where=area-0', 'where=town-99999999', 'age=-1', 'where=%3Cscript%3E', 'lang=%00'])
      expect([query, (await world.as(null).get(`/open?${query}`)).status < 500]).toEqual([query, true]);
  });
});

describe('a place', () => {
  it('tells whether it is open today, its week with the holiday in it, and how to call', async () => {
    const id = await gathering(5);
    await world.owner(`update facility set phone = '0166-00-1234' where id = $1`, [id]);
    world.at('2026-11-23T10:00:00+09:00');
    const { html, text } = await world.as(null).get(`/open/places/${id}`);
    expect(text).toContain('今日は休みです');
    expect(html).toContain('href="tel:0166001234"');
    expect(text).toMatch(/月曜日（11\/23） 今日 休み/);
    expect(text).toMatch(/火曜日（11\/24） 9:00〜15:00/);
  });

  it('warns everybody when nobody has confirmed it for a year', async () => {
    const id = await gathering(5);
    expect((await world.as(null).get(`/open/places/${id}`)).text).not.toContain('確かめられていません');
    await world.owner(`update facility set confirmed_on = '2025-10-01' where id = $1`, [id]);
    expect((await world.as(null).get(`/open/places/${id}`)).text).toContain('しばらく確かめられていません');
  });

  it('ranks by wishes, says why, and shows what does not match', async () => {
    const id = await gathering(0);
    await world.owner(
      `insert into facility_offer (facility_id, wish_code) values ($1, 'homely') on conflict do nothing`,
      [id],
    );
    const { html, text } = await world.as(null).get('/open/places?wish=homely&sort=fit');
    expect(html.indexOf(`/open/places/${id}"`)).toBeGreaterThan(0);
    expect(text).toContain('合わないところ');
    expect(html).toMatch(/value="homely" checked/);
  });
});

describe('areas beside each other', () => {
  it('compares people by age, places and voices of up to three areas, in a table and a chart', async () => {
    for (const [town, people] of [
      [0, 30],
      [1, 10],
      [2, 70],
    ] as const)
      await world.owner(
        `insert into population (town_id, counted_on, age_from, age_to, people) values ($1, '2026-10-01', 0, 4, $2), ($1, '2026-10-01', 5, 9, $2)`,
        [world.town[town], people],
      );
    const { text, html } = await world.as(null).get(`/open/areas/${world.area[0]}?with=${world.area[1]}`);
    expect(text).toContain('中央地区・神楽地区');
    // 0–4 and a fifth of 5–9, of two towns and of one
    expect(text).toMatch(/6歳未満の人数 48人 84人/);
    expect(html).toContain('<svg');
    expect((await world.as(null).get('/open/areas/999999')).status).toBe(404);
    const chosen = await world.as(null).get(`/open/areas?area=${world.area[0]}&area=&area=${world.area[1]}`);
    expect(chosen.location).toBe(`/open/areas/${world.area[0]}?with=${world.area[1]}`);
    // A later table of one area's towns alone empties nobody else's figures, and each says its day.
    for (const town of [0, 1])
      await world.owner(
        `insert into population (town_id, counted_on, age_from, age_to, people) values ($1, '2026-11-01', 0, 5, 40)`,
        [world.town[town]],
      );
    const later = await world.as(null).get(`/open/areas/${world.area[0]}?with=${world.area[1]}`);
    expect(later.text).toMatch(/6歳未満の人数 80人 84人/);
    expect(later.text).toMatch(/中央地区 .*11月1日.*人口 神楽地区 .*10月1日.*人口/);
    await world.owner(`delete from population where counted_on = '2026-11-01'`);
  });
});

describe('forgetting', () => {
  it('deletes offers to help after their period and voices after years, and nothing else', async () => {
    const helper = (until: string, code: string) =>
      world.owner(
        `insert into helper_application (step, name, phone, code_hash, applied_at, delete_after) values ('try', '架空', '0166-00-0000', $2, now(), $1)`,
        [until, code],
      );
    await helper('2026-11-19', 'old');
    await helper('2026-11-20', 'today');
    await world.owner(
      `insert into voice (kind, text, code_hash, said_at) values ('wish', 'むかし', 'old', '2023-11-01'), ('wish', 'さいきん', 'new', '2026-01-01')`,
    );
    const program = { ...world.actor(null), kind: 'job' as const, label: 'job:portal.forget' };
    const { writing } = await import('../platform/db/transaction.ts');
    await writing(program, (tx) =>
      forgetSent.run(
        tx,
        {},
        { writing: (work) => writing(program, work), stopping: () => false, mail: async () => {} },
      ),
    );
    const left = await world.owner<{ code_hash: string }>(
      `select code_hash from helper_application union select code_hash from voice order by 1`,
    );
    expect(left.map(({ code_hash }) => code_hash)).toEqual(['new', 'today']);
  });
});

describe('a parent’s list of places', () => {
  const list = async (query: string) => (await world.as(null).get(`/open/places?${query}`)).text;
  const ask = async (fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const response = await world.app.request('/open/places', { method: 'POST', body });
    return {
      status: response.status,
      location: response.headers.get('location'),
      html: await response.text(),
    };
  };

  it('asks for what a family needs, says everything that does not fit, and how many are left out', async () => {
    const [yes, no, unknown] = [await gathering(5), await gathering(2), await gathering(3)];
    await world.owner('update facility set parking_available = true, ended_on = null where id = $1', [yes]);
    await world.owner('update facility set parking_available = false where id = $1', [no]);
    await world.owner(
      `update facility set parking_available = null, age_from_months = 0, age_to_months = 11, confirmed_on = '2024-01-01' where id = $1`,
      [unknown],
    );
    const names = new Map(
      (await world.owner<{ id: number; name: string }>('select id, name from facility')).map(
        ({ id, name }) => [Number(id), name],
      ),
    );
    const narrow = await list('need=parking_available&age=2');
    expect(narrow).toContain(names.get(yes)!);
    expect(narrow).not.toContain(names.get(no)!);
    expect(narrow).toMatch(
      /ほかに[0-9]+か所は、年齢・日時・必要なことのどれかが合わないため、並べていません/,
    );
    const also = await list(
      'need=parking_available&need=nursing_room&age=2&wish=homely&wish=fathers&when=saturday_am&also=on',
    );
    expect(also).toContain(names.get(no)!);
    for (const said of [
      '駐車場：ありません。',
      '授乳室：あるかどうか書かれていません。行く前に電話で確かめてください。',
      '「少人数でアットホームな雰囲気」は、この場所の紹介には書かれていません。',
      '「父親も参加しやすい」は、この場所の紹介には書かれていません。',
      '土曜日の午前は開いていません。',
      '対象の年齢が違います（対象は0歳、お子さんは2歳6か月）。',
      '1年以上、内容の確認がされていません。',
    ])
      expect(also).toContain(said);
  });

  it('calls a place neither open nor closed where nobody wrote down when, and open where only the hours are missing', async () => {
    const [unknown, untimed] = [await gathering(2), await gathering(3)];
    await world.owner(
      'update facility set weekdays = null, opens_at = null, closes_at = null where id = $1',
      [unknown],
    );
    await world.owner(
      `update facility set weekdays = '月火水木金', opens_at = null, closes_at = null where id = $1`,
      [untimed],
    );
    const html = (await get('/open/places')).html;
    const of = (id: number): string =>
      html.split('<li class="open-line').find((one) => one.includes(`/open/places/${id}"`)) ?? '';
    expect(of(unknown)).toContain('開く日は電話で確かめてください');
    expect(of(unknown)).not.toContain('今日は休みです');
    expect(of(untimed)).toContain('今日は開く日です。時間は電話で確かめてください');
    expect((await get('/open')).html).toContain(`/open/places/${untimed}"`);
  });

  it('takes any day of the coming weeks, on which a place may be closed for once, and no other', async () => {
    const [open, closed] = [await gathering(2), await gathering(3)];
    await world.owner(
      `insert into schedule_exception (facility_id, starts_on, ends_on, reason) values ($1, '2026-12-03', '2026-12-03', '大掃除')`,
      [closed],
    );
    const of = (html: string, id: number): string =>
      html.split('<li class="open-line').find((one) => one.includes(`/open/places/${id}"`)) ?? '';
    const there = await get('/open/places?when=2026-12-03&also=on');
    expect(there.html).toMatch(/<option value="2026-12-03" selected/);
    expect(of(there.html, closed)).toContain('12月3日(木)は開いていません');
    expect(of(there.html, open)).not.toContain('開いていません');
    expect(there.html.indexOf(`/open/places/${open}"`)).toBeLessThan(
      there.html.indexOf(`/open/places/${closed}"`),
    );
    const abroad = await get('/open/places?when=2026-12-03&also=on&lang=en');
    expect(of(abroad.html, closed)).toMatch(/Thu, Dec 3/);
    // A part of that day, and the part of any day.
    expect(of((await get('/open/places?when=2026-12-03&part=pm&also=on')).html, open)).toContain(
      '12月3日(木)の午後に開いています',
    );
    expect(of((await get('/open/places?when=2026-12-03&part=pm&also=on')).html, closed)).toContain(
      '12月3日(木)の午後は開いていません',
    );
    const mornings = await get('/open/places?part=am&also=on');
    expect(mornings.html).toMatch(/<option value="am" selected/);
    expect(of(mornings.html, open)).toContain('午前は35日のうち');
    for (const when of ['2027-12-03', '2026-02-30', '2026-11-20'])
      expect((await get(`/open/places?when=${when}`)).html).not.toContain('開いていません');
  });

  it('begins from an address, of which only the town goes on, and says so where no town is found', async () => {
    await world.owner('update town set latitude = 43.77, longitude = 142.36 where id = $1', [world.town[0]]);
    const [town] = await world.owner<{ name: string }>('select name from town where id = $1', [
      world.town[0],
    ]);
    const answer = await ask({ address: `${town!.name}23番地の4`, wish: 'homely', age: '2' });
    expect([answer.status, answer.location]).toEqual([
      303,
      `/open/places?age=2&wish=homely&where=town-${world.town[0]}&sort=distance`,
    ]);
    const wrong = await ask({ address: 'どこにもない町<b>', age: '2' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('町名が見つかりませんでした');
    expect(wrong.html).toContain('value="どこにもない町&lt;b&gt;"');
    expect(wrong.html).toMatch(/<option value="2" selected/);
  });
});

describe('the table of people by age', () => {
  const table = (town: string) =>
    new File(
      [
        [
          '都道府県名,調査年月日,地域名,総人口,0-4歳の男性,0-4歳の女性,5-9歳の男性,5-9歳の女性',
          `北海道,2026-10-01,${town},900,10,12,11,9`,
          '北海道,2026-10-01,どこにもない町,900,1,2,1,2',
        ].join('\n'),
      ],
      '人口.csv',
    );

  it('is taken in by those who keep the portal alone', async () => {
    expect((await world.as('coordinator').post('/population/import', { file: table('x') })).status).toBe(403);
  });

  it('says which columns it read and what it leaves, and stands on the page of the area', async () => {
    const [place] = await world.owner<{ area_id: number; town: string }>(
      `select area_town.area_id, town.name as town from area_town join town on town.id = area_town.town_id order by 1, 2 limit 1`,
    );
    const secretariat = world.as('secretariat');
    const sent = await secretariat.post('/population/import', { file: table(place!.town) });
    expect(sent.status, sent.text).toBe(303);
    const check = await secretariat.get(sent.location!);
    expect(check.text).toContain(
      '次の列から数を読みました：0-4歳の男性、0-4歳の女性、5-9歳の男性、5-9歳の女性',
    );
    expect(check.text).toContain('次の列は使いません：都道府県名、総人口');
    expect(check.text).not.toContain('追加情報として');
    expect(check.text).toContain(`${place!.town}（令和8年10月1日（木）、42人）`);
    expect(check.text).toContain('区域の一覧にない町字です');
    await secretariat.post(`${sent.location}/apply`);
    await world.house.jobs.drain();
    const area = await get(`/open/areas/${place!.area_id}`);
    expect(area.html).toContain('令和8年10月1日（木）現在の人口');
    // the same people by single years would be counted twice
    const single = new File(
      [`調査年月日,町字名,年齢,人数\n2026-10-01,${place!.town},3,5\n2026-10-02,${place!.town},3,5`],
      '年齢.csv',
    );
    const again = await secretariat.post('/population/import', { file: single });
    expect(again.status, again.text).toBe(303);
    const second = await secretariat.get(again.location!);
    expect(second.text).toContain('別の年齢の区切りで登録されています');
    const verdicts = await world.owner<{ verdict: string }>(
      'select verdict from import_row where batch_id = $1 order by row_number',
      [again.location!.split('/').at(-1)],
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['refused', 'new']);
  });
});
