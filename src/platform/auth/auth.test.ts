import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, programFor, type Browser } from '../../../tests/browser.ts';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { typedIssue } from '../../improvement/issues/samples-typed.ts';
import { createDemoAccounts } from './accounts.ts';
import { disableAccount } from './invitations.ts';
import { tidy } from './jobs.ts';

const password = 'あさひ橋 の うえ で 手をふる';
const morning = '2026-11-21T10:00:00+09:00';

describe('signing in', () => {
  let world: World;
  let program: ReturnType<typeof programFor>;
  const email = (who: Who) => `${who}@example.invalid`;
  const account = (who: Who) =>
    program.auth.createAccount('999997', {
      person_id: world.person[who],
      name: '試 験子',
      email: email(who),
      password,
    });
  /** A browser whose sign-in form was just sent. */
  const tried = async (who: string, given = password, options: Parameters<typeof openBrowser>[1] = {}) => {
    const browser = openBrowser(program.app, options);
    await browser.get('/sign-in');
    const address = who.includes('@') ? who : email(who as Who);
    return { browser, answer: await browser.post('/sign-in', { email: address, password: given }) };
  };
  const events = (action: string, who: Who) =>
    world.owner<{ actor: string; detail: Record<string, unknown> }>(
      'select actor, detail from audit_event where action = $1 and about_person_id = $2 order by seq',
      [action, world.person[who]],
    );

  beforeAll(async () => {
    world = await makeWorld();
    program = programFor(world, { DEMO: false });
    for (const who of ['coordinator', 'facility_head', 'secretariat', 'observer', 'auditor'] as const) {
      await account(who);
    }
  });
  afterAll(() => world.close());

  it('leads somebody who is not signed in to the sign-in page and back', async () => {
    const browser = openBrowser(program.app);
    const turned = await browser.get('/account?x=1');
    expect(turned.location).toBe('/sign-in?to=%2Faccount%3Fx%3D1');
    const page = await browser.get(turned.location!);
    expect(page.html).toContain('name="to" value="/account?x=1"');
    const { location } = await browser.post('/sign-in', {
      email: email('coordinator'),
      password,
      to: '/account?x=1',
    });
    expect(location).toBe('/account?x=1');
    expect((await browser.get('/account')).text).toContain(email('coordinator'));
  });

  it('never leads to another server', async () => {
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', 'account']) {
      const browser = openBrowser(program.app);
      await browser.get('/sign-in');
      const { location } = await browser.post('/sign-in', { email: email('coordinator'), password, to });
      expect(location).toBe('/');
    }
  });

  it('says the same for a wrong password, an unknown address and a closed account', async () => {
    world.at('2026-11-21T10:05:00+09:00');
    await world.writing('administrator', (tx) => disableAccount(tx, world.person.observer));
    const wrong = await tried('secretariat', 'ちがう ことば を ならべた');
    const unknown = await tried('nobody@example.invalid');
    const closed = await tried('observer');
    const said = (text: string) => text.replaceAll(/\S+@example.invalid/g, '');
    expect(wrong.answer.status).toBe(422);
    expect(wrong.answer.text).toContain('メールアドレスかパスワードが違います');
    expect(said(unknown.answer.text)).toBe(said(wrong.answer.text));
    expect(said(closed.answer.text)).toBe(said(wrong.answer.text));
    expect(wrong.answer.html).toContain(email('secretariat')); // the address typed is kept
    expect(wrong.answer.html).not.toContain('ちがう ことば'); // the password is not
    expect((await wrong.browser.get('/account')).status).toBe(303);
    expect(await events('auth.sign-in-failed', 'secretariat')).toMatchObject([
      { actor: 'public', detail: { method: 'password', reason: 'password' } },
    ]);
  });

  it('takes no cookie that it did not sign, and none of an ended session', async () => {
    const { browser } = await tried('coordinator');
    const good = browser.cookie('tsunagi.session_token')!;
    const forged = openBrowser(program.app);
    for (const cookie of [good.slice(0, -6) + 'AAAAAA', good.split('.')[0]!, '%E0%A4%A', '.x']) {
      forged.setCookie('tsunagi.session_token', cookie);
      expect((await forged.get('/account')).status).toBe(303);
    }
    await browser.get('/account');
    await browser.post('/sign-out');
    const replayed = openBrowser(program.app);
    replayed.setCookie('tsunagi.session_token', good);
    expect((await replayed.get('/account')).status).toBe(303);
    expect(await events('auth.sign-out', 'coordinator')).toHaveLength(1);
  });

  it('locks an account after five failures, longer each time, alike for one that does not exist', async () => {
    for (const who of ['facility_head', 'ghost@example.invalid']) {
      world.at('2026-11-22T10:00:00+09:00');
      const from = { address: who === 'facility_head' ? '192.0.2.20' : '192.0.2.21' };
      for (let failure = 1; failure <= 5; failure++) {
        expect((await tried(who, 'まちがい つづき の ことば', from)).answer.text).toContain('違います');
      }
      // Even the right password is not looked at now.
      expect((await tried(who, password, from)).answer.text).toContain('10:15まで受け付けません');
      world.at('2026-11-22T10:14:59+09:00');
      expect((await tried(who, password, from)).answer.text).toContain('受け付けません');
      world.at('2026-11-22T10:15:00+09:00');
      for (let failure = 1; failure <= 5; failure++) {
        expect((await tried(who, 'まちがい つづき の ことば', from)).answer.text).toContain('違います');
      }
      expect((await tried(who, password, from)).answer.text).toContain('10:45まで受け付けません');
    }
    world.at('2026-11-22T10:46:00+09:00');
    expect((await tried('facility_head')).answer.status).toBe(303);
    // Success forgives: four new failures do not lock.
    for (let failure = 1; failure <= 4; failure++) await tried('facility_head', 'まちがい つづき の ことば');
    expect((await tried('facility_head')).answer.status).toBe(303);
  });

  it('lets no more than thirty wrong tries a minute come from one address, whatever accounts they name', async () => {
    world.at('2026-11-23T10:00:00+09:00');
    const browser = openBrowser(program.app, { address: '198.51.100.7' });
    await browser.get('/forgot');
    for (let i = 1; i <= 30; i++) {
      const { status } = await browser.post('/forgot', { email: `somebody${i}@example.invalid` });
      expect(status).toBe(200);
    }
    expect((await browser.post('/forgot', { email: 'one-more@example.invalid' })).status).toBe(429);
    expect((await tried('coordinator', password, { address: '198.51.100.7' })).answer.status).toBe(429);
    expect((await tried('coordinator', password, { address: '198.51.100.8' })).answer.status).toBe(303);
    world.at('2026-11-23T10:01:00+09:00');
    expect((await tried('coordinator', password, { address: '198.51.100.7' })).answer.status).toBe(303);
    await world.house.jobs.drain();
  });

  it('ends a session after an idle hour and after twelve hours', async () => {
    world.at('2026-11-24T08:30:00+09:00');
    const { browser } = await tried('coordinator');
    const idle = (await tried('coordinator')).browser;
    for (let minutes = 50; minutes < 12 * 60; minutes += 50) {
      world.at(new Date(Date.parse('2026-11-24T08:30:00+09:00') + minutes * 60_000).toISOString());
      expect((await browser.get('/account')).status).toBe(200);
    }
    expect((await idle.get('/account')).status).toBe(303);
    world.at('2026-11-24T20:29:59+09:00');
    expect((await browser.get('/account')).status).toBe(200);
    world.at('2026-11-24T20:30:00+09:00');
    expect((await browser.get('/account')).status).toBe(303);
  });

  it('lists the sessions and ends one, or all of them, and nobody else’s', async () => {
    world.at('2026-11-25T09:00:00+09:00');
    const office = (await tried('coordinator')).browser;
    world.at('2026-11-25T09:30:00+09:00');
    const phone = (await tried('coordinator', password, { agent: 'Mozilla/5.0 (iPhone) Safari/605' }))
      .browser;
    const stranger = (await tried('secretariat')).browser;
    const page = await office.get('/account#sessions');
    expect(page.text).toContain('WindowsのEdge');
    expect(page.text).toContain('iPhone・iPadのSafari');
    expect(page.text).toContain('令和8年11月25日（水）9:30');
    const id = (html: string) => /name="id" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const phoneId = id(page.html);
    await stranger.get('/account');
    expect((await stranger.post('/account/sessions/end', { id: phoneId })).status).toBe(404);
    expect((await phone.get('/account')).status).toBe(200);
    await office.get('/account');
    expect((await office.post('/account/sessions/end', { id: phoneId })).location).toBe('/account');
    expect((await phone.get('/account')).status).toBe(303);
    expect((await office.post('/account/sessions/end-all')).location).toBe('/sign-in');
    expect((await office.get('/account')).status).toBe(303);
    expect((await stranger.get('/account')).status).toBe(200);
    expect(await events('auth.sign-out-everywhere', 'coordinator')).toHaveLength(1);
  });

  it('closes all doors of a disabled person at once, and only to those who may', async () => {
    world.at('2026-11-26T09:00:00+09:00');
    const { browser } = await tried('auditor');
    expect((await browser.get('/account')).status).toBe(200);
    await expect(
      world.writing('coordinator', (tx) => disableAccount(tx, world.person.auditor)),
    ).rejects.toMatchObject({ status: 403 });
    expect((await browser.get('/account')).status).toBe(200);
    await world.writing('administrator', (tx) => disableAccount(tx, world.person.auditor));
    expect((await browser.get('/account')).status).toBe(303);
    expect((await tried('auditor')).answer.status).toBe(422);
  });

  it('shows nothing to somebody whose session ended since their last page, however it ended', async () => {
    world.at('2026-11-21T14:00:00+09:00');
    const ends: Record<string, string> = {
      'signed out elsewhere': 'delete from shared.auth_session where user_id = $1',
      'closed by an administrator': 'update shared.auth_user set disabled_at = now() where id = $1',
      'found idle': `update shared.auth_session set seen_at = seen_at - interval '2 hours' where user_id = $1`,
      'another person at the same account': `update shared.auth_user set person_id = ${world.person.coordinator2} where id = $1`,
    };
    const { rows } = await world.house.pool.query<{ id: string }>(
      'select id from shared.auth_user where email = $1',
      [email('facility_head')],
    );
    const { id } = rows[0]!;
    const [person] = await world.owner<{ name: string }>(
      `select family_name || ' ' || given_name as name from person where id = $1`,
      [world.person.facility_head],
    );
    const { name } = person!;
    for (const [how, statement] of Object.entries(ends)) {
      // Pages of a transaction of their own, pages of none, and data.
      for (const path of ['/facilities', '/facilities.json', '/account', '/no-such-page']) {
        const { browser } = await tried('facility_head');
        const before = await browser.get(path);
        expect((await browser.get(path)).status, how).toBe(before.status);
        await world.owner(statement, [id]);
        const after = await browser.get(path);
        if (how.startsWith('another')) expect(after.html, `${how}: ${path}`).not.toContain(name);
        else if (path === '/no-such-page') expect(after.html, `${how}: ${path}`).not.toContain(name);
        else expect(after.location, `${how}: ${path}`).toBe(`/sign-in?to=${encodeURIComponent(path)}`);
        await world.owner('update shared.auth_user set disabled_at = null, person_id = $2 where id = $1', [
          id,
          world.person.facility_head,
        ]);
      }
    }
  });

  it('writes nothing for somebody whose session ended since their last page, and keeps what they wrote', async () => {
    world.at('2026-11-21T14:02:00+09:00');
    const { rows } = await world.house.pool.query<{ id: string }>(
      'select id from shared.auth_user where email = $1',
      [email('coordinator')],
    );
    const { id } = rows[0]!;
    const ends: Record<string, string> = {
      'signed out elsewhere': 'delete from shared.auth_session where user_id = $1',
      'closed by an administrator': 'update shared.auth_user set disabled_at = now() where id = $1',
      'found idle': `update shared.auth_session set seen_at = seen_at - interval '2 hours' where user_id = $1`,
      'another person at the same account': `update shared.auth_user set person_id = ${world.person.coordinator2} where id = $1`,
    };
    const raised = async () =>
      (
        await world.owner<{ raised_by: number }>('select raised_by from issue where title = $1 order by id', [
          '玄関の段差',
        ])
      ).map((one) => Number(one.raised_by));
    const theirs = world.person.coordinator;
    const form = typedIssue('玄関の段差', '車いすが通れない');
    const writing = async () => {
      const { browser } = await tried('coordinator');
      await browser.get('/issues/new');
      return browser;
    };
    // While the session holds, the form is taken.
    expect((await (await writing()).post('/issues/new', form)).status).toBe(303);
    expect(await raised()).toEqual([theirs]);
    for (const [how, statement] of Object.entries(ends)) {
      const browser = await writing();
      await world.owner(statement, [id]);
      const after = await browser.post('/issues/new', form);
      // Whoever has the account now raises it in their own name; nobody, not at all.
      const another = how.startsWith('another');
      expect(await raised(), how).toEqual(another ? [theirs, world.person.coordinator2] : [theirs]);
      if (!another) expect(after.html, how).toContain('車いすが通れない');
      await world.owner('update shared.auth_user set disabled_at = null, person_id = $2 where id = $1', [
        id,
        world.person.coordinator,
      ]);
    }
  });

  describe('a text that waits while its writer signs in again', () => {
    const words = 'ひとりで走り回る子に手がとられる';
    const form = typedIssue('走り回る子', words);
    /** What the page holds and sends again, as a browser would. */
    const held = (page: string): Record<string, string> => {
      const start = page.indexOf('class="form"');
      const plain = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
      return Object.fromEntries(
        [...page.slice(start).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
          ([, name, value]) => [name!, plain(value!)],
        ),
      );
    };
    const raised = () =>
      world.owner<{ raised_by: number }>('select raised_by from issue where title = $1', ['走り回る子']);
    /** The page that keeps the text, after the session it was written in has ended. */
    const kept = async () => {
      const { browser } = await tried('coordinator');
      await browser.get('/issues/new');
      await world.owner('delete from shared.auth_session');
      const page = await browser.post('/issues/new', form);
      expect([page.status, page.text.includes('サインインが切れました')]).toEqual([403, true]);
      return held(page.html);
    };
    const send = async (who: Who, fields: Record<string, string>, to = '/issues/new') =>
      (await tried(who)).browser.post(to, fields);

    it('is not sent by whoever else signs in, nor shown to them, however often they press', async () => {
      world.at('2026-11-21T14:03:00+09:00');
      let fields = await kept();
      for (let time = 0; time < 3; time++) {
        const page = await send('secretariat', fields);
        expect(page.status).toBe(403);
        expect(page.html).not.toContain(words);
        fields = held(page.html);
      }
      // Nor where they take the guard of a page of their own, in the place of the writer's.
      const { browser } = await tried('secretariat');
      const own = held((await browser.get('/issues/new')).html)['_csrf']!;
      const [guard, typist] = [own.split('.')[0]!, fields['_csrf']!.split('.')[1]!];
      expect((await browser.post('/issues/new', { ...fields, _csrf: `${guard}.${typist}` })).status).toBe(
        422,
      );
      expect(await raised()).toEqual([]);
      // Closed as it is, the first press of the writer sends it.
      expect((await send('coordinator', fields)).status).toBe(303);
      expect(await raised()).toEqual([{ raised_by: world.person.coordinator }]);
      await world.owner(`update issue set title = '先のもの' where title = '走り回る子'`);
    });

    it('passes for no other words, no other place, no forged page and not for ever', async () => {
      world.at('2026-11-21T14:03:30+09:00');
      const fields = await kept();
      const refused = async (given: Record<string, string>, to?: string) => {
        expect((await send('coordinator', given, to)).status).toBe(403);
        expect(await raised()).toEqual([]);
      };
      await refused({ ...fields, description: '別の言葉' });
      await refused({ ...fields, also: 'more' });
      await refused(fields, '/issues/merge');
      await refused({ ...fields, _pass: `${fields['_pass']!.slice(0, -4)}AAAA` });
      // Words that no page of ours sent get no pass, whoever they say has written them.
      const typist = fields['_csrf']!.split('.')[1]!;
      for (const signature of ['', 'x'.repeat(43), 'あ'.repeat(43)]) {
        const { _pass, ...rest } = fields;
        const forged = { ...rest, _csrf: `${'x'.repeat(86)}.${typist}.${signature}` };
        const page = await openBrowser(program.app).post('/issues/new', forged);
        expect(page.status).toBe(403);
        expect(held(page.html)).not.toHaveProperty('_pass');
        await refused(held(page.html));
      }
      world.at('2026-11-24T14:03:31+09:00');
      await refused(fields);
    });

    it('is sent by its writer at the first press, once', async () => {
      world.at('2026-11-21T14:04:00+09:00');
      const fields = await kept();
      for (let time = 0; time < 2; time++) expect((await send('coordinator', fields)).status).toBe(303);
      expect(await raised()).toEqual([{ raised_by: world.person.coordinator }]);
    });
  });

  it('takes an ended session for nobody where the database is asked nothing else, too', async () => {
    world.at('2026-11-21T14:05:00+09:00');
    for (const [path, there, ended] of [
      ['/sign-in', 303, 200],
      ['/postal?code=0700035', 200, 401],
    ] as const) {
      const { browser } = await tried('facility_head');
      await browser.get('/facilities');
      expect((await browser.get(path)).status, path).toBe(there);
      await world.owner('delete from shared.auth_session');
      expect((await browser.get(path)).status, path).toBe(ended);
    }
  });

  it('asks for a second factor at the very next page of a session that has none any more', async () => {
    world.at('2026-11-21T14:10:00+09:00');
    const worker = world.as('consultation_worker');
    expect((await worker.get('/cases')).status).toBe(200);
    expect((await worker.get('/cases')).status).toBe(200);
    const session = await world.session('consultation_worker');
    await world.owner('update shared.auth_session set second_factor_at = null where id = $1', [session!.id]);
    const after = await worker.get('/cases');
    expect([after.status, after.location]).toEqual([303, '/sign-in/second-factor?to=%2Fcases']);
  });

  it('guards its cookie: not for scripts, not for other sites, and only over https where that is used', async () => {
    world.at(morning);
    const plain = (await tried('coordinator')).answer.cookies.join('\n');
    expect(plain).toMatch(/tsunagi\.session_token=.*HttpOnly; SameSite=Lax/i);
    expect(plain).not.toMatch(/Secure/i);
    const https = programFor(world, { DEMO: false, BASE_URL: 'https://tsunagi.example.jp' });
    const browser = openBrowser(https.app);
    await browser.get('/sign-in');
    const { cookies, location } = await browser.post('/sign-in', { email: email('coordinator'), password });
    expect(location).toBe('/');
    expect(cookies.join('\n')).toMatch(/__Host-tsunagi\.session_token=.*Path=\/.*Secure/i);
    expect((await browser.get('/account')).status).toBe(200);
  });

  it('opens nothing of the library but what the pages use', async () => {
    const browser = openBrowser(program.app);
    await browser.get('/sign-in');
    for (const path of ['sign-in/email', 'sign-up/email', 'update-user', 'change-email', 'sign-in/oauth2']) {
      const { status } = await browser.script(`/api/auth/${path}`, { email: email('coordinator'), password });
      expect(status, path).toBe(404);
    }
    expect((await browser.script('/api/auth/get-session')).status).toBe(404);
    expect((await browser.script('/api/auth/passkey/list-user-passkeys')).status).toBe(404);
    expect((await browser.script('/api/auth/passkey/generate-register-options')).status).toBe(403);
    expect((await browser.script('/api/auth/oauth2/callback/oidc')).status).toBe(404);
    expect((await browser.get('/sign-in/oidc')).status).toBe(404);
  });

  it('offers a passkey sign-in that must verify the person', async () => {
    const { browser } = await tried('coordinator');
    const options = await browser.script('/api/auth/passkey/generate-register-options');
    expect(JSON.parse(options.html)).toMatchObject({
      rp: { id: 'localhost', name: 'つなぎ' },
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
    });
    const stranger = openBrowser(program.app);
    expect((await stranger.script('/api/auth/passkey/generate-authenticate-options')).status).toBe(200);
    const answer = await stranger.script('/api/auth/passkey/verify-authentication', {
      response: { id: 'x' },
    });
    expect(answer.status).toBe(400);
    expect((await stranger.get('/account')).status).toBe(303);
  });

  it('forgets by night what has ended', async () => {
    world.at('2026-12-01T03:30:00+09:00');
    const { browser } = await tried('coordinator');
    await world.writing('administrator', (tx) => tidy.run(tx, {}, {} as never));
    const [left] = await world.owner<{ sessions: number; attempts: number }>(
      `select (select count(*) from auth_session where seen_at < '2026-11-30') as sessions,
         (select count(*) from auth_attempt where last_at < '2026-11-28') as attempts`,
    );
    expect(left).toEqual({ sessions: 0, attempts: 0 });
    expect((await browser.get('/account')).status).toBe(200);
  });
});

describe('the one-click list of a demo', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
    await createDemoAccounts(world.house, '999997', [
      {
        person_id: world.person.consultation_worker,
        name: '相 談子',
        email: 'soudan@demo.invalid',
        role: '相談員',
      },
      {
        person_id: world.person.coordinator,
        name: '巡 一子',
        email: 'meguri@demo.invalid',
        role: 'コーディネーター',
      },
    ]);
  });
  afterAll(() => world.close());
  const entry = (html: string, name: string) =>
    new RegExp(`name="user" value="([^"]+)"[^>]*>${name}`).exec(html)?.[1] ?? '';
  const open = async (browser: Browser) => entry((await browser.get('/sign-in')).html, '相 談子');

  it('does not exist outside demo mode, nor in a municipality that is none', async () => {
    const user = await open(openBrowser(programFor(world).app));
    expect(user).not.toBe('');
    const off = openBrowser(programFor(world, { DEMO: false }).app);
    expect((await off.get('/sign-in')).text).not.toContain('デモの入口');
    expect((await off.post('/sign-in/demo', { user })).status).toBe(404);
    const { schema_name, ...rest } = await world.house.municipality('999997');
    const real = { ...rest, schema_name, demo: false };
    const program = programFor({
      ...world,
      house: { ...world.house, municipality: async () => real, municipalities: async () => [real] },
    });
    const city = openBrowser(program.app);
    expect((await city.get('/sign-in')).text).not.toContain('デモの入口');
    expect((await city.post('/sign-in/demo', { user })).status).toBe(404);
    await expect(createDemoAccounts(program.house, '999997', [])).rejects.toThrow(/not a demo/);
  });

  it('knows nobody but the invented people listed', async () => {
    const program = programFor(world);
    const real = await program.auth.createAccount('999997', {
      person_id: world.person.administrator,
      name: '管 理子',
      email: 'kanri@example.invalid',
      password: null,
    });
    const browser = openBrowser(program.app);
    expect((await browser.get('/sign-in')).html).not.toContain(real);
    expect((await browser.post('/sign-in/demo', { user: real })).status).toBe(404);
    // and by password nobody comes in who has none
    expect((await browser.post('/sign-in', { email: 'soudan@demo.invalid', password })).status).toBe(422);
  });

  it('lets in with one click, second factor included, until the demo is switched off', async () => {
    const program = programFor(world);
    const browser = openBrowser(program.app);
    const user = await open(browser);
    expect((await browser.get('/sign-in')).text).toMatch(/デモの入口.*相談員.*コーディネーター/);
    expect((await browser.post('/sign-in/demo', { user, to: '/account' })).location).toBe('/account');
    expect((await browser.get('/account')).text).toContain('相 談子');
    const off = openBrowser(programFor(world, { DEMO: false }).app);
    off.setCookie('tsunagi.session_token', browser.cookie('tsunagi.session_token')!);
    expect((await off.get('/account')).status).toBe(303);
  });
});
