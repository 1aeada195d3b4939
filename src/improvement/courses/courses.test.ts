import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sessions as calendarSessions } from '../../base/calendar/queries.ts';
import { issueAll, issueOne, withdrawCertificate } from './commands-certificates.ts';
import { saveAttendance, reflect } from './commands-held.ts';
import { sendSeveral } from './commands-apply.ts';
import { applicationsOf, courseFigures, doorCode } from './queries.ts';
import { openSampleCourse, type SampleCourse } from './samples.ts';

let world: World;
let course: SampleCourse;
beforeAll(async () => {
  world = await makeWorld();
  await world.owner(`update facility set phone = '0166-00-0000'`);
  course = await world.writing('coordinator', (tx) =>
    openSampleCourse(tx, world.organisation.center, [10, 17], { capacity: 4, per_facility: 2 }),
  );
});
afterAll(() => world.close());

const own = (given: Record<string, unknown> = {}) => ({
  facility_id: world.facility[0]!,
  name: '職 員子',
  name_kana: 'しょく いんこ',
  job: '保育士',
  years: 2,
  wishes: '',
  ...given,
});
const outside = (given: Record<string, unknown> = {}) => ({
  outside_town: '鷹栖町',
  outside_facility: '見本こども園',
  outside_head: '見本 園長',
  agreed: '1',
  name: '隣 町子',
  name_kana: 'となり まちこ',
  job: '保育教諭',
  years: 4,
  email: 'neighbour@example.invalid',
  phone: '',
  wishes: '',
  website: '',
  ...given,
});
const applications = (id = course.id) => world.reading('coordinator', (tx) => applicationsOf(tx, id));
const stateOf = async (name: string) => (await applications()).find((one) => one.name === name)?.state;

describe('who may not', () => {
  it('makes, changes, publishes or calls off a course: nobody but who manages courses', async () => {
    for (const who of ['facility_head', 'facility_staff', 'council_member', 'observer', 'auditor'] as const) {
      for (const path of [
        '/courses/new',
        `/courses/${course.id}/edit`,
        `/courses/${course.id}/applications`,
        `/courses/${course.id}/groups`,
        `/courses/${course.id}/completion`,
      ])
        expect((await world.as(who).get(path)).status, `${who} ${path}`).toBe(403);
      expect(
        (await world.as(who).post(`/courses/${course.id}/cancel`, { reason: 'x', _version: 2 })).status,
      ).toBe(403);
      expect((await world.as(who).post(`/courses/${course.id}/certificates`)).status).toBe(403);
    }
  });

  it('sees a draft: nobody but who manages', async () => {
    const id = await world.writing('coordinator', async (tx) => {
      const { openCourse } = await import('./commands.ts');
      const { sampleCourseData } = await import('./samples.ts');
      return openCourse(
        tx,
        sampleCourseData({ organisation_id: world.organisation.center, opens_on: tx.today, title: '下書き' }),
      );
    });
    for (const who of ['facility_head', null] as const)
      expect((await world.as(who).get(who === null ? `/open/courses/${id}` : `/courses/${id}`)).status).toBe(
        404,
      );
    expect((await world.as('secretariat').get(`/courses/${id}`)).status).toBe(200);
  });
});

describe('one feed', () => {
  it('shows the sittings in the public calendar and its feed for training, with the course’s own page for applying', async () => {
    const lines = await world.reading(null, (tx) =>
      calendarSessions(tx, { from: '2026-11-21', to: '2026-12-31', training: true }),
    );
    expect(lines.map((line) => line.title)).toEqual([
      '新任保育者の対話型研修　第1回',
      '新任保育者の対話型研修　第2回',
    ]);
    const feed = await world.as(null).get('/open/feeds/training.ics');
    expect(feed.html).toContain('新任保育者の対話型研修');
    const [entry] = lines;
    const answer = await world.as(null).get(`/open/events/${entry!.event_id}/sessions/${entry!.id}/apply`);
    expect(answer.location).toBe(`/open/courses/${course.id}/apply`);
    // The calendar's own form gives no place of a course.
    const around = await world.as(null).post(`/open/events/${entry!.event_id}/sessions/${entry!.id}/apply`, {
      name: '直接',
      name_kana: '',
      phone: '0166-11-1111',
      email: '',
      adults: 1,
      children: 0,
      note: '',
    });
    expect(around.status).toBe(404);
  });
});

describe('applying', () => {
  it('asks the head first, who says yes from the first page', async () => {
    const sent = await world.as('facility_staff').post(`/courses/${course.id}/apply`, own());
    expect(sent.status).toBe(303);
    expect(await stateOf('職 員子')).toBe('asked');
    const head = await world.as('facility_head').get('/');
    expect(head.text).toContain('研修の申込みに返事を待っています');
    const { id } = (await applications())[0]!;
    for (const who of ['facility_staff', 'other_head', 'council_member'] as const)
      expect([403, 404]).toContain(
        (await world.as(who).post(`/courses/${course.id}/applications/${id}/yes`)).status,
      );
    expect(
      (await world.as('facility_head').post(`/courses/${course.id}/applications/${id}/yes`)).status,
    ).toBe(303);
    expect(await stateOf('職 員子')).toBe('taken');
    expect((await world.as('facility_staff').get(`/courses/${course.id}`)).text).toContain(
      '参加が決まっています',
    );
  });

  it('keeps to the number a facility may send, and sends nobody when one is too many', async () => {
    const too = await world.as('facility_head').post(`/courses/${course.id}/send`, {
      facility_id: world.facility[0]!,
      others: '名 一子 3年\n名 二子',
      wishes: '',
    });
    expect(too.status).toBe(422);
    expect(too.text).toContain('1つの施設から参加できるのは2人までです');
    expect(await stateOf('名 一子')).toBeUndefined();
    const sent = await world.as('facility_head').post(`/courses/${course.id}/send`, {
      facility_id: world.facility[0]!,
      others: '名 一子 3年',
      wishes: '',
    });
    expect(sent.status).toBe(303);
    expect(await stateOf('名 一子')).toBe('taken');
  });

  it('takes another town’s staff without an account, who see it again by the code, once each', async () => {
    const page = await world.as(null).get('/open/courses');
    expect(page.text).toContain('新任保育者の対話型研修');
    const nothing = await world
      .as(null)
      .post(`/open/courses/${course.id}/apply`, outside({ agreed: '', outside_town: '' }));
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('施設長（所属長）の了承を確かめて');
    const sent = await world.as(null).post(`/open/courses/${course.id}/apply`, outside());
    expect(sent.location).toBe('/open/courses/receipt');
    expect(await stateOf('隣 町子')).toBe('taken');
    const twice = await world.as(null).post(`/open/courses/${course.id}/apply`, outside());
    expect(twice.status).toBe(422);
    expect(twice.text).toContain('すでに申し込んでいます');
  });

  it('shows an application to its person, their head and who manages, and to nobody else', async () => {
    const names = async (who: Who) =>
      (await world.reading(who, (tx) => applicationsOf(tx, course.id))).map((one) => one.name).toSorted();
    expect(await names('facility_staff')).toEqual(['職 員子']);
    expect(await names('facility_head')).toEqual(['名 一子', '職 員子'].toSorted());
    for (const who of ['other_head', 'council_member', 'observer', 'administrator'] as const)
      expect(await names(who)).toEqual([]);
    expect(await names('secretariat')).toHaveLength(3);
  });

  it('gives the place of who withdraws to the next', async () => {
    await world.as('other_head').post(`/courses/${course.id}/send`, {
      facility_id: world.facility[1]!,
      others: '別 一子 9年\n別 二子 1年',
      wishes: '',
    });
    expect([await stateOf('別 一子'), await stateOf('別 二子')]).toEqual(['taken', 'waiting']);
    const { id } = (await applications()).find((one) => one.name === '別 一子')!;
    expect(
      (await world.as('facility_head').post(`/courses/${course.id}/applications/${id}/withdraw`)).status,
    ).toBe(404);
    expect(
      (await world.as('other_head').post(`/courses/${course.id}/applications/${id}/withdraw`)).status,
    ).toBe(303);
    expect(await stateOf('別 一子')).toBe('withdrawn');
    // The line moves by its own job.
    expect(await stateOf('別 二子')).toBe('waiting');
  });

  it('refuses to call off the sitting whose line the applications stand in', async () => {
    const answer = await world
      .as('coordinator')
      .post(`/courses/${course.id}/sessions/${course.sessions[0]}/cancel`, { reason: '雪', _version: 1 });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('研修全体を中止してください');
  });
});

describe('coming, and looking back', () => {
  it('counts at the door who has a place, late minutes and all', async () => {
    const code = await world.reading('coordinator', (tx) => doorCode(tx, course.sessions[0]!));
    world.at('2026-12-01T12:00:00+09:00');
    const early = await world.as('facility_staff').post(`/open/courses/door/${code}`);
    expect(early.text).toContain('始まる1時間前からです');
    world.at('2026-12-01T14:40:00+09:00');
    expect((await world.as('other_head').post(`/open/courses/door/${code}`)).text).toContain(
      '参加者の中に見つかりません',
    );
    expect((await world.as('facility_staff').post(`/open/courses/door/${code}`)).status).toBe(303);
    const [row] = await world.owner<{ minutes: number; way: string }>(
      'select minutes, way from course_attendance',
    );
    expect(row).toEqual({ minutes: 50, way: 'door' });
  });

  it('takes the list, and what was missed is made good', async () => {
    world.at('2026-12-08T17:00:00+09:00');
    const taken = (await applications()).filter((one) => one.state === 'taken');
    for (const session of course.sessions)
      await world.writing('coordinator', (tx) =>
        saveAttendance(
          tx,
          course.id,
          session,
          taken.map((one) => ({
            application_id: one.id,
            present: one.name !== '名 一子' || session !== course.sessions[0],
            minutes: null,
            note: '',
          })),
        ),
      );
    const late = taken.find((one) => one.name === '名 一子')!;
    const list = `/courses/${course.id}/sessions/${course.sessions[0]}/attendance`;
    const rows = {
      rows: taken.map((one) => one.id),
      [`here_${taken[0]!.id}`]: '1',
      [`minutes_${taken[0]!.id}`]: '95',
    };
    const long = await world.as('coordinator').post(list, rows);
    expect(long.status).toBe(422);
    expect(long.text).toContain('この回は90分です');
    for (const one of taken)
      if (one !== late) Object.assign(rows, { [`here_${one.id}`]: '1', [`minutes_${one.id}`]: '' });
    expect((await world.as('coordinator').post(list, rows)).status).toBe(303);
    const answer = await world
      .as('coordinator')
      .post(`/courses/${course.id}/sessions/${course.sessions[0]}/make-ups`, {
        application_id: late.id,
        way: 'report',
        made_on: '2026-12-05',
        note: '',
      });
    expect(answer.status).toBe(303);
    expect(
      (await world.as('facility_head').get(`/courses/${course.id}/sessions/${course.sessions[0]}/attendance`))
        .status,
    ).toBe(403);
  });

  it('keeps a reflection to its writer until it is shared with the head', async () => {
    const path = `/courses/${course.id}/sessions/${course.sessions[0]}/reflection`;
    expect(
      (await world.as('facility_staff').post(path, { takes: '待つことの意味', tries: '', _version: 0 }))
        .status,
    ).toBe(303);
    expect((await world.as('facility_head').get('/courses/records')).text).not.toContain('待つことの意味');
    expect((await world.as('facility_head').get(path)).status).toBe(404);
    expect(
      (
        await world
          .as('facility_staff')
          .post(path, { takes: '待つことの意味', tries: '', shared: '1', _version: 1 })
      ).status,
    ).toBe(303);
    expect((await world.as('facility_head').get('/courses/records')).text).toContain('待つことの意味');
    expect((await world.as('other_head').get('/courses/records')).text).not.toContain('待つことの意味');
    // An old page overwrites nothing: both texts are shown.
    const stale = await world.as('facility_staff').post(path, { takes: '別の言葉', tries: '', _version: 1 });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('待つことの意味');
  });
});

describe('certificates', () => {
  it('say what is missing, and are given once all is there', async () => {
    const staff = (await applications()).find((one) => one.name === '職 員子')!;
    const path = `/courses/${course.id}/applications/${staff.id}/certificate`;
    const early = await world.as('coordinator').post(path);
    expect(early.status).toBe(409);
    expect(early.text).toContain('「第2回」の振返りが書かれていません');
    await world.writing('facility_staff', (tx) =>
      reflect(tx, course.id, course.sessions[1]!, {
        takes: '問いを持ち帰る',
        tries: '',
        shared: false,
        _version: 0,
      }),
    );
    expect((await world.as('coordinator').post(path)).status).toBe(303);
    const [own] = await world.owner<{ id: number; number: string }>(
      'select id, number from course_certificate',
    );
    expect(own!.number).toBe('2026-L1-0001');
    const file = await world.as('facility_staff').get(`/courses/certificates/${own!.id}.pdf`);
    expect(file.response.headers.get('content-type')).toBe('application/pdf');
    for (const [who, status] of [
      ['facility_head', 200],
      ['other_head', 404],
      ['council_member', 404],
    ] as const)
      expect((await world.as(who).get(`/courses/certificates/${own!.id}.pdf`)).status).toBe(status);
    expect((await world.as('facility_head').get('/courses/records')).text).toContain('2026-L1-0001');
  });

  it('are verified by number and code, and by nothing else', async () => {
    const [row] = await world.owner<{ code_sealed: string }>('select code_sealed from course_certificate');
    const { openSeal } = await import('../../platform/web/open.ts');
    const code = openSeal(world.house, row!.code_sealed)!;
    const good = await world.as(null).post('/open/courses/verify', { number: '2026-L1-0001', code });
    expect(good.text).toContain('有効な修了証です');
    const bad = await world
      .as(null)
      .post('/open/courses/verify', { number: '2026-L1-0001', code: 'ABCDEFGHJK' });
    expect(bad.text).toContain('見つかりません');
    expect(bad.text).not.toContain('職 員子');
  });

  it('are never doubled and leave no gap, however issuing, repeating, withdrawing and issuing anew fall together', async () => {
    world.at('2026-11-21T10:00:00+09:00');
    const other = await world.writing('secretariat', async (tx) => {
      const made = await openSampleCourse(tx, world.organisation.center, [3], {
        category_code: 'mid_career',
        asks_reflection: false,
        required_minutes: 0,
        units: [],
      });
      await sendSeveral(tx, made.id, {
        facility_id: world.facility[2]!,
        people: [],
        others: [1, 2, 3, 4, 5].map((n) => ({ name: `受講 ${n}`, years: n })),
        wishes: '',
      });
      return made;
    });
    world.at('2026-11-24T18:00:00+09:00');
    const taken = await applications(other.id);
    await world.writing('secretariat', (tx) =>
      saveAttendance(
        tx,
        other.id,
        other.sessions[0]!,
        taken.map((one) => ({ application_id: one.id, present: true, minutes: null, note: '' })),
      ),
    );
    type Step =
      { kind: 'all' } | { kind: 'one'; n: number } | { kind: 'withdraw'; n: number } | { kind: 'fail' };
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.constant<Step>({ kind: 'all' }),
      fc.record({ kind: fc.constant('one' as const), n: fc.nat(4) }),
      fc.record({ kind: fc.constant('withdraw' as const), n: fc.nat(4) }),
      fc.constant<Step>({ kind: 'fail' }),
    );
    const run = async (one: Step, who: Who): Promise<void> => {
      await world
        .writing(who, async (tx) => {
          if (one.kind === 'all') await issueAll(tx, other.id);
          else if (one.kind === 'one') await issueOne(tx, other.id, taken[one.n]!.id);
          else if (one.kind === 'fail') {
            // A number taken by what comes to nothing is free again.
            await issueAll(tx, other.id);
            throw new Error('came to nothing');
          } else {
            const there = await tx.db
              .selectFrom('course_certificate')
              .where('application_id', '=', taken[one.n]!.id)
              .where('withdrawn_at', 'is', null)
              .select('id')
              .executeTakeFirst();
            if (there) await withdrawCertificate(tx, there.id, '名前の誤り');
          }
        })
        .catch((error: unknown) => {
          if (error instanceof Error && (error.message === 'came to nothing' || 'status' in error)) return;
          throw error;
        });
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        await Promise.all(steps.map((one, at) => run(one, at % 2 === 0 ? 'coordinator' : 'secretariat')));
        const rows = await world.owner<{ serial: number; application_id: number; withdrawn: boolean }>(
          `select serial, application_id, withdrawn_at is not null as withdrawn from course_certificate where category_code = 'mid_career' order by serial`,
        );
        expect(rows.map(({ serial }) => serial)).toEqual(rows.map((_, at) => at + 1));
        const valid = rows.filter((row) => !row.withdrawn).map((row) => Number(row.application_id));
        expect(new Set(valid).size).toBe(valid.length);
        const [counter] = await world.owner<{ last: number }>(
          `select last from course_counter where category_code = 'mid_career'`,
        );
        expect(counter?.last ?? 0).toBe(rows.length);
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});

describe('groups', () => {
  it('are formed of who takes part; members read and write their sheet, others do not', async () => {
    world.at('2026-12-09T10:00:00+09:00');
    const formed = await world.as('coordinator').post(`/courses/${course.id}/groups`, { size: 3 });
    expect(formed.status).toBe(303);
    const [group] = await world.owner<{ id: number }>('select id from course_group');
    const path = `/courses/${course.id}/groups/${group!.id}`;
    expect((await world.as('facility_staff').get(path)).text).toContain('名 一子');
    for (const who of ['facility_head', 'other_head', 'observer'] as const)
      expect((await world.as(who).get(path)).status).toBe(404);
    const notes = { cases: '朝の受入れ', insights: '待つ', tomorrow: '声を一つ', _version: 1 };
    expect((await world.as('facility_staff').post(path, notes)).status).toBe(303);
    const again = await world.as('coordinator').post(`/courses/${course.id}/groups`, { size: 3 });
    expect(again.status).toBe(409);
  });
});

describe('出前講座', () => {
  it('goes from asking to its report, with who may not', async () => {
    expect(
      (
        await world
          .as('facility_head')
          .post('/lectures/themes/new', { title: 'x', minutes: 90, position: 1, _version: 0 })
      ).status,
    ).toBe(403);
    await world.as('coordinator').post('/lectures/themes/new', {
      title: '児童虐待に気づく',
      summary: '',
      audience: '',
      minutes: 90,
      position: 10,
      _version: 0,
    });
    const [theme] = await world.owner<{ id: number }>('select id from lecture_theme');
    const fields = {
      theme_id: theme!.id,
      facility_id: world.facility[0]!,
      asker: '',
      contact: '',
      purpose: '園内研修で学びたい',
      people: 12,
      wishes: '12月20日 14時から',
      place: '',
    };
    expect((await world.as('facility_staff').post('/lectures/new', fields)).status).toBe(403);
    const asked = await world.as('facility_head').post('/lectures/new', fields);
    expect(asked.status).toBe(303);
    expect((await world.as('coordinator').get('/')).text).toContain('出前講座の依頼が届いています');
    expect((await world.as('other_head').get(asked.location!)).status).toBe(404);
    const arrange = {
      held_on: '2026-12-10',
      starts_at: '14:00',
      ends_at: '15:30',
      speaker: '見本 講',
      reason: '',
    };
    expect((await world.as('facility_head').post(`${asked.location}/arrange`, arrange)).status).toBe(403);
    expect((await world.as('coordinator').post(`${asked.location}/arrange`, arrange)).status).toBe(303);
    expect(
      (await world.as('coordinator').post(`${asked.location}/held`, { people: 11, report: 'よく話せた' }))
        .status,
    ).toBe(409);
    world.at('2026-12-11T10:00:00+09:00');
    expect(
      (await world.as('coordinator').post(`${asked.location}/held`, { people: 11, report: 'よく話せた' }))
        .status,
    ).toBe(303);
    expect((await world.as('facility_head').get(asked.location!)).text).toContain('よく話せた');
  });
});

describe('for others', () => {
  it('counts the year, with no person in it', async () => {
    const figures = await world.reading('observer', (tx) => courseFigures(tx, 2026));
    const layer = figures.find((one) => one.category_code === 'new_staff')!;
    expect([layer.courses, layer.sessions, layer.people, layer.outside, layer.completed]).toEqual([
      1, 2, 3, 1, 1,
    ]);
  });
});
