import { Hono } from 'hono';
import { Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import type { Ctx, Env } from '../../platform/web/context.ts';
import { view } from '../../platform/web/handlers.tsx';
import { areaOptions, areaSystems } from '../../base/areas/queries.ts';
import { facilityKinds } from '../../base/directory/queries.ts';
import { themes } from '../issues/queries.ts';
import { exportNetwork } from './exports.ts';
import { NetworkPage, type NetworkAsked, type NetworkProps } from './pages-network.tsx';
import { gatherings, networkNodes, networkYears } from './queries-network.ts';
import { networkOf, tiesOf, type NodeKey } from './rules-network.ts';
import { sources, usualSources, words } from './words-network.ja.ts';

export const routes = new Hono<Env>();

/** The districts of the round where the city has them, else the first kind of areas there is. */
async function areaSystemIn(tx: ReadTx): Promise<string> {
  const systems = await areaSystems(tx);
  return (systems.find(({ code }) => code === 'visit_district') ?? systems[0])?.code ?? '';
}

function askedOf(tx: ReadTx, c: Ctx): NetworkAsked {
  const year = (name: string): number | null => {
    const text = c.req.query(name) ?? '';
    return /^(19|20)[0-9]{2}$/.test(text) ? Number(text) : null;
  };
  const named = c.req.queries('sources') ?? [];
  const chosen = named.includes('all')
    ? Object.keys(sources)
    : named.filter((code) => Object.hasOwn(sources, code));
  const area = c.req.query('area') ?? '';
  const ego = c.req.query('ego') ?? '';
  const asked = year('year') ?? tx.fiscal_year;
  const before = year('before');
  return {
    year: asked,
    before: before === asked ? null : before,
    sources: chosen.length === 0 ? usualSources : chosen,
    theme: c.req.query('theme') || null,
    area: /^[1-9][0-9]{0,12}$/.test(area) ? Number(area) : null,
    kind: c.req.query('kind') || null,
    ego: /^[fo][1-9][0-9]{0,12}$/.test(ego) ? (ego as NodeKey) : null,
  };
}

function hrefOf(c: Ctx, changes: Record<string, string | null>, path = '/network-map'): string {
  const query = new URLSearchParams(new URL(c.req.url).search);
  for (const [name, value] of Object.entries(changes))
    if (value === null) query.delete(name);
    else query.set(name, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The map asked for: who reads the whole city, and who only where their own facility was. */
async function mapOf(
  tx: ReadTx,
  c: Ctx,
): Promise<Omit<NetworkProps, 'years' | 'themes' | 'areas' | 'kinds'>> {
  const wholeCity = tx.has('knowledge.manage') || tx.has('evaluation.read');
  if (!wholeCity && !tx.has('facility.read')) throw new Refusal(404);
  const asked = askedOf(tx, c);
  const there = await gatherings(tx, {
    years: asked.before === null ? [asked.year] : [asked.year, asked.before],
    sources: asked.sources,
    theme_code: asked.theme,
  });
  const list = await networkNodes(tx, [...new Set(there.map(({ node }) => node))], await areaSystemIn(tx));
  const nodes = new Map(list.map((node) => [node.key, node]));
  const own = new Set(tx.session.facilities.map((id): NodeKey => `f${id}`));
  const met = new Set(there.map(({ node }) => node));
  const chosen = new Set(
    list
      .filter(
        ({ key, kind, area_id }) =>
          kind !== null &&
          (asked.area === null || area_id === asked.area) &&
          (asked.kind === null || kind === asked.kind) &&
          // Who reads only the own facility's meetings is told nothing of who met nobody.
          (wholeCity || own.has(key) || met.has(key)),
      )
      .map(({ key }) => key),
  );
  const ego = asked.ego !== null && nodes.has(asked.ego) ? asked.ego : null;
  const of = (year: number) => tiesOf(there.filter(({ fiscal_year }) => fiscal_year === year));
  return {
    asked: { ...asked, ego },
    network: networkOf(
      of(asked.year),
      asked.before === null ? null : of(asked.before),
      list.map(({ key }) => key),
      chosen,
      ego,
    ),
    nodes,
    hrefOf: (key) => hrefOf(c, { ego: key }),
    exportHref: (format) => hrefOf(c, { format: format === 'xlsx' ? null : format }, '/network-map/export'),
    wholeCity,
  };
}

routes.get(
  '/network-map',
  view(async (tx, c) => {
    const map = await mapOf(tx, c);
    return {
      title: words.title,
      body: (
        <NetworkPage
          {...map}
          years={await networkYears(tx)}
          themes={await themes(tx)}
          areas={await areaOptions(tx, await areaSystemIn(tx))}
          kinds={await facilityKinds(tx)}
        />
      ),
    };
  }),
);
routes.get(
  '/network-map/export',
  view(async (tx, c) => exportNetwork(c, tx, await mapOf(tx, c))),
);
