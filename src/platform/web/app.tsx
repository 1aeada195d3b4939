import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { isConnectionFailure, reading, Refusal, type Actor, type Municipality } from '../db/transaction.ts';
import type { House } from '../house.ts';
import { assetFolder } from './assets.ts';
import type { Ctx, Env, Identity } from './context.ts';
import { readTyped } from './form.ts';
import { csrfFor, frame, resend, type Screen } from './handlers.tsx';
import { words } from './words.ja.ts';

export interface AppOptions {
  house: House;
  /** Who is asking, from the request's cookies; null for nobody. */
  identify(headers: Headers): Promise<Identity | null>;
  /** Every slice's routes. */
  mount(app: Hono<Env>): void;
  /** The connection's own address, when the server knows it. */
  addressOf?(c: Ctx): string | undefined;
}

/** The program as a function from request to response; the server and the tests both call it. */
export function createApp({ house, identify, mount, addressOf }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();

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
  app.use(
    '/assets/*',
    serveStatic({
      root: assetFolder,
      onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  );
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        manifestSrc: ["'self'"],
      },
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: house.settings.BASE_URL.startsWith('https:') ? 'max-age=31536000' : false,
    }),
  );
  app.use(bodyLimit({ maxSize: 110 * 1024 * 1024, onError: (c) => c.text(words.tooLarge, 413) }));

  app.use(async (c, next) => {
    c.set('house', house);
    c.set('request_id', crypto.randomUUID().slice(0, 8).toUpperCase());
    const identity = await identify(c.req.raw.headers);
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
    };
    c.set('actor', actor);
    return next();
  });
  // A cross-site form is refused before its body is read; the token inside the form is the second belt.
  app.use(async (c, next) => {
    const site = c.req.header('sec-fetch-site');
    if (
      c.req.method !== 'GET' &&
      c.req.method !== 'HEAD' &&
      site !== undefined &&
      site !== 'same-origin' &&
      site !== 'none'
    ) {
      return c.text(words.csrf.text, 403);
    }
    return next();
  });

  mount(app);

  app.notFound((c) => problem(c, { title: words.notFound.title, text: words.notFound.text, status: 404 }));
  app.onError(async (error, c: Ctx) => {
    if (error instanceof Refusal) {
      const said = { 403: words.forbidden, 404: words.notFound, 409: words.conflict }[error.status];
      return problem(c, { title: said.title, text: error.message || said.text, status: error.status });
    }
    if (isConnectionFailure(error)) {
      const { typed } =
        c.req.method === 'POST'
          ? readTyped(await c.req.formData().catch(() => new FormData()))
          : { typed: {} };
      return resend(c, typed, words.away.title, words.away.text, 503);
    }
    const number = c.get('request_id') ?? 'START';
    console.error(`${number} ${c.req.method} ${c.req.path}`, error);
    return problem(c, { title: words.broken.title, text: words.broken.text(number), status: 500 });
  });
  return app;
}

async function municipalityOf(house: House, identity: Identity | null): Promise<Municipality | null> {
  if (identity) return house.municipality(identity.municipality);
  if (house.settings.MUNICIPALITY) return house.municipality(house.settings.MUNICIPALITY);
  return (await house.municipalities())[0] ?? null;
}

/** The caller's address: what a trusted proxy says, else the connection's own. */
function sourceOf(c: Ctx, house: House, connection: string | undefined): string | null {
  const trusted = house.settings.TRUSTED_PROXY;
  if (connection && trusted.includes(connection)) {
    const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
    return chain.findLast((address) => address !== '' && !trusted.includes(address)) ?? connection;
  }
  return connection ?? null;
}

async function problem(
  c: Ctx,
  { title, text, status }: { title: string; text: string; status: 403 | 404 | 409 | 500 },
): Promise<Response> {
  const screen: Screen = {
    title,
    status,
    width: 'form',
    body: (
      <>
        <h1>{title}</h1>
        {text.split('\n').map((line) => (
          <p>{line}</p>
        ))}
        <p>
          <a href="/">{words.backToToday}</a>
        </p>
      </>
    ),
  };
  if (c.var.identity && status !== 500) {
    try {
      return await reading(c.var.actor, async (tx) => frame(c, tx, screen));
    } catch {
      // The frame is a courtesy; without it the sentence still stands.
    }
  }
  return frame(c, null, screen);
}
