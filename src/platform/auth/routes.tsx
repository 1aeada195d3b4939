import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { CompiledQuery, sql } from 'kysely';
import { reading, writing, type Actor, type ReadTx } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { formatDateTime, formatTime, timeOf } from '../ja/dates.ts';
import type { Ctx, Env } from '../web/context.ts';
import { check, emptyForm, formOf, type Errors, type FormState, type Typed } from '../web/form.ts';
import { csrfFor, frame, isOurForm, redirect, type Screen } from '../web/handlers.tsx';
import { words as webWords } from '../web/words.ja.ts';
import { accountIdOf, emailIsTaken, openAccount, setPassword, signOutEverywhere } from './accounts.ts';
import { codeForm, demoForm, emailForm, newPasswordForm, safePath, signInForm } from './forms.ts';
import { openInvitation } from './invitations.ts';
import { resetMail, tellHolder } from './jobs.ts';
import { during, type Ceremony, type Library } from './library.ts';
import type { Limits } from './limits.ts';
import {
  FactorPage,
  ForgotPage,
  InvitationPage,
  NewPasswordPage,
  SentencePage,
  SignInPage,
  type DemoEntry,
} from './pages.tsx';
import { passwordProblem, sessionRules } from './rules.ts';
import { sealProblem, unsealed } from './second-factor.ts';
import { aboutPerson, actorFor, recordFailure, recordOwn, type Account, type Sessions } from './sessions.ts';
import { hashOf } from './tokens.ts';
import { words } from './words.ja.ts';

/** What every page of signing in works with. */
export interface Desk {
  house: House;
  library: Library;
  sessions: Sessions;
  limits: Limits;
}

const passkeyIsland = ['platform/auth/passkey'];

/** Signing in and out, invitations and forgotten passwords: pages for people who are not signed in yet. */
export function signInRoutes(desk: Desk): Hono<Env> {
  const { house, library, sessions, limits } = desk;
  const { settings, pool } = house;
  const oidc = settings.OIDC_ISSUER && settings.OIDC_CLIENT_ID ? settings.OIDC_NAME : null;
  const routes = new Hono<Env>();

  // ---- sign-in ---------------------------------------------------------------------------------

  const demoEntries = async (c: Ctx): Promise<DemoEntry[]> => {
    if (!isDemo(c)) return [];
    const { rows } = await pool.query<DemoEntry>(
      `select id, name, demo_role as role from shared.auth_user
       where municipality_code = $1 and demo_role is not null and disabled_at is null order by demo_position`,
      [c.var.municipality.code],
    );
    return rows;
  };
  const showSignIn = async (c: Ctx, state: FormState, to: string, problem: string | null = null) =>
    page(c, {
      title: words.signIn.title,
      status: Object.keys(state.errors).length > 0 ? 422 : 200,
      islands: passkeyIsland,
      body: <SignInPage state={state} to={to} problem={problem} oidc={oidc} demo={await demoEntries(c)} />,
    });

  routes.get('/sign-in', async (c) => {
    const to = safePath(c.req.query('to'));
    if (c.var.identity) return c.redirect(to, 303);
    const problem = { oidc: words.signIn.oidcFailed, expired: words.signIn.expired }[
      c.req.query('problem') ?? ''
    ];
    return showSignIn(c, emptyForm, to, problem ?? null);
  });

  routes.post(
    '/sign-in',
    post(desk, '/sign-in', async (c, typed) => {
      const checked = check(signInForm, typed);
      const values = { email: String(typed.email ?? '') };
      if (!checked.ok) return showSignIn(c, { values, errors: checked.errors }, safePath(typed.to));
      const { email, password, to } = checked.data;
      const { municipality, actor, identity } = c.var;
      const where = { municipality: municipality.code, source: actor.source };
      const account = await sessions.accountByEmail(email);
      const again = async (sentence: string, reason: string) => {
        const locked = reason === 'password' && (await limits.isLocked('account', email));
        await recordFailure(house, account, where, { method: 'password', reason }, locked);
        return showSignIn(c, { values, errors: { '': sentence } }, to);
      };
      const lockedUntil = await limits.begin('account', email);
      if (lockedUntil) return again(words.signIn.locked(clock(c, lockedUntil)), 'locked');
      const how: Ceremony = { method: 'password', second_factor: false, source: actor.source };
      const answer = await ask(c, desk, how, (headers) =>
        library.api.signInEmail({ body: { email, password }, headers, asResponse: true }),
      );
      if (!answer.ok) return again(words.signIn.wrong, 'password');
      await limits.forgive('account', email);
      await limits.giveBack(actor.source);
      const { twoFactorRedirect } = (await answer.json()) as { twoFactorRedirect?: boolean };
      if (twoFactorRedirect) {
        if (identity) await sessions.end(identity.session);
        return c.redirect(`/sign-in/second-factor?to=${encodeURIComponent(to)}`, 303);
      }
      await admit(c, desk, how);
      return c.redirect(to, 303);
    }),
  );

  // The one-click list exists only in a demo; anywhere else this address does not.
  routes.post(
    '/sign-in/demo',
    async (c, next) => (isDemo(c) ? next() : c.notFound()),
    post(desk, '/sign-in', async (c, typed) => {
      const checked = check(demoForm, typed);
      const entry = checked.ok && (await demoEntries(c)).find((one) => one.id === checked.data.user);
      if (!checked.ok || !entry) return c.notFound();
      // Invented people see invented records: one click counts as two factors.
      const how: Ceremony = { method: 'demo', second_factor: true, source: c.var.actor.source };
      const opened = await sessions.open(entry.id, how);
      if (!opened) return c.notFound();
      setCookie(c, sessions.cookieName, opened.value, cookieOptions(house, sessionRules.longest / 1000));
      await limits.giveBack(c.var.actor.source);
      await admit(c, desk, how);
      return c.redirect(checked.data.to, 303);
    }),
  );

  // A link, not a form: a form may not lead to another server (form-action 'self').
  routes.get('/sign-in/oidc', async (c) => {
    if (oidc === null) return c.notFound();
    const how: Ceremony = { method: 'oidc', second_factor: false, source: c.var.actor.source };
    const answer = await ask(c, desk, how, (headers) =>
      library.api.signInWithOAuth2({
        body: {
          providerId: 'oidc',
          callbackURL: safePath(c.req.query('to')),
          errorCallbackURL: '/sign-in?problem=oidc',
        },
        headers,
        asResponse: true,
      }),
    );
    const { url } = answer.ok ? ((await answer.json()) as { url?: string }) : {};
    return c.redirect(url ?? '/sign-in?problem=oidc', 303);
  });

  routes.get('/api/auth/oauth2/callback/oidc', async (c) => {
    if (oidc === null) return c.notFound();
    const how: Ceremony = { method: 'oidc', second_factor: false, source: c.var.actor.source };
    const answer = await ask(c, desk, how, () => library.handler(c.req.raw));
    if (how.session) await admit(c, desk, how);
    else {
      const where = { municipality: c.var.municipality.code, source: c.var.actor.source };
      await recordFailure(house, null, where, { method: 'oidc', reason: 'provider' });
    }
    return c.redirect(answer.headers.get('location') ?? '/sign-in?problem=oidc', 303);
  });

  // ---- second factor ---------------------------------------------------------------------------

  /** Whose second factor is being asked for: of a password just given, or of a session that lacks it. */
  const asked = async (c: Ctx): Promise<Account | null> =>
    c.var.identity ? sessions.accountOf(c.var.identity) : sessions.pending(c.req.raw.headers);
  const showFactor = async (c: Ctx, account: Account, state: FormState, to: string) => {
    const factors = await factorsOf(desk, account.id);
    return page(c, {
      title: words.factor.title,
      status: Object.keys(state.errors).length > 0 ? 422 : 200,
      islands: passkeyIsland,
      body: <FactorPage state={state} to={to} code={factors.totp} passkey={factors.passkeys > 0} />,
    });
  };

  routes.get('/sign-in/second-factor', async (c) => {
    const to = safePath(c.req.query('to'));
    if (c.var.identity?.second_factor) return c.redirect(to, 303);
    const account = await asked(c);
    if (!account) return c.redirect('/sign-in?problem=expired', 303);
    const { totp, passkeys } = await factorsOf(desk, account.id);
    if (!totp && passkeys === 0)
      return c.redirect(`/account/second-factor?to=${encodeURIComponent(to)}`, 303);
    return showFactor(c, account, emptyForm, to);
  });

  routes.post(
    '/sign-in/second-factor',
    post(desk, '/sign-in/second-factor', async (c, typed) => {
      const { actor, identity } = c.var;
      const account = await asked(c);
      if (!account) return c.redirect('/sign-in?problem=expired', 303);
      const checked = check(codeForm, typed);
      const again = (errors: Errors) => showFactor(c, account, { values: {}, errors }, safePath(typed.to));
      if (!checked.ok) return again(checked.errors);
      const { code, to } = checked.data;
      const failed = async (sentence: string, reason: string) => {
        const where = { municipality: account.municipality_code, source: actor.source };
        const locked = reason !== 'locked' && (await limits.isLocked('factor', account.id));
        await recordFailure(house, account, where, { method: 'code', reason }, locked);
        return again({ code: sentence });
      };
      const lockedUntil = await limits.begin('factor', account.id);
      if (lockedUntil) return failed(words.factor.locked(clock(c, lockedUntil)), 'locked');
      if (!(await factorsOf(desk, account.id)).readable) {
        await limits.forgive('factor', account.id);
        console.error(sealProblem);
        return again({ code: words.factor.unreadable });
      }
      const totp = /^[0-9]{6}$/.test(code);
      const how: Ceremony = { method: 'password', second_factor: true, source: actor.source };
      const answer = await ask(c, desk, how, (headers) =>
        totp
          ? library.api.verifyTOTP({ body: { code }, headers, asResponse: true })
          : library.api.verifyBackupCode({
              body: { code: code.replace(/^([a-zA-Z0-9]{5})-?([a-zA-Z0-9]{5})$/, '$1-$2') },
              headers,
              asResponse: true,
            }),
      );
      if (!answer.ok) return failed(words.factor.wrong, totp ? 'code' : 'backup-code');
      await limits.forgive('factor', account.id);
      await limits.giveBack(actor.source);
      if (how.session) await admit(c, desk, how, totp ? 'code' : 'backup-code');
      else if (identity) await strengthen(c, desk, account, totp ? 'code' : 'backup-code');
      if (totp) return c.redirect(to, 303);
      const { codesLeft } = await factorsOf(desk, account.id);
      return redirect(c, { location: to, flash: words.factor.fewLeft(codesLeft) });
    }),
  );

  // ---- sign-out --------------------------------------------------------------------------------

  routes.post('/sign-out', async (c) => {
    const { typed } = await formOf(c);
    if (!isOurForm(c, typed)) return redirect(c, { location: '/', flash: webWords.csrf.title });
    const { identity, actor } = c.var;
    if (identity) {
      await sessions.end(identity.session);
      await writing(actor, async (tx) => tx.record(aboutPerson(identity.person_id, 'auth.sign-out')));
    }
    setCookie(c, sessions.cookieName, '', cookieOptions(house, 0));
    // What pages kept on the device goes with the sign-in, but not what somebody else keeps locked on it.
    if (typed['keep'] !== '1') c.header('Clear-Site-Data', '"storage"');
    return redirect(c, { location: '/sign-in', flash: words.signIn.signedOut });
  });

  // ---- invitations -----------------------------------------------------------------------------

  /** Whose invitation it is, as an actor who is that person, or null when it is nobody's any more. */
  const invited = async (c: Ctx): Promise<{ actor: Actor; token: string } | null> => {
    const token = c.req.param('token') ?? '';
    const code = token.split('.')[0]!;
    const municipality = (await house.municipalities()).find((one) => one.code === code);
    if (!municipality) return null;
    c.set('municipality', municipality);
    const actor: Actor = { ...c.var.actor, municipality, person_id: null, kind: 'public', label: 'public' };
    const person_id = await reading(actor, async (tx) => {
      const found = await tx.db
        .selectNoFrom((select) =>
          select
            .fn<number | null>('invited_person', [select.val(hashOf(token)), select.val(tx.now)])
            .as('id'),
        )
        .executeTakeFirstOrThrow();
      return found.id;
    });
    if (person_id === null) return null;
    return {
      actor: await actorFor(house, { municipality_code: code, person_id }, c.var.actor.source),
      token,
    };
  };
  const gone = (c: Ctx, said: { title: string; text: string }, links: [string, string][]) =>
    page(c, {
      title: said.title,
      status: 404,
      body: <SentencePage title={said.title} text={said.text} links={links} />,
    });
  const noInvitation = (c: Ctx) => gone(c, words.invitation.gone, [['/sign-in', words.signIn.title]]);
  const showInvitation = async (c: Ctx, state: FormState) => {
    const found = await invited(c);
    if (!found) return noInvitation(c);
    const { actor, token } = found;
    return reading(actor, async (tx) => {
      const invitation = await openInvitation(tx, token);
      if (!invitation) return noInvitation(c);
      return page(c, {
        title: words.invitation.title,
        zone: 'network',
        status: Object.keys(state.errors).length > 0 ? 422 : 200,
        body: (
          <InvitationPage
            state={state}
            token={token}
            municipality={actor.municipality.name}
            name={tx.session.name}
            places={tx.session.roles.map((role) => `${role.facility ?? role.organisation}　${role.name}`)}
            email={invitation.email}
            oidc={oidc}
          />
        ),
      });
    });
  };
  /** Takes the invitation up, once: the row is closed in the transaction that makes the account. */
  const accept = async (c: Ctx, password: string | null): Promise<Response> => {
    const found = await invited(c);
    if (!found) return noInvitation(c);
    const problem = await writing(found.actor, async (tx): Promise<Errors | 'gone' | null> => {
      const user_id = await accountIdOf(tx, found.actor.person_id!);
      const taken = await sql<{ person_id: number; email: string }>`
        select person_id, email from take_up_invitation(${hashOf(found.token)}, ${tx.now}, ${user_id})`.execute(
        tx.db,
      );
      if (!taken.rows[0]) return 'gone';
      const { person_id, email } = taken.rows[0];
      const { name } = tx.session;
      if (await emailIsTaken(tx, email, person_id)) throw new Stop({ '': words.invitation.taken });
      const weak = password === null ? null : await passwordProblem(password, { email, name });
      if (weak) throw new Stop({ password: weak });
      await openAccount(tx, user_id, { person_id, name, email, password });
      tx.record(aboutPerson(person_id, 'auth.accept', { password: password !== null }));
      return null;
    }).catch(stopped);
    if (problem === 'gone') return noInvitation(c);
    if (problem) return showInvitation(c, { values: {}, errors: problem });
    return redirect(c, { location: '/sign-in', flash: words.invitation.accepted });
  };

  routes.get('/invitations/:token', async (c) => showInvitation(c, emptyForm));
  routes.post(
    '/invitations/:token',
    post(desk, null, async (c, typed) => {
      const checked = check(newPasswordForm, typed);
      if (!checked.ok) return showInvitation(c, { values: {}, errors: checked.errors });
      return accept(c, checked.data.password);
    }),
  );
  routes.post(
    '/invitations/:token/oidc',
    async (c, next) => (oidc === null ? c.notFound() : next()),
    post(desk, null, (c) => accept(c, null)),
  );

  // ---- forgotten passwords ---------------------------------------------------------------------

  const showForgot = (c: Ctx, state: FormState) =>
    page(c, {
      title: words.forgot.title,
      status: Object.keys(state.errors).length > 0 ? 422 : 200,
      body: <ForgotPage state={state} />,
    });
  routes.get('/forgot', (c) => showForgot(c, emptyForm));
  routes.post(
    '/forgot',
    post(desk, '/forgot', async (c, typed) => {
      const checked = check(emailForm, typed);
      if (!checked.ok) return showForgot(c, { values: typed, errors: checked.errors });
      const { email } = checked.data;
      const account = await sessions.accountByEmail(email);
      if (!(await limits.begin('reset', email))) {
        const municipality = account
          ? await house.municipality(account.municipality_code)
          : c.var.municipality;
        const actor: Actor = {
          ...c.var.actor,
          municipality,
          person_id: null,
          kind: 'public',
          label: 'public',
        };
        await writing(actor, (tx) => tx.plan(resetMail, { user_id: account?.id ?? null }));
      }
      return page(c, {
        title: words.forgot.sentTitle,
        body: (
          <SentencePage
            title={words.forgot.sentTitle}
            text={words.forgot.sent}
            links={[['/sign-in', words.signIn.title]]}
          />
        ),
      });
    }),
  );

  /** Whose forgotten password a link is for; times by our clock, because we wrote the end. */
  const forgetful = async (c: Ctx): Promise<Account | null> => {
    const { rows } = await pool.query<{ value: string }>(
      'select value from shared.auth_verification where identifier = $1 and expires_at > $2',
      [`reset:${hashOf(c.req.param('token') ?? '')}`, house.clock()],
    );
    return rows[0] ? sessions.accountById(rows[0].value) : null;
  };
  const noReset = (c: Ctx) => gone(c, words.forgot.gone, [['/forgot', words.forgot.title]]);
  const showReset = async (c: Ctx, state: FormState) => {
    const account = await forgetful(c);
    if (!account) return noReset(c);
    return page(c, {
      title: words.forgot.newTitle,
      zone: 'network',
      status: Object.keys(state.errors).length > 0 ? 422 : 200,
      body: <NewPasswordPage state={state} token={c.req.param('token') ?? ''} email={account.email} />,
    });
  };
  routes.get('/forgot/:token', (c) => showReset(c, emptyForm));
  routes.post(
    '/forgot/:token',
    post(desk, null, async (c, typed) => {
      const account = await forgetful(c);
      if (!account) return noReset(c);
      const checked = check(newPasswordForm, typed);
      if (!checked.ok) return showReset(c, { values: {}, errors: checked.errors });
      const { password } = checked.data;
      const weak = await passwordProblem(password, account);
      if (weak) return showReset(c, { values: {}, errors: { password: weak } });
      const used = await writing(await actorFor(house, account, c.var.actor.source), async (tx) => {
        const token = await tx.db
          .deleteFrom('auth_verification')
          .where('identifier', '=', `reset:${hashOf(c.req.param('token') ?? '')}`)
          .executeTakeFirst();
        if (token.numDeletedRows === 0n) return false;
        await setPassword(tx, account.id, password);
        await signOutEverywhere(tx, account.id);
        tx.record(aboutPerson(account.person_id, 'auth.password-reset'));
        await tellHolder(tx, account.person_id, 'password');
        return true;
      });
      if (!used) return noReset(c);
      await limits.forgive('account', account.email);
      await limits.forgive('reset', account.email);
      return redirect(c, { location: '/sign-in', flash: words.forgot.done });
    }),
  );

  return routes;
}

// ---- what the account's pages use too ----------------------------------------------------------

/** Undoes the transaction because of what was typed. */
class Stop extends Error {
  readonly errors: Errors;
  constructor(errors: Errors) {
    super('stopped');
    this.errors = errors;
  }
}

function stopped(error: unknown): Errors {
  if (error instanceof Stop) return error.errors;
  throw error;
}

/** A page without the frame of a signed-in person. */
export async function page(c: Ctx, screen: Omit<Screen, 'width'>): Promise<Response> {
  return frame(c, null, { width: 'form', zone: 'public', ...screen });
}

/**
 * POST of a form that may hold a password: guarded, counted per source address, and never shown again with what was
 * typed. A form of another session leads back to the page it came from.
 */
export function post(desk: Desk, back: string | null, handler: (c: Ctx, typed: Typed) => Promise<Response>) {
  return async (c: Ctx): Promise<Response> => {
    const { typed } = await formOf(c);
    if (!isOurForm(c, typed))
      return redirect(c, { location: back ?? c.req.path, flash: webWords.csrf.title });
    if (!(await desk.limits.fromSource(c.var.actor.source))) return tooMany(c);
    return handler(c, typed);
  };
}

export async function tooMany(c: Ctx): Promise<Response> {
  const { title, text } = words.tooMany;
  const body = <SentencePage title={title} text={text} links={[['/sign-in', words.signIn.title]]} />;
  const shown = await page(c, { title, body });
  return new Response(shown.body, { status: 429, headers: shown.headers });
}

/** Asks the library within a ceremony; its cookies go to the browser. */
export async function ask(
  c: Ctx,
  { sessions }: Desk,
  how: Ceremony,
  question: (headers: Headers) => Promise<Response>,
): Promise<Response> {
  const headers = sessions.headersFor(c.req.raw.headers, c.var.identity);
  const answer = await during(how, () => question(headers));
  // Our own failure must not be told as a wrong password. (A broken passkey, too, comes as a 500.)
  if (answer.status >= 500 && how.method !== 'passkey') {
    throw new Error(`The sign-in library failed with ${answer.status}.`);
  }
  for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  return answer;
}

/** A new session begins: the browser's former one ends, and the audit log knows. */
export async function admit(c: Ctx, { house, sessions }: Desk, how: Ceremony, second = ''): Promise<void> {
  const { session } = how;
  if (!session) throw new Error('Nobody was signed in.');
  const { identity, actor } = c.var;
  if (identity && identity.session !== session.id) await sessions.end(identity.session);
  const account = await sessions.accountById(session.userId);
  if (!account) throw new Error('A session without an account.');
  await recordOwn(house, account, actor.source, 'auth.sign-in', {
    method: how.method,
    second_factor: how.second_factor,
    ...(second === '' ? {} : { second }),
  });
}

/** The session at hand has now proved its second factor. */
export async function strengthen(c: Ctx, { house }: Desk, account: Account, second: string): Promise<void> {
  const { identity, actor } = c.var;
  if (!identity) return;
  await house.pool.query('update shared.auth_session set second_factor_at = $2 where id = $1', [
    identity.session,
    house.clock(),
  ]);
  await recordOwn(house, account, actor.source, 'auth.second-factor', { second });
}

/** After the library replaced the session: this answer's forms belong to the new one. */
export function continueAs(c: Ctx, { house }: Desk, how: Ceremony): void {
  const { identity } = c.var;
  if (!how.session || !identity) return;
  c.set('identity', { ...identity, session: how.session.id, second_factor: true });
  c.set('csrf', csrfFor(house.settings.SECRET, how.session.id));
}

/**
 * What an account has to prove itself with, and whether that can be read under the present SEAL_SECRET. Within a
 * transaction it is asked on that one's connection.
 */
export async function factorsOf(
  { house }: Desk,
  user_id: string,
  tx?: ReadTx,
): Promise<{ totp: boolean; readable: boolean; passkeys: number; codesLeft: number }> {
  const text = `select t.backup_codes, (select count(*) from shared.auth_passkey p where p.user_id = u.id) as passkeys
     from shared.auth_user u
     left join shared.auth_two_factor t on t.user_id = u.id and t.verified and u.two_factor_enabled
     where u.id = $1`;
  type Row = { backup_codes: string | null; passkeys: number };
  const { rows } = tx
    ? await tx.db.executeQuery<Row>(CompiledQuery.raw(text, [user_id]))
    : await house.pool.query<Row>(text, [user_id]);
  const { backup_codes, passkeys } = rows[0]!;
  if (backup_codes === null) return { totp: false, readable: true, passkeys, codesLeft: 0 };
  const codes = await unsealed(house, backup_codes);
  const codesLeft = codes === null ? 0 : (JSON.parse(codes) as string[]).length;
  return { totp: true, readable: codes !== null, passkeys, codesLeft };
}

/** Until when, as a person reads a clock. */
export function clock(c: Ctx, until: Date): string {
  const { house, municipality } = c.var;
  const soon = until.getTime() - house.clock().getTime() < 12 * 60 * 60_000;
  return soon
    ? formatTime(timeOf(until, municipality.time_zone))
    : formatDateTime(until, municipality.time_zone);
}

function isDemo(c: Ctx): boolean {
  return c.var.house.settings.DEMO && c.var.municipality.demo;
}

export function cookieOptions(house: House, seconds: number) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax' as const,
    secure: house.settings.BASE_URL.startsWith('https:'),
    maxAge: seconds,
  };
}
