import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { z } from 'zod';
import { reading, Refusal, type Actor, type ReadTx } from '../platform/db/transaction.ts';
import type { House } from '../platform/house.ts';
import { withoutSlash, type Ctx, type Env } from '../platform/web/context.ts';
import { openView } from '../platform/web/handlers.tsx';
import { readingOf } from '../platform/web/language.ts';
import { wordsIn } from '../platform/ui/speech.ts';
import type { NavEntry } from '../platform/web/navigation.ts';
import { datasets, type Dataset } from './exports.ts';
import { nothingQuery } from './forms.ts';
import { hsdsEndpoints } from './queries-endpoints.ts';
import { OpenDataPage, type Published } from './pages.tsx';
import { documentOf, type Described } from './rules-openapi.ts';
import { limiter, type Limiter } from './rules-limit.ts';
import type { Answer, Endpoint } from './queries-endpoints.ts';
import { openWords } from './words-open.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [];

/** Whoever is signed in, other programs get what everybody may have, and nothing else. */
const everybody = (c: Ctx): Actor => ({ ...c.var.actor, person_id: null, kind: 'public', label: 'public' });

const limiters = new WeakMap<House, Limiter>();
function limiterOf(house: House): Limiter {
  let found = limiters.get(house);
  if (!found) limiters.set(house, (found = limiter(house.settings.OPEN_DATA_A_MINUTE)));
  return found;
}

const open = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Last-Modified, Link, Retry-After',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

function problem(
  c: Ctx,
  status: 400 | 404 | 405 | 429,
  title: string,
  headers: Record<string, string> = {},
): Response {
  return c.body(JSON.stringify({ type: 'about:blank', title, status }), status, {
    ...open,
    ...headers,
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}

/** The answer, or 304 where the asker has it already. */
function answered(
  c: Ctx,
  body: string | Uint8Array,
  { type, tag, modified, seconds }: { type: string; tag?: string; modified?: Date; seconds: number },
): Response {
  const etag = `W/"${tag ?? createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    ...open,
    ETag: etag,
    'Cache-Control': `public, max-age=${seconds}`,
    ...(modified ? { 'Last-Modified': modified.toUTCString() } : {}),
  };
  if (isThere(c, etag, modified)) return c.body(null, 304, headers);
  return c.body(typeof body === 'string' ? body : new Uint8Array(body).buffer, 200, {
    ...headers,
    'Content-Type': type,
  });
}

function isThere(c: Ctx, etag: string, modified?: Date): boolean {
  const held = c.req.header('if-none-match');
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  if (held !== undefined) return held === '*' || held.split(',').some((tag) => plain(tag) === plain(etag));
  const since = Date.parse(c.req.header('if-modified-since') ?? '');
  // The header carries whole seconds.
  return modified !== undefined && Math.floor(modified.getTime() / 1000) * 1000 <= since;
}

/** Counts the request; answers 429 where there were too many. */
function tooMany(c: Ctx, cost: number): Response | null {
  const wait = limiterOf(c.var.house).take(
    c.var.actor.source ?? 'unknown',
    cost,
    c.var.house.clock().getTime(),
  );
  return wait === 0 ? null : problem(c, 429, 'Too many requests.', { 'Retry-After': `${wait}` });
}

/** What was asked, checked; a sentence of what is not understood. */
function asked<S extends z.ZodObject>(
  c: Ctx,
  query: S,
): { ok: true; data: z.output<S> } | { ok: false; title: string } {
  const given = Object.fromEntries(new URL(c.req.url).searchParams);
  const parsed = query.safeParse(given);
  if (parsed.success) return { ok: true, data: parsed.data };
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '');
  // What is wrong, and what the parameter is, as the document says it.
  const is = (query.shape as Record<string, z.ZodType>)[name]?.description;
  return { ok: false, title: `${name}: ${issue?.message ?? ''}${is === undefined ? '' : `. ${is}`}` };
}

/** Every result, one a line, read in portions: each its own short transaction, none of them in memory for long. */
function lines(c: Ctx, each: (tx: ReadTx, after: number) => Promise<Answer['rows']>): Response {
  const actor = everybody(c);
  const encoder = new TextEncoder();
  let after = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const rows = await reading(actor, (tx) => each(tx, after));
      if (rows.length === 0) return controller.close();
      after = rows.at(-1)!.number;
      controller.enqueue(encoder.encode(rows.map(({ object }) => `${JSON.stringify(object)}\n`).join('')));
    },
  });
  return c.body(body, 200, { ...open, 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
}

function mountEndpoint(endpoint: Endpoint): void {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1');
  const handler = async (c: Ctx): Promise<Response> => {
    const query = asked(c, endpoint.query);
    if (!query.ok) return tooMany(c, 1) ?? problem(c, 400, query.title);
    const all = (query.data as { format?: string }).format === 'ndjson' && endpoint.each !== undefined;
    const refused = tooMany(c, all ? 20 : 1);
    if (refused) return refused;
    if (all) return lines(c, (tx, after) => endpoint.each!(tx, query.data, after));
    try {
      const found = await reading(everybody(c), (tx) =>
        endpoint.answer(tx, query.data, c.req.param('id') ?? '', c.var.house.settings),
      );
      if (found === null) return problem(c, 404, 'Not found.');
      if (typeof found === 'string') return c.redirect(found, 301);
      return answered(c, JSON.stringify(found), { type: 'application/json; charset=utf-8', seconds: 60 });
    } catch (error) {
      if (error instanceof Refusal)
        return problem(c, error.status === 400 ? 400 : 404, error.message || 'Not found.');
      throw error;
    }
  };
  routes.get(path, handler);
  if (path === '/api/hsds') routes.get('/api/hsds/', handler);
}

for (const endpoint of hsdsEndpoints) mountEndpoint(endpoint);

/** Files are made once for as long as their data stands; each municipality its own. */
const made = new WeakMap<House, Map<string, { tag: string; bytes: Uint8Array }>>();

async function file(c: Ctx, dataset: Dataset): Promise<Response> {
  const refused = tooMany(c, 5);
  if (refused) return refused;
  const { house, municipality } = c.var;
  const kept = made.get(house) ?? new Map<string, { tag: string; bytes: Uint8Array }>();
  made.set(house, kept);
  const key = `${municipality.code}/${dataset.key}`;
  return reading(everybody(c), async (tx) => {
    if (dataset.there && !(await dataset.there(tx))) return problem(c, 404, 'Not found.');
    const stamp = await dataset.stamp(tx);
    const tag = createHash('sha256')
      .update(`${key}/${stamp.modified.toISOString()}/${stamp.rows}/${dataset.there ? tx.today : ''}`)
      .digest('base64url')
      .slice(0, 22);
    const about = { type: dataset.media_type, tag, modified: stamp.modified, seconds: 300 };
    if (isThere(c, `W/"${tag}"`, stamp.modified)) return answered(c, '', about);
    let there = kept.get(key);
    if (there?.tag !== tag) kept.set(key, (there = { tag, bytes: await dataset.make(tx) }));
    return answered(c, there.bytes, about);
  });
}

const formatOf = (dataset: Dataset): string => (dataset.media_type.startsWith('text/csv') ? 'CSV' : 'Excel');

async function publishedFiles(
  tx: ReadTx,
): Promise<(Published & { media_type: string; title: string; description: string })[]> {
  const { code } = tx.actor.municipality;
  const files = [];
  for (const dataset of datasets) {
    if (dataset.there && !(await dataset.there(tx))) continue;
    const stamp = await dataset.stamp(tx);
    files.push({
      key: dataset.key,
      ...words.datasets[dataset.key],
      href: `/open-data/${dataset.file(code)}`,
      format: formatOf(dataset),
      media_type: dataset.media_type.split(';')[0]!,
      ...stamp,
    });
  }
  return files;
}

routes.get(
  '/open-data',
  openView(async (tx, c) => {
    const { settings } = c.var.house;
    const { name, prefecture, time_zone } = c.var.municipality;
    return {
      title: wordsIn(openWords, readingOf(c)).title,
      zone: 'public',
      translated: true,
      body: (
        <OpenDataPage
          reading={readingOf(c)}
          municipality={`${prefecture}${name}`}
          zone={time_zone}
          files={await publishedFiles(tx)}
          licence={settings.OPEN_DATA_LICENCE}
          licence_url={settings.OPEN_DATA_LICENCE_URL}
          a_minute={settings.OPEN_DATA_A_MINUTE}
        />
      ),
    };
  }),
);

/** The catalogue as DCAT (JSON-LD) writes it. */
routes.get('/open-data/index.json', async (c) => {
  const refused = tooMany(c, 1);
  if (refused) return refused;
  const { settings } = c.var.house;
  const { prefecture, name } = c.var.municipality;
  const base = settings.BASE_URL;
  const files = await reading(everybody(c), publishedFiles);
  const document = {
    '@context': { '@vocab': 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/' },
    '@type': 'Catalog',
    '@id': `${base}/open-data`,
    'dct:title': words.index.title,
    'dct:publisher': `${prefecture}${name}`,
    'dct:language': 'ja',
    'dct:license': settings.OPEN_DATA_LICENCE_URL,
    dataset: files.map((one) => ({
      '@type': 'Dataset',
      'dct:identifier': one.key,
      'dct:title': one.title,
      'dct:description': one.description,
      'dct:modified': one.modified.toISOString(),
      'dct:license': settings.OPEN_DATA_LICENCE_URL,
      distribution: [
        {
          '@type': 'Distribution',
          downloadURL: `${base}${one.href}`,
          mediaType: one.media_type,
          rows: one.rows,
        },
      ],
    })),
    service: [
      {
        '@type': 'DataService',
        'dct:title': 'HSDS 3.0',
        endpointURL: `${base}/api/hsds`,
        endpointDescription: `${base}/api/openapi.json`,
      },
    ],
  };
  return answered(c, JSON.stringify(document), { type: 'application/json; charset=utf-8', seconds: 300 });
});

routes.get('/open-data/:file', (c) => {
  const dataset = datasets.find((one) => one.file(c.var.municipality.code) === c.req.param('file'));
  return dataset ? file(c, dataset) : problem(c, 404, 'Not found.');
});

const file_schema = { type: 'string', format: 'binary' };
/** Everything that is mounted here, described. */
const described = (code: string, there: ReadonlySet<string>): Described[] => [
  ...hsdsEndpoints,
  ...datasets
    .filter((dataset) => there.has(dataset.key))
    .map((dataset): Described => ({
      path: `/open-data/${dataset.file(code)}`,
      tag: 'Open data',
      summary: words.datasets[dataset.key].title,
      query: nothingQuery,
      answers: { [dataset.media_type.split(';')[0]!]: file_schema },
    })),
  {
    path: '/open-data/index.json',
    tag: 'Open data',
    summary: 'The catalogue of the files (DCAT).',
    query: nothingQuery,
    answers: { 'application/json': { type: 'object' } },
  },
  {
    path: '/api/openapi.json',
    tag: 'About',
    summary: 'This document.',
    query: nothingQuery,
    answers: { 'application/json': { type: 'object' } },
  },
];

routes.get('/api/openapi.json', async (c) => {
  const refused = tooMany(c, 1);
  if (refused) return refused;
  const { settings } = c.var.house;
  const there = await reading(everybody(c), publishedFiles);
  const document = documentOf(described(c.var.municipality.code, new Set(there.map(({ key }) => key))), {
    title: words.index.apiTitle(`${c.var.municipality.prefecture}${c.var.municipality.name}`),
    base: settings.BASE_URL,
    licence: settings.OPEN_DATA_LICENCE,
    licence_url: settings.OPEN_DATA_LICENCE_URL,
    version: '1',
  });
  return answered(c, JSON.stringify(document), { type: 'application/json; charset=utf-8', seconds: 300 });
});

// Not all of /api: signing in lives there too (/api/auth), and answers for itself.
const readable = ['/api/hsds', '/api/hsds/*', '/api/openapi.json'];
for (const path of [...readable, '/open-data/*', '/open-data']) {
  routes.options(path, (c) =>
    c.body(null, 204, {
      ...open,
      'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Headers': 'If-None-Match, If-Modified-Since',
      'Access-Control-Max-Age': '86400',
      Allow: 'GET, HEAD, OPTIONS',
    }),
  );
}
for (const path of readable) {
  routes.all(path, (c) => {
    const plain = withoutSlash(c);
    if (plain !== null) return c.body(null, 301, { ...open, Location: plain });
    return c.req.method === 'GET' || c.req.method === 'HEAD'
      ? problem(c, 404, 'Not found.')
      : problem(c, 405, 'Only reading is possible.', { Allow: 'GET, HEAD, OPTIONS' });
  });
}
