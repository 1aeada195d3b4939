import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { symmetricDecrypt } from 'better-auth/crypto';
import { found, reading, Refusal, writing, type ReadTx } from '../db/transaction.ts';
import type { Ctx, Env } from '../web/context.ts';
import { nothingForm } from '../web/fields.ts';
import { check, emptyForm, type Errors, type FormState, type Typed } from '../web/form.ts';
import { action, done, frame, redirect, view, type Screen } from '../web/handlers.tsx';
import { accountOfPerson, isPassword, passwordHash, setPassword, signOutEverywhere } from './accounts.ts';
import { changePasswordForm, codeForm, currentPasswordForm, idForm, safePath } from './forms.ts';
import { tellHolder } from './jobs.ts';
import type { Ceremony } from './library.ts';
import { AccountPage, BackupCodesPage, PasswordPage, SecondFactorPage } from './pages-account.tsx';
import {
  admit,
  ask,
  clock,
  continueAs,
  cookieOptions,
  factorsOf,
  post,
  strengthen,
  type Desk,
} from './routes.tsx';
import { passwordProblem } from './rules.ts';
import { requireSecondFactor, secondFactorFirst } from './second-factor.ts';
import { aboutPerson, recordFailure, recordOwn, type Account } from './sessions.ts';
import { base32, qrPicture, totpUri } from './totp.ts';
import { words } from './words.ja.ts';

const crumbs = (label: string) => [{ label: words.account.title, href: '/account' }, { label }];

/** One's own account: password, second factor, passkeys, sessions; and the addresses the passkey script calls. */
export function accountRoutes(desk: Desk): Hono<Env> {
  const { house, library, sessions, limits } = desk;
  const routes = new Hono<Env>();

  const show = (c: Ctx, make: (tx: ReadTx) => Promise<Screen>, status: 200 | 422 = 200) =>
    reading(c.var.actor, async (tx) => frame(c, tx, { status, ...(await make(tx)) }));
  const own = async (tx: ReadTx) => found(await accountOfPerson(tx, tx.actor.person_id ?? 0));

  // ---- overview and sessions -------------------------------------------------------------------

  routes.get(
    '/account',
    view(async (tx, c) => {
      const user = await own(tx);
      const rows = await tx.db
        .selectFrom('auth_session')
        .select(['id', 'method', 'signed_in_at', 'seen_at', 'user_agent'])
        .where('user_id', '=', user.id)
        .orderBy('seen_at', 'desc')
        .execute();
      const { totp, passkeys } = await factorsOf(desk, user.id, tx);
      return {
        title: words.account.title,
        width: 'form',
        breadcrumbs: [{ label: words.account.title }],
        body: (
          <AccountPage
            name={tx.session.name}
            email={user.email}
            roles={tx.session.roles.map((role) => `${role.facility ?? role.organisation}　${role.name}`)}
            hasPassword={(await passwordHash(tx, user.id)) !== null}
            totp={totp}
            passkeys={passkeys}
            sessions={rows}
            current={c.var.identity?.session ?? ''}
            zone={tx.actor.municipality.time_zone}
          />
        ),
      };
    }),
  );

  routes.post(
    '/account/sessions/end',
    action({
      form: idForm,
      async run(tx, { id }) {
        const user = await own(tx);
        const ended = await tx.db
          .deleteFrom('auth_session')
          .where('id', '=', id)
          .where('user_id', '=', user.id)
          .executeTakeFirst();
        if (ended.numDeletedRows === 0n) throw new Refusal(404);
        tx.record(aboutPerson(tx.actor.person_id!, 'auth.sign-out', { other: true }));
        return done('/account', words.account.endedOne);
      },
    }),
  );

  routes.post(
    '/account/sessions/end-all',
    action({
      form: nothingForm,
      async run(tx, _data, c) {
        await signOutEverywhere(tx, (await own(tx)).id);
        tx.record(aboutPerson(tx.actor.person_id!, 'auth.sign-out-everywhere'));
        setCookie(c, sessions.cookieName, '', cookieOptions(house, 0));
        return done('/sign-in', words.signIn.signedOut);
      },
    }),
  );

  // ---- password --------------------------------------------------------------------------------

  const passwordScreen = async (_tx: ReadTx, state: FormState): Promise<Screen> => ({
    title: words.changePassword.title,
    width: 'form',
    breadcrumbs: crumbs(words.changePassword.title),
    body: <PasswordPage state={state} />,
  });
  routes.get(
    '/account/password',
    view((tx) => passwordScreen(tx, emptyForm)),
  );
  // Tries are counted beside the transaction, so this is no action(): it would hold two connections at once.
  routes.post(
    '/account/password',
    post(desk, '/account/password', async (c, typed) => {
      const { identity, actor } = c.var;
      if (!identity) return c.redirect('/sign-in', 303);
      const account = await sessions.accountOf(identity);
      const again = (errors: Errors) => show(c, (tx) => passwordScreen(tx, { values: {}, errors }), 422);
      const checked = check(changePasswordForm, typed);
      if (!checked.ok) return again(checked.errors);
      const { current, password } = checked.data;
      const lockedUntil = await limits.begin('account', account.email);
      if (lockedUntil) return again({ current: words.changePassword.locked(clock(c, lockedUntil)) });
      const known = await reading(actor, async (tx) => {
        if (requireSecondFactor(tx, c)) throw new Refusal(403, secondFactorFirst);
        if (await isPassword(tx, account.id, current)) return 'current';
        // The form sent twice: the first sending has already done it.
        return (await isPassword(tx, account.id, password)) ? 'done' : 'wrong';
      });
      if (known === 'wrong') return again({ current: words.changePassword.wrong });
      await limits.forgive('account', account.email);
      await limits.giveBack(actor.source);
      if (known === 'current') {
        const weak = await passwordProblem(password, account);
        if (weak) return again({ password: weak });
        await writing(actor, async (tx) => {
          await setPassword(tx, account.id, password);
          await signOutEverywhere(tx, account.id, identity.session);
          tx.record(aboutPerson(account.person_id, 'auth.password-change'));
          await tellHolder(tx, account.person_id, 'password');
        });
      }
      return redirect(c, done('/account', words.changePassword.done));
    }),
  );

  // ---- second factor ---------------------------------------------------------------------------

  /** Who has a factor must have given it before touching factors: a stolen password must not add its own. */
  const mustProve = async (c: Ctx): Promise<Response | null> => {
    const { identity } = c.var;
    if (!identity) return c.redirect(`/sign-in?to=${encodeURIComponent('/account/second-factor')}`, 303);
    if (identity.second_factor) return null;
    const account = await sessions.accountOf(identity);
    const { totp, passkeys } = await factorsOf(desk, account.id);
    if (!totp && passkeys === 0) return null;
    return c.redirect(`/sign-in/second-factor?to=${encodeURIComponent('/account/second-factor')}`, 303);
  };

  const factorScreen = async (
    tx: ReadTx,
    c: Ctx,
    about: Parameters<typeof SecondFactorPage>[0]['about'] = null,
    errors: Errors = {},
  ): Promise<Screen> => {
    const user = await own(tx);
    const { totp, codesLeft } = await factorsOf(desk, user.id, tx);
    const pending = await tx.db
      .selectFrom('auth_two_factor')
      .select('secret')
      .where('user_id', '=', user.id)
      .where('verified', '=', false)
      .executeTakeFirst();
    const passkeys = await tx.db
      .selectFrom('auth_passkey')
      .select(['id', 'name', 'created_at'])
      .where('user_id', '=', user.id)
      .orderBy('created_at')
      .execute();
    const everybody = tx.actor.house.settings.SECOND_FACTOR === 'all';
    const needed = (tx.session.case_zone || everybody) && !totp && passkeys.length === 0;
    return {
      title: words.setup.title,
      width: 'form',
      status: Object.keys(errors).length > 0 ? 422 : 200,
      islands: ['platform/auth/passkey'],
      breadcrumbs: crumbs(words.setup.title),
      body: (
        <SecondFactorPage
          about={about}
          state={{ values: {}, errors }}
          needed={needed}
          to={safePath(c.req.query('to'))}
          hasPassword={(await passwordHash(tx, user.id)) !== null}
          totp={totp ? 'on' : pending ? await totpOf(user.email, pending.secret) : 'off'}
          codesLeft={codesLeft}
          passkeys={passkeys}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  };
  const totpOf = async (email: string, encrypted: string) => {
    const secret = await symmetricDecrypt({ key: (await library.$context).secretConfig, data: encrypted });
    return { picture: await qrPicture(totpUri(secret, words.product, email)), secret: base32(secret) };
  };
  routes.get('/account/second-factor', async (c) => {
    const turnedAway = await mustProve(c);
    return turnedAway ?? view((tx, ctx) => factorScreen(tx, ctx))(c);
  });

  /** A form of this page: the library does it, if the password repeated in it is right. */
  const factorForm = (
    about: 'begin' | 'codes' | 'remove',
    work: (c: Ctx, account: Account, password: string, how: Ceremony) => Promise<Response | null>,
  ) =>
    post(desk, '/account/second-factor', async (c: Ctx, typed: Typed) => {
      const turnedAway = await mustProve(c);
      if (turnedAway) return turnedAway;
      const account = await sessions.accountOf(c.var.identity!);
      const wrong = (sentence: string) => show(c, (tx) => factorScreen(tx, c, about, { current: sentence }));
      const checked = check(currentPasswordForm, typed);
      const password = checked.ok ? checked.data.current : '';
      const lockedUntil = await limits.begin('account', account.email);
      if (lockedUntil) return wrong(words.changePassword.locked(clock(c, lockedUntil)));
      const hash = await reading(c.var.actor, (tx) => passwordHash(tx, account.id));
      if (hash !== null && password === '') {
        await limits.forgive('account', account.email);
        return wrong(words.password.required);
      }
      const how: Ceremony = { method: 'password', second_factor: false, source: c.var.actor.source };
      const answer = await work(c, account, password, how);
      if (answer === null) return wrong(words.setup.wrongPassword);
      await limits.forgive('account', account.email);
      await limits.giveBack(c.var.actor.source);
      return answer;
    });

  routes.post(
    '/account/second-factor/begin',
    factorForm('begin', async (c, account, password, how) => {
      // Beginning anew while it is on would swap the secret under the telephone in use.
      if ((await factorsOf(desk, account.id)).totp) return c.redirect('/account/second-factor', 303);
      const answer = await ask(c, desk, how, (headers) =>
        library.api.enableTwoFactor({ body: { password }, headers, asResponse: true }),
      );
      return answer.ok ? c.redirect('/account/second-factor', 303) : null;
    }),
  );

  routes.post(
    '/account/second-factor/confirm',
    post(desk, '/account/second-factor', async (c, typed) => {
      const turnedAway = await mustProve(c);
      if (turnedAway) return turnedAway;
      const { actor } = c.var;
      const account = await sessions.accountOf(c.var.identity!);
      if ((await factorsOf(desk, account.id)).totp) return c.redirect('/account/second-factor', 303);
      const wrong = (errors: Errors) => show(c, (tx) => factorScreen(tx, c, 'confirm', errors));
      const checked = check(codeForm, typed);
      if (!checked.ok) return wrong(checked.errors);
      const lockedUntil = await limits.begin('factor', account.id);
      if (lockedUntil) return wrong({ code: words.factor.locked(clock(c, lockedUntil)) });
      const how: Ceremony = { method: 'password', second_factor: true, source: actor.source };
      const answer = await ask(c, desk, how, (headers) =>
        library.api.verifyTOTP({ body: { code: checked.data.code }, headers, asResponse: true }),
      );
      if (!answer.ok) return wrong({ code: words.factor.wrong });
      await limits.forgive('factor', account.id);
      await limits.giveBack(actor.source);
      continueAs(c, desk, how);
      await recordOwn(house, account, actor.source, 'auth.totp-add');
      return showCodes(c, account);
    }),
  );

  /** The codes are shown in the answer itself, never at an address that could be opened again. */
  const showCodes = async (c: Ctx, account: Account): Promise<Response> => {
    const { backupCodes } = await library.api.viewBackupCodes({ body: { userId: account.id } });
    return show(c, async () => ({
      title: words.setup.codesTitle,
      width: 'form',
      breadcrumbs: crumbs(words.setup.codesTitle),
      body: <BackupCodesPage codes={backupCodes} to="/account" />,
    }));
  };

  routes.post(
    '/account/second-factor/codes',
    factorForm('codes', async (c, account, password, how) => {
      const answer = await ask(c, desk, how, (headers) =>
        library.api.generateBackupCodes({ body: { password }, headers, asResponse: true }),
      );
      if (!answer.ok) return null;
      await recordOwn(house, account, c.var.actor.source, 'auth.backup-codes');
      return showCodes(c, account);
    }),
  );

  routes.post(
    '/account/second-factor/remove',
    factorForm('remove', async (c, account, password, how) => {
      const answer = await ask(c, desk, how, (headers) =>
        library.api.disableTwoFactor({ body: { password }, headers, asResponse: true }),
      );
      if (!answer.ok) return null;
      continueAs(c, desk, how);
      await recordOwn(house, account, c.var.actor.source, 'auth.totp-remove');
      return redirect(c, { location: '/account/second-factor', flash: words.setup.removed });
    }),
  );

  // ---- passkeys --------------------------------------------------------------------------------

  const removePasskey = action({
    form: idForm,
    async run(tx, { id }) {
      const user = await own(tx);
      const removed = await tx.db
        .deleteFrom('auth_passkey')
        .where('id', '=', id)
        .where('user_id', '=', user.id)
        .executeTakeFirst();
      if (removed.numDeletedRows === 0n) throw new Refusal(404);
      tx.record(aboutPerson(tx.actor.person_id!, 'auth.passkey-remove'));
      await tellHolder(tx, tx.actor.person_id!, 'factor-removed');
      return done('/account/second-factor', words.setup.passkeyRemoved);
    },
  });
  routes.post('/account/passkeys/remove', async (c) => (await mustProve(c)) ?? removePasskey(c));

  const refused = (c: Ctx, status: 400 | 403 | 429) => c.json({ ok: false }, status);
  /** The request for the library, with our view of whether the session still holds. */
  const forLibrary = (c: Ctx, headers: Headers, body?: string): Request => {
    const init = body === undefined ? {} : { body };
    return new Request(c.req.url, { method: c.req.method, headers, ...init });
  };

  routes.get('/api/auth/passkey/generate-authenticate-options', async (c) => {
    if (!(await limits.fromSource(c.var.actor.source))) return refused(c, 429);
    const how: Ceremony = { method: 'passkey', second_factor: false, source: c.var.actor.source };
    const answer = await ask(c, desk, how, (headers) => library.handler(forLibrary(c, headers)));
    if (!answer.ok) return refused(c, 400);
    await limits.giveBack(c.var.actor.source);
    return c.json((await answer.json()) as object);
  });

  routes.post('/api/auth/passkey/verify-authentication', async (c) => {
    const { actor, municipality } = c.var;
    if (!(await limits.fromSource(actor.source))) return refused(c, 429);
    const how: Ceremony = { method: 'passkey', second_factor: true, source: actor.source };
    const body = await c.req.text();
    const answer = await ask(c, desk, how, (headers) => library.handler(forLibrary(c, headers, body)));
    if (!answer.ok || !how.session) {
      await recordFailure(
        house,
        null,
        { municipality: municipality.code, source: actor.source },
        { method: 'passkey' },
      );
      return refused(c, 400);
    }
    await limits.giveBack(actor.source);
    await admit(c, desk, how);
    // The library's answer carries the session's token: that belongs in the cookie alone.
    return c.json({ ok: true });
  });

  routes.get('/api/auth/passkey/generate-register-options', async (c) => {
    if (await mustProve(c)) return refused(c, 403);
    const how: Ceremony = { method: 'passkey', second_factor: false, source: c.var.actor.source };
    const answer = await ask(c, desk, how, (headers) => library.handler(forLibrary(c, headers)));
    return answer.ok ? c.json((await answer.json()) as object) : refused(c, 400);
  });

  routes.post('/api/auth/passkey/verify-registration', async (c) => {
    if (await mustProve(c)) return refused(c, 403);
    const account = await sessions.accountOf(c.var.identity!);
    const how: Ceremony = { method: 'passkey', second_factor: false, source: c.var.actor.source };
    const sent = (await c.req.json().catch(() => ({}))) as { response?: unknown; name?: unknown };
    const name = typeof sent.name === 'string' ? [...sent.name.trim()].slice(0, 60).join('') : '';
    const body = JSON.stringify({ response: sent.response, ...(name === '' ? {} : { name }) });
    const answer = await ask(c, desk, how, (headers) => library.handler(forLibrary(c, headers, body)));
    if (!answer.ok) return refused(c, 400);
    await recordOwn(house, account, c.var.actor.source, 'auth.passkey-add');
    // Making a passkey asked for finger, face or PIN just now: this session has shown its second factor.
    await strengthen(c, desk, account, 'passkey');
    return c.json({ ok: true });
  });

  return routes;
}
