import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedEvent } from '../../../tests/events.ts';
import { makeWorld, secret, type World } from '../../../tests/world.ts';
import { writing, type Actor } from '../../platform/db/transaction.ts';
import { spoken, speeches, type Speech } from '../../platform/ui/speech.ts';
import { csrfFor } from '../../platform/web/handlers.tsx';
import { deletePersonalData, remindConfirmed } from './commands-line.ts';
import { mailKinds, watchLines } from './jobs.ts';
import { mailOf, type MailFacts } from './rules-mail.ts';
import { states } from './rules.ts';
import { openWords } from './words-open.ts';

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

const drain = () => world.house.jobs.drain();
const watch = () => writing(job, (tx) => watchLines.run(tx, {}, { mail: world.house.mail } as never));
const addressOf = (speech: Speech) => `${speech}@example.invalid`;
const mailTo = (speech: Speech) => mails.find(({ to }) => to === addressOf(speech));

async function makeSitting(event: Record<string, unknown> = {}) {
  const { id, sittings } = await seedEvent(
    world,
    { application: 'form', contact_phone: '0166-00-0000', ...event },
    ['2026-12-10'],
  );
  return { event: id, sitting: sittings[0]!, path: `/open/events/${id}/sessions/${sittings[0]!}/apply` };
}

const readingCookie = (speech: Speech) => `tsunagi_reading=${speech === 'easy' ? 'ja.1.0' : `${speech}.0.0`}`;

/** A parent reads the form in their language and applies; afterwards they hold a receipt. */
async function apply(path: string, speech: Speech) {
  await world.owner('delete from shared.auth_attempt');
  const send = async (to: string, cookie: string, fields: Record<string, string> = {}) => {
    const body = new FormData();
    body.set('_csrf', csrfFor(secret, 'nobody'));
    body.set('_once', crypto.randomUUID());
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return world.app.request(to, { method: 'POST', body, headers: { cookie } });
  };
  const answer = await send(path, readingCookie(speech), {
    name: '試験　花子',
    name_kana: '',
    phone: '',
    email: addressOf(speech),
    adults: '1',
    children: '1',
    note: '',
  });
  expect(answer.headers.get('location'), speech).toBe('/open/receipt');
  const receipt = answer.headers
    .getSetCookie()
    .find((one) => one.includes('receipt'))!
    .split(';')[0]!;
  return (to: string) => send(to, receipt);
}

const rule = '-'.repeat(40);

describe('a mail to an applicant', () => {
  it('is written in the language in which the form was read, the Japanese below it', async () => {
    const place = await makeSitting({ capacity: 50 });
    for (const speech of speeches) await apply(place.path, speech);
    await drain();
    const first: Record<Speech, [subject: string, lead: string]> = {
      ja: ['【試験市】申込みを受け付けました（受付番号1）', '参加の申込みを受け付けました。'],
      en: [
        '[試験市] We have received your application (number 2)',
        'We have received your application, and you have a place.',
      ],
      zh: ['【試験市】已收到您的报名（受理号码3）', '已收到您的报名，您已确定参加'],
      ko: ['[試験市] 신청을 접수했습니다 (접수 번호 4)', '참가 신청을 접수했습니다.'],
      vi: ['[試験市] Đã nhận đăng ký của bạn (số thứ tự 5)', 'Đã nhận đăng ký và bạn đã có chỗ.'],
      tl: [
        '[試験市] Natanggap namin ang iyong aplikasyon (numero 6)',
        'Natanggap ang iyong aplikasyon at may puwesto ka.',
      ],
      pt: ['[試験市] Recebemos a sua inscrição (número 7)', 'Recebemos a sua inscrição'],
      easy: ['【試験市】申し込みを 受けました（番号8）', '申（もう）し込（こ）みを 受（う）けました。'],
    };
    for (const speech of speeches) {
      const mail = mailTo(speech)!;
      expect(mail.subject).toBe(first[speech][0]);
      expect(mail.text.startsWith(first[speech][1]), mail.text).toBe(true);
      expect(mail.subject + mail.text).not.toContain('花子');
      const [above, below = ''] = mail.text.split(rule);
      expect(above).toMatch(/[A-Z0-9]{5}-[A-Z0-9]{5}/);
      expect(above).toContain('0166-00-0000');
      if (speech === 'ja') expect(below).toBe('');
      else {
        expect(below).toContain('【試験市】申込みを受け付けました');
        expect(below).toContain('日時：令和8年12月10日（木）');
        expect(above).toContain(
          speech === 'easy' ? '/open/applications?lang=ja&easy=1' : `/open/applications?lang=${speech}`,
        );
      }
    }
  });

  it('follows the applicant in that language: waiting, a free place, a new day, the day before, called off', async () => {
    const place = await makeSitting({ capacity: 1 });
    const first = await apply(place.path, 'pt');
    const second = await apply(place.path, 'vi');
    await drain();
    expect(mailTo('vi')!.text).toContain('danh sách chờ');
    mails = [];
    await first('/open/receipt/cancel');
    await drain();
    expect(mailTo('pt')!.subject).toContain('Você cancelou a inscrição');
    expect(mailTo('vi')!.subject).toContain('Đã có chỗ trống, hãy trả lời');
    expect(mailTo('vi')!.text.split(rule)[0]).toContain('22 tháng 11');
    expect(mailTo('vi')!.text.split(rule)[1]).toContain('11月22日');
    mails = [];
    await second('/open/receipt/accept');
    await drain();
    expect(mailTo('vi')!.subject).toContain('Bạn đã có chỗ');
    mails = [];
    await world.owner(
      `update event_session set starts_at = '2026-12-17T10:00:00+09:00', ends_at = '2026-12-17T11:30:00+09:00' where id = $1`,
      [place.sitting],
    );
    await watch();
    await drain();
    expect(mailTo('vi')!.subject).toContain('Ngày giờ đã thay đổi');
    expect(mailTo('vi')!.text.split(rule)[0]).toMatch(/10 tháng 12.*10:00/);
    mails = [];
    world.at('2026-12-16T10:00:00+09:00');
    await writing(job, remindConfirmed);
    await drain();
    expect(mailTo('vi')!.subject).toContain('ngày mai');
    mails = [];
    await world.as('facility_head').post(`/events/${place.event}/applications/${place.sitting}/message`, {
      body: '駐車場は北側です。',
    });
    await drain();
    expect(mailTo('vi')!.text).toMatch(/^Nơi tổ chức viết cho bạn[^\n]*\n\n駐車場は北側です。\n/);
    mails = [];
    await world.owner(`update event set cancelled_at = now(), cancel_reason = '大雪のため' where id = $1`, [
      place.event,
    ]);
    await watch();
    await drain();
    await watch();
    await drain();
    expect(mailTo('vi')!.text).toContain('đã bị hủy. Lý do: 大雪のため');
  });

  it('tells the result of a draw in the language of each who took part', async () => {
    const place = await makeSitting({
      application: 'lottery',
      capacity: 2,
      application_closes_at: '2026-11-25T17:00:00+09:00',
      lottery_at: '2026-11-25T18:00:00+09:00',
    });
    await apply(place.path, 'ko');
    await apply(place.path, 'easy');
    await drain();
    expect(mailTo('ko')!.text).toContain('추첨 신청을 접수했습니다');
    mails = [];
    world.at('2026-11-25T18:00:00+09:00');
    await world.as('facility_head').post(`/events/${place.event}/applications/${place.sitting}/draw`);
    await drain();
    expect(mailTo('ko')!.subject).toContain('추첨 결과 안내');
    expect(mailTo('easy')!.subject).toContain('くじの 結果');
    expect([
      mailTo('ko')!.text.startsWith('추첨 결과 '),
      /^くじに (?:当（あ）たりました|はずれました)/.test(mailTo('easy')!.text),
    ]).toEqual([true, true]);
  });

  it('is Japanese for whoever telephoned, and the language goes with the name and the contact', async () => {
    const place = await makeSitting({ capacity: 5 });
    await apply(place.path, 'tl');
    await world.as('facility_head').post(`/events/${place.event}/applications/${place.sitting}/new`, {
      name: '電話　次郎',
      name_kana: '',
      phone: '0166-12-9999',
      email: addressOf('en'),
      adults: 1,
      children: 0,
      note: '',
    });
    const kept = () =>
      world.owner<{ speech: string }>(
        `select speech from event_applicant join event_application on event_application.id = event_application_id
         where event_session_id = $1 order by number`,
        [place.sitting],
      );
    expect((await kept()).map(({ speech }) => speech)).toEqual(['tl', 'ja']);
    world.at('2027-03-01T10:00:00+09:00');
    await writing(job, deletePersonalData);
    expect(await kept()).toEqual([]);
  });

  it('has no Japanese sentence left in another language, whatever it tells', () => {
    const facts: MailFacts = {
      number: 3,
      adults: 1,
      children: 2,
      title: 'A',
      starts_at: new Date('2026-12-10T10:00:00+09:00'),
      ends_at: new Date('2026-12-10T11:30:00+09:00'),
      all_day: false,
      online: 'none',
      place_name: 'B',
      address: 'C',
      facility: 'D',
      facility_address: 'E',
      organisation: 'F',
      phone: '0166-00-0000',
      offer_expires_at: new Date('2026-12-01T10:00:00+09:00'),
      lottery_at: null,
      what_to_bring: 'G',
      join_url: 'https://meet.example.invalid/x',
      sitting_cancel_reason: 'H',
      delete_after: '2027-01-09',
      state: 'confirmed',
      municipality: 'I',
      zone: 'Asia/Tokyo',
      code: 'ABCDE-FGHJK',
      look_at: 'https://city.example.invalid/open/applications',
      body: 'J',
      was: new Date('2026-12-09T10:00:00+09:00'),
      speech: 'ja',
    };
    for (const speech of speeches)
      for (const kind of mailKinds)
        for (const state of states) {
          const { subject, text } = mailOf(kind, { ...facts, speech, state });
          const said = `${subject}\n${text}`;
          expect(said, `${speech} ${kind} ${state}`).not.toMatch(/undefined|null|[{}\ue000-\ue002]/);
          if (speech === 'ja' || speech === 'easy') continue;
          const above = said.slice(0, said.indexOf(rule));
          expect(above, `${speech} ${kind}`).not.toMatch(
            speech === 'zh'
              ? /[\p{sc=Hiragana}\p{sc=Katakana}]/u
              : /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u,
          );
        }
    // Each kind says something of its own in each language.
    for (const speech of speeches)
      expect(
        new Set(Object.values(openWords[speech].mail.subjects).map((text) => spoken(text, false))).size,
      ).toBe(mailKinds.length - 1);
  });
});
