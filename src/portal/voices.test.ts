import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../tests/world.ts';
import { readAges, peopleBetween } from './rules-population.ts';
import { readReferences } from './rules-schemes.ts';
import { hintsAtDanger, namesSomebody } from './rules-voice.ts';
import { townBase } from './rules.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at('2026-11-20T10:00:00+09:00');
  await world.owner('delete from voice_publication; ');
  await world.owner('delete from voice');
  await world.owner('delete from helper_application');
  await world.owner('delete from shared.auth_attempt');
});

const voice = { kind: 'wish', text: '雨の日に遊べる場所がほしいです。' };
const receipt = (response: Response): string =>
  /tsunagi_receipt=([^;]+)/.exec(response.headers.getSetCookie().join(' '))?.[1] ?? '';
const withCode = async (path: string, code: string) => {
  const response = await world.app.request(path, { headers: { cookie: `tsunagi_receipt=${code}` } });
  return response.text();
};
const stored = () =>
  world.owner<{
    id: number;
    text: string;
    urgent: boolean;
    version: number;
    issue_id: number | null;
    code_hash: string;
  }>('select * from voice order by id');

describe('a voice', () => {
  it('is taken from a stranger without a name, waits unread by strangers, and its code is kept as a hash alone', async () => {
    const sent = await world.as(null).post('/open/voices/new', { ...voice, area_id: world.area[0] });
    expect([sent.status, sent.location]).toEqual([303, '/open/voices/receipt']);
    const code = receipt(sent.response);
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
    const [row] = await stored();
    expect(row!.code_hash).not.toContain(code);
    expect((await world.as(null).get('/open/voices')).text).not.toContain('雨の日に');
    const page = await withCode('/open/voices/receipt', code);
    expect(page).toContain(`${code.slice(0, 5)}-${code.slice(5)}`);
    expect(page).toContain('まだ読まれていません');
  });

  it('comes back once with the emergency numbers when it hints at danger, keeps its text, and is then marked urgent', async () => {
    const danger = { kind: 'worry', text: '子どもを殴りそうで、もう限界です。' };
    const asked = await world.as(null).post('/open/voices/new', danger);
    expect(asked.status).toBe(422);
    expect(asked.html).toContain(danger.text);
    expect(asked.html).toContain('open-danger');
    expect(asked.html).toContain('name="seen_danger"');
    expect(await stored()).toEqual([]);
    const sent = await world.as(null).post('/open/voices/new', { ...danger, seen_danger: 1 });
    expect(sent.status).toBe(303);
    expect(await stored()).toMatchObject([{ urgent: true }]);
    const list = await world.as('secretariat').get('/voices');
    expect(list.text).toContain('至急');
    expect((await world.as('secretariat').get('/')).text).toContain('返事を待っている市民の声');
  });

  it('says what seems to name somebody before it is sent, and to the clerk after', async () => {
    const naming = { kind: 'worry', text: '担任の旭山さんの対応が気になります。電話は0166-00-1234です。' };
    const asked = await world.as(null).post('/open/voices/new', naming);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('旭山さん');
    expect((await world.as(null).post('/open/voices/new', { ...naming, seen_names: 1 })).status).toBe(303);
    const [row] = await stored();
    expect((await world.as('secretariat').get(`/voices/${row!.id}`)).text).toContain(
      '人や連絡先を示すかもしれない語',
    );
  });

  it('that hints at danger is not published before somebody says that it was looked after; nothing typed is lost', async () => {
    const text = '子どもを殴りそうで、もう限界です。';
    await world.as(null).post('/open/voices/new', { kind: 'worry', text, seen_danger: 1 });
    const [row] = await stored();
    const at = `/voices/${row!.id}/answer`;
    const answer = {
      answer: '相談の窓口へつなぎました。',
      publish: 'on',
      public_text: '子育てがつらい',
      nobody_named: 'on',
      _version: 1,
    };
    expect((await world.as('observer').post(at, { ...answer, looked_after: 'on' })).status).toBe(404);
    const refused = await world.as('secretariat').post(at, answer);
    expect([refused.status, refused.text.includes('至急の印が付いた声です。')]).toEqual([422, true]);
    expect(refused.html).toContain(answer.answer);
    expect(refused.html).toContain(answer.public_text);
    expect(await world.owner('select * from voice_publication')).toEqual([]);
    // An answer for its sender alone can be given before.
    const alone = { ...answer, publish: '' };
    expect((await world.as('secretariat').post(at, alone)).status).toBe(303);
    expect(await stored()).toMatchObject([{ urgent: true }]);
    expect((await world.as('secretariat').post(at, { ...answer, _version: 2 })).status).toBe(422);
    const said = { ...answer, looked_after: 'on', _version: 2 };
    expect((await world.as('secretariat').post(at, said)).status).toBe(303);
    expect(await stored()).toMatchObject([{ urgent: false }]);
    expect((await world.as(null).get('/open/voices')).text).toContain('子育てがつらい');
    expect(
      await world.owner(`select detail from audit_event where action = 'voice.settle_urgency'`),
    ).toHaveLength(1);
    expect((await world.as('secretariat').get(`/voices/${row!.id}`)).html).not.toContain('looked_after');
  });

  it('shows the clerk the facility it names, however spaced, and no other', async () => {
    await world.as(null).post('/open/voices/new', { kind: 'worry', text: 'あおぞら 幼稚園の門が重い' });
    const [row] = await stored();
    const { text } = await world.as('secretariat').get(`/voices/${row!.id}`);
    expect(text).toContain('あおぞら幼稚園');
    expect(text).not.toContain('しらかば保育園');
  });

  it('is thanked for and forgotten when a program filled the hidden box', async () => {
    const sent = await world.as(null).post('/open/voices/new', { ...voice, website: 'https://spam.example' });
    expect(sent.status).toBe(303);
    expect(await stored()).toEqual([]);
  });

  it('is refused with its text kept when one address sends too many', async () => {
    for (let i = 0; i < 10; i += 1) await world.as(null).post('/open/voices/new', voice);
    const refused = await world.as(null).post('/open/voices/new', voice);
    expect(refused.status).toBe(429);
    expect(refused.html).toContain(voice.text);
    expect((await stored()).length).toBe(10);
  });

  it('names its mistakes in the reader’s language', async () => {
    const form = new FormData();
    const page = await (await world.app.request('/open/voices/new?lang=en')).text();
    for (const name of ['_csrf', '_once'])
      form.set(name, new RegExp(`name="${name}" value="([^"]+)"`).exec(page)![1]!);
    const answer = await world.app.request('/open/voices/new', {
      method: 'POST',
      body: form,
      headers: { cookie: 'tsunagi_reading=en.0.0' },
    });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('Please choose what kind of message it is.');
    expect(html).toContain('Please check what you entered');
  });

  it('is answered and published in words that point to nobody; the sender reads it by the code, others the published words alone', async () => {
    const sent = await world
      .as(null)
      .post('/open/voices/new', { ...voice, text: '三丁目の雨の日の遊び場が足りない' });
    const [row] = await stored();
    const at = `/voices/${row!.id}`;
    const answer = {
      answer: '12月から体育室を開きます。',
      publish: 'on',
      public_text: '雨の日の遊び場がほしい',
    };
    // First without saying that nobody is named, then with a telephone number in it.
    expect((await world.as('secretariat').post(`${at}/answer`, { ...answer, _version: 1 })).status).toBe(422);
    const numbered = { ...answer, nobody_named: 'on', public_text: '0166-00-1234へ', _version: 1 };
    expect((await world.as('secretariat').post(`${at}/answer`, numbered)).status).toBe(422);
    const done = await world
      .as('secretariat')
      .post(`${at}/answer`, { ...answer, nobody_named: 'on', _version: 1 });
    expect(done.status).toBe(303);
    const open = (await world.as(null).get('/open/voices')).text;
    expect(open).toContain('雨の日の遊び場がほしい');
    expect(open).toContain('12月から体育室を開きます。');
    expect(open).not.toContain('三丁目の');
    expect(open).not.toContain('務子');
    expect(await withCode('/open/voices/receipt', receipt(sent.response))).toContain(
      '12月から体育室を開きます。',
    );
    await world.as('secretariat').post(`${at}/withdraw`, { _version: 2 });
    expect((await world.as(null).get('/open/voices')).text).not.toContain('雨の日の遊び場がほしい');
  });

  it('becomes an issue through the issues’ own command, with its source and area', async () => {
    await world.as(null).post('/open/voices/new', { ...voice, area_id: world.area[1] });
    const [row] = await stored();
    const raise = {
      title: '屋内の遊び場が足りない',
      description: '市民の声から',
      theme_code: 'community',
      weight: 2,
      _version: 1,
    };
    expect((await world.as('observer').post(`/voices/${row!.id}/issue`, raise)).status).toBe(404);
    expect((await world.as('coordinator').post(`/voices/${row!.id}/issue`, raise)).status).toBe(303);
    const [after] = await stored();
    const [issue] = await world.owner<{ source: string; areas: string[] }>(
      `select source, array(select area_id from issue_area where issue_id = issue.id)::text[] as areas from issue where id = $1`,
      [after!.issue_id],
    );
    expect(issue).toEqual({ source: 'voice', areas: [`${world.area[1]}`] });
    expect(
      (await world.as('coordinator').post(`/voices/${row!.id}/issue`, { ...raise, _version: 2 })).status,
    ).toBe(409);
  });

  it('that somebody else dealt with meanwhile is not written over', async () => {
    await world.as(null).post('/open/voices/new', voice);
    const [row] = await stored();
    const close = { close_reason: '同じ声に返事をしました。', _version: 1 };
    expect((await world.as('coordinator').post(`/voices/${row!.id}/read`, { _version: 1 })).status).toBe(303);
    expect((await world.as('secretariat').post(`/voices/${row!.id}/close`, close)).status).toBe(409);
    expect(
      (await world.as('secretariat').post(`/voices/${row!.id}/close`, { ...close, _version: 2 })).status,
    ).toBe(303);
  });

  it('leaves no word of itself in the audit log', async () => {
    await world.as(null).post('/open/voices/new', { kind: 'wish', text: 'めずらしいことば', area_id: '' });
    const [found] = await world.owner<{ n: string }>(
      `select count(*) as n from audit_event where to_jsonb(audit_event)::text like '%めずらしいことば%'`,
    );
    expect(Number(found!.n)).toBe(0);
  });

  it('is found by nobody who guesses at codes', async () => {
    const wrong = await world.as(null).post('/open/voices/receipt', { code: 'AAAAA-AAAAA' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('見つかりませんでした');
    for (let i = 0; i < 30; i += 1)
      await world.as(null).post('/open/voices/receipt', { code: 'AAAAA-AAAAA' });
    expect((await world.as(null).post('/open/voices/receipt', { code: 'AAAAA-AAAAA' })).status).toBe(429);
  });
});

describe('from user to helper', () => {
  const offer = { step: 'try', name: '架空 花子', phone: '0166-00-0001', can_do: ['read', 'cook'] };

  it('takes an offer, shows its name only to those who look after helpers, and lets its sender take it back', async () => {
    const sent = await world.as(null).post('/open/helpers/new', offer);
    expect([sent.status, sent.location]).toEqual([303, '/open/helpers/receipt']);
    const code = receipt(sent.response);
    const page = await withCode('/open/helpers/receipt', code);
    expect(page).toContain('職員からの連絡をお待ちください');
    expect(page).not.toContain('架空 花子');
    const [row] = await world.owner<{ id: number; delete_after: string }>(
      'select id, delete_after::text from helper_application',
    );
    expect(row!.delete_after).toBe('2027-05-20');
    for (const who of ['coordinator', 'facility_head', 'administrator', 'auditor', 'observer'] as const) {
      expect((await world.as(who).get(`/helpers/${row!.id}`)).status).toBe(404);
      expect((await world.as(who).get('/')).text).not.toContain('架空 花子');
    }
    expect((await world.as('lead_coordinator').get(`/helpers/${row!.id}`)).text).toContain('架空 花子');
    expect(
      (await world.as('lead_coordinator').post(`/helpers/${row!.id}/take`, { _version: 1 })).status,
    ).toBe(303);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page)![1]!;
    const form = new FormData();
    form.set('_csrf', csrf);
    form.set('_once', crypto.randomUUID());
    const gone = await world.app.request('/open/helpers/withdraw', {
      method: 'POST',
      body: form,
      headers: { cookie: `tsunagi_receipt=${code}` },
    });
    expect(gone.status).toBe(303);
    expect(await world.owner('select id from helper_application')).toEqual([]);
  });

  it('wants a telephone number or a mail address, and keeps what was typed', async () => {
    const { status, html } = await world.as(null).post('/open/helpers/new', { ...offer, phone: '' });
    expect(status).toBe(422);
    expect(html).toContain('どちらかを入力してください');
    expect(html).toContain('架空 花子');
  });

  it('records that they met and what became of it', async () => {
    await world.as(null).post('/open/helpers/new', offer);
    const [row] = await world.owner<{ id: number }>('select id from helper_application');
    const changed = await world.as('secretariat').post(`/helpers/${row!.id}`, {
      met_on_y: 'R8',
      met_on_m: '11',
      met_on_d: '19',
      outcome: 'course',
      note: '',
      _version: 1,
    });
    expect(changed.status).toBe(303);
    const [after] = await world.owner(`select met_on::text, outcome, taken_by::int from helper_application`);
    expect(after).toEqual({ met_on: '2026-11-19', outcome: 'course', taken_by: world.person.secretariat });
  });
});

describe('the city’s own windows and schemes', () => {
  it('a window added by the secretariat stands on the page of help, an ended one does not, and the last urgent number stays', async () => {
    const line = { name: '子ども相談', phone: '0166-00-7100', audience: 'parent', position: 5, _version: 0 };
    expect((await world.as('coordinator').post('/helplines/new', line)).status).toBe(403);
    expect((await world.as('secretariat').post('/helplines/new', line)).status).toBe(303);
    expect((await world.as(null).get('/open/help')).text).toContain('子ども相談');
    const rows = await world.owner<{ id: number; urgent: boolean }>(
      'select id, urgent from helpline order by id',
    );
    const statuses: number[] = [];
    for (const { id } of rows)
      statuses.push((await world.as('secretariat').post(`/helplines/${id}/end`)).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 303, 409, 303]);
    expect((await world.as(null).get('/open/help')).text).not.toContain('子ども相談');
    for (const { id } of rows.slice(0, 6)) await world.as('secretariat').post(`/helplines/${id}/restore`);
  });

  it('a scheme is a draft until it is published, and its export carries the headings of the national layout', async () => {
    const scheme = {
      title: '試験の手当',
      kind: 'person',
      references: '案内:https://example.jp/a',
      _version: 0,
    };
    const made = await world.as('secretariat').post('/schemes/new', scheme);
    expect(made.status).toBe(303);
    expect((await world.as(null).get('/open/schemes')).text).not.toContain('試験の手当');
    const id = made.location!.split('/').at(-1)!;
    await world.as('secretariat').post(`/schemes/${id}/publish`, {
      published_on_y: '2026',
      published_on_m: '11',
      published_on_d: '20',
      _version: 1,
    });
    expect((await world.as(null).get('/open/schemes')).text).toContain('試験の手当');
    const csv = (await world.as('secretariat').get('/schemes/export?format=csv')).html;
    expect(csv).toContain('"全国地方公共団体コード","地方公共団体名"');
    expect(csv).toContain('案内:https://example.jp/a;');
  });
});

describe('rules', () => {
  it('hear danger in plain words of every language, and not in everyday worries', () => {
    for (const text of [
      'もう死にたい',
      '子どもを叩いてしまった',
      'I want to die',
      '我想死',
      '죽고 싶어요',
      'muốn chết',
      'quero morrer',
    ])
      expect([text, hintsAtDanger(text)]).toEqual([text, true]);
    for (const text of ['雨の日に遊べる場所がほしい', '除雪をお願いします', 'ミルクをよく飲みます'])
      expect([text, hintsAtDanger(text)]).toEqual([text, false]);
  });

  it('see names by what follows them, and not relations and trades', () => {
    expect(namesSomebody('昨日、佐藤さんに会った')).toEqual(['佐藤さん']);
    expect(namesSomebody('メールは a@example.jp です')).toEqual(['a@example.jp']);
    for (const text of [
      'お母さんたちと話したい',
      '赤ちゃんが泣く',
      'みなさんへ',
      '保健師さんに聞いた',
      'お子さんの年齢',
    ])
      expect([text, namesSomebody(text)]).toEqual([text, []]);
  });

  it('read ages of tables: one a row, the standard’s bands by sex, sums that are there', () => {
    expect(readAges('3歳', '12', {})).toEqual([{ age_from: 3, age_to: 3, people: 12 }]);
    expect(
      readAges('', '', { '0-4歳の男性': '10', '0-4歳の女性': '12', '85歳以上の男性': '3', 備考: '7' }),
    ).toEqual([
      { age_from: 0, age_to: 4, people: 22 },
      { age_from: 85, age_to: 150, people: 3 },
    ]);
    expect(readAges('', '', { '0-4歳の男性': '10', '0-4歳の女性': '12', '0-4歳の総数': '22' })).toEqual([
      { age_from: 0, age_to: 4, people: 22 },
    ]);
    expect(
      peopleBetween(
        [
          { age_from: 0, age_to: 4, people: 50 },
          { age_from: 5, age_to: 9, people: 50 },
        ],
        0,
        5,
      ),
    ).toBe(60);
    expect(peopleBetween([], 0, 5)).toBeNull();
  });

  it('know a town by the name people use, and references by their addresses', () => {
    expect(townBase('東光一条一丁目')).toBe('東光');
    expect(townBase('永山3条12丁目')).toBe('永山');
    expect(townBase('江丹別町中央')).toBe('江丹別町中央');
    expect(readReferences('案内:https://example.jp/a;様式：https://example.jp/b;だめ')).toEqual([
      { title: '案内', url: 'https://example.jp/a' },
      { title: '様式', url: 'https://example.jp/b' },
    ]);
  });
});
