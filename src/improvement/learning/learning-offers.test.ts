import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { writing } from '../../platform/db/transaction.ts';
import { mailEve, remind, tellOfPlaces } from './jobs.ts';
import { offersToCheck, openDaysWaiting } from './queries-after.ts';
import { planLines } from './rules.ts';
import { sampleOpenDay } from './samples.ts';
import { words as day } from './words-day.ja.ts';
import { words } from './words.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const typed = (more: Record<string, string | number> = {}) => ({
  title: '片付けは、だれの時間か',
  facility_id: world.facility[0]!,
  theme_code: 'practice',
  held_on_y: '2026',
  held_on_m: '12',
  held_on_d: '15',
  places: '6',
  seen: '3歳児の保育室',
  pictures: 'rooms',
  question_1: '子どもは何を決めていますか',
  plan: '9:30 見学\n10:30〜11:30 語り合い\nホールで',
  ...more,
});
const idOf = (location: string | null): number => Number(/\/open-days\/(\d+)/.exec(location ?? '')![1]);
const job = () => ({ ...world.actor(null), kind: 'job' as const, label: 'job:test' });
const notices = (who: Who, words: string) =>
  world.owner<{ url: string }>(`select url from notice where person_id = $1 and title like $2 order by id`, [
    world.person[who],
    `%${words}%`,
  ]);

async function offered(more: Record<string, string | number> = {}): Promise<number> {
  const sent = await world.as('facility_head').post('/open-days/new', typed(more));
  expect(sent.status, sent.text).toBe(303);
  return idOf(sent.location);
}
/** A published day at facility 2, to which facilities 0 and 1 may come. */
const published = (more: Partial<Parameters<typeof sampleOpenDay>[1]> = {}): Promise<number> =>
  world.writing('coordinator', (tx) =>
    sampleOpenDay(tx, {
      facility_id: world.facility[2]!,
      theme_code: 'practice',
      title: '午睡の前の静かな時間',
      held_on: '2026-12-10',
      places: 4,
      questions: ['どこで静かになりますか'],
      seen: '2歳児の部屋',
      ...more,
    }),
  );
const signUp = (who: Who, id: number, more: Record<string, string | number> = {}) =>
  world
    .as(who)
    .post(`/open-days/${id}/sign-up`, { people: '2', who: '主任ほか', wish: '', agreed: '1', ...more });

describe('who may not', () => {
  it('offers, publishes or changes another facility’s day', async () => {
    const foreign = await world
      .as('facility_head')
      .post('/open-days/new', typed({ facility_id: world.facility[1]! }));
    expect(foreign.status).toBe(422);
    for (const who of ['facility_staff', 'observer', 'council_member', 'auditor'] as const) {
      expect((await world.as(who).get('/open-days/new')).status, who).toBe(403);
      expect((await world.as(who).post('/open-days/new', typed())).status, who).toBe(403);
    }
    const id = await offered({ title: 'まだ見えない回' });
    for (const who of ['other_head', 'observer', 'council_member'] as const) {
      expect((await world.as(who).get(`/open-days/${id}`)).status, who).toBe(404);
      expect((await world.as(who).get('/open-days?year=all')).text, who).not.toContain('まだ見えない回');
      expect((await world.as(who).post(`/open-days/${id}/publish`)).status, who).not.toBe(303);
    }
    expect((await world.as('facility_head').post(`/open-days/${id}/publish`)).status).toBe(403);
    expect((await world.as('facility_staff').post(`/open-days/${id}/offer`)).status).toBe(403);
    await world.as('coordinator').post(`/open-days/${id}/publish`);
    const late = await world
      .as('facility_head')
      .post(`/open-days/${id}/edit`, typed({ title: '勝手に変えた回', _version: 3 }));
    expect(late.status).toBe(403);
    expect(late.text).toContain(words.errors.published);
  });

  it('reads who comes where neither host nor visitor, signs another facility up, or answers for it', async () => {
    const id = await published();
    expect((await signUp('facility_head', id, { who: '名前のある人' })).status).toBe(303);
    for (const who of ['other_head', 'observer', 'council_member'] as const)
      expect((await world.as(who).get(`/open-days/${id}`)).text, who).not.toContain('名前のある人');
    expect((await world.as('other_head').get(`/open-days/${id}/sign-ups/export`)).status).toBe(403);
    expect((await signUp('other_head', id, { facility_id: world.facility[0]! })).status).toBe(422);
    expect((await signUp('facility_staff', id)).status).toBe(403);
    expect((await signUp('observer', id)).status).toBe(403);
    const [row] = await world.owner<{ id: number }>('select id from open_day_signup where open_day_id = $1', [
      id,
    ]);
    for (const who of ['other_head', 'facility_staff', 'observer'] as const)
      expect([403, 404], who).toContain(
        (await world.as(who).post(`/open-days/${id}/sign-ups/${row!.id}/cancel`)).status,
      );
  });
});

describe('an offer', () => {
  it('is kept as a draft by itself, told to nobody, and resumed', async () => {
    const kept = await world
      .as('facility_head')
      .post('/open-days/new/draft/save', typed({ title: '途中の題名' }));
    expect(kept.location).toBe('/open-days/new');
    expect((await world.as('facility_head').get('/open-days/new')).html).toContain('途中の題名');
    expect((await world.as('other_head').get('/open-days/new')).html).not.toContain('途中の題名');
    await world.as('facility_head').post('/open-days/new/draft/drop');
    expect((await world.as('facility_head').get('/open-days/new')).html).not.toContain('途中の題名');
  });

  it('goes to those who prepare, comes back with a word, and is published into the calendar', async () => {
    const id = await offered();
    const waiting = await world.reading('coordinator', (tx) => offersToCheck(tx));
    expect(waiting.map((one) => one.id)).toContain(id);
    expect((await world.as('coordinator').get('/')).text).toContain('申し出を確かめてください');
    expect(await notices('coordinator', '申し出がありました')).not.toEqual([]);
    const sent = await world
      .as('coordinator')
      .post(`/open-days/${id}/return`, { return_note: '見学できる人数の根拠を教えてください' });
    expect(sent.status).toBe(303);
    const back = await world.as('facility_head').get(`/open-days/${id}`);
    expect(back.text).toContain('見学できる人数の根拠を教えてください');
    const { returned } = await world.reading('facility_head', (tx) => openDaysWaiting(tx));
    expect(returned.map((one) => one.id)).toContain(id);
    const changed = await world
      .as('facility_head')
      .post(`/open-days/${id}/edit`, typed({ places: 5, _version: 3 }));
    expect(changed.status, changed.text).toBe(303);
    expect((await world.as('facility_head').post(`/open-days/${id}/offer`)).status).toBe(303);
    expect((await world.as('coordinator').post(`/open-days/${id}/publish`)).status).toBe(303);
    expect((await world.as('coordinator').post(`/open-days/${id}/publish`)).status).toBe(409);
    const page = await world.as('other_head').get(`/open-days/${id}`);
    expect(page.text).toContain('あと5人申し込めます');
    // What was said while it was prepared stays between the two.
    expect(page.text).not.toContain('根拠');
    const [event] = await world.owner<{ zone: string; capacity: number; event_kind_code: string }>(
      'select zone, capacity, event_kind_code from event join open_day on event_id = event.id where open_day.id = $1',
      [id],
    );
    expect(event).toEqual({ zone: 'network', capacity: 5, event_kind_code: 'open_day' });
    expect(await notices('facility_head', 'を公開しました')).toContainEqual({ url: `/open-days/${id}` });
  });

  it('says by field what is missing before it is sent', async () => {
    const bare = await world
      .as('facility_head')
      .post('/open-days/new', typed({ question_1: '', seen: '', held_on_m: '10' }));
    expect(bare.status).toBe(422);
    expect(bare.text).toContain(day.errors.question);
    expect(bare.text).toContain(day.errors.seen);
    expect(bare.text).toContain(day.errors.offerAhead);
    const kept = await world
      .as('facility_head')
      .post('/open-days/new', typed({ question_1: '', save: 'keep', title: '問いのない下書き' }));
    expect(kept.status).toBe(303);
    const refused = await world.as('facility_head').post(`${kept.location}/offer`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(day.errors.question);
  });

  it('reads a plan line by line', () => {
    expect(planLines('９：３０ 見学\n10:30〜11:30 語り合い\nホールで\n')).toEqual([
      { time: '９：３０', what: '見学' },
      { time: '10:30〜11:30', what: '語り合い\nホールで' },
    ]);
  });

  it('is printed for the day with questions, promise and a sheet to write on', async () => {
    const id = await offered();
    const pdf = await world.as('facility_head').get(`/open-days/${id}/handout.pdf`);
    expect(pdf.status).toBe(200);
    expect(pdf.response.headers.get('content-type')).toContain('application/pdf');
    expect((await world.as('other_head').get(`/open-days/${id}/handout.pdf`)).status).toBe(404);
  });
});

describe('steps, questions and texts', () => {
  it('follow ECEQ’s five steps by dated facts, written by the host or those who prepare', async () => {
    const id = await published({ facility_id: world.facility[0]!, template: 'eceq' });
    const page = await world.as('other_head').get(`/open-days/${id}`);
    for (const step of [
      'STEP1 事前訪問',
      'STEP2 事前研修',
      'STEP3 問いづくり',
      'STEP4 公開保育',
      'STEP5 事後研修',
    ])
      expect(page.text).toContain(step);
    const step = {
      step: 'eceq_visit',
      planned_on_y: '2026',
      planned_on_m: '11',
      planned_on_d: '20',
      led_by: 'ECEQコーディネーター',
      note: '',
      _version: 0,
    };
    expect((await world.as('other_head').post(`/open-days/${id}/steps/eceq_visit`, step)).status).toBe(403);
    const sent = await world.as('facility_head').post(`/open-days/${id}/steps/eceq_visit`, {
      ...step,
      done_on_y: '2026',
      done_on_m: '11',
      done_on_d: '20',
    });
    expect(sent.status, sent.text).toBe(303);
    expect((await world.as('other_head').get(`/open-days/${id}`)).text).toContain(
      '令和8年11月20日（金）に終えました',
    );
    const stale = await world
      .as('coordinator')
      .post(`/open-days/${id}/steps/eceq_visit`, { ...step, led_by: '別の人' });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('ECEQコーディネーター');
    const ahead = await world.as('facility_head').post(`/open-days/${id}/steps/eceq_after`, {
      ...step,
      step: 'eceq_after',
      done_on_y: '2027',
      done_on_m: '1',
      done_on_d: '5',
    });
    expect(ahead.text).toContain(day.errors.doneAhead);
    expect(
      (
        await world
          .as('facility_head')
          .post(`/open-days/${id}/steps/look_back`, { ...step, step: 'look_back' })
      ).status,
    ).toBe(404);
  });

  it('are written by two people with both texts shown, the record only from the day on', async () => {
    const id = await published({ facility_id: world.facility[0]! });
    const plan = `/open-days/${id}/texts/plan`;
    expect((await world.as('other_head').get(plan)).status).toBe(403);
    expect((await world.as('facility_head').post(plan, { body: '9:30 見学', _version: 0 })).status).toBe(303);
    const second = await world.as('coordinator').post(plan, { body: '10:00 見学', _version: 0 });
    expect(second.status).toBe(422);
    expect(second.text).toContain('9:30 見学');
    expect(
      (
        await world
          .as('facility_head')
          .post(`/open-days/${id}/texts/discussion`, { body: '早い', _version: 0 })
      ).status,
    ).toBe(409);
    expect((await world.as('facility_head').get(`/open-days/${id}/texts/unknown`)).status).toBe(404);
  });

  it('keep a question that may have been answered', async () => {
    const id = await published({ facility_id: world.facility[0]!, held_on: '2026-11-20' });
    const gone = await world
      .as('facility_head')
      .post(`/open-days/${id}/questions`, { question_1: '', question_2: '別の問い', question_3: '' });
    expect(gone.status).toBe(422);
    expect(gone.text).toContain(day.errors.questionAnswered);
    const reworded = await world.as('facility_head').post(`/open-days/${id}/questions`, {
      question_1: 'どこで静かになっていましたか',
      question_2: '',
      question_3: '',
    });
    expect(reworded.status).toBe(303);
  });
});

describe('signing up', () => {
  it('is a facility’s yes, once, with the promise read, and not the host’s', async () => {
    const id = await published();
    const silent = await signUp('facility_head', id, { agreed: '' });
    expect(silent.status).toBe(422);
    expect(silent.text).toContain(words.errors.agree);
    const sent = await signUp('facility_head', id);
    expect(sent.location).toBe(`/open-days/${id}#sign-ups`);
    expect((await signUp('facility_head', id)).text).toContain(day.errors.signedTwice);
    expect((await signUp('coordinator', id, { facility_id: world.facility[2]! })).text).toContain(
      day.errors.hostVisits,
    );
    const many = await signUp('coordinator', id, { facility_id: world.facility[3]!, people: '9' });
    expect(many.text).toContain(day.errors.tooMany(4));
    const page = await world.as('facility_head').get(`/open-days/${id}`);
    expect(page.text).toContain('4人のうち2人が決まっています');
    expect((await world.as('coordinator').get(`/open-days/${id}`)).text).toContain('主任ほか');
  });

  it('waits when full; a freed place is offered for a time, told, accepted or passed on', async () => {
    world.at('2026-11-21T10:00:00+09:00');
    const id = await published({ title: '列のできる回' });
    await signUp('coordinator', id, { facility_id: world.facility[3]!, people: '4' });
    const waits = await signUp('facility_head', id);
    expect(waits.status).toBe(303);
    await signUp('other_head', id);
    expect((await world.as('other_head').get(`/open-days/${id}`)).text).toContain('空き待ち');
    const [first] = await world.owner<{ id: number }>(
      'select id from open_day_signup where open_day_id = $1 and facility_id = $2',
      [id, world.facility[3]],
    );
    expect((await world.as('coordinator').post(`/open-days/${id}/sign-ups/${first!.id}/cancel`)).status).toBe(
      303,
    );
    await world.house.jobs.drain();
    await writing(job(), (tx) => tellOfPlaces.run(tx, {}, {} as never));
    expect(await notices('facility_head', '「列のできる回」に空きが出ました')).toEqual([
      { url: `/open-days/${id}` },
    ]);
    const today = await world.as('facility_head').get('/');
    expect(today.text).toContain('空きが出ました');
    const [mine] = await world.owner<{ id: number }>(
      'select id from open_day_signup where open_day_id = $1 and facility_id = $2',
      [id, world.facility[0]],
    );
    expect(
      (await world.as('facility_head').post(`/open-days/${id}/sign-ups/${mine!.id}/accept`)).status,
    ).toBe(303);
    expect(
      (await world.as('facility_head').post(`/open-days/${id}/sign-ups/${mine!.id}/accept`)).status,
    ).toBe(409);
    // The other lets its time pass.
    world.at('2026-11-25T10:00:00+09:00');
    const [other] = await world.owner<{ id: number }>(
      'select id from open_day_signup where open_day_id = $1 and facility_id = $2',
      [id, world.facility[1]],
    );
    expect((await world.as('other_head').post(`/open-days/${id}/sign-ups/${other!.id}/accept`)).status).toBe(
      409,
    );
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('survives a cancellation that is taken back, in the order they came', async () => {
    const id = await published({ title: '雪で止まる回' });
    await signUp('coordinator', id, { facility_id: world.facility[3]!, people: '3' });
    await signUp('facility_head', id);
    const version = async () =>
      (await world.owner<{ version: number }>('select version from open_day where id = $1', [id]))[0]!
        .version;
    const off = await world
      .as('coordinator')
      .post(`/open-days/${id}/cancel`, { cancel_reason: '大雪', _version: await version() });
    expect(off.status, off.text).toBe(303);
    const closing = await import('../../base/applications/jobs.ts');
    await writing(job(), (tx) =>
      closing.applicationJobs
        .find((one) => one.name === 'applications.watch')!
        .run(tx, {} as never, {} as never),
    );
    await world.house.jobs.drain();
    const open = () =>
      world.owner<{ facility_id: number; confirmed: boolean }>(
        `select open_day_signup.facility_id, confirmed_at is not null as confirmed from open_day_signup
         join event_application on event_application.id = event_application_id
         where open_day_id = $1 and cancelled_at is null order by number`,
        [id],
      );
    expect(await open()).toEqual([]);
    const back = await world
      .as('coordinator')
      .post(`/open-days/${id}/restore`, { _version: await version() });
    expect(back.status, back.text).toBe(303);
    expect(await open()).toEqual([
      { facility_id: world.facility[3], confirmed: true },
      { facility_id: world.facility[0], confirmed: false },
    ]);
  });

  it('moves with the day, keeps its host, and is reminded three days before', async () => {
    const id = await published({ title: '動く回', starts_at: '09:30', ends_at: '11:00' });
    await signUp('facility_head', id);
    const { version } = (
      await world.owner<{ version: number }>('select version from open_day where id = $1', [id])
    )[0]!;
    const fields = {
      ...typed({
        title: '動く回',
        facility_id: world.facility[2]!,
        held_on_d: '16',
        places: 4,
        starts_at: '10:00',
        ends_at: '11:30',
      }),
    };
    const elsewhere = await world
      .as('coordinator')
      .post(`/open-days/${id}/edit`, { ...fields, facility_id: world.facility[4]!, _version: version });
    expect(elsewhere.text).toContain(words.errors.hostSignups);
    const moved = await world
      .as('coordinator')
      .post(`/open-days/${id}/edit`, { ...fields, _version: version });
    expect(moved.status, moved.text).toBe(303);
    const [session] = await world.owner<{ starts_at: Date }>(
      'select event_session.starts_at from event_session join open_day using (event_id) where open_day.id = $1',
      [id],
    );
    expect(session!.starts_at.toISOString()).toBe('2026-12-16T01:00:00.000Z');
    world.at('2026-12-13T07:00:00+09:00');
    for (let i = 0; i < 2; i++) await writing(job(), (tx) => remind.run(tx, {}, {} as never));
    expect(await notices('facility_head', '「動く回」は12月16日')).toHaveLength(1);
    // By mail the day before: the heads of who comes and of the host, each once, none to others.
    world.at('2026-12-15T07:00:00+09:00');
    const planned: Record<string, number>[] = [];
    const planning = async () =>
      writing(job(), (tx) =>
        remind.run(
          Object.assign(Object.create(tx) as typeof tx, {
            plan: async (_job: unknown, data: Record<string, number>) => void planned.push(data),
          }),
          {},
          {} as never,
        ),
      );
    for (let i = 0; i < 2; i++) await planning();
    expect(planned.filter((one) => one.person_id === world.person.facility_head)).toEqual([
      { open_day_id: id, facility_id: world.facility[0], person_id: world.person.facility_head },
    ]);
    expect(new Set(planned.map((one) => one.person_id)).size).toBe(planned.length);
    const mails: { to: string; subject: string; text: string }[] = [];
    const mail = async (one: (typeof mails)[number]) => void mails.push(one);
    await world.owner(
      `insert into person_contact (person_id, email, updated_at) values ($1, 'en@example.jp', now())
       on conflict (person_id) do update set email = excluded.email`,
      [world.person.facility_head],
    );
    for (const data of planned)
      await writing(job(), (tx) => mailEve.run(tx, data as never, { mail } as never));
    const own = mails.filter((one) => one.to === 'en@example.jp');
    expect(own).toHaveLength(1);
    expect(own[0]!.subject).toBe('あすは公開保育「動く回」です');
    expect(own[0]!.text).toContain(`/open-days/${id}`);
    await world.owner('update open_day set held_on = held_on + 7 where id = $1', [id]);
    mails.length = 0;
    for (const data of planned)
      await writing(job(), (tx) => mailEve.run(tx, data as never, { mail } as never));
    expect(mails).toEqual([]);
    await world.owner('update open_day set held_on = held_on - 7 where id = $1', [id]);
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('becomes participation in one step, which the KPI counts', async () => {
    const id = await published({ title: '数える回' });
    await signUp('facility_head', id);
    await signUp('other_head', id);
    world.at('2026-12-11T09:00:00+09:00');
    expect(
      (await world.as('facility_head').post(`/open-days/${id}/participations/from-sign-ups`)).status,
    ).toBe(403);
    const sent = await world.as('coordinator').post(`/open-days/${id}/participations/from-sign-ups`);
    expect(sent.status, sent.text).toBe(303);
    const [sum] = await world.owner<{ people: number }>(
      'select sum(people)::int as people from open_day_participation where open_day_id = $1',
      [id],
    );
    expect(sum).toEqual({ people: 4 });
    expect((await world.as('coordinator').post(`/open-days/${id}/participations/from-sign-ups`)).status).toBe(
      409,
    );
    world.at('2026-11-21T10:00:00+09:00');
  });
});
