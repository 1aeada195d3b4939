import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, secret, type World } from '../../tests/world.ts';
import { sampleApplication } from '../base/applications/samples.ts';
import { sampleEvent } from '../base/calendar/samples.ts';
import { writing } from '../platform/db/transaction.ts';
import { languages, languageTag, type Language } from '../platform/ui/speech.ts';
import { csrfFor } from '../platform/web/handlers.tsx';

let world: World;
let pages: Record<string, { path: string; code?: string }>;
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
      path: '/open/places?wish=homely&wish=outdoor&need=parking_available&age=2&when=saturday_am&also=on',
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
  };
});
afterAll(() => world.close());

/** Takes out elements marked as Japanese with all that is in them, and the lists of areas and towns. */
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
    const data = /name="(where|area_id|area)"/.test(attributes!);
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
  /試験市|試験県|児童手当|(?:中央|神楽)地区|・|こもれび\S*|[一二三]条通[^\s<]*|ぽかぽか広場|抽選の会|中止の会|0歳の子\S*|ゆっくり過ごす時間です|日本語|中文|ひろば|保育園/g;

const read = async (name: string, lang: Language, more = '') => {
  const { path, code } = pages[name]!;
  const url = `${path}${path.includes('?') ? '&' : '?'}lang=${lang}${more}`;
  let cookie = '';
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
];

describe.each(everyPage)('the page «%s»', (name) => {
  it.each(languages.filter((one) => one !== 'ja'))('has nothing left in Japanese in %s', async (lang) => {
    const html = await read(name, lang);
    expect(html).toContain(`<html lang="${languageTag[lang]}">`);
    expect(html).not.toMatch(/[\ue000-\ue002]|undefined|\[object/);
    const said = withoutJapanese(html.slice(html.indexOf('<body'))).replaceAll(names, '');
    const foreign =
      lang === 'zh'
        ? /[\p{sc=Hiragana}\p{sc=Katakana}]+.{0,20}/gu
        : /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]+.{0,20}/gu;
    expect([...new Set(said.match(foreign) ?? [])]).toEqual([]);
  });

  it('is there in plain words with readings over them', async () => {
    const html = await read(name, 'ja', '&easy=1&ruby=1');
    expect(html).toContain('<html lang="ja">');
    expect(html).toMatch(/<main[\s\S]*<rt>[\s\S]*<\/main>/);
    expect(html).not.toMatch(/[\ue000-\ue002]|\{[^{}|<>]+\|[^{}|<>]+\}|undefined|\[object/);
  });
});

describe('an application in another language', () => {
  it('says what is wrong in that language, keeps what was typed, and thanks in it', async () => {
    const { path } = pages['applyForLottery']!;
    const send = (fields: Record<string, string>) => {
      const form = new FormData();
      form.set('_csrf', csrfFor(secret, 'nobody'));
      form.set('_once', crypto.randomUUID());
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      return world.app.request(path, {
        method: 'POST',
        body: form,
        headers: { cookie: 'tsunagi_reading=pt.0.0' },
      });
    };
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
