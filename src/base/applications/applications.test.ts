import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedEvent } from '../../../tests/events.ts';
import { makeWorld, secret, type Answer, type Who, type World } from '../../../tests/world.ts';
import { reading, writing, type Actor } from '../../platform/db/transaction.ts';
import { csrfFor } from '../../platform/web/handlers.tsx';
import { openSeal } from '../../platform/web/open.ts';
import { moveLine, remindConfirmed } from './commands-line.ts';
import { applicationJobs, watchLines } from './jobs.ts';
import { takenOf } from '../calendar/queries.ts';
import { hostsToday } from './queries.ts';
import {
  actions,
  actors,
  may,
  nextInLine,
  offerUntil,
  stateOf,
  states,
  type Action,
  type ActorKind,
  type State,
} from './rules.ts';
import { look, receipt, words } from './words.ja.ts';

let world: World;
let job: Actor;
let mails: { to: string; subject: string; text: string }[] = [];
beforeAll(async () => {
  world = await makeWorld();
  job = { ...world.actor(null), kind: 'job', label: 'job:test' };
  world.house.mail = async (message) => {
    mails.push(message);
  };
});
afterAll(() => world.close());
beforeEach(() => {
  world.at('2026-11-21T10:00:00+09:00');
  mails = [];
});

interface Place {
  event: number;
  sitting: number;
  apply: string;
  host: string;
}

async function makeSitting(event: Record<string, unknown> = {}): Promise<Place> {
  const { id, sittings } = await seedEvent(
    world,
    { application: 'form', capacity: 2, contact_phone: '0166-00-0000', ...event },
    ['2026-12-10'],
  );
  const sitting = sittings[0]!;
  return {
    event: id,
    sitting,
    apply: `/open/events/${id}/sessions/${sitting}/apply`,
    host: `/events/${id}/applications/${sitting}`,
  };
}

/** A stranger's browser: it keeps its cookies. */
function stranger() {
  const jar = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await world.app.request(path, { ...init, headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '') jar.delete(name!);
      else jar.set(name!, value!);
    }
    const html = await response.clone().text();
    const text = html
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll('&amp;', '&')
      .replaceAll(/\s+/g, ' ');
    return { status: response.status, location: response.headers.get('location'), html, text, response };
  };
  return {
    jar,
    get: (path: string) => send(path, {}),
    post(path: string, fields: Record<string, string | number> = {}) {
      const body = new FormData();
      body.set('_csrf', csrfFor(secret, 'nobody'));
      body.set('_once', crypto.randomUUID());
      for (const [name, value] of Object.entries(fields)) body.set(name, `${value}`);
      return send(path, { method: 'POST', body });
    },
    code: () => jar.get('tsunagi_receipt') ?? '',
  };
}

let people = 0;
const typed = (more: Record<string, string | number> = {}) => ({
  name: '試験　花子',
  name_kana: 'しけん はなこ',
  phone: `0166-12-${String(1000 + ++people).slice(-4)}`,
  email: '',
  adults: 1,
  children: 1,
  age_1_y: 1,
  age_1_m: 3,
  note: '',
  ...more,
});

async function applied(place: Place, more: Record<string, string | number> = {}) {
  // Each from an address of its own: what is counted per address is asked elsewhere.
  await world.owner('delete from shared.auth_attempt');
  const browser = stranger();
  const sent = await browser.post(place.apply, typed(more));
  expect(sent.location, sent.text).toBe('/open/receipt');
  const [row] = await world.owner<{ id: number; number: number }>(
    'select id, number from event_application where event_session_id = $1 order by number desc limit 1',
    [place.sitting],
  );
  return { browser, id: Number(row!.id), number: row!.number };
}

const rowOf = async (id: number) =>
  (await world.owner<Record<string, unknown>>('select * from event_application where id = $1', [id]))[0]!;
const drain = () => world.house.jobs.drain();

describe('who may not', () => {
  it('reads nobody else’s application: strangers none at all, other facilities, observers and administrators none', async () => {
    const place = await makeSitting();
    const { id } = await applied(place, { name: '秘密　太郎', email: 'himitsu@example.invalid' });
    for (const who of [
      null,
      'other_head',
      'observer',
      'administrator',
      'auditor',
      'council_member',
    ] as const) {
      const seen = await world.reading(who, async (tx) => ({
        applications: await tx.db.selectFrom('event_application').select('id').execute(),
        applicants: await tx.db.selectFrom('event_applicant').select('name').execute(),
        places: await tx.db.selectFrom('event_place').select('place').execute(),
        lotteries: await tx.db.selectFrom('event_lottery').select('seal').execute(),
      }));
      expect(seen, who ?? 'stranger').toEqual({
        applications: [],
        applicants: [],
        places: [],
        lotteries: [],
      });
      if (who === null) continue;
      for (const path of [
        place.host,
        `${place.host}/door`,
        `${place.host}/${id}`,
        `${place.host}/list.pdf`,
        `${place.host}/export`,
        `${place.host}/message`,
        `${place.host}/new`,
        `/events/${place.event}/applications`,
      ]) {
        const answer = await world.as(who).get(path);
        expect(answer.status, `${who} ${path}`).toBe(403);
        expect(answer.text).not.toContain('秘密');
      }
      for (const verb of ['attend', 'absent', 'undo', 'confirm', 'called', 'cancel']) {
        const sent = await world
          .as(who)
          .post(`${place.host}/${id}/${verb}`, { to: 'door', cancel_reason: '' });
        expect(sent.status, `${who} ${verb}`).toBe(403);
      }
      expect((await world.as(who).post(`${place.host}/message`, { body: 'x' })).status).toBe(403);
      expect((await world.as(who).post(`${place.host}/draw`)).status).toBe(403);
      expect((await world.as(who).get('/applications')).text).not.toContain('親子のつどい');
    }
    expect((await world.as(null).get(place.host)).location).toMatch(/^\/sign-in/);
  });

  it('writes an application in no other way than the form’s own, whoever it is', async () => {
    const place = await makeSitting();
    const { id } = await applied(place);
    for (const who of [null, 'other_head', 'facility_head', 'coordinator'] as const) {
      await expect(
        world.writing(who, (tx) =>
          tx.db
            .insertInto('event_application')
            .values({
              event_session_id: place.sitting,
              event_id: place.event,
              organisation_id: world.organisation.operator,
              code_hash: crypto.randomUUID(),
              number: 99,
              places: 1,
              applied_at: tx.now,
              way: 'public',
            })
            .execute(),
        ),
        `${who}`,
      ).rejects.toThrow();
    }
    for (const who of [null, 'other_head', 'observer'] as const) {
      const changed = await world.writing(who, (tx) =>
        tx.db
          .updateTable('event_application')
          .set({ confirmed_at: null })
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      expect(changed.numUpdatedRows, `${who}`).toBe(0n);
      const freed = await world.writing(who, (tx) =>
        tx.db.deleteFrom('event_place').where('event_application_id', '=', id).executeTakeFirst(),
      );
      expect(freed.numDeletedRows, `${who}`).toBe(0n);
    }
  });

  it('lets the staff of the facility stand at the door, but neither cancel nor write to people', async () => {
    const place = await makeSitting();
    const { id } = await applied(place);
    const staff = world.as('facility_staff');
    expect((await staff.get(`${place.host}/door`)).status).toBe(200);
    expect((await staff.post(`${place.host}/${id}/cancel`, { cancel_reason: '' })).status).toBe(403);
    expect((await staff.get(`${place.host}/message`)).status).toBe(403);
    expect((await staff.get(`${place.host}/export`)).status).toBe(403);
    expect((await staff.get(`${place.host}/new`)).status).toBe(403);
    world.at('2026-12-10T09:50:00+09:00');
    expect((await staff.post(`${place.host}/${id}/attend`, { to: 'door' })).location).toBe(
      `${place.host}/door#a-${id}`,
    );
    expect((await rowOf(id))['attended_at']).not.toBeNull();
  });

  it('shows strangers no event of the network and nothing unpublished', async () => {
    const network = await makeSitting({ zone: 'network', event_kind_code: 'course' });
    expect((await stranger().get(network.apply)).status).toBe(404);
    expect((await stranger().post(network.apply, typed())).status).toBe(404);
    expect((await world.as('observer').get(network.apply)).status).toBe(200);
    const draft = await makeSitting({ published_at: null });
    expect((await stranger().post(draft.apply, typed())).status).toBe(404);
  });

  it('says the same sentence to every wrong code, and stops trying after twenty', async () => {
    await world.owner('delete from shared.auth_attempt');
    const browser = stranger();
    for (const code of ['ABCDE-FGHJK', 'x', '22222-22222', '']) {
      const answer = await browser.post('/open/applications', { code });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(look.wrong);
    }
    for (let n = 4; n < 20; n++) await browser.post('/open/applications', { code: 'ABCDE-FGHJK' });
    expect((await browser.post('/open/applications', { code: 'ABCDE-FGHJK' })).status).toBe(429);
    await world.owner('delete from shared.auth_attempt');
  });
});

describe('applying', () => {
  it('asks little, says what happens with it, and hands over a receipt that opens again by its code', async () => {
    const place = await makeSitting();
    const form = await stranger().get(place.apply);
    expect(form.text).toContain('行事の日から30日が過ぎると自動で消去します');
    expect(form.html).not.toMatch(/name="(birth|address|postal)/);
    const { browser, id } = await applied(place, {
      note: '卵のアレルギーがあります',
      phone: '０１６６ー１２ー９９９９',
    });
    const page = await browser.get('/open/receipt');
    expect(page.text).toContain('参加が決まっています');
    expect(page.text).toContain('卵のアレルギー');
    expect(page.text).toContain('1歳3か月');
    expect(page.text).toContain('令和9年1月9日');
    const code = browser.code();
    expect(page.text).toContain(`${code.slice(0, 5)}-${code.slice(5)}`);
    // Nothing of it stands in an address or in the audit log.
    const events = await world.owner<{ text: string }>(
      `select audit_event::text as text from audit_event where subject_kind = 'event_application' and subject_id = $1`,
      [id],
    );
    expect(events).toHaveLength(1);
    expect(events[0]!.text).not.toMatch(/花子|9999|卵/);
    expect(events[0]!.text).not.toContain(code);
    const stored = await rowOf(id);
    expect(Object.values(stored)).not.toContain(code);
    const [sealed] = await world.owner<{ code_sealed: string; phone: string }>(
      'select code_sealed, phone from event_applicant where event_application_id = $1',
      [id],
    );
    expect(openSeal(world.house, sealed!.code_sealed)).toBe(code);
    expect(sealed!.phone).toBe('0166-12-9999');
    // Another browser, the code typed in small letters.
    const other = stranger();
    expect((await other.get('/open/receipt')).text).toContain(receipt.none);
    expect((await other.post('/open/applications', { code: code.toLowerCase() })).location).toBe(
      '/open/receipt',
    );
    expect((await other.get('/open/receipt')).text).toContain('参加が決まっています');
    expect((await other.post('/open/receipt/forget')).location).toBe('/open/applications');
    expect(other.code()).toBe('');
    const ics = await browser.get('/open/receipt/calendar.ics');
    expect(ics.html).toContain('DTSTART:20261210T010000Z');
    expect(ics.html).not.toContain('花子');
    // Under the same number as in the feeds: who subscribed to one does not see the sitting twice.
    const fed = await browser.get('/open/feeds/all.ics');
    const [, uid] = /^(UID:\S+)\r$/m.exec(ics.html) ?? [];
    expect(fed.html.split('\r\n')).toContain(uid);
    const pdf = await browser.get('/open/receipt.pdf');
    expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
  });

  it('says where to go: elsewhere with its own address, never the facility’s, and on line nowhere', async () => {
    const hall = { place_name: '試験市民会館', address: '試験市七条通9' };
    const [elsewhere, online] = [await makeSitting(hall), await makeSitting({ online: 'only' })];
    const [there, here] = [
      await applied(elsewhere, { email: 'kaikan@example.invalid' }),
      await applied(online, { email: 'gamen@example.invalid' }),
    ];
    await drain();
    const mail = (to: string) => mails.find((one) => one.to === to)!.text;
    for (const text of [
      (await stranger().get(elsewhere.apply)).text,
      (await there.browser.get('/open/receipt')).text,
      (await there.browser.get('/open/receipt/calendar.ics')).html,
      mail('kaikan@example.invalid'),
    ]) {
      expect(text).toMatch(/試験市民会館\s試験市七条通9/);
      expect(text).not.toContain('一条通一丁目');
    }
    for (const text of [
      (await stranger().get(online.apply)).text,
      (await here.browser.get('/open/receipt')).text,
    ]) {
      expect(text).toContain('場所 オンライン');
      expect(text).not.toContain('一条通一丁目');
    }
    expect(mail('gamen@example.invalid')).toContain('場所：オンライン');
    expect((await here.browser.get('/open/receipt?lang=vi')).text).toContain('Trực tuyến');
  });

  it('is the same application however often the form is sent', async () => {
    const place = await makeSitting();
    const fields = { ...typed(), _once: crypto.randomUUID() };
    const browser = stranger();
    await browser.post(place.apply, fields);
    const code = browser.code();
    await browser.post(place.apply, fields);
    expect(browser.code()).toBe(code);
    expect((await world.reading(null, (tx) => takenOf(tx, [place.sitting]))).get(place.sitting)).toEqual({
      taken: 1,
      waiting: 0,
      drawn: false,
    });
  });

  it('tells how to mend what is missing, keeps what was typed, and knows the same contact again', async () => {
    const place = await makeSitting();
    const browser = stranger();
    const none = await browser.post(place.apply, typed({ phone: '', name: '' }));
    expect(none.status).toBe(422);
    expect(none.text).toContain(words.errors.reach);
    expect(none.html).toContain('しけん はなこ');
    const ages = await browser.post(place.apply, typed({ age_1_y: 30, children: 1 }));
    expect(ages.text).toContain(words.errors.age);
    const more = await browser.post(place.apply, typed({ children: 0 }));
    expect(more.text).toContain(words.errors.moreAges);
    const fields = typed({ email: 'Onaji@example.invalid' });
    expect((await browser.post(place.apply, fields)).status).toBe(303);
    const again = await stranger().post(place.apply, typed({ email: 'onaji@EXAMPLE.invalid', phone: '' }));
    expect(again.status).toBe(422);
    expect(again.text).toContain(words.errors.twice);
    const samePhone = await stranger().post(
      place.apply,
      typed({ phone: String(fields.phone).replaceAll('-', '') }),
    );
    expect(samePhone.text).toContain(words.errors.twice);
  });

  it('says when it opens, when it has closed, and that it is full or over', async () => {
    const place = await makeSitting({
      application_opens_at: '2026-11-25T09:00:00+09:00',
      application_closes_at: '2026-12-05T17:00:00+09:00',
      capacity: 1,
      waiting_list: false,
    });
    const page = async () => (await stranger().get(place.apply)).text;
    expect(await page()).toContain('受付は令和8年11月25日（水）9:00からです');
    expect((await stranger().post(place.apply, typed())).text).toContain('受付は令和8年11月25日');
    world.at('2026-11-25T09:00:00+09:00');
    await applied(place);
    expect(await page()).toContain('満員です');
    expect((await stranger().post(place.apply, typed())).status).toBe(422);
    world.at('2026-12-05T17:00:00+09:00');
    expect(await page()).toContain('受付は終わりました（満員です）');
    expect(await page()).not.toContain('電話でお確かめください');
    expect((await stranger().post(place.apply, typed())).status).toBe(422);
    world.at('2026-12-10T11:30:00+09:00');
    expect(await page()).toContain('この回は終わりました');
  });

  it('says on the page of the event, before anybody applies, what is left, that it is full, who waits, and where there is room', async () => {
    const [full, shut, other] = [
      await makeSitting({ capacity: 2, event_kind_code: 'garden' }),
      await makeSitting({ capacity: 1, waiting_list: false, event_kind_code: 'garden' }),
      await makeSitting({ event_kind_code: 'garden' }),
    ];
    const read = async (place: Place, query = '') => stranger().get(`/open/events/${place.event}${query}`);
    expect((await read(full)).text).toContain('あと2組');
    await applied(full);
    expect((await read(full)).text).toContain('あと1組');
    expect((await read(full)).text).not.toContain('満員');
    await applied(full);
    await applied(shut);
    const { text, html } = await read(full);
    expect(text).toContain('ただいま満員です キャンセル待ちに申し込めます。');
    expect(text).toContain('お待ちの方は、まだいません');
    expect(html).toContain('aria-label="キャンセル待ちに申し込む：');
    // Another event of the kind with room; not the one that is full as well.
    expect(html).toContain(`href="/open/events/${other.event}"`);
    expect(html).not.toContain(`href="/open/events/${shut.event}"`);
    await applied(full, { email: 'narabu@example.invalid', phone: '' });
    expect((await read(full)).text).toContain('1組がキャンセル待ちです');
    expect((await read(full, '?lang=en')).text).toContain('1 family waiting');
    const closed = await read(shut);
    expect(closed.text).toContain('キャンセル待ちは受け付けていません');
    expect(closed.html).not.toContain('/apply"');
  });

  it('says together that applying is over, that it is full and how many wait; with room left it says whom to ask', async () => {
    const ends = { application_closes_at: '2026-12-05T17:00:00+09:00', capacity: 1 };
    const [full, free] = [await makeSitting(ends), await makeSitting(ends)];
    await applied(full);
    await applied(full, { email: 'machi@example.invalid', phone: '' });
    world.at('2026-12-05T17:00:00+09:00');
    const page = (await stranger().get(full.apply)).text;
    expect(page).toContain('受付は終わりました（満員です）');
    expect(page).toContain('今は1組がお待ちです');
    expect(page).toContain('ほかの日の行事は、カレンダーから探せます。');
    expect((await stranger().get(`${full.apply}?lang=en`)).text).toContain(
      'Applications are closed (It is full)',
    );
    expect((await stranger().get(free.apply)).text).toContain('電話でお確かめください');
  });

  it('fills the form for whoever is signed in and links the application to them', async () => {
    const place = await makeSitting();
    const form = await world.as('observer').get(place.apply);
    expect(form.html).toContain('value="閲 覧子"');
    expect(form.html).toContain('value="observer@example.invalid"');
    await world.as('observer').post(place.apply, typed({ email: 'observer@example.invalid' }));
    const own = await world.reading('observer', (tx) =>
      tx.db.selectFrom('event_application').select(['way', 'person_id']).execute(),
    );
    expect(own).toEqual([{ way: 'account', person_id: world.person.observer }]);
  });

  it('is no longer asked for once the time of applying is over: the page says so, and where to look instead', async () => {
    const page = async (closes: string) => {
      const place = await makeSitting({ application_closes_at: closes, event_kind_code: 'gathering' });
      return (await stranger().get(`/open/events/${place.event}`)).html;
    };
    const over = await page('2026-11-20T17:00:00+09:00');
    expect(over).toContain('締切：');
    expect(over).not.toContain('先着順');
    expect(over).toContain('href="/open/calendar?kind=gathering"');
    const still = await page('2026-12-05T17:00:00+09:00');
    expect(still).toContain('先着順');
    expect(still).not.toContain('href="/open/calendar?kind=gathering"');
  });

  it('is taken down by staff for somebody on the telephone, also before and after the time of applying', async () => {
    const place = await makeSitting({ application_closes_at: '2026-11-20T17:00:00+09:00' });
    expect((await stranger().post(place.apply, typed())).text).toContain('受付は終わりました');
    const head = world.as('facility_head');
    const fields = typed();
    const sent = await head.post(`${place.host}/new`, fields);
    expect(sent.location).toMatch(new RegExp(`^${place.host}/\\d+$`));
    const twice = await head.post(`${place.host}/new`, { ...fields, name: 'きょうだい' });
    expect(twice.text).toContain(words.errors.twiceStaff);
    expect(twice.html).toContain('name="even_twice"');
    expect(
      (await head.post(`${place.host}/new`, { ...fields, name: 'きょうだい', even_twice: 1 })).status,
    ).toBe(303);
    expect((await world.as('other_head').post(`${place.host}/new`, typed())).status).toBe(403);
    expect((await stranger().post(`${place.host}/new`, typed())).status).toBe(403);
  });
});

describe('a cancelled place', () => {
  it('goes to the next by mail, is accepted by code, and the receipt tells each step', async () => {
    const place = await makeSitting({ capacity: 1, online: 'only' });
    await world.owner(
      `insert into event_online (event_id, zone, shown_from, owner_facility_id, organisation_id, join_url)
       select id, zone, shown_from, owner_facility_id, organisation_id, 'https://meet.example.invalid/x' from event where id = $1`,
      [place.event],
    );
    const first = await applied(place, { email: 'first@example.invalid' });
    const second = await applied(place, { email: 'second@example.invalid', phone: '' });
    const third = await applied(place, { email: 'third@example.invalid', phone: '' });
    await drain();
    expect((await second.browser.get('/open/receipt')).text).toContain('キャンセル待ちの1番目です');
    expect((await third.browser.get('/open/receipt')).text).toContain('キャンセル待ちの2番目です');
    expect((await first.browser.get('/open/receipt')).text).toContain('https://meet.example.invalid/x');
    expect((await second.browser.get('/open/receipt')).text).not.toContain('meet.example.invalid');
    mails = [];

    expect((await first.browser.post('/open/receipt/cancel')).location).toBe('/open/receipt');
    expect((await first.browser.get('/open/receipt')).text).toContain('この申込みは取り消しました');
    expect((await first.browser.get('/open/receipt')).text).not.toContain('meet.example.invalid');
    await drain();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['first@example.invalid', 'second@example.invalid']);
    const offer = mails.find(({ to }) => to.startsWith('second'))!;
    expect(offer.subject).toBe('【試験市】席が空きました。お返事をお願いします（受付番号2）');
    expect(offer.text).toContain('11月22日');
    expect(offer.text).toContain(`${second.browser.code().slice(0, 5)}-`);
    expect(offer.text + offer.subject).not.toContain('花子');
    // Whoever reads no Japanese finds the same by the code in another language.
    expect(offer.text).toContain('/open/applications?lang=en');

    const page = await second.browser.get('/open/receipt');
    expect(page.text).toContain('席が空きました');
    expect((await second.browser.post('/open/receipt/accept')).location).toBe('/open/receipt');
    expect((await second.browser.get('/open/receipt')).text).toContain('https://meet.example.invalid/x');
    expect((await second.browser.post('/open/receipt/accept')).status).toBe(409);
    expect((await third.browser.post('/open/receipt/accept')).status).toBe(409);
    expect((await world.reading(null, (tx) => takenOf(tx, [place.sitting]))).get(place.sitting)).toEqual({
      taken: 1,
      waiting: 1,
      drawn: false,
    });
  });

  it('is told by telephone where there is no mail address; the host notes it and confirms', async () => {
    const place = await makeSitting({ capacity: 1 });
    const first = await applied(place);
    const second = await applied(place, { name: '電話　待子' });
    const head = world.as('facility_head');
    await head.post(`${place.host}/${first.id}/cancel`, { cancel_reason: '電話で連絡あり' });
    await drain();
    const page = await head.get(place.host);
    expect(page.text).toContain('電話で伝える人');
    expect(page.text).toContain('電話 待子');
    expect((await world.reading('facility_head', hostsToday)).to_call).toMatchObject([
      { event_session_id: place.sitting, count: 1 },
    ]);
    expect((await world.reading('other_head', hostsToday)).to_call).toEqual([]);
    expect((await head.post(`${place.host}/${second.id}/called`)).status).toBe(303);
    expect((await world.reading('facility_head', hostsToday)).to_call).toEqual([]);
    expect((await head.post(`${place.host}/${second.id}/confirm`)).status).toBe(303);
    expect((await rowOf(second.id))['confirmed_at']).not.toBeNull();
    // The host's reason is the host's own.
    expect((await first.browser.get('/open/receipt')).text).not.toContain('電話で連絡あり');
  });

  it('is not given twice: the host cannot confirm somebody for whom there is no place', async () => {
    const place = await makeSitting({ capacity: 1 });
    await applied(place);
    const second = await applied(place);
    const sent = await world.as('facility_head').post(`${place.host}/${second.id}/confirm`);
    expect(sent.status).toBe(409);
    expect(sent.text).toContain(words.errors.noPlace);
    expect((await rowOf(second.id))['confirmed_at']).toBeNull();
  });
});

describe('what comes by itself', () => {
  const watch = () => writing(job, (tx) => watchLines.run(tx, {}, {} as never));

  it('lets an offer lapse, tells it, and asks the next', async () => {
    const place = await makeSitting({ capacity: 1, offer_hours: 5 });
    const first = await applied(place);
    const second = await applied(place, { email: 'slow@example.invalid' });
    const third = await applied(place, { email: 'next@example.invalid' });
    await first.browser.post('/open/receipt/cancel');
    await drain();
    mails = [];
    world.at('2026-11-21T14:59:00+09:00');
    await watch();
    await drain();
    expect((await rowOf(third.id))['offered_at']).toBeNull();
    world.at('2026-11-21T15:00:00+09:00');
    expect((await second.browser.post('/open/receipt/accept')).status).toBe(409);
    await watch();
    await drain();
    expect((await rowOf(second.id))['lapsed_at']).not.toBeNull();
    expect((await rowOf(third.id))['offered_at']).not.toBeNull();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['next@example.invalid', 'slow@example.invalid']);
  });

  it('tells everybody when the sitting is called off or moved', async () => {
    const place = await makeSitting({ capacity: 1 });
    const first = await applied(place, { email: 'one@example.invalid' });
    await applied(place, { email: 'two@example.invalid' });
    await drain();
    mails = [];
    await world.owner(
      `update event_session set starts_at = '2026-12-17T10:00:00+09:00', ends_at = '2026-12-17T11:30:00+09:00' where id = $1`,
      [place.sitting],
    );
    await watch();
    await drain();
    await watch();
    await drain();
    expect(mails.toSorted((a, b) => (a.to < b.to ? -1 : 1)).map(({ to, subject }) => [to, subject])).toEqual([
      ['one@example.invalid', '【試験市】日時が変わりました（受付番号1）'],
      ['two@example.invalid', '【試験市】日時が変わりました（受付番号2）'],
    ]);
    expect(mails[0]!.text).toContain('令和8年12月17日');
    expect(mails[0]!.text).toMatch(/前は令和8年12月10日（木）\s?10:00からでした/);
    const [kept] = await world.owner<{ delete_after: string }>(
      'select delete_after from event_applicant where event_application_id = $1',
      [first.id],
    );
    expect(kept!.delete_after).toBe('2027-01-16');
    mails = [];
    await world.owner(`update event set cancelled_at = now(), cancel_reason = '大雪のため' where id = $1`, [
      place.event,
    ]);
    await watch();
    await drain();
    await watch();
    await drain();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['one@example.invalid', 'two@example.invalid']);
    expect(mails[0]!.text).toContain('中止になりました。理由：大雪のため');
    expect((await first.browser.get('/open/receipt')).text).toContain('大雪のため');
  });

  it('reminds everybody confirmed the day before, once', async () => {
    const place = await makeSitting({ capacity: 2, what_to_bring: '上ばき' });
    await applied(place, { email: 'come@example.invalid' });
    await applied(place);
    const third = await applied(place, { email: 'wait@example.invalid' });
    await drain();
    mails = [];
    world.at('2026-12-08T10:00:00+09:00');
    expect(await writing(job, remindConfirmed)).toBe(0);
    world.at('2026-12-09T10:00:00+09:00');
    expect(await writing(job, remindConfirmed)).toBeGreaterThanOrEqual(2);
    expect(await writing(job, remindConfirmed)).toBe(0);
    await drain();
    const told = mails.filter(({ to }) => ['come@example.invalid', 'wait@example.invalid'].includes(to));
    expect(told.map(({ to }) => to)).toEqual(['come@example.invalid']);
    expect(told[0]!.text).toContain('持ち物：上ばき');
    expect((await rowOf(third.id))['reminded_at']).toBeNull();
  });

  it('gives new room to those who wait when the host makes the sitting larger', async () => {
    const place = await makeSitting({ capacity: 1 });
    await applied(place);
    const second = await applied(place);
    await world.owner('update event_session set capacity = 2 where id = $1', [place.sitting]);
    await watch();
    await drain();
    expect((await rowOf(second.id))['offered_at']).not.toBeNull();
  });

  it('draws a lottery at its hour and tells everybody', async () => {
    const place = await makeSitting({
      application: 'lottery',
      capacity: 1,
      application_closes_at: '2026-11-25T17:00:00+09:00',
      lottery_at: '2026-11-25T18:00:00+09:00',
    });
    const first = await applied(place, { email: 'lot-a@example.invalid' });
    await applied(place, { email: 'lot-b@example.invalid' });
    const page = await first.browser.get('/open/receipt');
    expect(page.text).toContain('抽選に申し込みました');
    expect(page.text).toMatch(/SHA-256）を先にお見せします：[0-9a-f]{64}/);
    const head = world.as('facility_head');
    expect((await head.post(`${place.host}/draw`)).status).toBe(409);
    await watch();
    await drain();
    mails = [];
    world.at('2026-11-25T18:00:00+09:00');
    expect((await head.post(`${place.host}/draw`)).status).toBe(303);
    await watch();
    await drain();
    const told = mails.filter(({ to }) => to.startsWith('lot-'));
    expect(told.map(({ subject }) => subject.includes('抽選の結果'))).toEqual([true, true]);
    expect(told.filter(({ text }) => text.includes('参加が決まりました'))).toHaveLength(1);
    expect((await first.browser.get('/open/receipt')).text).toMatch(/抽選の番号は [0-9a-f-]{36} でした/);
    expect((await head.post(`${place.host}/draw`)).status).toBe(409);
  });

  it('has every job in the table of jobs', async () => {
    const { jobs } = await import('../../jobs.ts');
    for (const one of applicationJobs) expect(jobs.map(({ name }) => name)).toContain(one.name);
  });
});

describe('the host', () => {
  it('opens the list only with an entry in the audit log, and takes it out with a purpose', async () => {
    const place = await makeSitting();
    await applied(place, { name: '名簿　花子' });
    const head = world.as('facility_head');
    expect((await head.get(place.host)).text).toContain('名簿 花子');
    expect((await world.as('coordinator').get(place.host)).text).toContain('名簿 花子');
    expect((await head.get(`${place.host}/door`)).text).toContain('名簿 花子');
    const file = await head.get(`${place.host}/export?why=contact&format=csv`);
    expect(await file.response.clone().text()).toContain('名簿　花子');
    expect((await head.get(`${place.host}/list.pdf`)).status).toBe(200);
    const events = await world.owner<{ action: string; purpose: string | null; text: string }>(
      `select action, purpose, audit_event::text as text from audit_event
       where (subject_kind = 'event_session' and subject_id = $1) or action = 'event_application.export' order by seq`,
      [place.sitting],
    );
    expect(events.map(({ action }) => action)).toEqual([
      'application.open_list',
      'application.open_list',
      'application.open_list',
      'event_application.export',
      'application.open_list',
    ]);
    expect(events[3]!.purpose).toBe('参加者への連絡');
    for (const { text } of events) expect(text).not.toContain('花子');
  });

  it('ticks people off on the day, undoes it, counts who did not come', async () => {
    const place = await makeSitting({ capacity: 3 });
    const first = await applied(place);
    const second = await applied(place);
    const head = world.as('facility_head');
    expect((await head.post(`${place.host}/${first.id}/attend`, { to: 'door' })).status).toBe(409);
    world.at('2026-12-10T10:05:00+09:00');
    // Where the QR code of the receipt leads: one tap.
    const page = await head.get(`${place.host}/${first.id}`);
    expect(page.html).toContain(`action="${place.host}/${first.id}/attend"`);
    expect((await head.post(`${place.host}/${first.id}/attend`, { to: 'one' })).location).toBe(
      `${place.host}/${first.id}`,
    );
    await head.post(`${place.host}/${first.id}/undo`, { to: 'door' });
    expect(await rowOf(first.id)).toMatchObject({ attended_at: null, absent_at: null });
    await head.post(`${place.host}/${first.id}/attend`, { to: 'door' });
    expect((await head.post(`${place.host}/absent-rest`)).status).toBe(303);
    expect((await rowOf(second.id))['absent_at']).not.toBeNull();
    expect((await head.get(place.host)).text).toContain('来なかった割合は50%');
    // Who has begun to take part can no longer cancel.
    expect((await first.browser.post('/open/receipt/cancel')).status).toBe(409);
  });

  it('takes a code typed at the door: of this sitting and of nobody else’s, once, and not of somebody who has no place', async () => {
    const place = await makeSitting({ capacity: 1, waiting_list: true });
    const other = await makeSitting();
    const [here, waits, elsewhere] = [
      await applied(place, { adults: 2, children: 0, age_1_y: '', age_1_m: '' }),
      await applied(place),
      await applied(other),
    ];
    const door = `${place.host}/door`;
    const code = here.browser.code();
    const head = world.as('facility_head');
    world.at('2026-12-10T10:05:00+09:00');
    expect((await world.as('observer').post(door, { code })).status).toBe(403);
    expect((await here.browser.post(door, { code })).location).not.toBe(door);
    expect((await rowOf(here.id))['attended_at']).toBeNull();
    for (const wrong of ['ABCDE-FGHJK', 'あ', elsewhere.browser.code()]) {
      const answer = await head.post(door, { code: wrong });
      expect([answer.status, answer.text.includes('この回の申込みに、このコードはありません。')]).toEqual([
        422,
        true,
      ]);
      expect(answer.html).toContain(`value="${wrong}"`);
    }
    const typedBy = `${code.slice(0, 5)} － ${code.slice(5)}`.toLowerCase();
    expect((await head.post(door, { code: typedBy })).location).toBe(door);
    expect((await rowOf(here.id))['attended_at']).toEqual(new Date('2026-12-10T10:05:00+09:00'));
    world.at('2026-12-10T10:09:00+09:00');
    expect((await head.post(door, { code })).location).toBe(door);
    expect((await rowOf(here.id))['attended_at']).toEqual(new Date('2026-12-10T10:05:00+09:00'));
    // At the door without a place: the host sees the application and decides.
    expect((await head.post(door, { code: waits.browser.code() })).location).toBe(
      `${place.host}/${waits.id}`,
    );
    expect((await rowOf(waits.id))['attended_at']).toBeNull();
    expect((await rowOf(elsewhere.id))['attended_at']).toBeNull();
  });

  it('writes to everybody confirmed, a mail each', async () => {
    const place = await makeSitting({ capacity: 2 });
    await applied(place, { email: 'm1@example.invalid' });
    await applied(place, { email: 'm2@example.invalid' });
    await applied(place, { email: 'm3@example.invalid' });
    await drain();
    mails = [];
    const head = world.as('facility_head');
    expect((await head.get(`${place.host}/message`)).text).toContain('メールで届く人：2人');
    expect((await head.post(`${place.host}/message`, { body: '' })).status).toBe(422);
    await head.post(`${place.host}/message`, { body: '駐車場は北側をお使いください。' });
    await drain();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['m1@example.invalid', 'm2@example.invalid']);
    expect(mails[0]!.text).toContain('駐車場は北側');
    expect(mails[0]!.subject).not.toContain('駐車場');
    expect((await head.get(place.host)).text).toContain('駐車場は北側');
  });

  it('decides what the form asks and how long it is kept; a second one at the same time is told', async () => {
    const place = await makeSitting();
    const head = world.as('facility_head');
    const path = `/events/${place.event}/applications/settings`;
    const fields = {
      ask_ages: 1,
      note_label: '食べ物のアレルギーはありますか',
      keep_days: '７',
      _version: '',
    };
    expect((await world.as('other_head').post(path, fields)).status).toBe(403);
    expect((await head.post(path, fields)).status).toBe(303);
    expect((await head.post(path, fields)).status).toBe(409);
    const form = await stranger().get(place.apply);
    expect(form.text).toContain('食べ物のアレルギーはありますか');
    expect(form.text).toContain('行事の日から7日が過ぎると');
    expect(form.html).not.toContain('name="name_kana"');
    const { id } = await applied(place);
    const [row] = await world.owner<{ delete_after: string }>(
      'select delete_after from event_applicant where event_application_id = $1',
      [id],
    );
    expect(row!.delete_after).toBe('2026-12-17');
  });
});

describe('the rules', () => {
  const moment = new Date('2026-12-01T10:00:00+09:00');
  const none = {
    entered_lottery: false,
    confirmed_at: null,
    waitlisted_at: null,
    offered_at: null,
    offer_expires_at: null,
    lapsed_at: null,
    cancelled_at: null,
    attended_at: null,
    absent_at: null,
  };
  const later = new Date(moment.getTime() + 1000);

  it('read a state from dated facts', () => {
    const waiting = { ...none, waitlisted_at: moment };
    const offered = { ...waiting, offered_at: moment, offer_expires_at: later };
    const given: [Parameters<typeof stateOf>[0], State][] = [
      [{ ...none, entered_lottery: true }, 'in_lottery'],
      [{ ...none, confirmed_at: moment }, 'confirmed'],
      [waiting, 'waiting'],
      [{ ...waiting, entered_lottery: true }, 'waiting'],
      [offered, 'offered'],
      [{ ...offered, offer_expires_at: moment }, 'lapsed'],
      [{ ...offered, lapsed_at: moment }, 'lapsed'],
      [{ ...offered, confirmed_at: moment }, 'confirmed'],
      [{ ...offered, lapsed_at: moment, confirmed_at: later }, 'confirmed'],
      [{ ...none, confirmed_at: moment, attended_at: later }, 'attended'],
      [{ ...none, confirmed_at: moment, absent_at: later }, 'absent'],
      [{ ...none, confirmed_at: moment, cancelled_at: later }, 'cancelled'],
    ];
    for (const [facts, state] of given) expect(stateOf(facts, moment), JSON.stringify(facts)).toBe(state);
  });

  it('say for each actor, state and action whether it may be', () => {
    const yes: Partial<Record<`${ActorKind} ${Action}`, State[]>> = {
      'applicant accept': ['offered'],
      'applicant cancel': ['in_lottery', 'waiting', 'offered', 'confirmed'],
      'host confirm': ['waiting', 'offered', 'lapsed'],
      'host cancel': ['in_lottery', 'waiting', 'offered', 'confirmed'],
      'door attend': ['confirmed', 'absent'],
      'door absent': ['confirmed', 'attended'],
      'door undo': ['attended', 'absent'],
      'job offer': ['waiting'],
      'job lapse': ['lapsed'],
      'job draw': ['in_lottery'],
      'job close': ['in_lottery', 'waiting', 'offered', 'confirmed'],
    };
    // An hour before the sitting everybody may do what is theirs.
    const sitting = {
      starts_at: new Date(moment.getTime() + 3_600_000),
      ends_at: new Date(moment.getTime() + 7_200_000),
    };
    for (const actor of actors) {
      for (const action of actions) {
        for (const state of states) {
          expect(may(actor, action, state, sitting, moment), `${actor} ${action} ${state}`).toBe(
            yes[`${actor} ${action}`]?.includes(state) ?? false,
          );
        }
      }
    }
    expect(may('applicant', 'cancel', 'confirmed', sitting, sitting.starts_at)).toBe(false);
    expect(may('host', 'cancel', 'confirmed', sitting, sitting.starts_at)).toBe(true);
    expect(may('host', 'cancel', 'confirmed', sitting, sitting.ends_at)).toBe(false);
    expect(may('door', 'attend', 'confirmed', sitting, new Date('2026-11-30T10:00:00+09:00'))).toBe(false);
    expect(may('door', 'attend', 'confirmed', sitting, new Date('2027-01-30T10:00:00+09:00'))).toBe(true);
  });

  it('give time to answer: the hours of the event, less near the sitting, none in the last two hours', () => {
    const starts = new Date('2026-12-10T10:00:00+09:00');
    const until = (now: string, hours = 24) =>
      offerUntil(new Date(now), starts, hours)?.toISOString() ?? null;
    const at = (text: string) => new Date(text).toISOString();
    expect(until('2026-12-01T10:00:00+09:00')).toBe(at('2026-12-02T10:00:00+09:00'));
    expect(until('2026-12-09T09:00:00+09:00')).toBe(at('2026-12-10T08:00:00+09:00'));
    // 20 hours before: a third of the 18 that are left.
    expect(until('2026-12-09T14:00:00+09:00')).toBe(at('2026-12-09T20:00:00+09:00'));
    expect(until('2026-12-10T06:30:00+09:00')).toBe(at('2026-12-10T07:30:00+09:00'));
    expect(until('2026-12-10T07:20:00+09:00')).toBe(at('2026-12-10T08:00:00+09:00'));
    expect(until('2026-12-10T07:40:00+09:00')).toBeNull();
    expect(until('2026-12-10T11:00:00+09:00')).toBeNull();
  });

  it('serve the line in its order, whoever fits', () => {
    const line = [4, 1, 2, 1].map((places, at) => ({ places, at }));
    expect(nextInLine(line, 1).map(({ at }) => at)).toEqual([1]);
    expect(nextInLine(line, 3).map(({ at }) => at)).toEqual([1, 2]);
    expect(nextInLine(line, 5).map(({ at }) => at)).toEqual([0, 1]);
    expect(nextInLine(line, 0)).toEqual([]);
  });
});

// moveLine and reading are used by name above; the host's own reach is asked once more as the page does.
it('shows a host’s own people and keepers of the calendar the sittings, with counts for everybody else only', async () => {
  const place = await makeSitting();
  await applied(place);
  for (const who of ['facility_head', 'facility_staff', 'coordinator', 'secretariat'] as Who[]) {
    expect((await world.as(who).get('/applications')).text, who).toContain('親子のつどい');
  }
  expect(await writing(job, (tx) => moveLine(tx, place.sitting))).toBe(0);
  expect(
    (await reading(world.actor(null), (tx) => takenOf(tx, [place.sitting]))).get(place.sitting)?.taken,
  ).toBe(1);
});
