import { sampleIntake } from '../consultations/samples.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { csrfFor } from '../../platform/web/handlers.tsx';
import { everybody, makeWorld, secret, type Who, type World } from '../../../tests/world.ts';
import { deskAt, firstGap } from './rules.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  // a Friday evening
  world.at('2026-11-20T21:30:00+09:00');
  await world.owner('delete from family_message_post');
  await world.owner('delete from family_message');
  await world.owner('delete from duty_shift');
  await world.owner('delete from desk_hours');
  await world.owner('delete from call_tally');
  await world.owner('delete from district_team');
  await world.owner('insert into district_team (fiscal_year, area_id, team_id) values (2026, $1, $2)', [
    world.area[0],
    world.case_team.west,
  ]);
  await world.owner('delete from shared.auth_attempt');
});

const text = 'おうちで、こわいことがあります。だれにも言えません。';
const codeOf = (response: Response): string =>
  /tsunagi_receipt=([^;]+)/.exec(response.headers.getSetCookie().join(' '))?.[1] ?? '';
const write = async (fields: Record<string, string | number> = {}, path = '/open/consult/child') =>
  world.as(null).post(path, { text, seen_danger: 1, area_id: world.area[0], ...fields });
/** The browser that holds this code. */
const holder = (code: string) => ({
  get: async (path: string) =>
    (await world.app.request(path, { headers: { cookie: `tsunagi_receipt=${code}` } })).text(),
  post: async (path: string, fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({
      _csrf: csrfFor(secret, 'nobody'),
      _once: crypto.randomUUID(),
      ...fields,
    }))
      body.set(name, value);
    return world.app.request(path, { method: 'POST', headers: { cookie: `tsunagi_receipt=${code}` }, body });
  },
});
const stored = () =>
  world.owner<{ id: number; team_id: number; version: number; urgent: boolean; closed_at: Date | null }>(
    'select * from family_message order by id',
  );

describe('what a child writes at night', () => {
  it('from a school’s area is of the district most of whose towns are in it, and of none where nobody knows', async () => {
    const [school] = await world.owner<{ id: number }>(
      `insert into area (area_system_code, name) select code, '試しの学区' from area_system
       where code <> (select area_system_code from area where id = $1) order by code limit 1 returning id::int`,
      [world.area[0]],
    );
    await world.owner('delete from area_town where area_id = any($1)', [[world.area[0], world.area[1]]]);
    await world.owner(
      `insert into area_town (area_id, area_system_code, town_id)
       select area.id, area_system_code, town from area, unnest($2::bigint[]) as town where area.id = any($1)`,
      [[world.area[0], school!.id], world.town.slice(0, 2)],
    );
    await write({ area_id: school!.id });
    expect((await stored()).map((one) => Number(one.team_id))).toEqual([world.case_team.west]);
    await world.owner('delete from area_town where area_id = $1', [school!.id]);
    await write({ area_id: school!.id });
    expect(Number((await stored())[1]!.team_id)).not.toBe(world.case_team.west);
  });

  it('is read by nobody but the team it came to', async () => {
    await write();
    const [message] = await stored();
    expect(message!.team_id).toBe(world.case_team.west);
    for (const who of Object.keys(everybody) as Who[]) {
      if (who === 'west_worker' || who === 'west_supervisor') continue;
      const { status } = await world.as(who).get(`/messages/${message!.id}`);
      expect([403, 404], who).toContain(status);
      expect(
        await world
          .reading(who, (tx) => tx.db.selectFrom('family_message').select('id').execute())
          .catch(() => []),
        who,
      ).toEqual([]);
      const post = await world.as(who).post(`/messages/${message!.id}/answer`, { body: 'x', _version: 1 });
      expect([403, 404], who).toContain(post.status);
    }
    expect((await world.as('west_worker').get(`/messages/${message!.id}`)).text).toContain(
      'だれにも言えません',
    );
  });

  it('is answered next morning, and the answer is read with the code and by nobody without it', async () => {
    const sent = await write();
    expect([sent.status, sent.location]).toEqual([303, '/open/consult/receipt']);
    const code = codeOf(sent.response);
    // A child reads its receipt as it read the page before, with readings.
    const receipt = await holder(code).get('/open/consult/receipt');
    expect(receipt).toContain('まだ<ruby>返事<rp>（</rp><rt>へんじ</rt><rp>）</rp></ruby>はありません');
    for (const phone of ['tel:110', 'tel:189', 'tel:0120078310'])
      expect(receipt.slice(0, receipt.indexOf('</main>'))).toContain(phone);
    world.at('2026-11-21T08:50:00+09:00');
    const [message] = await stored();
    const at = `/messages/${message!.id}`;
    const answered = await world
      .as('west_worker')
      .post(`${at}/answer`, { body: 'はなしてくれて、ありがとう。', _version: message!.version });
    expect([answered.status, answered.location]).toEqual([303, at]);
    const page = await holder(code).get('/open/consult/receipt');
    expect(page).toContain('はなしてくれて、ありがとう。');
    // never who of the desk wrote it
    for (const name of everybody.west_worker.name) expect(page).not.toContain(name);
    expect(await holder('ABCDEFGHJK').get('/open/consult/receipt')).not.toContain('ありがとう');
    const wrong = await world.as(null).post('/open/consult/receipt', { code: 'ABCDE-FGHJK' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('このコードは見つかりません');
    const [{ code_hash }] = (await world.owner<{ code_hash: string }>(
      'select code_hash from family_message',
    )) as [{ code_hash: string }];
    expect(code_hash).not.toContain(code);
  });

  it('goes on when its writer writes again, also after it was closed', async () => {
    const code = codeOf((await write()).response);
    const [message] = await stored();
    const at = `/messages/${message!.id}`;
    // not before somebody has answered
    expect((await world.as('west_worker').post(`${at}/close`, { _version: 1 })).status).toBe(409);
    await world.as('west_worker').post(`${at}/answer`, { body: '読みました。', _version: 1 });
    expect((await world.as('west_worker').post(`${at}/close`, { _version: 2 })).status).toBe(303);
    expect((await stored())[0]!.closed_at).not.toBeNull();
    expect(
      (await holder(code).post('/open/consult/reply', { text: 'またかきます', website: '' })).status,
    ).toBe(303);
    expect((await stored())[0]!.closed_at).toBeNull();
    expect((await world.as('west_worker').get('/messages')).html).toContain(at);
    expect((await holder('ABCDEFGHJK').post('/open/consult/reply', { text: 'x', website: '' })).status).toBe(
      404,
    );
  });

  it('comes back once with the numbers to call when it hints at danger, and keeps its text', async () => {
    const danger = 'もう限界です。死にたいです。';
    const asked = await world.as(null).post('/open/consult', { text: danger });
    expect(asked.status).toBe(422);
    expect(asked.html).toContain(danger);
    expect(asked.html).toContain('href="#emergency"');
    expect(await stored()).toEqual([]);
    expect((await world.as(null).post('/open/consult', { text: danger, seen_danger: 1 })).status).toBe(303);
    expect((await stored())[0]!.urgent).toBe(true);
  });

  it('is not taken from a program that fills the hidden box, and only so often from one address', async () => {
    expect((await write({ website: 'http://x' })).status).toBe(303);
    expect(await stored()).toEqual([]);
    for (let n = 0; n < 9; n++) expect((await write()).status).toBe(303);
    expect((await write()).status).toBe(429);
  });

  it('says in the log that it came and that it was opened, and never what it says', async () => {
    await write();
    const [message] = await stored();
    await world.as('west_worker').get(`/messages/${message!.id}`);
    const events = await world.owner<{ action: string; detail: unknown }>(
      `select action, detail from audit_event where subject_kind = 'message' and subject_id = $1 order by seq`,
      [message!.id],
    );
    expect(events.map(({ action }) => action)).toEqual(['message.send', 'message.open']);
    expect(JSON.stringify(events)).not.toContain('こわい');
  });

  it('goes to another team when it is handed over, and is then not the first team’s any more', async () => {
    await write();
    const [message] = await stored();
    const at = `/messages/${message!.id}`;
    const handed = await world
      .as('west_worker')
      .post(`${at}/hand`, { team_id: world.case_team.east, _version: message!.version });
    expect(handed.status).toBe(303);
    expect((await world.as('west_worker').get(at)).status).toBe(404);
    expect((await world.as('consultation_worker').get(at)).status).toBe(200);
  });

  it('becomes a consultation by one button, and the two are tied without a number being typed', async () => {
    await write();
    const [message] = await stored();
    const at = `/messages/${message!.id}`;
    expect((await world.as('consultation_worker').post(`${at}/consultation`)).status).toBe(404);
    const begun = await world.as('west_worker').post(`${at}/consultation`);
    const form = await world.as('west_worker').get(begun.location!);
    expect(form.html).toContain(`name="message_id" value="${message!.id}"`);
    const taken = await world
      .as('west_worker')
      .post('/consultations/new', { ...sampleIntake, message_id: message!.id as number });
    expect(taken.status).toBe(303);
    const [tied] = await world.owner<{ consultation_id: number }>(
      'select consultation_id::int from family_message where id = $1',
      [message!.id],
    );
    expect(taken.location).toBe(`/consultations/${tied!.consultation_id}`);
    expect((await world.as('west_worker').get(at)).html).toContain(
      `href="/consultations/${tied!.consultation_id}"`,
    );
    // Nobody ties another team's message by sending its number.
    await write();
    const [other] = await world.owner<{ id: number }>('select max(id)::int as id from family_message');
    await world
      .as('consultation_worker')
      .post('/consultations/new', { ...sampleIntake, message_id: other!.id });
    expect(
      await world.owner('select consultation_id from family_message where id = $1', [other!.id]),
    ).toEqual([{ consultation_id: null }]);
  });

  it('is tied to a consultation that was taken down already by choosing it from the team’s list', async () => {
    await write();
    const [{ id, version }] = (await world.owner<{ id: number; version: number }>(
      'select id::int, version from family_message order by id desc limit 1',
    )) as [{ id: number; version: number }];
    await world.as('west_worker').post('/consultations/new', { ...sampleIntake });
    await world.as('consultation_worker').post('/consultations/new', { ...sampleIntake });
    const all = await world.owner<{ id: number; team_id: number }>(
      'select id::int, team_id::int from consultation order by id desc limit 2',
    );
    const own = all.find((one) => one.team_id === world.case_team.west)!;
    const theirs = all.find((one) => one.team_id === world.case_team.east)!;
    const page = await world.as('west_worker').get(`/messages/${id}`);
    expect(page.html).toContain(`<option value="${own.id}"`);
    expect(page.html).not.toContain(`<option value="${theirs.id}"`);
    const link = (consultation_id: number) =>
      world.as('west_worker').post(`/messages/${id}/link`, { consultation_id, _version: version });
    expect((await link(theirs.id)).status).toBe(422);
    expect((await link(own.id)).status).toBe(303);
  });

  it('is found nowhere in the search, and has pages without its words in their titles', async () => {
    await write();
    const [message] = await stored();
    expect((await world.as('west_worker').get('/search?q=こわいこと')).html).not.toContain('/messages/');
    const page = await world.as('west_worker').get(`/messages/${message!.id}`);
    expect(/<title>([^<]*)/.exec(page.html)![1]).not.toContain('こわい');
  });
});

describe('the page a child writes on', () => {
  it('has the way out, the numbers, and no need of an account, a name or scripting', async () => {
    const page = await world.as(null).get('/open/consult/child');
    expect(page.status).toBe(200);
    expect(page.html).toContain('data-leave');
    expect(page.html).toContain('id="emergency"');
    expect(page.html).not.toMatch(/name="(name|email|phone)"/);
    expect(page.response.headers.get('cache-control')).toBe('no-store');
  });

  it('has readings over its characters by itself, and the numbers for children before anything is typed', async () => {
    const page = await world.as(null).get('/open/consult/child');
    expect(page.html).toMatch(/<ruby>話<rp>（<\/rp><rt>はなし<\/rt>/);
    const before = page.html.slice(page.html.indexOf('<main'), page.html.indexOf('<form class="form"'));
    for (const phone of ['110', '189', '0120-0-78310'])
      expect(before).toContain(`href="tel:${phone.replaceAll('-', '')}"`);
    // Whoever put them away is not asked again, and a grown-up's page is as it was.
    expect((await world.as(null).get('/open/consult/child?ruby=0')).html).not.toContain('<ruby>');
    expect((await world.as(null).get('/open/consult')).html).not.toContain('<ruby>');
    // Nothing in the browser says that it was looked at.
    expect(page.response.headers.get('set-cookie') ?? '').not.toContain('reading');
  });

  it.each(['en', 'zh', 'ko', 'vi', 'tl', 'pt'])('speaks %s', async (lang) => {
    const page = await world.as(null).get(`/open/consult/child?lang=${lang}`);
    const main = /<main[\s\S]*<\/main>/.exec(page.html)![0].replace(/<select[\s\S]*?<\/select>/, '');
    expect(main.replace(/<[^>]+>/g, '')).not.toMatch(/[\p{sc=Hiragana}]/u);
  });

  it('says when somebody reads next', async () => {
    await world.as('west_supervisor').post('/messages/duty/hours', {
      weekday: 1,
      opens: '8:45',
      closes: '20:00',
      starts_on_y: 2026,
      starts_on_m: 4,
      starts_on_d: 1,
    });
    // Monday the 23rd is 勤労感謝の日.
    expect((await world.as(null).get('/open/consult')).text).toContain('11月30日');
    world.at('2026-11-30T19:00:00+09:00');
    expect((await world.as(null).get('/open/consult')).text).toContain('いま電話でも話せます');
  });
});

describe('the desk', () => {
  const monday = {
    id: 1,
    weekday: 1,
    opens: '08:45',
    closes: '20:00',
    starts_on: '2026-04-01',
    ends_on: null,
  };
  it('knows when it is open, closes and opens next', () => {
    const never = () => false;
    expect(deskAt([monday], '2026-11-30', '10:00', never)).toEqual({
      open: true,
      until: '20:00',
      next: null,
    });
    expect(deskAt([monday], '2026-11-30', '20:00', never).next).toEqual({
      day: '2026-12-07',
      opens: '08:45',
    });
    expect(deskAt([monday], '2026-11-30', '08:00', never).next).toEqual({
      day: '2026-11-30',
      opens: '08:45',
    });
    expect(deskAt([{ ...monday, ends_on: '2026-11-30' }], '2026-12-01', '08:00', never).next).toBeNull();
  });
  it('sees an hour nobody covers', () => {
    const shift = (opens: string, closes: string) => ({ opens, closes });
    expect(firstGap([monday], [shift('08:45', '12:00'), shift('13:00', '20:00')])).toEqual(
      shift('12:00', '13:00'),
    );
    expect(firstGap([monday], [shift('09:00', '20:00')])).toEqual(shift('08:45', '09:00'));
    expect(firstGap([monday], [shift('08:45', '19:00')])).toEqual(shift('19:00', '20:00'));
    expect(firstGap([monday], [shift('12:00', '20:00'), shift('08:00', '12:30')])).toBeNull();
    expect(firstGap([], [])).toBeNull();
  });

  const shift = { on_date_y: 2026, on_date_m: 11, on_date_d: 26, opens: '17:15', closes: '20:00' };
  it('has its roster from the supervisor alone, for the own team, nobody at two telephones at once', async () => {
    const { west_worker, consultation_worker } = world.person;
    expect(
      (await world.as('west_worker').post('/messages/duty/shifts', { ...shift, person_id: west_worker }))
        .status,
    ).toBe(403);
    const keeper = world.as('west_supervisor');
    expect(
      (await keeper.post('/messages/duty/shifts', { ...shift, person_id: consultation_worker })).status,
    ).toBe(422);
    expect((await keeper.post('/messages/duty/shifts', { ...shift, person_id: west_worker })).status).toBe(
      303,
    );
    const twice = await keeper.post('/messages/duty/shifts', {
      ...shift,
      opens: '19:00',
      person_id: west_worker,
    });
    expect(twice.status).toBe(422);
    expect(twice.text).toContain('別の当番');
    // What was typed is there again, the day as well, and what is wrong leads to the field of its own form.
    for (const kept of ['_y" value="2026"', '_m" value="11"', '_d" value="26"'])
      expect(twice.html).toContain(`name="on_date${kept}`);
    const ids = [...twice.html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    for (const [, to] of twice.html.matchAll(/href="#(f-[^"]+)"/g)) expect(ids).toContain(to);
    // An hour nobody covers is one step from the form that covers it.
    await keeper.post('/messages/duty/hours', {
      weekday: '4',
      opens: '08:45',
      closes: '20:00',
      starts_on_y: 2026,
      starts_on_m: 11,
      starts_on_d: 1,
    });
    const { html } = await keeper.get('/messages/duty?on=2026-11-26');
    expect(html).toContain('href="/messages/duty?on=2026-11-26#add-shift"');
    expect(html).toMatch(/name="opens" value="08:45"/);
    expect(html).toMatch(/name="closes" value="17:15"/);
    expect((await world.as('secretariat').get('/messages/duty')).status).toBe(404);
  });

  it('counts the calls nobody took, by month, for the own team', async () => {
    const day = { team_id: world.case_team.west, on_date_y: 2026, on_date_m: 11, on_date_d: 19 };
    const counted = { ...day, answered: 6, missed: 2, after_hours: 3 };
    expect((await world.as('consultation_worker').post('/messages/duty/calls', counted)).status).toBe(403);
    expect((await world.as('west_worker').post('/messages/duty/calls', counted)).status).toBe(303);
    expect(
      (await world.as('west_worker').post('/messages/duty/calls', { ...counted, missed: 3 })).status,
    ).toBe(303);
    const { text: page } = await world.as('west_supervisor').get('/messages/duty');
    expect(page).toContain('67%');
    expect((await world.as('supervisor').get('/messages/duty')).text).not.toContain('67%');
  });
});
