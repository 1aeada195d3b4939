import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { render, type Child } from '../ui/jsx-runtime.ts';
import { getCookie, setCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { requireSecondFactor, secondFactorFirst } from '../auth/second-factor.ts';
import { isUnfit, withoutValues } from '../db/failure.ts';
import { Refusal, reading, Undo, writing, type ReadTx, type WriteTx } from '../db/transaction.ts';
import { ConflictPanel, type ConflictField } from '../ui/conflict.tsx';
import type { FlashMessage } from '../ui/feedback.tsx';
import { FormKeys, lookedForName, lookName, wordName } from '../ui/form-keys.ts';
import { secretFields } from '../ui/forms.tsx';
import { MapTiles } from '../ui/map-tiles.ts';
import { Page, type Crumb, type NavItem, type PageUser, type Zone } from '../ui/page.tsx';
import { nationalNumbers, PublicPage, type EmergencyNumber } from '../ui/public-page.tsx';
import { languageTag, plainReading, spellOut, wordsIn } from '../ui/speech.ts';
import { openWords } from '../ui/words-open.ts';
import { answer } from './answer.ts';
import { pageAssets } from './assets.ts';
import { handReceipt, hashCode, openText, readCode, receiptCode, sealText, withinLimit } from './open.ts';
import type { Ctx } from './context.ts';
import { check, emptyForm, filled, formOf, type Errors, type FormState, type Typed } from './form.ts';
import { readingHref, readingOf, rememberReading } from './language.ts';
import { navigationFor, type NavEntry } from './navigation.ts';
import { words } from './words.ja.ts';

/** What a handler gives back for a page; the frame (navigation, user, flash) is put around it here. */
export interface Screen {
  title: string;
  body: Child;
  breadcrumbs?: readonly Crumb[];
  /** islands this page uses, e.g. ['platform/ui/autosave'] */
  islands?: readonly string[];
  zone?: Zone;
  width?: 'wide' | 'form';
  search?: string;
  /** Public pages: what search engines show under the title. */
  description?: string;
  /** Public pages: the body speaks the reader's language (readingOf); else it is marked as Japanese. */
  translated?: boolean;
  /** Public pages: not for search engines. */
  unlisted?: boolean;
  status?: 200 | 400 | 403 | 404 | 409 | 422 | 429 | 500 | 503;
}

/** After a command: where to go and what to say there. */
export interface Done {
  location: string;
  flash?: string;
}

export const done = (location: string, flash?: string): Done =>
  flash === undefined ? { location } : { location, flash };

/** Stops the command, undoes it, and shows the form again with these sentences beside the fields. */
export function invalid(errors: Errors): never {
  throw new Undo<Rejected>({ errors });
}

/** As invalid(), where there is something wrong; several rules are asked first, so that all is said at once. */
export function invalidIf(errors: Errors): void {
  if (Object.keys(errors).length > 0) invalid(errors);
}

interface Rejected {
  errors: Errors;
  conflict?: Conflict;
}

export interface Conflict {
  fields: ConflictField[];
  who: string;
  when: string;
  version: number;
  /** both texts can be kept, one under the other */
  combinable?: boolean;
}

/** Stops the command because somebody else saved first; the form is shown again with both texts. */
export function conflict(found: Conflict): never {
  throw new Undo<Rejected>({ errors: {}, conflict: found });
}

/** The panel a form shows above its fields after conflict(); null when there is none. */
export function ConflictNotice({ state }: { state: FormState & { conflict?: Conflict } }): Child {
  if (!state.conflict) return null;
  const { version, ...rest } = state.conflict;
  return <ConflictPanel {...rest} version={{ name: '_version', value: version }} />;
}

/** Both texts, the other person's first, when both are to stay. */
export const bothOf = (theirs: string, mine: string): string =>
  [theirs, mine].filter((text) => text.trim() !== '').join('\n\n');

/** Where a form chose the other person's text, or both, it replaces what was typed: fields named `choose_<name>`. */
function applyChoices(typed: Typed, theirs: (name: string) => string | string[] | undefined): void {
  for (const [name, value] of Object.entries(typed)) {
    if (!name.startsWith('choose_') || (value !== 'theirs' && value !== 'both')) continue;
    const field = name.slice('choose_'.length);
    const [text, mine] = [theirs(field) ?? '', typed[field]];
    typed[field] =
      value === 'both' && typeof text === 'string' && typeof mine === 'string' ? bothOf(text, mine) : text;
  }
}

let navigation: readonly NavEntry[] = [];
let footer: readonly NavItem[] = [];

/** Set once by the table of contents of routes. */
export function setNavigation(entries: readonly NavEntry[], foot: readonly NavItem[]): void {
  navigation = entries;
  footer = foot;
}

let emergencyNumbers: (tx: ReadTx) => Promise<readonly EmergencyNumber[]> = async () => nationalNumbers;

/** Set once by the table of contents of routes: which numbers stand on every public page. */
export function setEmergencyNumbers(ask: typeof emergencyNumbers): void {
  emergencyNumbers = ask;
}

/** Whether an address is for everybody: a city's proxy may show these and no others to the internet. */
export const isOpenAddress = (path: string): boolean => /^\/(open|open-data)(\/|$)/.test(path);

/** A public page: its own frame, in the reader's language, with the numbers to call in need. */
async function publicFrame(c: Ctx, tx: ReadTx | null, screen: Screen, csrf: string): Promise<Response> {
  const { house, municipality, identity } = c.var;
  const reading = readingOf(c);
  rememberReading(c, reading);
  const status = screen.status ?? 200;
  const { BASE_URL } = house.settings;
  // Every way to a public page begins at the first one.
  const home = { label: wordsIn(openWords, reading).home, href: '/open' };
  const content = (
    <FormKeys.Provider value={{ csrf, once: house.random }}>
      <MapTiles.Provider value={house.settings.tiles}>
        <PublicPage
          title={screen.title}
          {...(screen.description === undefined ? {} : { description: screen.description })}
          assets={pageAssets(['platform/ui/form', ...(screen.islands ?? [])], 'open')}
          municipality={municipality.name}
          reading={reading}
          hrefIn={(changes) => readingHref(c, changes)}
          current={c.req.path}
          numbers={tx === null ? nationalNumbers : await emergencyNumbers(tx)}
          breadcrumbs={screen.breadcrumbs?.length ? [home, ...screen.breadcrumbs] : []}
          flash={takeFlash(c)}
          demo={municipality.demo}
          signedIn={identity !== null}
          translated={screen.translated ?? false}
          unlisted={screen.unlisted ?? status !== 200}
          canonical={`${BASE_URL}${c.req.path}`}
          width={screen.width ?? 'wide'}
        >
          {screen.body}
        </PublicPage>
      </MapTiles.Provider>
    </FormKeys.Provider>
  );
  c.header('Cache-Control', 'no-store');
  c.header('Content-Language', languageTag[reading.lang]);
  const page = render(content);
  return asHtml(c, reading.ruby && reading.lang === 'ja' ? spellOut(page) : page, status);
}

/** The whole page around a screen. */
export function frame(c: Ctx, tx: ReadTx | null, screen: Screen): Response | Promise<Response> {
  const { house, municipality, identity } = c.var;
  const who = typistIn(c);
  const csrf = signedGuard(c, masked(c.var.csrf), who);
  if (isOpenAddress(c.req.path) && (screen.zone ?? 'public') === 'public')
    return publicFrame(c, tx, screen, csrf);
  const user: PageUser | null =
    tx && identity
      ? {
          id: identity.person_id,
          name: tx.session.name,
          place: municipality.name,
          duties: tx.session.roles.map((role) => `${role.facility ?? role.organisation}　${role.name}`),
        }
      : null;
  const content = (
    <FormKeys.Provider value={{ csrf, once: house.random, who }}>
      <MapTiles.Provider value={house.settings.tiles}>
        <Page
          title={screen.title}
          assets={pageAssets(['platform/ui/form', ...(screen.islands ?? [])])}
          nav={user ? navigationFor(navigation, tx!.session.duties) : []}
          current={c.req.path}
          user={user}
          municipality={municipality.name}
          breadcrumbs={screen.breadcrumbs}
          flash={takeFlash(c)}
          zone={screen.zone ?? (user ? 'network' : 'public')}
          demo={municipality.demo}
          search={screen.search ?? (user ? '' : undefined)}
          csrf={csrf}
          accountHref="/account"
          footer={footer}
          width={screen.width}
        >
          {screen.body}
        </Page>
      </MapTiles.Provider>
    </FormKeys.Provider>
  );
  c.header('Cache-Control', 'no-store');
  return asHtml(c, render(content), screen.status ?? 200);
}

const asHtml = (c: Ctx, text: string, status: ContentfulStatusCode): Response =>
  answer(c, text, status, { 'Content-Type': 'text/html; charset=UTF-8' });

const isSecure = (c: Ctx): boolean => c.var.house.settings.BASE_URL.startsWith('https:');
// Over https a name no neighbouring host can set.
const flashCookie = (c: Ctx): string => (isSecure(c) ? '__Host-tsunagi_flash' : 'tsunagi_flash');

function takeFlash(c: Ctx): FlashMessage | null {
  const text = getCookie(c, flashCookie(c));
  if (text === undefined) return null;
  setCookie(c, flashCookie(c), '', { path: '/', maxAge: 0, secure: isSecure(c) });
  return { kind: 'success', text };
}

/** To another page, with a sentence to show there. */
export function redirect(c: Ctx, { location, flash }: Done): Response {
  if (flash !== undefined) {
    setCookie(c, flashCookie(c), flash, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: isSecure(c),
      maxAge: 60,
    });
  }
  return c.redirect(ownAddress(location), 303);
}

/** Only ever within this program, whatever a record or form says. */
const ownAddress = (location: string): string =>
  /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(location) ? location : '/';

function mustBeSignedIn(c: Ctx): Response | null {
  if (c.var.identity) return null;
  const to = c.req.method === 'GET' ? c.req.path + new URL(c.req.url).search : '/';
  return c.redirect(`/sign-in?to=${encodeURIComponent(to)}`, 303);
}

/** GET for signed-in people: reads in a read-only transaction, answers with a page (or any response, e.g. a file). */
export function view(handler: (tx: ReadTx, c: Ctx) => Promise<Screen | Response>) {
  return async (c: Ctx): Promise<Response> => {
    const turnedAway = mustBeSignedIn(c);
    if (turnedAway) return turnedAway;
    return reading(c.var.actor, async (tx) => {
      const detour = requireSecondFactor(tx, c);
      if (detour) return detour;
      requireReach(tx, c);
      const answer = await handler(tx, c);
      return answer instanceof Response ? answer : frame(c, tx, answer);
    });
  };
}

/** A person whose appointments have all ended keeps the account but reaches nothing. */
function requireReach(tx: ReadTx, c: Ctx): void {
  if (!tx.has('network')) throw new Refusal(403);
  if (requireSecondFactor(tx, c)) throw new Refusal(403, secondFactorFirst);
}

/** GET for anybody, signed in or not. */
export function openView(handler: (tx: ReadTx, c: Ctx) => Promise<Screen | Response>) {
  return async (c: Ctx): Promise<Response> =>
    reading(c.var.actor, async (tx) => {
      const answer = await handler(tx, c);
      return answer instanceof Response ? answer : frame(c, tx, answer);
    });
}

interface ActionOptions<S extends z.ZodType> {
  form: S;
  /** Does it; whatever it changes, records and plans is one transaction with the answer. */
  run(tx: WriteTx, data: z.output<S>, c: Ctx, uploads: Record<string, File[]>): Promise<Done>;
  /** Rules the schema does not know, for where it refused already: said in the same round, not after everything else is mended. */
  alsoWrong?(tx: ReadTx, typed: Typed, c: Ctx): Errors | Promise<Errors>;
  /** The same page again with what was typed and what is wrong. Left out for buttons without fields. */
  again?(tx: ReadTx, state: FormState & { conflict?: Conflict }, c: Ctx): Promise<Screen>;
  /**
   * Files cannot be put back into a form: when it is shown again, this keeps what was chosen, in a transaction of its own,
   * and says what of it the page is to show.
   */
  keep?(tx: WriteTx, typed: Typed, c: Ctx, uploads: Record<string, File[]>): Promise<FormState>;
  /** For conflict panels: the other person's stored text of a field, when it was chosen. */
  theirs?(tx: ReadTx, c: Ctx): Promise<Record<string, unknown>>;
}

/**
 * What answers a POST and does nothing before its transaction has asked whether who signed in is still signed in: it goes on with
 * an earlier answer as a page does (docs/decisions/0024).
 */
export const asksFirst = new WeakSet<object>();

/** POST for signed-in people: checked, in one transaction, answered once however often it is sent. */
export function action<S extends z.ZodType>(options: ActionOptions<S>) {
  const answer = answering(options, requireReach);
  const handler = async (c: Ctx): Promise<Response> => {
    const turnedAway = mustBeSignedIn(c);
    if (!turnedAway) return answer(c);
    // The sign-in ran out while somebody wrote: what they wrote must not go with it.
    const { typed } = await formOf(c);
    const wrote = Object.entries(typed).some(
      ([name, value]) =>
        (name === sealedName || !name.startsWith('_')) && [value].flat().some((one) => one.trim() !== ''),
    );
    return wrote ? resend(c, typed, 'signedOut') : turnedAway;
  };
  asksFirst.add(handler);
  return handler;
}

interface OpenActionOptions<S extends z.ZodType> extends Omit<ActionOptions<S>, 'run' | 'again' | 'theirs'> {
  /** How often one address may send this form: its name, and so many times an hour. */
  limit: { name: string; an_hour: number };
  /** false: nothing new is handed over, because the sender acts on what an earlier receipt stands for. */
  receipt?: false;
  /**
   * `code` is the receipt's: the same however often the form is sent, kept only as hashCode() makes it. It is handed to
   * the sender in a cookie (receiptOf), never in an address.
   */
  run(
    tx: WriteTx,
    data: z.output<S>,
    c: Ctx,
    given: { code: string; uploads: Record<string, File[]> },
  ): Promise<Done>;
  again(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen>;
}

/** POST for anybody, signed in or not: as action(), and counted per address against flooding. */
export function openAction<S extends z.ZodType>(options: OpenActionOptions<S>) {
  return async (c: Ctx): Promise<Response> => {
    const { name, an_hour } = options.limit;
    if (!(await withinLimit(c, name, an_hour, 3_600_000))) {
      const { typed } = await formOf(c);
      return resend(c, typed, 'tooOften');
    }
    let code = '';
    const answer = answering(
      {
        form: options.form,
        again: (tx, state) => options.again(tx, state, c),
        run: async (tx, data, _c, uploads, token) => {
          code = receiptCode(c, token ?? crypto.randomUUID());
          return options.run(tx, data, c, { code, uploads });
        },
        afterwards: (token) => {
          if (options.receipt === false) return;
          handReceipt(c, code === '' && token !== null ? receiptCode(c, token) : code);
        },
      },
      () => undefined,
    );
    return answer(c);
  };
}

interface Answering<S extends z.ZodType> extends Omit<ActionOptions<S>, 'run'> {
  run(
    tx: WriteTx,
    data: z.output<S>,
    c: Ctx,
    uploads: Record<string, File[]>,
    token: string | null,
  ): Promise<Done>;
  /** After the command, before the answer: what is handed over besides. */
  afterwards?(token: string | null): void;
}

function answering<S extends z.ZodType>(
  options: Answering<S>,
  mayAct: (tx: ReadTx, c: Ctx) => void,
): (c: Ctx) => Promise<Response> {
  return async (c) => {
    const { typed: sent, uploads } = await formOf(c);
    const typed = isOurForm(c, sent) ? sent : sentOn(c, sent);
    if (typed === null) return resend(c, sent, 'csrf');
    const looks = typed[lookName] !== undefined;
    const again = async (state: FormState & { conflict?: Conflict }, unread = false) => {
      const show = options.again;
      if (!show) throw new Refusal(409, Object.values(state.errors).join('\n'));
      if (options.keep && Object.keys(uploads).length > 0) {
        const kept = await writing(c.var.actor, async (tx) => {
          requireReach(tx, c);
          return options.keep!(tx, typed, c, uploads);
        });
        Object.assign(state, {
          values: { ...state.values, ...kept.values },
          errors: { ...kept.errors, ...state.errors },
        });
      }
      return reading(c.var.actor, async (tx) => {
        mayAct(tx, c);
        if (unread && options.alsoWrong)
          state.errors = { ...(await options.alsoWrong(tx, typed, c)), ...state.errors };
        const screen = await show(tx, state, c);
        return frame(c, tx, looks ? { ...screen, status: 200 } : { status: 422, ...screen });
      });
    };
    if (options.theirs && Object.keys(typed).some((name) => name.startsWith('choose_'))) {
      const theirs = await reading(c.var.actor, (tx) => options.theirs!(tx, c));
      applyChoices(typed, (name) => filled(theirs).values[name]);
    }
    // Looking for what may be chosen is no sending: nothing is saved and nothing complained of.
    if (looks && options.again) return again({ values: typed, errors: {} });
    const checked = check(options.form, typed);
    const unlooked = notLookedFor(c, typed);
    if (!checked.ok) return again({ values: typed, errors: { ...checked.errors, ...unlooked } }, true);
    if (Object.keys(unlooked).length > 0) return again({ values: typed, errors: unlooked }, true);
    const token = onceToken(c, typed);
    try {
      const answer = await writing<Done, Done | null>(
        c.var.actor,
        async (tx, before) => {
          mayAct(tx, c);
          return before ?? options.run(tx, checked.data, c, uploads, token);
        },
        {
          repeatable: token !== null,
          first: async (db, now) => (token === null ? null : claim(db, token, c.var.actor.person_id, now)),
          last: (db, { location, flash }) =>
            token === null
              ? null
              : db
                  .updateTable('submission')
                  .set({ location, flash: flash ?? null })
                  .where('token', '=', token)
                  .compile(),
        },
      );
      options.afterwards?.(token);
      return redirect(c, answer);
    } catch (error) {
      if (error instanceof Undo) return again({ values: typed, ...(error.value as Rejected) });
      if (!isUnfit(error)) throw error;
      console.error(`${c.var.request_id} ${c.req.method}`, withoutValues(error));
      return again({ values: typed, errors: { '': words.unfit } });
    }
  };
}

/** A word that was typed and not looked for stands for a choice that would be missing. */
function notLookedFor(c: Ctx, typed: Typed): Errors {
  const { first } = wordsIn(openWords, isOpenAddress(c.req.path) ? readingOf(c) : plainReading).find;
  const beginning = wordName('');
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, word]): [string, string][] => {
      if (!name.startsWith(beginning) || typeof word !== 'string' || word.trim() === '') return [];
      const field = name.slice(beginning.length);
      return typed[lookedForName(field)] === word.trim() ? [] : [[field, first]];
    }),
  );
}

/** The form's own key, good for this person at this address: sent anywhere else it is another one. */
function onceToken(c: Ctx, typed: Typed): string | null {
  if (typeof typed._once !== 'string' || !/^[0-9a-f-]{36}$/.test(typed._once)) return null;
  const { municipality, person_id } = c.var.actor;
  const named = [municipality.code, person_id, c.req.path, typed._once].join('\n');
  const hex = createHash('sha256').update(named).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** First sending: null. A second waits for the first to finish and gets its answer. */
async function claim(
  db: WriteTx['db'],
  token: string,
  person_id: number | null,
  answered_at: Date,
): Promise<Done | null> {
  const first = await db
    .insertInto('submission')
    .values({ token, person_id, answered_at })
    .onConflict((found) => found.doNothing())
    .returning('token')
    .executeTakeFirst();
  if (first) return null;
  const before = await db
    .selectFrom('submission')
    .select(['location', 'flash'])
    .where('token', '=', token)
    .executeTakeFirst();
  if (!before?.location) throw new Refusal(409);
  return { location: before.location, ...(before.flash === null ? {} : { flash: before.flash }) };
}

/** POST from a script that saves what is being typed: no redirect, no page; answers {saved_at} and the hidden fields to go on with. */
export function autosave(
  run: (tx: WriteTx, typed: Typed, c: Ctx) => Promise<Record<string, string | number> | void>,
) {
  return scripted(async (write, typed, c) =>
    write(async (tx) => {
      const fields = await run(tx, typed, c);
      return { saved_at: tx.now.toISOString(), ...(fields ? { fields } : {}) };
    }),
  );
}

/** A transaction of a script's request, which may be repeated: what it does must be harmless to do again. */
export type Write = <T>(work: (tx: WriteTx) => Promise<T>) => Promise<T>;

/** POST from a page's script: guarded as a form is; no redirect, no page, but what `run` answers as JSON. */
export function scripted(
  run: (write: Write, typed: Typed, c: Ctx, uploads: Record<string, File[]>) => Promise<object>,
) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.identity) return c.json({ error: words.signInFirst }, 401);
    const { typed, uploads } = await formOf(c);
    if (!isOurForm(c, typed)) return c.json({ error: words.csrf.text }, 403);
    const write: Write = (work) =>
      writing(
        c.var.actor,
        async (tx) => {
          requireReach(tx, c);
          return work(tx);
        },
        { repeatable: true },
      );
    try {
      return c.json(await run(write, typed, c, uploads));
    } catch (error) {
      if (!isUnfit(error)) throw error;
      console.error(`${c.var.request_id} ${c.req.method}`, withoutValues(error));
      return c.json({ error: words.unfit }, 422);
    }
  };
}

/** The forgery guard: bound to the sign-in session, the same for all of its pages. */
export function csrfFor(secret: string, session: string): string {
  return createHmac('sha256', secret).update(`csrf:${session}`).digest('base64url');
}

/** One person as the browser's kept texts know them: the same in every session, and telling nothing of who it is. */
function typistOf(secret: string, municipality: string, person_id: number): string {
  return createHmac('sha256', secret)
    .update(`kept:${municipality}:${person_id}`)
    .digest('base64url')
    .slice(0, 16);
}

const typistIn = (c: Ctx): string =>
  c.var.identity
    ? typistOf(c.var.house.settings.SECRET, c.var.municipality.code, c.var.identity.person_id)
    : '';

/** The guard as a form carries it: with whom the page was made for, so that a text is given back to nobody else. */
const guardBy = (guard: string, typist: string): string => (typist === '' ? guard : `${guard}.${typist}`);
const guardIn = (typed: Typed): [guard: string, typist: string, signature: string] => {
  const [guard = '', typist = '', signature = ''] = (
    typeof typed._csrf === 'string' ? typed._csrf.slice(0, 200) : ''
  ).split('.');
  return [guard, typist, signature];
};

const signatureOf = (c: Ctx, guard: string, typist: string): string =>
  createHmac('sha256', c.var.house.settings.SECRET).update(`page:${guard}.${typist}`).digest('base64url');

/** Signed, so that it can still be told to be ours when the session it belonged to is gone. */
const signedGuard = (c: Ctx, guard: string, typist: string): string =>
  typist === '' ? guard : `${guardBy(guard, typist)}.${signatureOf(c, guard, typist)}`;

/** Whether a page of this server, made for this very person, sent it: in whichever of their sessions. */
function isOurPage(c: Ctx, typed: Typed): boolean {
  const [guard, typist, signature] = guardIn(typed);
  return typist !== '' && sameText(signature, signatureOf(c, guard, typist));
}

function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What somebody else typed, closed, in the page that keeps it. */
const sealedName = '_sealed';

const guardBytes = 32;

/** The guard for a page's script that asks for it, as a form carries it. */
export const guardOf = (c: Ctx): string => masked(c.var.csrf);

/** The guard as a page carries it: other letters each time, so that the size of compressed pages tells nothing of it. */
function masked(csrf: string | undefined = ''): string {
  const guard = Buffer.from(csrf, 'base64url');
  if (guard.length !== guardBytes) return csrf;
  const mask = randomBytes(guardBytes);
  return Buffer.concat([mask, guard.map((byte, at) => byte ^ mask[at]!)]).toString('base64url');
}

export function isOurForm(c: Ctx, typed: Typed): boolean {
  const sent = Buffer.from(guardIn(typed)[0], 'base64url');
  const given =
    sent.length === 2 * guardBytes ? sent.subarray(guardBytes).map((byte, at) => byte ^ sent[at]!) : sent;
  const wanted = Buffer.from(c.var.csrf, 'base64url');
  return wanted.length === guardBytes && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Never kept: the guard is written anew, a password is typed again. */
const unkept: readonly string[] = ['_csrf', ...secretFields];
const withoutSecrets = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !unkept.includes(name)));

/** What lets a text that a sign-in ended under be sent on, by its writer, in their next session. */
const passName = '_pass';
/** Over a weekend. */
const passLasts = 3 * 24 * 3_600_000;

interface Pass {
  path: string;
  text: string;
  until: number;
}

/** The very text, by which a pass knows it: not another word under the same pass. Line ends are the browser's. */
const textMark = (typed: Typed): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        Object.entries(withoutSecrets(typed))
          .filter(([name]) => name !== passName)
          .map(([name, value]) => [name, [value].flat().map((one) => one.replace(/\r\n?/g, '\n'))] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    )
    .digest('base64url');

/** Only where the form was ours, and belonged to the person it says: nobody gets one for words of their own. */
function passFor(c: Ctx, typed: Typed): string | null {
  if (!isOurPage(c, typed)) return null;
  const { house } = c.var;
  const until = house.clock().getTime() + passLasts;
  const pass: Pass = { path: c.req.path, text: textMark(typed), until };
  return sealText(house, `pass:${guardIn(typed)[1]}`, JSON.stringify(pass));
}

/** What was typed before the sign-in ended, where its writer sends this very text again at the same place; else null. */
function sentOn(c: Ctx, sent: Typed): Typed | null {
  const { house } = c.var;
  const me = typistIn(c);
  if (me === '' || guardIn(sent)[1] !== me) return null;
  const { typed } = keptFor(c, sent);
  const sealed = typed[passName];
  const opened = typeof sealed === 'string' ? openText(house, `pass:${me}`, sealed) : null;
  if (opened === null) return null;
  const { path, text, until } = JSON.parse(opened) as Pass;
  if (path !== c.req.path || text !== textMark(typed) || until <= house.clock().getTime()) return null;
  if (typeof sent[sealedName] === 'string') {
    // Whatever reads the form once more is to find what was in it.
    const data = new FormData();
    for (const [name, value] of Object.entries({ ...typed, _csrf: sent._csrf ?? '' }))
      for (const one of [value].flat()) data.append(name, one);
    c.req.bodyCache.formData = data;
  }
  return typed;
}

/** What the form's writer typed, as it may be given to whoever asks now: closed for everybody else who is signed in. */
function keptFor(c: Ctx, typed: Typed): { typed: Typed; foreign: boolean } {
  const { house } = c.var;
  const writer = guardIn(typed)[1];
  const me = typistIn(c);
  const closed = typed[sealedName];
  if (writer === '' || me === '') return { typed, foreign: false };
  if (writer !== me) {
    const sealed =
      typeof closed === 'string'
        ? closed
        : sealText(house, `typed:${writer}`, JSON.stringify(withoutSecrets(typed)));
    return { typed: { [sealedName]: sealed }, foreign: true };
  }
  const text = typeof closed === 'string' ? openText(house, `typed:${me}`, closed) : null;
  return { typed: text === null ? typed : (JSON.parse(text) as Typed), foreign: false };
}

/** A page that keeps everything that was typed and can send it again; another person than its writer is not shown it. */
export function resend(
  c: Ctx,
  sent: Typed,
  why: 'csrf' | 'tooOften' | 'away' | 'signedOut',
): Response | Promise<Response> {
  const open = isOpenAddress(c.req.path);
  const w = open ? wordsIn(openWords, readingOf(c)).problems : words;
  const { typed, foreign } = keptFor(c, sent);
  const { title, text } = foreign ? words.foreign : why === 'signedOut' ? words.signedOut : w[why];
  // Nobody but the writer can send it: with no guard at all it is never taken for the form of whoever is signed in.
  const writer = guardIn(sent)[1];
  const guard = guardBy(
    foreign ? '' : guardIn({ _csrf: masked(c.var.csrf) })[0],
    writer === '' ? typistIn(c) : writer,
  );
  const pass = why === 'signedOut' ? passFor(c, sent) : null;
  const kept = Object.entries(pass === null ? typed : { ...typed, [passName]: pass }).flatMap(
    ([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: one })),
  );
  const hidden = kept.filter(({ name }) => !unkept.includes(name));
  const visible = hidden.filter(({ name, value }) => !name.startsWith('_') && value.length > 20);
  return frame(c, null, {
    title,
    status: ({ csrf: 403, tooOften: 429, away: 503, signedOut: 403 } as const)[why],
    translated: open,
    width: 'form',
    body: (
      <>
        <h1>{title}</h1>
        <p>{text}</p>
        {why === 'signedOut' && !foreign ? (
          <p>
            <a class="button button-secondary button-lg" href="/sign-in" target="_blank">
              {words.signedOut.signIn}
            </a>
          </p>
        ) : null}
        <form method="post" action={ownAddress(c.req.path)} class="form">
          <input type="hidden" name="_csrf" value={guard} />
          {hidden.map(({ name, value }) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button class="button button-primary button-lg" type="submit">
            {w.resend}
          </button>
        </form>
        {visible.length === 0 ? null : (
          <section>
            <h2>{w.kept}</h2>
            {visible.map(({ value }) => (
              <p class="pre-line">{value}</p>
            ))}
          </section>
        )}
      </>
    ),
  });
}

/**
 * POST of a typed receipt code, for anybody: what it stands for is found by its hash, the code is handed to the browser as
 * after sending, never put into an address. What a wrong one was wrong in is not said: `wrong` shows the form again (422).
 */
export function openCode<T extends object>(options: {
  limit: { name: string; an_hour: number };
  find(tx: ReadTx, hash: string): Promise<T | null | undefined>;
  wrong(tx: ReadTx, c: Ctx, typed: string): Screen | Promise<Screen>;
  location: string;
  /** What a right code says besides, before its page is shown. */
  arrived?(c: Ctx, found: T, code: string): Promise<unknown>;
}) {
  return async (c: Ctx): Promise<Response> => {
    const { typed } = await formOf(c);
    if (!isOurForm(c, typed)) return resend(c, typed, 'csrf');
    const { name, an_hour } = options.limit;
    if (!(await withinLimit(c, name, an_hour, 3_600_000))) return resend(c, typed, 'tooOften');
    const text = typeof typed['code'] === 'string' ? typed['code'].slice(0, 40) : '';
    const code = readCode(text);
    const there =
      code !== null && (await reading(c.var.actor, (tx) => options.find(tx, hashCode(c.var.house, code))));
    if (code === null || !there)
      return openView(async (tx) => ({ ...(await options.wrong(tx, c, text)), status: 422 }))(c);
    await options.arrived?.(c, there, code);
    handReceipt(c, code);
    return redirect(c, done(options.location));
  };
}

export { emptyForm };
