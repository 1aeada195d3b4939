import { isIP } from 'node:net';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { matchedRoutes } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { isUnfit, withoutValues } from '../db/failure.ts';
import {
  isConnectionFailure,
  OtherIdentity,
  patiently,
  reading,
  Refusal,
  stillStands,
  type Actor,
  type Municipality,
} from '../db/transaction.ts';
import type { House } from '../house.ts';
import { wordsIn } from '../ui/speech.ts';
import { openWords } from '../ui/words-open.ts';
import { assetFolder } from './assets.ts';
import { withoutSlash, type Ctx, type Env, type Identity } from './context.ts';
import { readTyped } from './form.ts';
import { asksFirst, csrfFor, frame, isOpenAddress, resend, type Screen } from './handlers.tsx';
import { readingOf } from './language.ts';
import { openPace, type Costly } from './pace.ts';
import { words } from './words.ja.ts';

export interface AppOptions {
  house: House;
  /** Who is asking, from the request's cookies; null for nobody. `earlier`: it may be an answer that is still to be settled. */
  identify(headers: Headers, earlier?: boolean): Promise<Identity | null>;
  /** Every slice's routes. */
  mount(app: Hono<Env>): void;
  /** The connection's own address, when the server knows it. */
  addressOf?(c: Ctx): string | undefined;
}

/** The program as a function from request to response; the server and the tests both call it. */
export function createApp({ house, identify, mount, addressOf }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();

  // A picture somebody uploaded runs nothing even when it is opened by itself: a handler's own, stricter policy is kept.
  app.use(async (c, next) => {
    await next();
    const own = c.get('content_policy');
    if (own !== undefined) c.res.headers.set('Content-Security-Policy', own);
    // What is for everybody's pages (open data, feeds) says so itself.
    if (!c.res.headers.has('Cross-Origin-Resource-Policy'))
      c.res.headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // Map tiles are the one thing that may come from elsewhere, and only where the city has set them.
        imgSrc: [
          "'self'",
          'data:',
          'blob:',
          ...(house.settings.tiles === null ? [] : [new URL(house.settings.tiles.template).origin]),
        ],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        manifestSrc: ["'self'"],
      },
      crossOriginResourcePolicy: false,
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: house.settings.BASE_URL.startsWith('https:') ? 'max-age=31536000' : false,
    }),
  );
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    try {
      await house.pool.query('select 1');
      return house.stopping() ? c.text('stopping', 503) : c.text('ready');
    } catch {
      return c.text('database not reachable', 503);
    }
  });

  app.use(compress());
  // What compress() would say through the context, which for it makes the answer anew, text and all.
  app.use(async (c, next) => {
    await next();
    const { headers } = c.res;
    if (/^(?:text\/html|application\/json)/.test(headers.get('Content-Type') ?? '') && !headers.has('Vary'))
      headers.set('Vary', 'Accept-Encoding');
  });
  app.use(
    '/assets/*',
    serveStatic({
      root: assetFolder,
      onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  );
  // Before it is known who asks, too: a form is handed back even while the database is away.
  app.use((c, next) => (hasNoBody(c) ? next() : bodyLimits.files(c, next)));
  app.use(async (c, next) => {
    c.set('house', house);
    c.set('request_id', crypto.randomUUID().slice(0, 8).toUpperCase());
    // A page, and a form that asks before it does anything, goes on with what was found before, and leaves only when the
    // database has said that it is still so.
    const asksAgain = hasNoBody(c) || matchedRoutes(c).some(({ handler }) => asksFirst.has(handler));
    const identity = await patiently(house, () => identify(c.req.raw.headers, asksAgain));
    const municipality = await municipalityOf(house, identity);
    if (!municipality) return c.text('No municipality has been set up yet. See docs/operations.md.', 503);
    c.set('identity', identity);
    c.set('municipality', municipality);
    c.set('csrf', csrfFor(house.settings.SECRET, identity?.session ?? 'nobody'));
    const actor: Actor = {
      house,
      municipality,
      person_id: identity?.person_id ?? null,
      kind: identity ? 'person' : 'public',
      label: identity ? `person:${identity.person_id}` : 'public',
      source: sourceOf(c, house, addressOf?.(c)),
      ...(identity?.standing ? { standing: identity.standing } : {}),
    };
    c.set('actor', actor);
    await next();
    // Whatever answered without a transaction of its own is asked about by itself, and done again for whoever it is now.
    const { standing } = identity ?? {};
    if (standing?.settled === false && !(await patiently(house, () => stillStands(house, standing)))) {
      // With nothing of the answer that was to be.
      c.res = undefined;
      c.res = await app.fetch(await sameRequest(c), c.env);
    }
    // Pages and files are somebody's; only what says otherwise is kept by browsers and proxies.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
    return undefined;
  });
  // A cross-site form is refused before its body is read; the token inside the form is the second belt.
  app.use(async (c, next) => {
    // OPTIONS asks what another site's page may do, and does nothing itself.
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && isForeign(c))
      return c.text(words.csrf.text, 403);
    return next();
  });
  app.use((c, next) => (hasNoBody(c) ? next() : bodyLimits[bodyKind(c)](c, next)));
  // No record has such a number and no text such a character: neither is worth a question to the database.
  app.use(async (c, next) => {
    const numbers = c.req.path.split('/').filter((part) => /^[0-9]+$/.test(part));
    if (numbers.some((part) => !/^[1-9][0-9]{0,15}$/.test(part)) || /%00/.test(c.req.url))
      return c.notFound();
    return next();
  });

  // One person's program must not take everybody's morning: a file or a search costs more than a page.
  const pace = openPace(() => house.clock().getTime());
  app.use(async (c, next) => {
    const kind = c.var.identity ? costly(c) : null;
    if (kind === null || pace.may(kind, `${c.var.actor.municipality.code} ${c.var.actor.person_id}`))
      return next();
    note(c, 429);
    c.header('Retry-After', '60');
    return problem(c, { title: words.tooFast.title, text: words.tooFast.text, status: 429 });
  });

  mount(app);

  app.notFound((c) => {
    const plain = withoutSlash(c);
    if (plain !== null) return c.redirect(plain, 301);
    note(c, 404);
    return problem(c, { title: words.notFound.title, text: words.notFound.text, status: 404 });
  });
  app.onError(async (error, c: Ctx) => {
    // All of it is done again for whoever it is now; what was found for the cookie is forgotten.
    if (error instanceof OtherIdentity) {
      c.var.actor.standing!.settled = true;
      return app.fetch(await sameRequest(c), c.env);
    }
    if (!c.var.municipality)
      c.set('municipality', (await municipalityOf(house, null).catch(() => null)) ?? nowhere);
    if (error instanceof Refusal) {
      note(c, error.status);
      const said = {
        400: words.notUnderstood,
        403: words.forbidden,
        404: words.notFound,
        409: words.conflict,
      }[error.status];
      return problem(c, { title: said.title, text: error.message || said.text, status: error.status });
    }
    if (isConnectionFailure(error)) {
      if (c.req.method !== 'POST')
        return problem(c, { title: words.away.readTitle, text: words.away.readText, status: 503 });
      const { typed } = readTyped(await c.req.formData().catch(() => new FormData()));
      // Nobody could be asked whose form this is: its own token goes back and forth, and is checked when it is sent again.
      if (!c.var.identity && typeof typed._csrf === 'string') c.set('csrf', typed._csrf);
      return resend(c, typed, 'away');
    }
    const number = c.get('request_id') ?? 'START';
    console.error(`${number} ${c.req.method} ${routeOf(c)}`, withoutValues(error));
    if (isUnfit(error)) {
      // An address may hold what no record can have; a form is told so by action() itself.
      const said = c.req.method === 'POST' ? words.notUnderstood : words.notFound;
      return problem(c, { title: said.title, text: said.text, status: c.req.method === 'POST' ? 400 : 404 });
    }
    return problem(c, { title: words.broken.title, text: words.broken.text(number), status: 500 });
  });
  return app;
}

/** The request once more; a form that was read is put into it again. */
async function sameRequest(c: Ctx): Promise<Request> {
  if (hasNoBody(c)) return c.req.raw;
  const { url, method, headers } = c.req.raw;
  const body = await c.req.formData();
  const kept = new Headers(headers);
  // They tell of the body as it came.
  kept.delete('content-type');
  kept.delete('content-length');
  return new Request(url, { method, headers: kept, body });
}

/** The pattern and not the address, which may carry an invitation's token or a number that says whom somebody looked for. */
const routeOf = (c: Ctx): string => matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? '';

/** A page that was refused to somebody signed in: one line, by which whoever runs the service sees that a person tries doors. */
function note(c: Ctx, status: number): void {
  if (!c.var.identity || ![403, 404, 429].includes(status)) return;
  const { municipality, person_id } = c.var.actor;
  c.var.house.log(
    `${c.var.request_id} refused ${status} ${c.req.method} ${routeOf(c) || '-'} person:${person_id} municipality:${municipality.code}`,
  );
}

/** What costs more than a page: searching, and files made on the spot. */
function costly(c: Ctx): Costly | null {
  if (c.req.path === '/search') return 'search';
  const asked = c.req.query('format') !== undefined || /\.(?:xlsx|csv|docx|pdf)$/.test(c.req.path);
  return asked ? 'export' : null;
}

/**
 * Whether another site's page sent it. Browsers say so by Sec-Fetch-Site; older ones by Origin alone, which is compared
 * with what people type and with what this request asked for.
 */
function isForeign(c: Ctx): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  return (
    host === null || (host !== new URL(c.var.house.settings.BASE_URL).host && host !== c.req.header('host'))
  );
}

const tooLarge = (c: Context) => c.text(words.tooLarge, 413);
const bodyLimits = {
  /** signing in, invitations, forgotten passwords */
  stranger: bodyLimit({ maxSize: 256 * 1024, onError: tooLarge }),
  form: bodyLimit({ maxSize: 4 * 1024 * 1024, onError: tooLarge }),
  files: bodyLimit({ maxSize: 110 * 1024 * 1024, onError: tooLarge }),
};

/**
 * Node's server gives these no body. To look for one would make a whole Request of the light one the server hands over, with its
 * signals and what waits for their end: the dearest thing of a page that shows a list.
 */
const hasNoBody = (c: Context): boolean => c.req.method === 'GET' || c.req.method === 'HEAD';

/** How much may be sent: memory is everybody's, so strangers get little and files only come from those signed in. */
function bodyKind(c: Ctx): keyof typeof bodyLimits {
  if (!c.var.identity) return 'stranger';
  return /^multipart\/form-data/i.test(c.req.header('content-type') ?? '') ? 'files' : 'form';
}

/** What a page is framed with while the database cannot say which municipality this is. */
const nowhere: Municipality = {
  code: '',
  schema_name: '',
  name: '',
  prefecture: '',
  time_zone: 'Asia/Tokyo',
  demo: false,
};

async function municipalityOf(house: House, identity: Identity | null): Promise<Municipality | null> {
  if (identity) return house.municipality(identity.municipality);
  if (house.settings.MUNICIPALITY) return house.municipality(house.settings.MUNICIPALITY);
  return (await house.municipalities())[0] ?? null;
}

/** The caller's address: what a trusted proxy says, else the connection's own. What is no address is not believed. */
function sourceOf(c: Ctx, house: House, socket: string | undefined): string | null {
  const trusted = house.settings.TRUSTED_PROXY;
  const connection = socket?.replace(/^::ffff:(?=[0-9.]+$)/, '');
  if (connection === undefined) return null;
  if (!trusted.includes(connection)) return connection;
  const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const said = chain.findLast((address) => address !== '' && !trusted.includes(address));
  return said !== undefined && isIP(said) !== 0 ? said : connection;
}

async function problem(
  c: Ctx,
  said: { title: string; text: string; status: 400 | 403 | 404 | 409 | 429 | 500 | 503 },
): Promise<Response> {
  const { status } = said;
  const open = isOpenAddress(c.req.path);
  const reader = wordsIn(openWords, readingOf(c));
  const known = open ? ({ 404: 'notFound', 409: 'conflict' } as const)[status as 404 | 409] : undefined;
  const there = known === undefined ? null : reader.problems[known];
  const title = there?.title ?? said.title;
  // What a public page's own command refuses with is already in its reader's words.
  const text =
    there === null || (known === 'conflict' && said.text !== words.conflict.text) ? said.text : there.text;
  const screen: Screen = {
    title,
    status,
    translated: there !== null,
    width: 'form',
    body: (
      <>
        <h1>{title}</h1>
        {text.split('\n').map((line) => (
          <p>{line}</p>
        ))}
        <p>{open ? <a href="/open">{reader.home}</a> : <a href="/">{words.backToToday}</a>}</p>
      </>
    ),
  };
  if (c.var.identity && status < 500) {
    try {
      return await reading(c.var.actor, async (tx) => frame(c, tx, screen));
    } catch {
      // The frame is a courtesy; without it the sentence still stands.
    }
  }
  return frame(c, null, screen);
}
