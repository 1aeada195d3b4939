import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, secret, type Who, type World } from '../../tests/world.ts';
import { sampleApplication } from '../base/applications/samples.ts';
import { sampleEvent } from '../base/calendar/samples.ts';
import { adoptSample } from '../improvement/initiatives/samples.ts';
import { samplePractice } from '../improvement/knowledge/samples.ts';
import { writing } from '../platform/db/transaction.ts';
import { languages, languageTag, type Language } from '../platform/ui/speech.ts';
import { csrfFor } from '../platform/web/handlers.tsx';

let world: World;
let pages: Record<string, Page>;
/** A page and what it takes to see it: a receipt's code, what a browser holds already, a form sent to it. */
interface Page {
  path: string;
  code?: string;
  cookie?: string;
  sent?: Record<string, string>;
}
const codes = ['AAAAABBBBB', 'CCCCCDDDDD', 'EEEEEFFFFF'] as const;

beforeAll(async () => {
  world = await makeWorld();
  world.at('2026-11-20T10:00:00+09:00');
  const facility_id = world.facility[0]!;
  await world.owner(
    `insert into service (facility_id, programme_code, name) values ($1, 'tsudoi', 'ひろば') on conflict do nothing`,
    [facility_id],
  );
  await world.owner(
    `update facility set weekdays = '月火水木金', opens_at = '9:00', closes_at = '15:00', latitude = 43.7, longitude = 142.3 where id = $1`,
    [facility_id],
  );
  const [event, drawn, called] = await writing(world.actor('secretariat'), async (tx) => {
    const common = { facility_id, starts_on: '2026-12-10', publish: 'now' as const };
    return [
      await sampleEvent(tx, {
        ...common,
        repeat: { kind: 'weekly', weekdays: ['TH'], until: '2027-02-25' },
        weekdays: ['TH'],
        holidays: 'closed',
        application: 'form',
        application_closes_on: '2027-02-01',
        capacity: 2,
        fee_amount: 500,
        languages: ['ja', 'en', 'vi'],
        accommodations: ['allergy', 'wheelchair'],
        online: 'also',
        contact_phone: '0166-00-0000',
      }),
      await sampleEvent(tx, {
        ...common,
        title: '抽選の会',
        application: 'lottery',
        application_closes_on: '2026-12-01',
        lottery_on: '2026-12-02',
        capacity: 5,
      }),
      await sampleEvent(tx, { ...common, title: '中止の会', age_from_months: 12, age_to_months: 47 }),
    ];
  });
  await world.owner(`update event set cancelled_at = now(), cancel_reason = '大雪のため' where id = $1`, [
    called,
  ]);
  const sitting = async (id: number) =>
    Number(
      (
        await world.owner<{ id: number }>(
          'select id from event_session where event_id = $1 order by starts_at limit 1',
          [id],
        )
      )[0]!.id,
    );
  const [first, lots] = [await sitting(event!), await sitting(drawn!)];
  await writing(world.actor('secretariat'), async (tx) => {
    for (const [at, session] of [first, first, lots].entries())
      await sampleApplication(
        tx,
        session,
        { name: 'Ana', phone: `0166-11-000${at}`, adults: 1, children: 1, child_ages_months: [14] },
        codes[at]!,
      );
  });
  const [scheme] = await world.owner<{ id: number }>(
    `insert into support_scheme (title, audience, contents, opens_on, contact_phone, contact_address, published_on, updated_at)
     values ('児童手当', '中学生まで', '月ごとの手当です。', '2026-04-01', '0166-00-0000', '六条通', '2026-04-01', now()) returning id`,
  );
  pages = {
    first: { path: '/open' },
    places: { path: '/open/places' },
    asked: {
      path: '/open/places?wish=homely&wish=outdoor&need=parking_available&age=2&when=saturday&part=am&also=on',
    },
    place: { path: `/open/places/${facility_id}` },
    schemes: { path: '/open/schemes' },
    scheme: { path: `/open/schemes/${scheme!.id}` },
    areas: { path: '/open/areas' },
    area: { path: `/open/areas/${world.area[0]}` },
    twoAreas: { path: `/open/areas/${world.area[0]}?with=${world.area[1]}` },
    help: { path: '/open/help' },
    month: { path: '/open/calendar?month=2026-12' },
    week: { path: '/open/calendar?view=week&day=2026-12-10&age=9' },
    list: { path: '/open/calendar?view=list&day=2026-12-10&kind=gathering' },
    nothing: { path: '/open/calendar?view=list&day=2040-01-01&q=zzz' },
    training: { path: '/open/calendar?training=1&month=2026-12' },
    event: { path: `/open/events/${event}` },
    lottery: { path: `/open/events/${drawn}` },
    cancelled: { path: `/open/events/${called}` },
    apply: { path: `/open/events/${event}/sessions/${first}/apply` },
    applyForLottery: { path: `/open/events/${drawn}/sessions/${lots}/apply` },
    look: { path: '/open/applications' },
    noReceipt: { path: '/open/receipt' },
    receipt: { path: '/open/receipt', code: codes[0] },
    waiting: { path: '/open/receipt', code: codes[1] },
    inLottery: { path: '/open/receipt', code: codes[2] },
    card: { path: '/open/cards' },
    missing: { path: '/open/nothing-here' },
    accessibility: { path: '/open/accessibility' },
    privacy: { path: '/open/privacy' },
    data: { path: '/open/data' },
    openData: { path: '/open-data' },
    ...(await heard()),
    ...(await consulted()),
    ...(await introduced()),
    ...(await kept()),
    ...(await learned()),
    sheet: { path: `/open/calendar/print?month=2026-12&area=${world.area[0]}&kind=gathering&age=9` },
    sheetLarge: { path: '/open/calendar/print?month=2026-12&size=a3&training=1' },
  };
});
afterAll(() => world.close());

/** A browser of somebody without an account: keeps what it is handed, sends what a page of ours would. */
function browser(lang: Language = 'ja') {
  const jar = new Map([['tsunagi_reading', `${lang}.0.0`]]);
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const ask = async (path: string, body?: FormData) => {
    const response = await world.app.request(path, {
      headers: { cookie: cookie() },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    for (const one of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(one)!;
      jar.set(name!, value!);
    }
    return response;
  };
  return {
    cookie,
    ask,
    /** Answers the page it leads to, with what is said there once. */
    async send(path: string, fields: Record<string, string>) {
      const response = await ask(path, formWith(fields));
      expect([path, response.status]).toEqual([path, 303]);
      const location = response.headers.get('location')!;
      return { location, html: await (await ask(location)).text() };
    },
  };
}
function formWith(fields: Record<string, string>): FormData {
  const form = new FormData();
  form.set('_csrf', csrfFor(secret, 'nobody'));
  form.set('_once', crypto.randomUUID());
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
const as = async (who: Who, path: string, fields: Record<string, string>) => {
  const answer = await world.as(who).post(path, fields);
  expect([path, answer.status]).toEqual([path, 303]);
  return answer.location!;
};

/** Voices and offers to help: the pages, their forms with all that is said back, and receipts at every point. */
async function heard(): Promise<Record<string, Page>> {
  const danger = 'I want to die. Call 0166-00-1234.';
  const [first, second, third] = [browser(), browser(), browser()];
  for (const one of [first, second, third])
    await one.send('/open/voices/new', { kind: 'wish', text: 'A room for rainy days.' });
  const [answered, closed] = await world.owner<{ id: number }>('select id from voice order by id');
  await as('secretariat', `/voices/${answered!.id}/answer`, {
    answer: '12月から開きます。',
    publish: 'on',
    public_text: '雨の日の部屋がほしい',
    nobody_named: 'on',
    _version: '1',
  });
  await as('secretariat', `/voices/${closed!.id}/close`, { close_reason: '別の窓口です。', _version: '1' });
  const helper = browser();
  await helper.send('/open/helpers/new', { step: 'try', name: 'Ana', phone: '0166-11-0000' });
  return {
    voices: { path: '/open/voices' },
    voiceForm: { path: '/open/voices/new' },
    voiceWarned: { path: '/open/voices/new', sent: { kind: 'wish', text: danger } },
    voiceWrong: { path: '/open/voices/new', sent: { text: '' } },
    voiceAnswered: { path: '/open/voices/receipt', cookie: first.cookie() },
    voiceClosed: { path: '/open/voices/receipt', cookie: second.cookie() },
    voiceWaiting: { path: '/open/voices/receipt', cookie: third.cookie() },
    voiceUnknown: { path: '/open/voices/receipt', sent: { code: 'ABCDE-FGHJK' } },
    helpers: { path: '/open/helpers' },
    helperForm: { path: '/open/helpers/new?step=try' },
    helperWrong: { path: '/open/helpers/new', sent: { name: '', email: 'x' } },
    helperReceipt: { path: '/open/helpers/receipt', cookie: helper.cookie() },
    helperUnknown: { path: '/open/helpers/receipt', sent: { code: 'ABCDE-FGHJK' } },
  };
}

/** Writing to the consultation desk: an adult's page and a child's, in danger, answered and waiting. */
async function consulted(): Promise<Record<string, Page>> {
  await world.owner('insert into district_team (fiscal_year, area_id, team_id) values (2026, $1, $2)', [
    world.area[0],
    world.case_team.west,
  ]);
  const [answered, waiting] = [browser(), browser()];
  for (const one of [answered, waiting])
    await one.send('/open/consult/child', { text: 'Nobody listens to me.', area_id: `${world.area[0]}` });
  const [message] = await world.owner<{ id: number; version: number }>(
    'select id, version from family_message order by id limit 1',
  );
  await as('west_worker', `/messages/${message!.id}/answer`, {
    body: 'はなしてくれて、ありがとう。',
    _version: `${message!.version}`,
  });
  return {
    consult: { path: '/open/consult' },
    consultDanger: { path: '/open/consult', sent: { text: 'I want to die.' } },
    consultWrong: { path: '/open/consult', sent: { text: '' } },
    child: { path: '/open/consult/child' },
    childDanger: { path: '/open/consult/child', sent: { text: 'I want to die.' } },
    childWrong: { path: '/open/consult/child', sent: { text: '' } },
    messageAnswered: { path: '/open/consult/receipt', cookie: answered.cookie() },
    messageWaiting: { path: '/open/consult/receipt', cookie: waiting.cookie() },
    messageNone: { path: '/open/consult/receipt' },
    messageUnknown: { path: '/open/consult/receipt', sent: { code: 'ABCDE-FGHJK' } },
  };
}

/** What the city learned and decided: practices, a guideline with a target that moved, results of a survey. */
async function learned(): Promise<Record<string, Page>> {
  const { person, organisation } = world;
  const only = async (sql: string, values: unknown[]): Promise<number> =>
    Number((await world.owner<{ id: number }>(`${sql} returning id`, values))[0]!.id);
  const signed = [person.secretariat, '2026-11-01'];
  const summary = await only(
    `insert into survey_summary (title, source, surveyed_on, answers, lead, published_at, created_by, created_at, updated_by, updated_at)
     values ('冬の調査', '市の調査', '2026-01-10', 480, '答えを返します。', $2, $1, $2, $1, $2)`,
    signed,
  );
  await world.owner(
    `insert into survey_figure (summary_id, published, area_id, question, answer, value, unit, answers)
     values ($1, true, null, '近くの居場所を知っていますか', '知っている', 52, '％', 480),
       ($1, true, $2, '近くの居場所を知っていますか', '知っている', 3, '人', 40),
       ($1, true, $2, '近くの居場所を知っていますか', '知らない', 37, '人', 40)`,
    [summary, world.area[0]],
  );
  await world.owner(
    `insert into survey_saying (summary_id, published, area_id, said_by, body, written_by, written_at)
     values ($1, true, $2, 'guardian', '雪の日に行ける所がない。', $3, $4)`,
    [summary, world.area[0], ...signed],
  );
  const guideline = await world.writing('secretariat', (tx) =>
    adoptSample(
      tx,
      { title: '東部の指針', starts_on: '2026-04-01', ends_on: '2031-03-31', summary_id: summary },
      [{ owner: `o${organisation.city}` }],
      '2026-04-01',
    ),
  );
  await world.owner(
    `insert into guideline_fact (target_id, guideline_id, owner_organisation_id, owner_facility_key, happened_on, value, body, written_by, written_at)
     select id, guideline_id, owner_organisation_id, owner_facility_key, '2026-10-01', 58, '秋の調査で増えた。', $2, $3
     from guideline_target where guideline_id = $1`,
    [guideline, ...signed],
  );
  const practice = (more: Partial<Parameters<typeof samplePractice>[1]>) =>
    world.writing('secretariat', (tx) => samplePractice(tx, { zone: 'public', ...more }));
  const inside = await practice({ title: '歌で片付け', facility_ids: [world.facility[0]!] });
  const outside = await practice({
    title: '雪の園庭',
    source_code: 'municipality',
    place: '北の町',
    studied_on: '2026-06-01',
  });
  await world.owner(`update practice set published_at = $1, audience = 'public' where id = any($2)`, [
    '2026-11-01',
    [inside, outside],
  ]);
  return {
    practices: { path: '/open/practices' },
    practice: { path: `/open/practices/${inside}` },
    studied: { path: `/open/practices/${outside}` },
    guidelines: { path: '/open/guidelines' },
    guideline: { path: `/open/guidelines/${guideline}` },
    results: { path: `/open/results/${summary}` },
  };
}

/** A card that a place handed to a family. */
async function introduced(): Promise<Record<string, Page>> {
  const at = await as('coordinator', '/introductions/new', {
    facility_id: `${world.facility[0]}`,
    day_text: '11月30日（月）10:00から',
    what_happens: 'おしゃべり会があります。',
    whom_to_ask: '受付で声をかけてください。',
    how_to_get_there: 'バス停から歩いて3分',
  });
  const [card] = await world.owner<{ code: string }>('select code from introduction where id = $1', [
    at.split('/').pop(),
  ]);
  return {
    handedCard: { path: `/open/cards/${card!.code}` },
    unknownCard: { path: '/open/cards', sent: { code: 'ABCDE-FGHJK' } },
  };
}

/** A family's own file: before it is begun, open, lent and read by whom it was lent to. */
async function kept(): Promise<Record<string, Page>> {
  const front = '/open/support-file';
  const mine = `${front}/mine`;
  const home = browser();
  const passphrase = 'snowman and red gloves';
  await home.send(`${front}/start`, {
    name: 'Ana',
    password: passphrase,
    password_again: passphrase,
    understood: '1',
    website: '',
  });
  await home.send(`${mine}/entries/new`, {
    topic: 'health',
    stage: 'before_school',
    title: 'Eggs',
    body: 'Has an EpiPen in the bag.',
    _version: '0',
  });
  const [entry] = await world.owner<{ id: number }>('select id from support_file_entry');
  const { location: lending, html } = await home.send(`${mine}/lend?kind=lend`, {
    kind: 'lend',
    entry_ids: `${entry!.id}`,
    to: 'The school',
    until_y: '2026',
    until_m: '12',
    until_d: '10',
  });
  const code = /<strong translate="no">([A-Z0-9-]{11})/.exec(html)![1]!;
  const school = browser();
  await school.send(`${front}/borrow`, { code, name: 'A teacher', place: 'The school' });
  const open = { cookie: home.cookie() };
  return {
    file: { path: front },
    fileWrong: { path: `${front}/open`, sent: { code: 'ABCDE-FGHJK', password: 'x' } },
    fileStart: { path: `${front}/start` },
    fileStartWrong: { path: `${front}/start`, sent: { name: '', password: 'x', website: '' } },
    fileMine: { path: mine, ...open },
    fileEntry: { path: `${mine}/entries/new`, ...open },
    fileEntryWrong: { path: `${mine}/entries/new`, sent: { topic: '', title: '', _version: '0' }, ...open },
    fileOldEntry: { path: `${mine}/entries/${entry!.id}`, ...open },
    fileSummary: { path: `${mine}/summary`, ...open },
    fileLend: { path: `${mine}/lend?kind=lend`, ...open },
    fileShow: { path: `${mine}/lend?kind=show`, ...open },
    fileLendWrong: { path: `${mine}/lend?kind=lend`, sent: { kind: 'lend' }, ...open },
    fileLending: { path: lending, ...open },
    fileCase: { path: `${mine}/case`, ...open },
    fileSettings: { path: `${mine}/settings`, ...open },
    fileBorrow: { path: `${front}/borrow` },
    fileBorrowWrong: { path: `${front}/borrow`, sent: { code: 'ABCDE-FGHJK', name: 'x', place: 'x' } },
    fileLent: { path: `${front}/lent`, cookie: school.cookie() },
  };
}

/** Takes out elements marked as Japanese with all that is in them, and the lists of areas, towns and places. */
function withoutJapanese(html: string): string {
  const stack: { name: string; ja: boolean }[] = [];
  let kept = '';
  for (const [part, closing, name, attributes] of html.matchAll(
    /<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|[^>"])*)>|[^<]+|</g,
  )) {
    const inside = stack.some(({ ja }) => ja);
    if (name === undefined) {
      if (!inside) kept += part;
      continue;
    }
    if (closing === '/') {
      while (stack.length > 0 && stack.pop()!.name !== name);
      continue;
    }
    const data = /name="(where|area_id|area|place)"/.test(attributes!);
    const ja = /\slang="ja"/.test(attributes!) || data;
    if (!inside && !ja)
      kept += ` ${[...attributes!.matchAll(/(?:aria-label|title|alt|placeholder|content|data-[\w-]+)="([^"]*)"/g)].map((one) => one[1]).join(' ')} `;
    if (
      !/^(meta|link|input|br|img|hr|path|rect|circle|line|use|image|source)$/.test(name) &&
      !attributes!.endsWith('/')
    )
      stack.push({ name, ja });
  }
  return kept;
}

/** What the city, the hosts and the places are called, wherever it stands. */
const names =
  /試験市|試験県|児童手当|(?:中央|神楽)地区|・|こもれび\S*|[一二三]条通[^\s<]*|ぽかぽか広場|抽選の会|中止の会|0歳の子\S*|ゆっくり過ごす時間です|日本語|中文|ひろば|保育園|東部の指針|冬の調査|歌で片付け|雪の園庭/g;

/** What stands on a page in Japanese and is not marked so; in Chinese only kana give it away. */
function leftJapanese(html: string, lang: Language): string[] {
  const said = withoutJapanese(html.slice(html.indexOf('<body'))).replaceAll(names, '');
  const foreign =
    lang === 'zh'
      ? /[\p{sc=Hiragana}\p{sc=Katakana}]+.{0,20}/gu
      : /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]+.{0,20}/gu;
  return [...new Set(said.match(foreign) ?? [])];
}

const read = async (name: string, lang: Language, more = '') => {
  const { path, code, cookie: held = '', sent } = pages[name]!;
  const url = `${path}${path.includes('?') ? '&' : '?'}lang=${lang}${more}`;
  if (sent !== undefined) {
    // Each counts as a guess or a letter from one address.
    await world.owner('delete from shared.auth_attempt');
    const [easy, ruby] = [more.includes('easy=1') ? 1 : 0, more.includes('ruby=1') ? 1 : 0];
    const response = await world.app.request(path, {
      method: 'POST',
      body: formWith(sent),
      headers: { cookie: `tsunagi_reading=${lang}.${easy}.${ruby}; ${held}` },
    });
    expect(response.status).toBe(422);
    return response.text();
  }
  let cookie = held;
  if (code !== undefined) {
    const form = new FormData();
    form.set('_csrf', csrfFor(secret, 'nobody'));
    form.set('code', code);
    const opened = await world.app.request('/open/applications', { method: 'POST', body: form });
    cookie = opened.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
  }
  const response = await world.app.request(url, { headers: { cookie } });
  return response.text();
};

const everyPage = [
  'first',
  'places',
  'asked',
  'place',
  'schemes',
  'scheme',
  'areas',
  'area',
  'twoAreas',
  'help',
  'month',
  'week',
  'list',
  'nothing',
  'training',
  'event',
  'lottery',
  'cancelled',
  'apply',
  'applyForLottery',
  'look',
  'noReceipt',
  'receipt',
  'waiting',
  'inLottery',
  'card',
  'missing',
  'accessibility',
  'privacy',
  'data',
  'openData',
  'voices',
  'voiceForm',
  'voiceWarned',
  'voiceWrong',
  'voiceAnswered',
  'voiceClosed',
  'voiceWaiting',
  'voiceUnknown',
  'helpers',
  'helperForm',
  'helperWrong',
  'helperReceipt',
  'helperUnknown',
  'consult',
  'consultDanger',
  'consultWrong',
  'child',
  'childDanger',
  'childWrong',
  'messageAnswered',
  'messageWaiting',
  'messageNone',
  'messageUnknown',
  'handedCard',
  'unknownCard',
  'file',
  'fileWrong',
  'fileStart',
  'fileStartWrong',
  'fileMine',
  'fileEntry',
  'fileEntryWrong',
  'fileOldEntry',
  'fileSummary',
  'fileLend',
  'fileShow',
  'fileLendWrong',
  'fileLending',
  'fileCase',
  'fileSettings',
  'fileBorrow',
  'fileBorrowWrong',
  'fileLent',
  'practices',
  'practice',
  'studied',
  'guidelines',
  'guideline',
  'results',
  'sheet',
  'sheetLarge',
];

describe.each(everyPage)('the page «%s»', (name) => {
  it.each(languages.filter((one) => one !== 'ja'))('has nothing left in Japanese in %s', async (lang) => {
    const html = await read(name, lang);
    expect(html).toContain(`<html lang="${languageTag[lang]}">`);
    expect(html).not.toMatch(/[\ue000-\ue002]|undefined|\[object/);
    expect(leftJapanese(html, lang)).toEqual([]);
  });

  it('is there in plain words with readings over them', async () => {
    const html = await read(name, 'ja', '&easy=1&ruby=1');
    expect(html).toContain('<html lang="ja">');
    expect(html).toMatch(/<main[\s\S]*<rt>[\s\S]*<\/main>/);
    expect(html).not.toMatch(/[\ue000-\ue002]|\{[^{}|<>]+\|[^{}|<>]+\}|undefined|\[object/);
  });
});

describe('every page below /open', () => {
  /**
   * Files, the letter of a place that is asked to help, and the courses for those who work in the field: Japanese, and
   * marked so.
   */
  const japanese = [
    /\.(ics|pdf|xlsx)|\/documents\//,
    /^\/open\/photos/,
    '/open/referral',
    /^\/open\/courses(\/|$)/,
  ];

  it('is among those read here, or Japanese on purpose', () => {
    const read = everyPage.filter((name) => pages[name]!.sent === undefined);
    const paths = read.map((name) => pages[name]!.path.replace(/\?.*/, ''));
    const addresses = world.app.routes
      .filter(({ method, path }) => method === 'GET' && /^\/open(?:\/|$)/.test(path) && !path.includes('*'))
      .map(({ path }) => path)
      .filter((path) => !japanese.some((one) => (typeof one === 'string' ? one === path : one.test(path))));
    const missing = [...new Set(addresses)].filter((address) => {
      const shape = address.replaceAll(
        /:\w+(?:\{((?:[^{}]|\{[^}]*\})*)\})?/g,
        (_, inner) => inner ?? '[^/]+',
      );
      return !paths.some((path) => new RegExp(`^${shape}$`).test(path));
    });
    expect(missing).toEqual([]);
    expect(addresses.length).toBeGreaterThan(30);
    expect(Object.keys(pages).toSorted()).toEqual(everyPage.toSorted());
  });
});

describe.each(['/open/referral', '/open/courses', '/open/courses/receipt', '/open/courses/verify'])(
  'the Japanese page %s',
  (path) => {
    it('says in the reader’s language that it is Japanese, and marks its text so', async () => {
      const html = await (await browser('vi').ask(path)).text();
      expect(html).toContain('<html lang="vi">');
      expect(html).toContain('<main id="main" tabindex="-1" lang="ja">');
      expect(html).toMatch(/<p class="only-japanese" lang="vi">/);
    });
  },
);

describe('whoever sends something', () => {
  it.each(languages.filter((one) => one !== 'ja'))('is thanked in %s and reads on in it', async (lang) => {
    await world.owner('delete from shared.auth_attempt');
    const text = 'Nobody listens.';
    for (const [path, fields] of [
      ['/open/voices/new', { kind: 'wish', text }],
      ['/open/helpers/new', { step: 'try', name: 'Ana', phone: '0166-11-0000' }],
      ['/open/consult', { text }],
      ['/open/consult/child', { text }],
    ] as const) {
      const { html } = await browser(lang).send(path, fields);
      expect(html).toContain('data-flash');
      expect([path, leftJapanese(html, lang)]).toEqual([path, []]);
    }
  });
});

describe('an application in another language', () => {
  it('says what is wrong in that language, keeps what was typed, and thanks in it', async () => {
    const { path } = pages['applyForLottery']!;
    const { ask } = browser('pt');
    const send = (fields: Record<string, string>) => ask(path, formWith(fields));
    const wrong = await send({ name: 'Ana', adults: 'x', children: '1', age_1_y: '40' });
    expect(wrong.status).toBe(422);
    const text = await wrong.text();
    for (const said of [
      'Escreva o telefone ou o e-mail, para podermos responder.',
      'Escreva o número de adultos, de 0 a 20.',
      'Escreva a idade em números',
      'value="Ana"',
    ])
      expect(text).toContain(said);
    const twice = await send({ name: 'Ana', phone: '0166-11-0002', adults: '1', children: '1' });
    expect(await twice.text()).toContain('Já há uma inscrição nesta data com este contato.');
    const many = await send({ name: 'Ana', phone: '0166-11-0009', adults: '1', children: '1' });
    expect(many.status).toBe(303);
  });
});
