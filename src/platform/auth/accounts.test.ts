import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBrowser, programFor, type Browser } from '../../../tests/browser.ts';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { clearSecondFactor, disableAccount, inviteByMail } from './invitations.ts';

const password = 'あさひ橋 の うえ で 手をふる';
const morning = '2026-11-21T10:00:00+09:00';

/** RFC 6238 from the base32 text a person would type into a telephone; by the machine's clock, as the library checks. */
function codeOf(base32: string): string {
  const bits = [...base32]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1)! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

describe('accounts', () => {
  let world: World;
  let program: ReturnType<typeof programFor>;
  let mails: { to: string; subject: string; text: string }[];
  const email = (who: Who) => `${who}@example.invalid`;
  const signIn = async (who: Who, given = password, browser = openBrowser(program.app)) => {
    await browser.get('/sign-in');
    return { browser, answer: await browser.post('/sign-in', { email: email(who), password: given }) };
  };
  const invite = (who: Who, address = email(who), by: Who = 'administrator') =>
    world.writing(by, (tx) => inviteByMail(tx, { person_id: world.person[who], email: address }));
  const path = (url: string) => new URL(url).pathname;
  const actions = async (who: Who) =>
    (
      await world.owner<{ action: string }>(
        'select action from audit_event where about_person_id = $1 order by seq',
        [world.person[who]],
      )
    ).map((row) => row.action);
  /** Sets the authenticator up in a signed-in browser and returns its secret and the backup codes. */
  const setUp = async (browser: Browser) => {
    await browser.get('/account/second-factor');
    await browser.post('/account/second-factor/begin', { current: password });
    const page = await browser.get('/account/second-factor');
    const secret = /<code>([A-Z2-7 ]{20,})<\/code>/.exec(page.html)![1]!.replaceAll(' ', '');
    const shown = await browser.post('/account/second-factor/confirm', { code: codeOf(secret) });
    return {
      page,
      secret,
      shown,
      codes: [...shown.html.matchAll(/<code>([^<]+)<\/code>/g)].map((one) => one[1]!),
    };
  };

  beforeAll(async () => {
    world = await makeWorld();
    program = programFor(world, { DEMO: false });
    world.house.mail = async (mail) => void mails.push(mail);
    for (const who of [
      'coordinator',
      'secretariat',
      'supervisor',
      'consultation_worker',
      'observer',
    ] as const) {
      await program.auth.createAccount('999997', {
        person_id: world.person[who],
        name: '試 験子',
        email: email(who),
        password,
      });
    }
  });
  beforeEach(() => {
    world.at(morning);
    mails = [];
  });
  afterAll(() => world.close());

  describe('invitations', () => {
    it('are sent by those who manage people, and seen by nobody else', async () => {
      for (const who of ['coordinator', 'facility_head', 'auditor'] as const) {
        await expect(invite('facility_staff', email('facility_staff'), who)).rejects.toMatchObject({
          status: 403,
        });
      }
      await invite('facility_staff');
      const seen = (who: Who) =>
        world.reading(who, (tx) => tx.db.selectFrom('invitation').select('person_id').execute());
      expect(await seen('coordinator')).toEqual([]);
      expect(await seen('other_head')).toEqual([]);
      expect(await seen('facility_staff')).toHaveLength(1);
      expect(await seen('secretariat')).toHaveLength(1);
      const links = (who: Who) =>
        world.reading(who, (tx) => tx.db.selectFrom('user_link').select('person_id').execute());
      expect(await links('coordinator')).toEqual([{ person_id: world.person.coordinator }]);
      expect((await links('administrator')).length).toBeGreaterThan(3);
    });

    it('cannot be forged, linked or changed by hand through the database', async () => {
      await invite('facility_staff');
      await expect(
        world.writing('coordinator', (tx) =>
          tx.db
            .insertInto('user_link')
            .values({ person_id: world.person.other_head, user_id: 'stolen', linked_at: tx.now })
            .execute(),
        ),
      ).rejects.toMatchObject({ status: 403 });
      await expect(
        world.writing('coordinator', (tx) =>
          tx.db
            .insertInto('invitation')
            .values({
              person_id: world.person.coordinator,
              email: 'x@example.invalid',
              token_hash: 'x',
              invited_by: world.person.administrator,
              created_at: tx.now,
              expires_at: tx.now,
            })
            .execute(),
        ),
      ).rejects.toMatchObject({ status: 403 });
      const changed = await world.writing('coordinator', async (tx) => [
        await tx.db.updateTable('invitation').set({ withdrawn_at: tx.now }).executeTakeFirst(),
        await tx.db
          .updateTable('user_link')
          .set({ disabled_at: tx.now })
          .where('person_id', '!=', world.person.coordinator)
          .executeTakeFirst(),
      ]);
      expect(changed.map((one) => one.numUpdatedRows)).toEqual([0n, 0n]);
      const browser = openBrowser(program.app);
      for (const token of ['999997.made-up', '000000.x', 'x', '999997.']) {
        expect((await browser.get(`/invitations/${token}`)).status).toBe(404);
      }
    });

    it('go by mail, show who and where, and make the account once', async () => {
      await world.house.jobs.drain();
      mails = [];
      const { token, url } = await invite('facility_head');
      await world.house.jobs.drain();
      expect(mails).toMatchObject([{ to: email('facility_head'), subject: '【つなぎ】試験市からの招待' }]);
      expect(mails[0]!.text).toContain(url);
      expect(mails[0]!.subject + url).not.toContain('facility_head'); // nobody's name or address in either
      const [stored] = await world.owner<{ token_hash: string }>(
        'select token_hash from invitation where accepted_at is null and withdrawn_at is null and person_id = $1',
        [world.person.facility_head],
      );
      expect(stored!.token_hash).not.toContain(token);
      const browser = openBrowser(program.app);
      const page = await browser.get(path(url));
      expect(page.text).toContain('園 長子');
      expect(page.text).toContain('こもれび保育園 施設長');
      expect(page.text).toContain(email('facility_head'));
      const weak = await browser.post(path(url), { password: 'みじかい', password_again: 'みじかい' });
      expect(weak.status).toBe(422);
      expect(weak.text).toContain('12文字以上');
      const differing = await browser.post(path(url), { password, password_again: password + '！' });
      expect(differing.text).toContain('2つの入力が違います');
      // Both at once, so that nobody types it anew for the second sentence.
      const both = await browser.post(path(url), { password: 'みじかい', password_again: 'ながい' });
      expect([both.text.includes('12文字以上'), both.text.includes('2つの入力が違います')]).toEqual([
        true,
        true,
      ]);
      const common = { password: 'password1234', password_again: 'password1234' };
      expect((await browser.post(path(url), common)).text).toContain('よく使われて');
      const own = { password: 'facility_head123', password_again: 'facility_head123' };
      expect((await browser.post(path(url), own)).text).toContain('推測されます');
      const again = openBrowser(program.app);
      await again.get(path(url));
      expect((await browser.post(path(url), { password, password_again: password })).location).toBe(
        '/sign-in',
      );
      expect((await again.post(path(url), { password, password_again: password })).status).toBe(404);
      expect((await browser.get(path(url))).status).toBe(404);
      expect((await signIn('facility_head', password, browser)).answer.location).toBe('/');
      expect((await browser.get('/account')).text).toContain('こもれび保育園');
      expect(await actions('facility_head')).toEqual(['auth.invite', 'auth.accept', 'auth.sign-in']);
    });

    it('end after a week, when a newer one is sent, and when the account is closed', async () => {
      const first = await invite('other_head');
      const second = await invite('other_head');
      const browser = openBrowser(program.app);
      expect((await browser.get(path(first.url))).status).toBe(404);
      world.at('2026-11-28T09:59:59+09:00');
      expect((await browser.get(path(second.url))).status).toBe(200);
      world.at('2026-11-28T10:00:00+09:00');
      const late = await browser.post(path(second.url), { password, password_again: password });
      expect(late.status).toBe(404);
      expect(late.text).toContain('もう一度招待を依頼してください');
      await world.house.jobs.drain();
      mails = [];
      const third = await invite('other_head');
      await world.writing('administrator', (tx) => disableAccount(tx, world.person.other_head));
      expect((await browser.get(path(third.url))).status).toBe(404);
      await world.house.jobs.drain();
      expect(mails).toEqual([]); // nothing is sent about what has already ended
    });

    it('open a closed account again, under the address that is now right', async () => {
      await world.writing('administrator', (tx) => disableAccount(tx, world.person.observer));
      expect((await signIn('observer')).answer.status).toBe(422);
      const { url } = await invite('observer', 'New.Observer@Example.invalid');
      const browser = openBrowser(program.app);
      await browser.get(path(url));
      await browser.post(path(url), { password, password_again: password });
      await browser.get('/sign-in');
      const { location } = await browser.post('/sign-in', {
        email: 'new.observer@example.invalid',
        password,
      });
      expect(location).toBe('/');
      expect((await browser.get('/account')).status).toBe(200);
    });

    it('do not take over an address that is another person’s account', async () => {
      const taken = invite('council_member', email('coordinator'));
      await expect(taken).rejects.toMatchObject({
        value: { errors: { email: expect.stringContaining('ほかの人') } },
      });
    });
  });

  describe('passwords', () => {
    it('are changed only by who knows the present one, and the other devices are signed out', async () => {
      // What the tests before have planned is not of this one.
      await world.house.jobs.drain();
      mails = [];
      const { browser } = await signIn('secretariat');
      const other = (await signIn('secretariat')).browser;
      const next = 'たかい やま から みえる まち';
      await browser.get('/account/password');
      const fields = { password: next, password_again: next };
      const wrong = await browser.post('/account/password', { current: 'ちがいます', ...fields });
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('いまのパスワードが違います');
      expect((await browser.post('/account/password', { current: password, ...fields })).location).toBe(
        '/account',
      );
      // sent twice: the second gets the first's answer
      expect((await browser.post('/account/password', { current: password, ...fields })).location).toBe(
        '/account',
      );
      expect((await browser.get('/account')).text).toContain('パスワードを変えました');
      expect((await other.get('/account')).status).toBe(303);
      expect((await signIn('secretariat')).answer.status).toBe(422);
      expect((await signIn('secretariat', next)).answer.status).toBe(303);
      expect(await actions('secretariat')).toContain('auth.password-change');
      // Told once, although the form was sent twice, and without the password or a link that changes anything.
      await world.house.jobs.drain();
      expect(mails).toMatchObject([
        { to: email('secretariat'), subject: '【つなぎ】アカウントについてのお知らせ' },
      ]);
      expect(mails[0]!.text).toContain('パスワードが変わりました');
      expect(mails[0]!.text).not.toContain('やま');
    });

    it('that are known from breaches are refused, also with digits and signs around them, with a sentence that helps', async () => {
      await program.auth.createAccount('999997', {
        person_id: world.person.council_member,
        name: '試 験子',
        email: email('council_member'),
        password,
      });
      const { browser } = await signIn('council_member');
      await browser.get('/account/password');
      const send = (next: string) =>
        browser.post('/account/password', { current: password, password: next, password_again: next });
      for (const known of [
        'sonyericsson',
        'SonyEricsson',
        'ｓｏｎｙｅｒｉｃｓｓｏｎ',
        'mailcreated5240',
        'sunshine-2026',
        '(nicole)1985',
      ]) {
        const refused = await send(known);
        expect(refused.status, known).toBe(422);
        expect(refused.text, known).toContain('ほかのサイトから漏れて');
        expect(refused.text, known).toContain('関係のない言葉を3つか4つ');
        expect(refused.html, known).not.toContain(known);
      }
      expect((await signIn('council_member')).answer.status).toBe(303);
      // A known word among others is no known password.
      expect((await send('sunshine と 三毛猫 の 階段')).location).toBe('/account');
      await world.house.jobs.drain();
    });

    it('are reset by mail: the answer is the same for every address, the link works once and for an hour', async () => {
      const ask = async (address: string) => {
        const browser = openBrowser(program.app);
        await browser.get('/forgot');
        return browser.post('/forgot', { email: address });
      };
      const known = await ask(email('coordinator'));
      const unknown = await ask('nobody@example.invalid');
      expect(unknown.text).toBe(known.text);
      expect(unknown.status).toBe(known.status);
      await world.house.jobs.drain();
      expect(mails.map((mail) => mail.to)).toEqual([email('coordinator')]);
      const link = path(/https?:\S+/.exec(mails[0]!.text)![0]);
      const old = (await signIn('coordinator')).browser;
      const browser = openBrowser(program.app);
      expect((await browser.get('/forgot/made-up')).status).toBe(404);
      world.at('2026-11-21T11:00:00+09:00');
      expect((await browser.get(link)).status).toBe(404);
      world.at('2026-11-21T10:59:59+09:00');
      // It says whose it is, and what follows.
      const page = await browser.get(link);
      expect(page.text).toContain(`${email('coordinator')} のアカウントです`);
      expect(page.text).toContain('すべての端末からサインアウトします');
      const weak = { password: 'coordinator12', password_again: 'coordinator12' };
      expect((await browser.post(link, weak)).text).toContain('推測されます');
      const next = 'しろい はな と あおい そら';
      const fields = { password: next, password_again: next };
      expect((await browser.post(link, fields)).location).toBe('/sign-in');
      expect((await browser.post(link, fields)).status).toBe(404);
      expect((await old.get('/account')).status).toBe(303);
      expect((await signIn('coordinator')).answer.status).toBe(422);
      expect((await signIn('coordinator', next)).answer.status).toBe(303);
      expect(await actions('coordinator')).toEqual(
        expect.arrayContaining(['auth.reset-mail', 'auth.password-reset']),
      );
    });
  });

  describe('the second factor', () => {
    it('is led to by everybody where the city asks it of everybody', async () => {
      await program.auth.createAccount('999997', {
        person_id: world.person.other_head,
        name: '別 園長',
        email: email('other_head'),
        password,
      });
      const { browser } = await signIn('other_head');
      expect((await browser.get('/account')).status).toBe(200);
      const { settings } = program.house;
      Object.assign(settings, { SECOND_FACTOR: 'all' });
      try {
        expect((await browser.get('/account')).location).toBe('/sign-in/second-factor?to=%2Faccount');
        expect((await browser.post('/account/sessions/end-all')).status).toBe(403);
      } finally {
        Object.assign(settings, { SECOND_FACTOR: 'case' });
      }
    });

    it('is led to before anything else where the duties reach the case zone', async () => {
      const { browser, answer } = await signIn('supervisor');
      expect(answer.location).toBe('/');
      const turned = await browser.get('/account');
      expect(turned.location).toBe('/sign-in/second-factor?to=%2Faccount');
      const onward = await browser.get(turned.location!);
      expect(onward.location).toBe('/account/second-factor?to=%2Faccount');
      expect((await browser.get(onward.location!)).text).toContain('先に二段階認証を設定してください');
      await browser.get('/account/second-factor');
      expect((await browser.post('/account/sessions/end-all')).status).toBe(403);
      // The coordinator's duties do not reach it.
      expect((await world.as('coordinator').get('/account')).status).toBe(200);
    });

    it('is set up with an authenticator, and then asked for at every sign-in', async () => {
      const { browser } = await signIn('supervisor');
      await browser.get('/account/second-factor');
      const refused = await browser.post('/account/second-factor/begin', { current: 'ちがいます' });
      expect(refused.status).toBe(422);
      expect(refused.text).toContain('パスワードが違います');
      await browser.post('/account/second-factor/begin', { current: password });
      expect((await browser.get('/account/second-factor')).html).toContain('src="data:image/svg+xml;base64,');
      const wrong = await browser.post('/account/second-factor/confirm', { code: '000000' });
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('確認コードが違います');
      const { secret, shown, codes } = await setUp(browser);
      expect(codes).toHaveLength(10);
      expect(shown.text).toContain('二度と表示されません');
      // The page that showed the codes belongs to the new session: its sign-out works.
      expect((await browser.post('/sign-out')).location).toBe('/sign-in');

      const second = await signIn('supervisor');
      expect(second.answer.location).toBe('/sign-in/second-factor?to=%2F');
      expect((await second.browser.get('/account')).status).toBe(303); // a password alone is not a session
      await second.browser.get('/sign-in/second-factor?to=%2Faccount');
      const bad = await second.browser.post('/sign-in/second-factor', { code: '123456', to: '/account' });
      expect(bad.status).toBe(422);
      const full = codeOf(secret).replace(/[0-9]/g, (digit) =>
        String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
      );
      const good = await second.browser.post('/sign-in/second-factor', { code: full, to: '/account' });
      expect(good.location).toBe('/account');
      expect((await second.browser.get('/account')).text).toContain('認証アプリを使っています');
      expect(await actions('supervisor')).toEqual(
        expect.arrayContaining(['auth.totp-add', 'auth.sign-in-failed']),
      );

      // A backup code, once.
      const third = await signIn('supervisor');
      await third.browser.get('/sign-in/second-factor');
      const used = await third.browser.post('/sign-in/second-factor', { code: ` ${codes[0]} ` });
      expect(used.location).toBe('/');
      expect((await third.browser.get('/account')).text).toContain('残りは9つ');
      const fourth = await signIn('supervisor');
      await fourth.browser.get('/sign-in/second-factor');
      expect((await fourth.browser.post('/sign-in/second-factor', { code: codes[0]! })).status).toBe(422);

      // New codes and the end of it ask for the password.
      await third.browser.get('/account/second-factor');
      expect((await third.browser.post('/account/second-factor/codes')).status).toBe(422);
      const fresh = await third.browser.post('/account/second-factor/codes', { current: password });
      expect(fresh.html).not.toContain(codes[1]);
      const removed = await third.browser.post('/account/second-factor/remove', { current: password });
      expect(removed.location).toBe('/account/second-factor');
      expect((await signIn('supervisor')).answer.location).toBe('/');
    });

    it('locks after five wrong codes, whatever the password', async () => {
      const { browser } = await signIn('consultation_worker');
      const { secret } = await setUp(browser);
      for (let i = 0; i < 5; i++) {
        const guess = (await signIn('consultation_worker')).browser;
        await guess.get('/sign-in/second-factor');
        expect((await guess.post('/sign-in/second-factor', { code: '000000' })).text).toContain('違います');
      }
      const locked = (await signIn('consultation_worker')).browser;
      await locked.get('/sign-in/second-factor');
      const answer = await locked.post('/sign-in/second-factor', { code: codeOf(secret) });
      expect(answer.text).toContain('10:15まで受け付けません');
      world.at('2026-11-21T10:15:00+09:00');
      expect((await locked.post('/sign-in/second-factor', { code: codeOf(secret) })).status).toBe(303);
    });

    it('outlives a change of SECRET, which ends every sign-in, and nothing of it is read under another SEAL_SECRET', async () => {
      await program.auth.createAccount('999997', {
        person_id: world.person.auditor,
        name: '試 験子',
        email: email('auditor'),
        password,
      });
      const { browser } = await signIn('auditor');
      const { secret } = await setUp(browser);
      const { url } = await invite('other_head');
      const changed = { DEMO: false, SECRET: 'another-secret-for-what-lasts-some-hours' };
      const over = async (settings: Parameters<typeof programFor>[1]) => {
        const fresh = openBrowser(programFor(world, settings).app);
        // signed with the former one
        fresh.setCookie('tsunagi.session_token', browser.cookie('tsunagi.session_token')!);
        expect((await fresh.get('/account')).location).toBe('/sign-in?to=%2Faccount');
        const begun = await signIn('auditor', password, fresh);
        expect(begun.answer.location).toBe('/sign-in/second-factor?to=%2F');
        expect((await fresh.get('/sign-in/second-factor')).status).toBe(200);
        return fresh;
      };
      const blind = await over({ ...changed, SEAL_SECRET: 'another-secret-for-what-lies-in-the-database' });
      const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const kept = await blind.post('/sign-in/second-factor', { code: codeOf(secret) });
      expect(kept.status).toBe(422);
      expect(kept.text).toContain('SEAL_SECRET の設定が替わっていないか');
      expect(log.mock.calls.flat().join()).toContain('Put the former value into SEAL_SECRET');
      log.mockRestore();
      const after = await over(changed);
      expect((await after.post('/sign-in/second-factor', { code: codeOf(secret) })).status).toBe(303);
      expect((await openBrowser(programFor(world, changed).app).get(path(url))).status).toBe(200);
    });

    it('cannot be touched by a session that has not shown it', async () => {
      const { browser } = await signIn('observer');
      expect((await signIn('observer')).answer.status).toBe(422); // its address was changed above
      await browser.get('/account');
      const thief = openBrowser(program.app);
      const [user] = await world.owner<{ id: string }>('select id from auth_user where person_id = $1', [
        world.person.consultation_worker,
      ]);
      const stolen = await program.auth.openSession(user!.id);
      thief.setCookie('tsunagi.session_token', stolen!.cookie.split('=')[1]!);
      const turned = await thief.get('/account/second-factor');
      expect(turned.location).toBe('/sign-in/second-factor?to=%2Faccount%2Fsecond-factor');
      const form = await thief.get('/sign-in/second-factor');
      expect(form.status).toBe(200);
      expect((await thief.post('/account/second-factor/remove', { current: password })).location).toBe(
        turned.location,
      );
      expect((await thief.post('/account/passkeys/remove', { id: 'x' })).location).toBe(turned.location);
      expect((await thief.script('/api/auth/passkey/generate-register-options')).status).toBe(403);
      expect((await thief.script('/api/auth/passkey/verify-registration', { response: {} })).status).toBe(
        403,
      );
    });

    it('is cleared by an administrator for somebody who lost it, and by nobody else', async () => {
      const clear = (by: Who) =>
        world.writing(by, (tx) => clearSecondFactor(tx, world.person.consultation_worker));
      await expect(clear('coordinator')).rejects.toMatchObject({ status: 403 });
      await expect(clear('consultation_worker')).rejects.toMatchObject({ status: 403 });
      await clear('administrator');
      const { browser, answer } = await signIn('consultation_worker');
      expect(answer.location).toBe('/');
      expect((await browser.get('/account')).location).toContain('/sign-in/second-factor');
    });
  });

  describe('what happens to an account', () => {
    it('is told to its holder when it is guessed at until locked, once, and when a factor comes or goes', async () => {
      // An hour of its own: tries are counted by address and minute.
      world.at('2026-11-21T13:00:00+09:00');
      await world.owner('delete from shared.auth_attempt');
      await program.auth.createAccount('999997', {
        person_id: world.person.council_member,
        name: '会 議子',
        email: email('council_member'),
        password,
      });
      await world.house.jobs.drain();
      mails = [];
      for (const address of [email('council_member'), 'nobody@example.invalid']) {
        const browser = openBrowser(program.app);
        await browser.get('/sign-in');
        for (let time = 0; time < 7; time++)
          await browser.post('/sign-in', { email: address, password: 'ちがうもの' });
      }
      await world.house.jobs.drain();
      expect(mails.map((mail) => mail.to)).toEqual([email('council_member')]);
      expect(mails[0]!.text).toContain('しばらくサインインできなくなりました');
      await world.owner('delete from shared.auth_attempt');
      // A new invitation to another address: whoever holds the account hears of it under the one they sign in with.
      mails = [];
      await invite('council_member', 'new-address@example.invalid');
      await world.house.jobs.drain();
      expect(mails.map((mail) => mail.to).sort()).toEqual([
        email('council_member'),
        'new-address@example.invalid',
      ]);
      const told = mails.find((mail) => mail.to === email('council_member'))!.text;
      expect(told).toContain('招待をやり直しました');
      expect(told).not.toContain('new-address');
      mails = [];
      const { browser } = await signIn('council_member');
      const { secret } = await setUp(browser);
      await world.house.jobs.drain();
      expect(mails.map((mail) => mail.to)).toEqual([email('council_member')]);
      expect(mails[0]!.text).toContain('二段階認証');
      expect(mails[0]!.text).not.toContain(secret);
      mails = [];
      await browser.post('/account/second-factor/remove', { current: password });
      await world.house.jobs.drain();
      expect(mails.map((mail) => mail.text.includes('外れました'))).toEqual([true]);
      await world.owner('delete from shared.auth_attempt');
    });
  });
});
